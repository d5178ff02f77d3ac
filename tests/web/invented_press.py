"""A small invented press for the tests of the web: many languages, licences, faults."""
# ruff: noqa: E501 (sentences of other languages are not cut)

from __future__ import annotations

import io
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

from PIL import Image as Pillow

from nouvelles.records import (
    Article,
    Block,
    Change,
    Image,
    Listed,
    Picture,
    Revision,
    RightsItem,
    Shown,
    Source,
)
from nouvelles.testing import MemoryReads
from nouvelles.web.reads import HeldPicture

NOW = datetime(2026, 3, 12, 15, 30, tzinfo=UTC)


def hours(offset: float) -> timezone:
    return timezone(timedelta(hours=offset))


def source(host: str, name: str, language: str, country: str, **more: object) -> Source:
    found = Source(
        host=host,
        name=name,
        language=language,
        country=country,
        home=f"https://{host}/",
        invented=True,
    )
    return replace(found, **more)  # type: ignore[arg-type]


RADIO = source(
    "radioouvra.example", "Rádio Ouvra", "pt", "XA",
    licence="CC-BY-4.0", kind="public", owner="Radiodifusão Pública da Altaméria",
)  # fmt: skip
DIARIO = source(
    "diariodemontelar.example", "Diário de Montelar", "pt", "XA", kind="private"
)
MARWAL = source(
    "marwalyoum.example", "المروال اليوم", "ar", "XB", owner="شركة الضفتين للنشر"
)
PARSAVA = source(
    "parsavaemrooz.example", "پارسوا امروز", "fa", "XH", licence="CC-BY-SA-4.0"
)
COURRIER = source(
    "courrier-sohra.example", "Le Courrier de Dar Sohra", "fr", "XB",
    licence="CC-BY-SA-4.0",
)  # fmt: skip
LANHAI = source("lanhairibao.example", "岚海日报", "zh", "XF")
KELDOR = source("keldorpost.example", "The Keldor Post", "en", "XG")
FARO = source(
    "elfarodelsur.example", "El Faro del Sur", "es", "XD", licence="CC-BY-ND-4.0"
)
VISNYK = source("visnyk.example", "Заренський вісник", "uk", "XE", licence="CC-BY-4.0")
ZEITUNG = source("anselhafener.example", "Anselhafener Zeitung", "de", "XC")
RESERVED = source("lanhaicourier.example", "The Lanhai Courier", "en", "XF")
SILENT = source("silencieux.example", "Le Silencieux", "fr", "XC")


def paragraphs(*texts: str) -> tuple[Block, ...]:
    return tuple(Block(kind="paragraph", text=text) for text in texts)


def shown(
    id: str,
    outlet: Source,
    headline: str,
    body: tuple[Block, ...],
    published: datetime | None,
    **more: object,
) -> Shown:
    """An article held with one capture; `more` are fields of its `Article`."""
    captured = (published or NOW - timedelta(hours=9)).astimezone(UTC) + timedelta(
        minutes=21
    )
    url = f"https://www.{outlet.host}/2026/03/12/{id}"
    article = replace(
        Article(
            canonical=url,
            headline=headline,
            body=body,
            published=published,
            language=outlet.language,
            language_confidence=0.98,
        ),
        **more,  # type: ignore[arg-type]
    )
    listed = Listed(
        id=id,
        url=url,
        source=outlet,
        headline=headline,
        standfirst=article.standfirst,
        lede=body[0].text if body else "",
        summary="",
        language=article.language,
        published=published,
        day_only=article.day_only,
        captured=captured,
        rights=RightsItem(
            source_licence=outlet.licence,
            source_name=outlet.name,
            agencies=article.agencies,
            image_licence=article.image.licence if article.image else "",
            image_credit=article.image.credit if article.image else "",
        ),
        picture=f"{id}.jpg" if article.image else "",
    )
    revision = Revision(
        at=captured, digest=id.encode().hex().ljust(64, "0"), headline=headline
    )
    return Shown(
        listed=listed,
        article=article,
        authors=article.byline,
        revisions=(revision,),
        extracted_by="trafilatura 2.0/1",
    )


def with_listed(one: Shown, **changes: object) -> Shown:
    return replace(one, listed=replace(one.listed, **changes))  # type: ignore[arg-type]


