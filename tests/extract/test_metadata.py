"""What a page says about its article, read without the engine for its text."""

from datetime import UTC, datetime

import pytest

from nouvelles.extract.metadata import Heading, Metadata, read_heading, read_metadata
from nouvelles.extract.page import read_page
from nouvelles.records import Alternate, Block, Statement
from tests.extract.captures import PARAGRAPHS, URL, page

SITE = '<meta property="og:site_name" content="Le Courrier du Val">'
BLOCKS = tuple(Block(kind="paragraph", text=text) for text in PARAGRAPHS)


def read(
    html: str, *, url: str = URL, blocks: tuple[Block, ...] = BLOCKS
) -> tuple[Heading, Metadata]:
    parsed = read_page(html, url)
    heading = read_heading(parsed)
    return heading, read_metadata(parsed, heading, blocks, None)


def ld(fields: str) -> str:
    thing = f'{{"@type":"NewsArticle","headline":"Le barrage a cédé",{fields}}}'
    return f'{SITE}<script type="application/ld+json">{thing}</script>'


# ---- who signs ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("authors", "names"),
    [
        ('{"name":"Zoé Petit"}', ("Zoé Petit",)),
        ('"Zoé Petit"', ("Zoé Petit",)),
        ('[{"name":"Zoé Petit"},{"name":"Jean Grand"}]', ("Zoé Petit", "Jean Grand")),
        ('[["Zoé Petit"],"Zoé Petit"]', ("Zoé Petit",)),
        ('{"givenName":"Zoé","familyName":"Petit"}', ("Zoé Petit",)),
        ('{"name":"Zoé Petit et Jean Grand"}', ("Zoé Petit", "Jean Grand")),
        ('{"name":"Le Courrier du Val et AFP"}', ("Le Courrier du Val et AFP",)),
        (
            '{"@type":"Organization","name":"Le Courrier du Val"}',
            ("Le Courrier du Val",),
        ),
        ('[{"name":"Zoé Petit"},{"name":"Cellule Enquêtes"}]',
         ("Zoé Petit", "Cellule Enquêtes")),
        ('{"name":"admin"}', ()),
        ('{"name":"https://courrier-du-val.example/zoe"}', ()),
        ("null", ()),
    ],
)  # fmt: skip
def test_authors_in_json_ld(authors: str, names: tuple[str, ...]) -> None:
    assert read(page(head=ld(f'"author":{authors}')))[1].byline == names


@pytest.mark.parametrize(
    ("lines", "names"),
    [
        ('<p class="byline">Zoé Petit</p>', ("Zoé Petit",)),
        ("<p>Par Zoé Petit et Jean Grand</p>", ("Zoé Petit", "Jean Grand")),
        ("<p>Région | Par Zoé Petit | 12 mars</p>", ("Zoé Petit",)),
        ("<p>Publié le 12 mars 2026 par Zoé Petit</p>", ("Zoé Petit",)),
        ("<p>12 mars 2026 – Zoé Petit</p>", ("Zoé Petit",)),
        ("<p>Zoé Petit, 12 mars 2026</p>", ("Zoé Petit",)),
        ("<p><b>Zoé Petit</b></p>", ("Zoé Petit",)),
        ('<p><a href="/auteurs/zoe">Zoé Petit</a> suit la vallée</p>', ("Zoé Petit",)),
        ('<p><span itemprop="author">Zoé Petit</span> à Lyon</p>', ("Zoé Petit",)),
        (
            '<ul class="authors"><li>Zoé Petit</li><li>Jean Grand</li></ul>',
            ("Zoé Petit", "Jean Grand"),
        ),
        ('<p class="author">La rédaction</p>', ("La rédaction",)),
        ('<p class="author-bio">Zoé Petit suit la vallée.</p>', ()),
        ('<div class="comments"><p class="author">Zoé Petit</p></div>', ()),
        ("<h2>Ville Haute</h2>", ()),
        ("<p>12 mars 2026</p>", ()),
        ("", ()),
    ],
)
def test_signatures_in_lines(lines: str, names: tuple[str, ...]) -> None:
    assert read(page(lines, head=SITE))[1].byline == names


def test_the_outlet_signs_only_where_nobody_else_does() -> None:
    head = ld('"author":{"@type":"Organization","name":"Le Courrier du Val"}')
    assert read(page(head=head))[1].byline == ("Le Courrier du Val",)
    assert read(page("<p>Par Zoé Petit</p>", head=head))[1].byline == ("Zoé Petit",)
    # A name beside the date of another story is not enough.
    other = "<p>11 mars 2026 Vallée Haute</p>"
    assert read(page(other, head=head))[1].byline == ("Le Courrier du Val",)


