"""Bylines, agencies, canonical addresses and lead pictures."""

import pytest

from nouvelles.extract import extract
from nouvelles.extract.byline import clean_names
from nouvelles.language.agencies import is_agency
from nouvelles.records import Article
from tests.extract.captures import PARAGRAPHS, URL, page

SITE = '<meta property="og:site_name" content="Le Courrier du Val">'


def article(*lines: str, head: str = SITE, html: str = "") -> Article:
    return extract((html or page(*lines, head=head)).encode(), url=URL)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("By Ann Field", ["Ann Field"]),
        ("Par Zoé Petit et Jean Grand (à Lyon)", ["Zoé Petit", "Jean Grand"]),
        ("Von Karl Weiß und Eva Schön", ["Karl Weiß", "Eva Schön"]),
        ("Por: Ana Núñez y Luis Gil", ["Ana Núñez", "Luis Gil"]),
        ("Автор: Иван Петров", ["Иван Петров"]),
        ("记者 王小明、李四", ["王小明", "李四"]),
        ("كتب: أحمد علي", ["أحمد علي"]),
        ("Ann Field, Political Editor", ["Ann Field"]),
        ("Ann Field, Tom Ford & Sue Park", ["Ann Field", "Tom Ford", "Sue Park"]),
        ("Field, Ann", ["Ann Field"]),
        ("ann.field@quay.example", []),
        ("Ann Field ann@quay.example @annfield", ["Ann Field"]),
        ("https://quay.example/author/7", []),
        ("ann-field", []),
        ("Ann Field Updated on 3 May 2026", ["Ann Field"]),
        ("Staff Reporter", []),
        ("", []),
    ],
)
def test_names_in_bylines(text: str, names: list[str]) -> None:
    assert clean_names(text) == names


def test_bylines_of_teasers_are_not_taken() -> None:
    teaser = '<div><p class="byline">By Somebody Else</p></div>'
    html = page('<p class="byline">By Ann Field</p>').replace(
        "</article>", f"</article><aside>{teaser}</aside>"
    )
    assert article(html=html).byline == ("Ann Field",)


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("<span>记者 潘秋实</span>", ("潘秋实",)),
        ("<p>كتب: سندس البرقاوي</p>", ("سندس البرقاوي",)),
        ("<p>Par Noémie Lathuille (Montclair)</p>", ("Noémie Lathuille",)),
        ("<p>Par ici la sortie</p>", ()),
    ],
)
def test_bylines_without_any_mark(line: str, names: tuple[str, ...]) -> None:
    assert article(line).byline == names


def test_newsrooms_and_agencies_sign_where_no_person_does() -> None:
    head = SITE + (
        '<script type="application/ld+json">{"@type":"NewsArticle","name":"a","author":['
        '{"@type":"Organization","name":"Le Courrier du Val"},'
        '{"@type":"Person","name":"AFP"}'
        "]}</script>"
    )
    found = article(head=head)
    assert (found.byline, found.agencies) == (
        ("Le Courrier du Val", "AFP"),
        ("AFP",),
    )


# ---- agencies ----------------------------------------------------------------------


@pytest.mark.parametrize(
    "name", ["AFP", "dpa", "DPA", "Agence France-Presse", "ТАСС", "新华社", "رويترز"]
)
def test_known_agencies(name: str) -> None:
    assert is_agency(name)
    assert not is_agency(f"{name} Weekly")


@pytest.mark.parametrize(
    ("line", "agencies"),
    [
        ('<p class="source">Source : Transmer</p>', ("Transmer",)),
        ("<p><b>Source :</b> Transmer</p>", ("Transmer",)),
        ("<p>Quelle: dpa/AFP</p>", ("dpa", "AFP")),
        ("<span>来源：新华社</span>", ("新华社",)),
        ("<p>Le Courrier du Val, avec Transmer (Montclair)</p>", ("Transmer",)),
        ('<p class="byline">Zoé Petit, avec Reuters</p>', ("Reuters",)),
        ('<p class="byline">Mit Material von dpa</p>', ("dpa",)),
        (
            '<p class="byline">Le Courrier du Val avec AFP et Reuters</p>',
            ("AFP", "Reuters"),
        ),
        ('<span class="author">AP</span>', ("AP",)),
        ('<p class="byline">Par Zoé Petit</p>', ()),
        ('<p class="byline">Zoé Petit, avec passion</p>', ()),
        ("<p>Source : Le Courrier du Val</p>", ()),
        ("<p>Source : https://x.example/a</p>", ()),
        ("<figure><figcaption>Source : Transmer</figcaption></figure>", ()),
    ],
)
def test_credit_lines(line: str, agencies: tuple[str, ...]) -> None:
    assert sorted(article(line).agencies) == sorted(agencies)


