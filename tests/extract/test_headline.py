"""Headlines without the names of sites."""

import pytest

from nouvelles.extract import extract
from nouvelles.extract.metadata import Heading, read_heading
from nouvelles.extract.page import read_page
from nouvelles.extract.titles import overlap, strip_site
from tests.extract.captures import URL, page


@pytest.mark.parametrize(
    ("title", "site", "expected"),
    [
        ("Dam breaks | The Quay Gazette", "The Quay Gazette", "Dam breaks"),
        ("Dam breaks - Quay.example", "", "Dam breaks"),
        ("Quay – Dam breaks", "Quay", "Dam breaks"),
        (
            "Dam breaks - World - The Quay Gazette",
            "The Quay Gazette",
            "Dam breaks - World",
        ),
        ("Dam breaks: what we know", "The Quay Gazette", "Dam breaks: what we know"),
        ("Paris-Nice starts", "Nice", "Paris-Nice starts"),
        ("大坝决堤_岚海日报", "岚海日报", "大坝决堤"),
        ("The Quay Gazette", "The Quay Gazette", "The Quay Gazette"),
        ("", "x", ""),
    ],
)
def test_site_names_are_taken_off(title: str, site: str, expected: str) -> None:
    assert strip_site(title, "https://www.quay.example/a", site) == expected


def test_the_shown_headline_is_taken_when_metadata_agree() -> None:
    html = page(headline="Le barrage de Montclair a cédé").replace(
        "<title>Le barrage de Montclair a cédé", "<title>Montclair : le barrage a cédé"
    )
    assert extract(html.encode(), url=URL).headline == "Le barrage de Montclair a cédé"


def test_an_h1_with_the_name_of_the_site_is_no_headline() -> None:
    html = page().replace("<h1>Le barrage a cédé</h1>", "<h1>Le Courrier</h1>")
    assert extract(html.encode(), url=URL).headline == "Le barrage a cédé"


def test_overlap() -> None:
    assert overlap("Élysée: non", "elysee non") == 1.0
    assert overlap("a b", "c d") == 0.0
    assert overlap("", "a") == 0.0


@pytest.mark.parametrize(
    "title",
    [
        "水库大坝决堤三人死亡_国际_岚海日报",
        "国际: 水库大坝决堤三人死亡 - 岚海日报",
        "国际. 水库大坝决堤三人死亡 | 岚海日报",
    ],
)
def test_without_h1_the_line_that_the_page_shows_is_taken(title: str) -> None:
    html = page(f"<div>{title}</div>", "<b>水库大坝决堤三人死亡</b>", headline=title)
    html = html.replace(f"<h1>{title}</h1>", "").replace(f"<div>{title}</div>", "")
    article = extract(html.encode(), url="https://www.lhrb.example/a")
    assert article.headline == "水库大坝决堤三人死亡"
    assert article.site_name == "岚海日报"


def test_a_path_of_links_that_ends_in_the_headline_is_not_it() -> None:
    """… so that the section below it, right above the headline, is no text."""
    title = "Der Damm bei Montclair ist in der Nacht gebrochen"
    html = page(
        f'<div><a href="/">Welt</a> &gt; {title}</div><div>Wasser</div><div>{title}</div>',
        headline=title,
    ).replace(f"<h1>{title}</h1>", "", 1)
    heading = heading_of(html)
    assert heading.headline == title
    lines = read_page(html, URL).lines
    assert [line.text for line in lines[heading.first : heading.end]] == [title]
    assert lines[heading.first - 1].text == "Wasser"


def heading_of(html: str) -> Heading:
    return read_heading(read_page(html, URL))


def stated(*, ld: str = "", og: str = "", title: str = "", h1: str = "") -> str:
    head = f'<meta property="og:title" content="{og}">' if og else ""
    if ld:
        thing = f'{{"@type":"NewsArticle","headline":"{ld}"}}'
        head += f'<script type="application/ld+json">{thing}</script>'
    return (
        page(head=head)
        .replace("<title>Le barrage a cédé", f"<title>{title or h1}")
        .replace("<h1>Le barrage a cédé", f"<h1>{h1}")
    )


DAM = "Le barrage de Montclair a cédé"
NIGHT = "Montclair : le barrage a cédé dans la nuit"