def test_a_signature_after_the_text() -> None:
    html = page(head=SITE).replace("</article>", "<p>Par Zoé Petit</p></article>")
    assert read(html)[1].byline == ("Zoé Petit",)


def test_chinese_pages_name_the_reporter_within_the_text() -> None:
    text = "本报讯（记者 王小明 李四）大坝在夜间决堤，洪水涌入下游山谷，但没有人失踪。"
    html = f"<html lang=zh><body><h1>水库大坝夜间决堤</h1><p>{text}</p></body></html>"
    block = Block(kind="paragraph", text=text)
    assert read(html, blocks=(block,))[1].byline == ("王小明", "李四")


# ---- dates -------------------------------------------------------------------------

PLAIN = "https://courrier-du-val.example/barrage"


@pytest.mark.parametrize(
    "line",
    [
        '<p><time datetime="2026-03-12">jeudi</time></p>',
        "<p><time>12 mars 2026</time></p>",
        '<p><span itemprop="datePublished">12 mars 2026</span></p>',
        "<p>Publié le 12 mars 2026 à 6 h 40, mis à jour le 14 mars 2026</p>",
        "<p>Mis à jour le 14 mars 2026</p><p>12/03/2026</p>",
        "<p>12.03.2026</p>",
    ],
)
def test_printed_dates(line: str) -> None:
    found = read(page(line), url=PLAIN)[1]
    assert (found.published, found.day_only) == (
        datetime(2026, 3, 12, tzinfo=UTC),
        True,
    )


@pytest.mark.parametrize(
    "line",
    [
        '<aside><time datetime="2026-03-12">jeudi</time></aside>',
        '<p class="photo-caption">Le barrage, le 12 mars 2026</p>',
        "<p>© 12 mars 2026</p>",
        "<p>Mars 2026</p>",
    ],
)
def test_dates_of_other_things(line: str) -> None:
    assert read(page(line), url=PLAIN)[1].published is None


def test_a_time_element_of_a_teaser_above_is_not_taken() -> None:
    teaser = '<div><time datetime="2026-03-01">1er mars</time></div>'
    html = page('<p><time datetime="2026-03-12">jeudi</time></p>').replace(
        "<article>", f"{teaser}<article>"
    )
    assert read(html, url=PLAIN)[1].published == datetime(2026, 3, 12, tzinfo=UTC)


def test_the_state_of_an_application_next_to_the_headline() -> None:
    state = (
        '{"items":[{"title":"Un autre article ici","publishedAt":"2026-01-01T00:00:00Z"},'
        '{"title":"Le barrage de Montclair","publishedAt":"2026-03-12T06:40:00Z",'
        '"authors":[{"id":7,"name":"Zoé Petit"}]}]}'
    )
    script = f'<script id="__NEXT_DATA__" type="application/json">{state}</script>'
    html = page(headline="Le barrage de Montclair", head=script)
    found = read(html, url=PLAIN)[1]
    assert found.published == datetime(2026, 3, 12, 6, 40, tzinfo=UTC)
    assert found.byline == ("Zoé Petit",)
    other = read(page(headline="Rien de tel", head=script), url=PLAIN)[1]
    assert (other.published, other.byline) == (None, ())


def test_days_that_differ_are_doubted() -> None:
    head = ld('"datePublished":"2026-03-12T06:40:00Z"')
    url = URL.replace("2026/03/12", "2026/01/05")
    doubts = read(page(head=head), url=url)[1].doubts
    assert [(d.code, d.detail) for d in doubts] == [
        ("dates-differ", "2026-03-12 2026-01-05")
    ]
    assert read(page(head=head))[1].doubts == ()


# ---- datelines ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("start", "place"),
    [
        ("MONTCLAIR, 12 mars (AFP) - ", "MONTCLAIR"),
        ("MONTCLAIR, France (AP) — ", "MONTCLAIR"),
        ("Montclair (dpa) – ", "Montclair"),
        ("Berlin/Wien (APA) - ", "Berlin/Wien"),
        ("MONTCLAIR — ", "MONTCLAIR"),
        ("SÃO PAULO – ", "SÃO PAULO"),
        ("МОНКЛЕР, 12 марта. /ТАСС/. ", "МОНКЛЕР"),
        ("新华社北京3月12日电 ", "北京"),
        ("[서울=뉴시스] ", "서울"),
        ("(서울=연합뉴스) ", "서울"),
        ("Montclair. – ", "Montclair"),
        ("UPDATE — ", ""),
        ("Le barrage – ", ""),
        ("", ""),
    ],
)
def test_datelines(start: str, place: str) -> None:
    block = Block(kind="paragraph", text=start + PARAGRAPHS[0])
    assert read(page(), blocks=(block,))[1].dateline == place


