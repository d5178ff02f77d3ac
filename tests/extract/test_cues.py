"""Words that say what a short line is: each reason in each language alone."""

from __future__ import annotations

import tomllib
from importlib.resources import files
from typing import Final

import pytest

from nouvelles.extract.cues import LONGEST, cue, find_cues, reasons
from nouvelles.language import fold

DATA = tomllib.loads(
    (files("nouvelles.extract") / "data" / "cues.toml").read_text(encoding="utf-8")
)

#: A line as pages print it, by reason and language.
LINES: Final[dict[str, dict[str, str]]] = {
    "related": {
        "any": "More", "en": "Read more: The night the dam broke",
        "fr": "À lire aussi : la nuit où le barrage a cédé",
        "de": "Lesen Sie auch: Die Nacht am Damm", "es": "Te puede interesar",
        "pt": "Leia também: a noite da barragem", "it": "Leggi anche: la notte della diga",
        "nl": "Lees ook: de nacht van de dijk", "sv": "Läs också: Natten vid dammen",
        "no": "Les også: Natten ved demningen", "da": "Læs også: Natten ved dæmningen",
        "fi": "Lue myös: yö padolla", "is": "Tengdar fréttir",
        "pl": "Czytaj też: noc przy tamie", "cs": "Čtěte také: Noc u přehrady",
        "sk": "Čítajte aj: Noc pri priehrade", "hu": "Kapcsolódó cikkek",
        "ro": "Citește și: Noaptea de la baraj", "hr": "Pročitajte i: Noć na brani",
        "tr": "Çok okunanlar", "el": "Διαβάστε επίσης: η νύχτα στο φράγμα",
        "ru": "Читайте также: ночь у плотины", "uk": "Читайте також: ніч біля греблі",
        "bg": "Вижте още", "sr": "Повезане вести", "ar": "اقرأ أيضًا: ليلة السد",
        "fa": "بیشتر بخوانید: شب سد", "he": "קראו גם: הלילה בסכר",
        "hi": "यह भी पढ़ें: बांध की रात", "zh": "相关阅读：水坝之夜",
        "ja": "あわせて読みたい", "ko": "많이 본 뉴스", "vi": "Xem thêm: Đêm ở con đập",
        "id": "Baca juga: Malam di bendungan", "sw": "Soma zaidi: Usiku wa bwawa",
        "th": "ข่าวที่เกี่ยวข้อง",
    },
    "newsletter": {
        "en": "Sign up to our morning letter", "fr": "Inscrivez-vous à notre lettre",
        "de": "Jetzt abonnieren und informiert bleiben", "es": "Suscríbete al boletín",
        "pt": "Cadastre-se para receber as notícias", "it": "Iscriviti alla lettera",
        "nl": "Schrijf je in voor onze brief", "pl": "Zapisz się na poranny list",
        "ru": "Подпишитесь на нашу рассылку", "uk": "Підпишіться на розсилку",
        "tr": "Bültenimize katılın", "ar": "النشرة البريدية", "fa": "خبرنامه",
        "zh": "微信公众号", "ja": "メールマガジン登録", "ko": "뉴스레터 신청",
        "id": "Berlangganan sekarang", "vi": "Đăng ký nhận tin",
    },
    "advertisement": {
        "any": "Pub", "en": "Story continues below", "fr": "Publicité",
        "de": "Artikel weiterlesen", "es": "Contenido patrocinado",
        "pt": "Continua depois da publicidade", "no": "Artikkelen fortsetter under",
        "sv": "Artikeln fortsätter efter annonsen",
    },
    "share": {
        "any": "WhatsApp", "en": "Share this article", "fr": "Partager l’article",
        "de": "Artikel teilen", "es": "Compartir en redes", "pt": "Compartilhe",
        "it": "Condividi", "nl": "Volg ons op de voet", "pl": "Udostępnij",
        "ru": "Поделиться", "uk": "Поширити новину", "tr": "Paylaş", "ar": "شارك المقال",
        "fa": "اشتراک‌گذاری", "zh": "分享到：", "ja": "シェアする", "ko": "공유하기",
        "id": "Bagikan", "vi": "Chia sẻ",
    },
    "comments": {
        "en": "Leave a reply", "fr": "Laisser un commentaire", "de": "Jetzt mitdiskutieren",
        "es": "Deja un comentario", "pt": "Deixe um comentário",
        "it": "Lascia un commento", "nl": "Reageer op dit artikel",
        "pl": "Dodaj komentarz", "ru": "Оставить комментарий",
        "uk": "Залишити коментар", "tr": "Yorum yap", "ar": "أضف تعليقا",
        "fa": "ارسال نظر", "zh": "发表评论", "ja": "コメントを書く", "ko": "댓글 12",
        "id": "Komentar (4)", "vi": "Bình luận",
    },
    "rights": {
        "any": "© 2026 The Sound Gazette", "en": "All rights reserved.",
        "fr": "Tous droits réservés", "de": "Alle Rechte vorbehalten",
        "es": "Todos los derechos reservados", "pt": "Todos os direitos reservados",
        "it": "Riproduzione riservata", "pl": "Wszelkie prawa zastrzeżone",
        "ru": "Все права защищены", "uk": "Усі права захищено",
        "tr": "Tüm hakları saklıdır", "ar": "جميع الحقوق محفوظة",
        "fa": "تمامی حقوق محفوظ است", "zh": "未经授权不得转载", "ja": "無断転載を禁じます",
        "ko": "무단 전재 및 재배포 금지",
    },
    "credit": {
        "any": "Foto: Mira Holm", "en": "Photo by Mira Holm",
        "fr": "Crédit photo : Mira Holm", "de": "Symbolbild", "es": "Imagen de archivo",
        "pt": "Divulgação", "it": "Immagine di repertorio", "pl": "Zdjęcie ilustracyjne",
        "ru": "Фото: Мира Хольм", "uk": "Ілюстрація: Міра Гольм",
        "tr": "Fotoğraf: Mira Holm", "ar": "الصورة من الأرشيف", "fa": "عکس: میرا هولم",
        "zh": "图片来源：新华", "ja": "写真＝海辺で", "ko": "사진=미라 홀름",
    },
    "signed": {
        "any": "By Mira Holm", "en": "Reporting by Mira Holm",
        "fr": "Propos recueillis par Mira Holm", "de": "Mit Material der Agenturen",
        "es": "Redacción Norhaven", "pt": "Redação Norhaven", "ru": "Автор: Мира Хольм",
        "uk": "Текст: Міра Гольм", "ar": "بقلم ميرا هولم", "fa": "خبرنگار: میرا هولم",
        "zh": "记者 何米拉", "ja": "取材・文：何", "ko": "기자 홍길동",
    },
    "updated": {
        "en": "Last updated 4 May 2026", "fr": "Mis à jour le 4 mai 2026",
        "de": "Veröffentlicht am 4. Mai 2026", "es": "Actualizado el 4 de mayo",
        "pt": "Atualizado em 4 de maio", "it": "Pubblicato il 4 maggio",
        "nl": "Bijgewerkt op 4 mei", "pl": "Opublikowano 4 maja",
        "ru": "Обновлено 4 мая", "uk": "Оновлено 4 травня", "tr": "Güncelleme: 4 Mayıs",
        "ar": "آخر تحديث: ٤ مايو", "fa": "تاریخ انتشار: ۴ مه", "zh": "发布时间：2026-05-04",
        "ja": "更新：5月4日", "ko": "입력 2026.05.04",
    },
    "tags": {
        "any": "#harbour #strike", "en": "Filed under: harbours", "fr": "Mots-clés : port",
        "de": "Schlagwörter: Hafen", "es": "Etiquetas: puerto", "pt": "Assuntos: porto",
        "it": "Argomenti: porto", "ru": "Теги: порт", "uk": "Теги: порт",
        "pl": "Tagi: port", "tr": "Etiketler: liman", "ar": "الوسوم: ميناء",
        "fa": "برچسب‌ها: بندر", "zh": "标签：港口", "ja": "タグ：港", "ko": "태그: 항구",
        "id": "Tag: pelabuhan",
    },
    "consent": {
        "en": "We value your privacy", "fr": "Nous utilisons des cookies",
        "de": "Alle akzeptieren", "es": "Utilizamos cookies propias",
        "pt": "Este site usa cookies", "it": "Accetta tutti", "nl": "Wij gebruiken cookies",
        "pl": "Używamy plików cookie",
    },
}  # fmt: skip