def press() -> list[Shown]:
    """A dozen articles, one of each case that the pages must tell apart."""
    dam = shown(
        "a1dam", RADIO, "Altaméria abriu as comportas de Talmeira «para salvar a barragem»",
        (
            *paragraphs(
                "As quatro comportas de fundo da barragem de Talmeira foram abertas às "
                "2h40 de quinta-feira, depois de trinta horas de chuva no planalto.",
                "«Abrimos para salvar a barragem e, com ela, o vale inteiro», disse a "
                "ministra da Energia, Belmira Quentalha, no Parlamento.",
            ),
            Block(kind="heading", text="Um tratado de quarenta anos", level=2),
            Block(kind="quote", text="Um rio não tem fronteira."),
            Block(kind="list", items=("Talmeira", "Pont-Sohra", "Dar Sohra")),
            Block(kind="image", text="Mapa", url="https://radioouvra.example/mapa.png"),
            *paragraphs("O tratado de 1986 obriga a avisar seis horas antes."),
        ),
        datetime(2026, 3, 12, 6, 20, tzinfo=hours(-3)),
        kicker="Ambiente", standfirst="Uma cheia obrigou milhares de pessoas a sair de casa.",
        byline=("Otília Brandonço",),
        modified=datetime(2026, 3, 12, 10, 40, tzinfo=hours(-3)),
        image=Image(
            url="https://radioouvra.example/f.jpg", caption="As comportas, de madrugada.",
            alt="Água branca sob uma barragem", credit="Nuno Veloso / Rádio Ouvra",
            licence="CC-BY-4.0",
        ),
    )  # fmt: skip
    first = dam.revisions[0]
    dam = replace(
        dam,
        revisions=(
            replace(first, headline="Comportas de Talmeira abertas às 3h40"),
            replace(
                first,
                at=first.at + timedelta(hours=4),
                digest="b" * 64,
                changes=(
                    Change(
                        field="headline",
                        before="Comportas de Talmeira abertas às 3h40",
                        after=first.headline,
                    ),
                    Change(
                        field="body",
                        before="O tratado de 1986 obriga a avisar três horas antes.",
                        after="O tratado de 1986 obriga a avisar seis horas antes.",
                    ),
                ),
            ),
        ),
    )
    return [
        dam,
        shown(
            "a2ar", MARWAL, "دار سهرة: لم تصلنا أي رسالة قبل الموجة",
            paragraphs(
                "نفت وزيرة المياه في المروال، نضيرة سومر، أن تكون بلادها قد أُبلغت في الوقت "
                "المناسب، وقالت إن الرسالة الأولى وصلت عند الساعة 4:10، أي بعد ساعة ونصف "
                "الساعة من فتح البوابات. وأضافت أن الحكومة ستطلب عقد اجتماع للجنة النهر.",
                "سرّ لا يُعرض هنا",
            ),
            datetime(2026, 3, 12, 9, 5, tzinfo=hours(1)), byline=("سلمى درويش",),
        ),
        shown(
            "a3fa", PARSAVA, "زمین‌لرزه‌ای به بزرگی ۵٫۹ شهر نور را لرزاند",
            paragraphs(
                "زمین‌لرزه‌ای به بزرگی ۵٫۹ بامداد پنجشنبه شهر نور، پایتخت پارسوا، را لرزاند. "
                "استاندار می‌گوید سه نفر جان باخته‌اند.",
                "جمعیت فانوس سرخ شمار جان‌باختگان را هفت نفر اعلام کرده است.",
            ),
            datetime(2026, 3, 12, 7, 45, tzinfo=hours(3.5)), byline=("فرهاد رهنما",),
        ),
        shown(
            "a4fr", COURRIER, "À Dar Sohra, l’alerte est arrivée après l’eau",
            paragraphs(
                "Le premier message est arrivé à 4 h 10, une heure et demie après "
                "l’ouverture des vannes de Talmeira. À Pont-Sohra, les digues de roseaux ont "
                "tenu\u202f; dans le delta, les écoles ont ouvert avant l’aube.",
                "Le gouverneur, Idris Halwan, fait état de 12\u202f000 personnes hébergées.",
                "«\u202fLes mesures existent, mais chacun garde les siennes\u202f», résume "
                "l’hydrologue Marthe Oldersunne.",
            ),
            datetime(2026, 3, 12, 10, 0, tzinfo=hours(1)),
            standfirst="Des milliers de riverains ont quitté leur maison dans la nuit.",
            byline=("Inès Tahar", "Paul Lambric"),
        ),
        shown(
            "a5zh", LANHAI, "帆船重返稻米之路：十九天，不用一滴燃油",
            paragraphs(
                "首支帆船货运船队周四抵达群岛，全程十九天，而燃油货轮只需十二天。"
                "公司负责人沈若岚说，第二支船队将于下月启航。" * 4
            ),
            datetime(2026, 3, 12, 11, 30, tzinfo=hours(8)),
        ),
        shown(
            "a6en", KELDOR, "Dam gates opened ‘to save the valley’, minister says",
            paragraphs(
                "Altameria opened the four bottom gates of the Talmeira dam early on "
                "Thursday, sending a wave down the Ouvra towards Marwal, Meridian reports. "
                "Thousands of people left their homes along the lower river before dawn, and "
                "the governor of the delta said that twelve thousand were being sheltered.",
                "This second paragraph belongs to the agency alone.",
            ),
            datetime(2026, 3, 12, 8, 0, tzinfo=UTC), agencies=("Meridian Press",),
        ),
        shown(
            "a7es", FARO, "Costa Verna apaga sus faros, uno a uno",
            paragraphs(
                "El último farero de la costa norte cerró ayer la puerta con una llave que ya "
                "no abre nada. Los barcos, dice la autoridad portuaria, no los necesitan "
                "desde hace diez años, y la luz cuesta más que el mar que alumbra. Los "
                "vecinos del cabo guardan las lentes en una escuela.",
                "Quedan once.",
            ),
            datetime(2026, 3, 11, 22, 15, tzinfo=hours(-4)),
        ),
        shown(
            "a8uk", VISNYK, "Національна бібліотека відкрилася після одинадцяти років ремонту",
            paragraphs(
                "Два мільйони томів змінили поверх, а читачі повернулися до зеленої зали.",
                "Директорка Олена Грабар каже, що каталог буде повним до літа.",
            ),
            datetime(2026, 3, 12, 12, 10, tzinfo=hours(3)),
        ),
        shown(
            "a9de", ZEITUNG, "Der Nachtzug kehrt zurück, und mit ihm ein alter Streit",
            paragraphs(
                "Drei Regionen zahlen für die Strecke, eine vierte sperrt ihre Bahnsteige. "
                "Im Juni soll der erste Zug fahren, wenn der Norden nachgibt. Bis dahin "
                "bleiben die Fahrkarten im Schrank und die Schlafwagen im Schuppen, wie ein "
                "Sprecher der Bahn am Donnerstag sagte."
            ),
            datetime(2026, 3, 12, 0, 0, tzinfo=hours(1)), day_only=True,
        ),
        with_listed(
            replace(
                shown("a10rsv", RESERVED, "Sail freighters return to the rice road", (),
                      datetime(2026, 3, 12, 12, 0, tzinfo=hours(8))),
                article=None, authors=("R. Tan",), revisions=(),
            ),
            summary="The first convoy reached the islands on Thursday after nineteen days.",
            rights=RightsItem(opted_out=True, source_name=RESERVED.name),
        ),
        shown(
            "a11xss", DIARIO, "<script>alert(1)</script> & \"companhia\"",
            paragraphs("<img src=x onerror=alert(1)> O Parlamento reuniu-se sem microfones."),
            None,
        ),
    ]  # fmt: skip


def picture() -> HeldPicture:
    """A small picture with light and dark in it, licensed for us to serve."""
    made = Pillow.linear_gradient("L").resize((960, 540)).convert("RGB")
    stream = io.BytesIO()
    made.save(stream, "JPEG", quality=70)
    return HeldPicture(
        picture=Picture(
            media_type="image/jpeg", width=960, height=540, data=stream.getvalue()
        ),
        rights=RightsItem(source_licence="CC-BY-4.0", image_licence="CC-BY-4.0"),
    )


def reads(**more: object) -> MemoryReads:
    return MemoryReads(
        press(),
        sources=[SILENT],
        pictures={"a1dam.jpg": picture()},
        **more,  # type: ignore[arg-type]
    )