# ---- kinds, sections, paywalls, statements -----------------------------------------


@pytest.mark.parametrize(
    ("head", "path", "kind"),
    [
        ("", "monde/barrage", "news"),
        ('<meta property="article:section" content="Opinión">', "a", "opinion"),
        ("", "meinung/barrage", "opinion"),
        ("", "en/opinion/2026/barrage", "opinion"),
        ("", "%E7%A4%BE%E8%AA%AC/barrage", "opinion"),
        ("", "video/barrage", "video"),
        ("", "galerie/barrage", "gallery"),
        ("", "liveticker/barrage", "live"),
        ('<meta property="og:type" content="video.other">', "a", "video"),
        ('<meta property="og:type" content="article">', "a", "news"),
        ("", "barrage-video", "news"),
    ],
)
def test_kinds(head: str, path: str, kind: str) -> None:
    url = f"https://courrier-du-val.example/{path}"
    assert read(page(head=head), url=url)[1].kind == kind


@pytest.mark.parametrize(
    ("thing", "kind"),
    [
        ("LiveBlogPosting", "live"),
        ("OpinionNewsArticle", "opinion"),
        ("NewsArticle", "news"),
    ],
)
def test_kinds_by_schema(thing: str, kind: str) -> None:
    head = ld('"name":"a"').replace("NewsArticle", thing)
    assert read(page(head=head))[1].kind == kind


def test_a_long_text_is_no_gallery() -> None:
    blocks = BLOCKS * 6
    url = "https://courrier-du-val.example/galerie/barrage"
    assert read(page(), url=url, blocks=blocks)[1].kind == "news"


def test_the_section_may_stand_in_the_breadcrumb() -> None:
    crumbs = (
        '<script type="application/ld+json">{"@type":"BreadcrumbList","itemListElement":['
        '{"name":"Accueil"},{"item":{"name":"Région"}},{"name":"Le barrage a cédé"}'
        "]}</script>"
    )
    assert read(page(head=crumbs))[1].section == "Région"


def test_where_the_free_text_ends() -> None:
    part = '{"isAccessibleForFree":false,"cssSelector":".reserve"}'
    head = ld(f'"isAccessibleForFree":false,"hasPart":{part}')
    html = page(head=head).replace(
        f"<p>{PARAGRAPHS[1]}", f'<p class="reserve">{PARAGRAPHS[1]}'
    )
    found = read(html)[1]
    assert (found.paywalled, found.free_blocks) == (True, 1)
    free = read(page(head=ld('"isAccessibleForFree":true')))[1]
    assert (free.paywalled, free.free_blocks) == (False, None)
    unknown = read(page(head=ld('"isAccessibleForFree":"False"')))[1]
    assert (unknown.paywalled, unknown.free_blocks) == (True, None)


def test_other_language_versions() -> None:
    head = (
        '<link rel="alternate" hreflang="en-GB" href="/en/dam">'
        '<link rel="alternate" hreflang="x-default" href="https://a.example/">'
        '<link rel="alternate" hreflang="not a tag" href="/x">'
        '<link rel="alternate" type="application/rss+xml" href="/rss">'
    )
    assert read(page(head=head))[1].alternates == (
        Alternate(language="en-GB", url="https://courrier-du-val.example/en/dam"),
        Alternate(language="x-default", url="https://a.example/"),
    )


def test_statements_word_for_word() -> None:
    head = (
        '<meta name="robots" content="noarchive, max-snippet:50">'
        '<meta name="tdm-reservation" content="1">'
        '<link rel="license" href="https://creativecommons.org/licenses/by/4.0/">'
        + ld('"license":{"@id":"/licence"},"usageInfo":"https://a.example/u"')
    )
    assert read(page(head=head))[1].statements == (
        Statement(name="robots", value="noarchive, max-snippet:50"),
        Statement(name="tdm-reservation", value="1"),
        Statement(name="license", value="https://creativecommons.org/licenses/by/4.0/"),
        Statement(name="license", value="/licence"),
        Statement(name="usageInfo", value="https://a.example/u"),
    )


# ---- language ----------------------------------------------------------------------


def test_a_declared_language_that_the_text_confirms() -> None:
    found = read(page())[1]
    assert (found.language, found.doubts) == ("fr", ())
    assert found.language_confidence > 0.9


def test_a_page_of_nothing() -> None:
    heading, found = read("", blocks=())
    assert (heading.headline, heading.first, heading.end) == ("", -1, -1)
    assert (found.byline, found.language, found.canonical) == ((), "und", URL)