@pytest.mark.parametrize(
    ("start", "agencies"),
    [
        ("MONTCLAIR, 12 mars (AFP) - ", ("AFP",)),
        ("(Reuters) – ", ("Reuters",)),
        ("Montclair (dpa) – ", ("dpa",)),
        ("MONTCLAIR (Meridian Press) — ", ("Meridian Press",)),
        ("МОНКЛЕР, 12 марта. /ТАСС/. ", ("ТАСС",)),
        ("新华社蒙克莱3月12日电 ", ("新华社",)),
        ("SPRINGFIELD (IL) – ", ()),
        ("Jean Grand (1950) – ", ()),
        ("MONTCLAIR (Le Courrier du Val) — ", ()),
        ("", ()),
    ],
)
def test_datelines(start: str, agencies: tuple[str, ...]) -> None:
    html = page(head=SITE).replace(PARAGRAPHS[0], start + PARAGRAPHS[0])
    assert article(html=html).agencies == agencies


def test_a_credit_at_the_end() -> None:
    html = page(head=SITE).replace(PARAGRAPHS[1], f"{PARAGRAPHS[1]} (dpa)")
    assert article(html=html).agencies == ("dpa",)
    mentioned = page(head=SITE).replace(
        PARAGRAPHS[1], f"{PARAGRAPHS[1]} (voir ci-contre)"
    )
    assert article(html=mentioned).agencies == ()


@pytest.mark.parametrize(
    ("fields", "agencies"),
    [
        (
            '"author":{"@type":"NewsMediaOrganization","name":"Meridian Press"}',
            ("Meridian Press",),
        ),
        ('"sourceOrganization":{"name":"Transmer"}', ("Transmer",)),
        ('"creditText":"Reuters"', ("Reuters",)),
        (
            '"isBasedOn":"https://www.meridianpress.example/a/1"',
            ("meridianpress.example",),
        ),
        ('"isBasedOn":{"publisher":{"name":"Transmer"}}', ("Transmer",)),
        ('"isBasedOn":"https://www.courrier-du-val.example/a"', ()),
        ('"sourceOrganization":{"name":"Le Courrier du Val"}', ()),
    ],
)
def test_structured_credits(fields: str, agencies: tuple[str, ...]) -> None:
    script = f'{{"@type":"NewsArticle","headline":"a",{fields}}}'
    head = f'{SITE}<script type="application/ld+json">{script}</script>'
    assert article(head=head).agencies == agencies


# ---- canonical ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("href", "canonical", "codes"),
    [
        ("/a/1", "https://courrier-du-val.example/a/1", []),
        (
            "https://www.courrier-du-val.example/a#b",
            "https://www.courrier-du-val.example/a",
            [],
        ),
        ("//courrier-du-val.example/a", "https://courrier-du-val.example/a", []),
        ("https://other.example/a", URL, ["canonical-elsewhere"]),
        ("https://courrier-du-val.example/", URL, ["canonical-home"]),
        ("javascript:void(0)", URL, []),
        ("http://[x", URL, []),
        ("", URL, []),
    ],
)
def test_canonical(href: str, canonical: str, codes: list[str]) -> None:
    found = article(head=f'<link rel="canonical" href="{href}">')
    assert found.canonical == canonical
    assert [doubt.code for doubt in found.doubts] == codes


# ---- the lead picture --------------------------------------------------------------

OG = (
    SITE
    + '<meta property="og:image" content="https://img.example/p/gates-1200x800.jpg">'
)


@pytest.mark.parametrize(
    ("markup", "caption", "credit"),
    [
        (
            '<figure><img src="/p/gates.jpg" alt="x"><figcaption>Les vannes. '
            '<span class="credit">Photo : Jean Grand</span></figcaption></figure>',
            "Les vannes.",
            "Jean Grand",
        ),
        (
            '<figure><img src="/p/gates-800x600.jpg"><figcaption>Die Tore. Foto: E. Au/dpa'
            "</figcaption></figure>",
            "Die Tore.",
            "E. Au/dpa",
        ),
        (
            '<div><img data-src="/p/gates.jpg"><br>Ворота. <i>Фото: И. Петров</i></div>',
            "Ворота.",
            "И. Петров",
        ),
        (
            '<div><img src="/p/gates.jpg"></div><div>大坝。图：子午社</div>',
            "大坝。",
            "子午社",
        ),
        (
            '<figure><img src="/p/gates.jpg"><figcaption>The gates. (Ann Field/AP)'
            "</figcaption></figure>",
            "The gates.",
            "Ann Field/AP",
        ),
        (
            '<figure><img src="/p/other.jpg"><figcaption>© J. Grand</figcaption></figure>',
            "",
            "J. Grand",
        ),
        ("", "", ""),
    ],
)
def test_captions_and_credits(markup: str, caption: str, credit: str) -> None:
    image = article(markup, head=OG).image
    assert image is not None
    assert image.url == "https://img.example/p/gates-1200x800.jpg"
    assert (image.caption, image.credit) == (caption, credit)


def test_no_picture() -> None:
    assert article('<img src="/logo.png">').image is None
    assert (
        article(head='<meta property="og:image" content="data:image/png;x">').image
        is None
    )