@pytest.mark.parametrize(
    ("places", "expected"),
    [
        # JSON-LD and Open Graph agree against the h1, which lacks the kicker.
        ({"ld": f"Crue : {DAM}", "og": f"Crue : {DAM}", "h1": DAM}, f"Crue : {DAM}"),
        # h1 and Open Graph agree; JSON-LD has the title for search engines.
        ({"ld": NIGHT, "title": NIGHT, "og": DAM, "h1": DAM}, DAM),
        # h1 and JSON-LD agree.
        ({"ld": DAM, "title": NIGHT, "og": NIGHT, "h1": DAM}, DAM),
        # JSON-LD alone has another headline than all that follow the h1.
        ({"ld": NIGHT, "title": DAM, "og": DAM, "h1": DAM}, NIGHT),
        # Without JSON-LD the h1 counts.
        ({"title": NIGHT, "og": NIGHT, "h1": DAM}, DAM),
        # A headline that was cut is none.
        ({"ld": f"{DAM[:20]}…", "og": NIGHT, "h1": DAM}, DAM),
        ({"ld": DAM[:20], "og": NIGHT, "h1": DAM}, DAM),
    ],
)
def test_the_wording_that_places_agree_on(
    places: dict[str, str], expected: str
) -> None:
    assert heading_of(stated(**places)).headline == expected


def test_where_the_page_shows_the_headline() -> None:
    html = page('<p class="x">Deuxième ligne</p>').replace(
        "<article>", "<article><p>Première ligne</p>"
    )
    heading = heading_of(html)
    assert (heading.first, heading.end) == (1, 2)
    assert heading.shown == heading.headline == "Le barrage a cédé"


def test_another_wording_on_the_page_is_doubted() -> None:
    html = stated(ld="Crue : onze villages évacués dans la vallée", og=DAM, h1=DAM)
    heading = heading_of(html)
    assert heading.headline == "Crue : onze villages évacués dans la vallée"
    assert heading.shown == DAM
    assert [(d.code, d.detail) for d in heading.doubts] == [("headline-differs", DAM)]


@pytest.mark.parametrize(
    "above",
    [
        '<p class="surtitre">Inondations</p>',
        '<div class="article-kicker"><span>Inondations</span></div>',
        '<span class="dachzeile">Inondations</span>',
    ],
)
def test_kickers(above: str) -> None:
    html = page().replace("<article>", f"<article>{above}")
    assert heading_of(html).kicker == "Inondations"


@pytest.mark.parametrize(
    "h1",
    [
        '<span class="kicker">Inondations</span> Le barrage a cédé',
        '<div class="kicker">Inondations</div><div>Le barrage a cédé</div>',
    ],
)
def test_kickers_within_the_h1(h1: str) -> None:
    thing = '{"@type":"NewsArticle","headline":"Le barrage a cédé"}'
    head = f'<script type="application/ld+json">{thing}</script>'
    html = page(head=head).replace("<h1>Le barrage a cédé", f"<h1>{h1}")
    heading = heading_of(html)
    assert (heading.kicker, heading.headline) == ("Inondations", "Le barrage a cédé")


@pytest.mark.parametrize(
    "above",
    [
        '<p class="kicker">12.03.2026</p>',
        '<p class="kicker">Le barrage a cédé</p>',
        "<p>Inondations</p>",
    ],
)
def test_what_is_no_kicker(above: str) -> None:
    html = page().replace("<article>", f"<article>{above}")
    assert heading_of(html).kicker == ""


@pytest.mark.parametrize(
    ("logo", "title"),
    [
        (
            '<h1><a href="/">Carnets du Val</a></h1>',
            "Le barrage a cédé | Carnets du Val",
        ),
        ("<h1>Carnets du Val</h1>", "Le barrage a cédé - Carnets du Val"),
        ("<h1>Carnets</h1>", "Carnets » Archives » Le barrage a cédé"),
    ],
)
def test_an_h1_that_is_the_name_of_the_site(logo: str, title: str) -> None:
    html = page(headline=title).replace(
        f"<h1>{title}</h1>", "<h2>Le barrage a cédé</h2>"
    )
    html = html.replace("<article>", f"{logo}<article>")
    assert heading_of(html).headline.startswith("Le barrage a cédé")