def reason_of(line: str) -> str:
    return reasons()[cue(line)]


def test_the_table_has_every_reason_and_language() -> None:
    assert {reason: set(found) for reason, found in LINES.items()} == {
        reason: set(found) for reason, found in DATA.items()
    }


@pytest.mark.parametrize(
    ("reason", "language", "line"),
    [
        (reason, language, line)
        for reason, found in LINES.items()
        for language, line in found.items()
    ],
)
def test_each_reason_in_each_language(reason: str, language: str, line: str) -> None:
    assert reason_of(line) == reason
    # It is this language's table that has the phrase, not another's by chance.
    folded = fold(line)
    assert any(
        folded == fold(phrase[1:])
        if phrase[0] == "="
        else folded.startswith(fold(phrase))
        for phrase in DATA[reason][language]
    )


@pytest.mark.parametrize("reason", list(DATA))
def test_every_phrase_is_found_by_what_it_says(reason: str) -> None:
    for language, phrases in DATA[reason].items():
        for phrase in phrases:
            line = phrase[1:] if phrase[0] == "=" else f"{phrase} x"
            # A longer phrase, or one of an earlier table, may come before it.
            assert cue(line) > 0, (reason, language, phrase)
            own = [
                other
                for other, languages in DATA.items()
                if any(phrase in found for found in languages.values())
            ]
            if own == [reason] and phrase[0] == "=":
                assert reason_of(line) == reason, (language, phrase)


@pytest.mark.parametrize(
    "line",
    [
        "", " ", "—", "Nobody crossed the sound on Sunday.",
        "The crews say they will read more of the contract before they sign.",
        "Reading rooms will close at six.",
        "Savings are at an end.", "Adults pay twice.", "Pubs stay open until midnight.",
        "Le barrage a cédé dans la nuit, quelques heures après la fin des pluies.",
        "Personne n’est porté disparu, a dit la préfecture.",
        "Der Damm brach in der Nacht zum Mittwoch, Stunden nach dem Regen.",
        "La presa cedió de madrugada y el agua llegó al valle en media hora.",
        "A barragem cedeu durante a noite, horas depois da chuva.",
        "La diga ha ceduto nella notte, poche ore dopo la pioggia.",
        "De dijk brak in de nacht van dinsdag op woensdag.",
        "Dammen brast natten till onsdagen, timmar efter regnet.",
        "Tama pękła w nocy, kilka godzin po deszczu.",
        "Плотина прорвалась ночью, через несколько часов после дождя.",
        "Гребля прорвалася вночі, за кілька годин після дощу.",
        "انهار السد ليلا بعد ساعات من توقف المطر.", "سد در شب شکست و آب به دره رسید.",
        "הסכר קרס בלילה, שעות אחרי הגשם.", "बांध रात में टूट गया।",
        "大坝在夜间溃决，洪水半小时后抵达下游。", "ダムは夜に決壊し、水は谷に達した。",
        "둑은 밤에 무너졌다.", "เขื่อนแตกในตอนกลางคืน", "Đập vỡ trong đêm.",
        "Bendungan itu jebol pada malam hari.", "Bwawa lilivunjika usiku.",
    ],
)  # fmt: skip
def test_ordinary_text_gives_none(line: str) -> None:
    assert cue(line) == 0


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("A LIRE AUSSI", "related"), ("à lire AUSSI", "related"),
        ("a\u0300 lire aussi", "related"), ("  Read more", "related"),
        ("ＲＥＡＤ ＭＯＲＥ", "related"), ("Don't miss", "related"),
        ("PUBLICITÉ", "advertisement"), ("Publicite", "advertisement"),
        ("Weiter\u00adlesen", "related"), ("اقرا ايضا", "related"),
        ("اقرأ أيضاً", "related"),
        ("Veroeffentlicht", ""), ("VERÖFFENTLICHT", "updated"),
    ],
)  # fmt: skip
def test_case_accents_and_widths_make_no_difference(line: str, reason: str) -> None:
    assert reason_of(line) == reason


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("Ad", "advertisement"), ("Ads", "advertisement"), ("Ad hoc", ""),
        ("Email", "share"), ("Email from the harbour", ""), ("X", "share"),
        ("Xylophone", ""),
        ("Line", "share"), ("Lines of people", ""), ("Related", "related"),
        ("Relatedness", ""), ("Tag", "tags"), ("Tagliatelle", ""),
    ],
)  # fmt: skip
def test_phrases_that_are_the_whole_line(line: str, reason: str) -> None:
    assert reason_of(line) == reason


def test_the_longest_phrase_decides() -> None:
    assert reason_of("this content is hosted by a service") == "consent"
    assert reason_of("this content is protected") == "rights"
    assert reason_of("Anzeige erstattet") == "advertisement"


def test_long_lines_are_text_however_they_begin() -> None:
    line = "Read more ".ljust(LONGEST, "x")
    assert reason_of(line) == "related"
    assert reason_of(f"{line}x") == ""


def test_lines_at_once_as_one_by_one() -> None:
    lines = ["Read more", "", "Nobody crossed.", "x" * 1_000, "Facebook", "©"]
    assert [reasons()[number] for number in find_cues(lines)] == [
        "related", "", "", "", "share", "rights",
    ]  # fmt: skip
    assert find_cues(lines) == [cue(line) for line in lines]
    assert find_cues([]) == []


def test_reasons_are_the_tables_in_order() -> None:
    assert reasons() == ("", *DATA)