def test_an_h1_that_titles_do_not_confirm_counts_if_it_is_called_a_headline() -> None:
    html = page(headline="Accueil du site").replace(
        "<h1>Accueil du site</h1>",
        '<h1 class="entry-title">Onze villages évacués hier</h1>',
    )
    assert heading_of(html).headline == "Onze villages évacués hier"


# ---- the name of the site ----------------------------------------------------------

SITE = "Die Neue Talheimer Zeitung"
HEAD = "Der Damm ist gebrochen"
SENTENCES = (
    "Der Damm über dem Tal ist in der Nacht zum Mittwoch gebrochen, wenige Stunden nach "
    "dem Ende des Regens, und das Wasser erreichte die Ebene in einer halben Stunde.",
    "Die Präfektur ließ elf Dörfer räumen. Vermisst wird niemand, die Straße im Tal "
    "bleibt aber bis auf Weiteres gesperrt, auch für Busse und Fahrräder.",
    "„Wir haben es gehört, bevor wir es sahen“, sagte Maud Ferrisker, die am unteren "
    "Ende des Tals die Schleuse bedient, am Morgen den Helfern aus der Stadt.",
    "Fachleute des Kraftwerks sehen sich am Donnerstag das zweite Tor an; ihr Bericht "
    "wird bis zum Ende des Monats erwartet und soll dann veröffentlicht werden.",
)


def newspaper(
    title: str, *, top: str = "", above: str = "", foot: str = "", head: str = ""
) -> str:
    """A page with a header and its menu, four paragraphs, an aside and a footer."""
    text = "".join(f"<p>{sentence}</p>" for sentence in SENTENCES)
    return (
        f"<html lang=de><head><title>{title}</title>{head}</head><body>"
        f'<header>{top}<nav><a href="/politik">Politik</a> <a href="/sport">Sport</a>'
        f"</nav></header><main><article>{above}{text}</article>"
        '<aside><h3>Mehr</h3><a href="/x">Ein Chor sucht einen Saal</a></aside></main>'
        f'<footer>{foot}<a href="/impressum">Impressum</a></footer></body></html>'
    )


@pytest.mark.parametrize(
    ("title", "top", "above", "foot"),
    [
        # A logo that leads home, one that is plain, and one beside a smaller headline.
        (f"{HEAD} - {SITE}", f'<h1><a href="/">{SITE}</a></h1>', "", ""),
        (f"{HEAD} – {SITE}", f"<h1>{SITE}</h1>", "", ""),
        (f"{HEAD} - {SITE}", f"<h1>{SITE}</h1>", f"<h2>{HEAD}</h2>", ""),
        # The name stands in the footer alone.
        (f"{HEAD} - {SITE}", "", f"<h1>{HEAD}</h1>", f"<p>{SITE}</p>"),
        (f"{HEAD} - {SITE}", "", "", f"<p>{SITE}</p>"),
        # The headline comes again below the text, under a sign.
        (
            f"{SITE} - {HEAD}",
            f"<h1>{SITE}</h1>",
            f"<h3>■ {HEAD}</h3>",
            f"<p>{HEAD}</p>",
        ),
    ],
)
def test_the_name_of_the_site_is_no_headline(
    title: str, top: str, above: str, foot: str
) -> None:
    html = newspaper(title, top=top, above=above, foot=foot)
    heading = read_heading(read_page(html, "https://ntz.example/2026/03/damm"))
    assert heading.headline == HEAD


def test_where_a_page_states_its_site_alone_the_first_line_is_taken() -> None:
    """Some systems give all pages one title."""
    html = newspaper(SITE, above=f"<h4>{HEAD}</h4>", foot=f"<p>{SITE}</p>")
    article = extract(html, url="https://ntz.example/detail.php?id=765")
    assert article.headline == HEAD
    assert [block.text for block in article.body] == list(SENTENCES)
    assert [doubt.code for doubt in article.doubts] == ["headline-missing"]


@pytest.mark.parametrize(
    "title",
    [
        "둑이 무너져 피해 커졌다-정치ㅣ새벽일보",
        "둑이 무너져 피해 커졌다 | 새벽일보",
        "둑이 무너져 피해 커졌다｜정치｜새벽일보",
        "둑이 무너져 피해 커졌다 ǀ 정치 ǀ 새벽일보",
    ],
)
def test_a_title_that_is_shown_nowhere_is_taken_apart(title: str) -> None:
    """At its bars; and at a hyphen where a section of the menu stands behind it."""
    html = newspaper(title).replace(">Politik<", ">정치<")
    heading = read_heading(read_page(html, "https://dawn.example/a/1"))
    assert (heading.headline, heading.site_name) == (
        "둑이 무너져 피해 커졌다",
        "새벽일보",
    )


@pytest.mark.parametrize(
    "title", ["Der Damm - ein Nachruf", "Talheim-Nord wählt", "Ja|Ein langes Nein"]
)
def test_what_a_title_ends_in_may_be_the_headlines_own(title: str) -> None:
    heading = read_heading(read_page(newspaper(title), "https://dawn.example/a/1"))
    assert heading.headline == title


def test_the_headline_of_microdata_where_the_page_shows_none() -> None:
    html = newspaper(
        f"{HEAD}-Inland", head=f'<meta itemprop="headline" content="{HEAD}">'
    )
    assert heading_of(html).headline == HEAD


# ---- the headline again ------------------------------------------------------------


@pytest.mark.parametrize(
    "again",
    [
        "<p>Der Damm</p><p>ist gebrochen</p>",
        "<p>Von unserer Redaktion in Talheim</p><p>Der Damm ist gebrochen</p>",
    ],
)
def test_the_headline_again_in_the_first_lines(again: str) -> None:
    html = newspaper(HEAD, above=f"<h1>{HEAD}</h1>{again}")
    body = extract(html, url="https://ntz.example/2026/03/damm").body
    assert not any("gebrochen" in block.text for block in body[:-4])


def test_a_first_line_that_was_taken_for_the_headline_is_not_repeated() -> None:
    html = newspaper("", above=f"<h2>{HEAD} - -</h2><p>{SENTENCES[0]}</p><p>{HEAD}</p>")
    article = extract(html, url="https://ntz.example/2026/03/damm")
    assert article.headline.startswith(HEAD)
    assert HEAD not in [block.text for block in article.body]


@pytest.mark.parametrize(
    ("h1", "stated", "headline", "kicker"),
    [
        # Two places state the end, or the beginning, as the whole of it.
        (
            "<span>Day of the sea</span> Ferry sinks in the harbour",
            ("Ferry sinks in the harbour", "Ferry sinks in the harbour"),
            "Ferry sinks in the harbour",
            "Day of the sea",
        ),
        (
            "Ferry sinks in the harbour <small>What the captain saw</small>",
            ("Ferry sinks in the harbour", "Ferry sinks in the harbour"),
            "Ferry sinks in the harbour",
            "",
        ),
        # One place alone, a part of a word, and one that is too short to tell.
        (
            "Day of the sea: ferry sinks in the harbour",
            (
                "ferry sinks in the harbour",
                "Day of the sea: ferry sinks in the harbour",
            ),
            "Day of the sea: ferry sinks in the harbour",
            "",
        ),
        (
            "Unforgettable days at sea",
            ("forgettable days at sea", "forgettable days at sea"),
            "Unforgettable days at sea",
            "",
        ),
        ("Ferry sinks at sea", ("sinks at", "sinks at"), "Ferry sinks at sea", ""),
    ],
)
def test_the_part_of_an_h1_that_two_places_state(
    h1: str, stated: tuple[str, str], headline: str, kicker: str
) -> None:
    head = (
        f"<meta property='og:title' content='{stated[0]}'>"
        f"<meta name='twitter:title' content='{stated[1]}'>"
    )
    found = read_heading(read_page(f"<head>{head}</head><h1>{h1}</h1><p>One.</p>", URL))
    assert (found.headline, found.kicker) == (headline, kicker)


def test_of_a_section_and_a_headline_in_a_title_the_one_with_more_of_it() -> None:
    html = (
        "<title>Customs - Announcements - The tax on tobacco rises again</title>"
        "<h1>Announcements</h1><h1>The tax on tobacco rises again</h1><p>One.</p>"
    )
    found = read_heading(read_page(html, URL))
    assert found.headline == "The tax on tobacco rises again"
