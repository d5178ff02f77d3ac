"""Pages that stand before an article: each pattern alone, and articles about such."""

import html

import pytest

from nouvelles.errors import Reject
from nouvelles.extract import Reason, extract
from nouvelles.extract.gate import check_page
from nouvelles.extract.page import read_page
from nouvelles.extract.walls import (
    Wall,
    asks_consent,
    find_wall,
    missing,
    says_missing,
    walls,
    wants_scripts,
)
from nouvelles.records import Block
from tests.extract.captures import PARAGRAPHS, URL, page

SHOWN = [wall for wall in walls() if wall.reason != Reason.SCRIPT_ONLY]


def each(part: str, chosen: list[Wall]) -> list[object]:
    """Every pattern of one kind, with its wall."""
    return [
        pytest.param(wall, words, id=f"{wall.by[:12]}: {words[:30]}")
        for wall in chosen
        for words in getattr(wall, part)
    ]


def shown(title: str = "Quay Gazette", body: str = "", head: str = "") -> str:
    return (
        f"<!doctype html><html><head><title>{html.escape(title)}</title>{head}</head>"
        f"<body>{body}</body></html>"
    )


@pytest.mark.parametrize(("wall", "words"), each("title", SHOWN))
def test_titles(wall: Wall, words: str) -> None:
    found = find_wall(read_page(shown(words.title()), URL), "")
    assert found is not None
    assert found.reason == wall.reason


@pytest.mark.parametrize(("wall", "words"), each("whole", SHOWN))
def test_whole_titles(wall: Wall, words: str) -> None:
    for title in (words.upper(), f"{words} | Quay Gazette", f"{words}."):
        found = find_wall(read_page(shown(title), URL), "")
        assert found is not None
        assert found.reason == wall.reason
    assert find_wall(read_page(shown(f"{words}: seven questions"), URL), "") is None


@pytest.mark.parametrize(
    ("wall", "words"),
    each("text", [wall for wall in SHOWN if wall.reason != Reason.CONSENT_WALL]),
)
def test_texts(wall: Wall, words: str) -> None:
    text = f"<h1>Quay</h1><p>Dear reader, {html.escape(words)} and so on.</p>"
    found = find_wall(read_page(shown(body=text), URL), "")
    assert found is not None
    assert found.reason == wall.reason


@pytest.mark.parametrize(("wall", "words"), each("names", SHOWN))
def test_names(wall: Wall, words: str) -> None:
    head = f'<script src="https://cdn.example/{words}/a.js"></script>'
    inside = f'<div class="x {words}">One moment</div>'
    for markup in (shown(head=head), shown(body=inside)):
        found = find_wall(read_page(markup, URL), "")
        assert found is not None
        assert found.reason == wall.reason


@pytest.mark.parametrize(
    ("wall", "words"),
    each("text", [wall for wall in walls() if wall.reason == Reason.CONSENT_WALL]),
)
def test_consent(wall: Wall, words: str) -> None:
    text = f"Cookies: {words}. You may choose."
    assert asks_consent((Block(kind="paragraph", text=text),))
    blocks = (Block(kind="paragraph", text=text), *article_blocks(6))
    assert not asks_consent(blocks), "beside an article's text"


@pytest.mark.parametrize(
    ("wall", "words"),
    each("text", [wall for wall in walls() if wall.reason == Reason.SCRIPT_ONLY]),
)
def test_pages_that_want_scripts(wall: Wall, words: str) -> None:
    aside = f"<noscript>Sorry: {html.escape(words)}.</noscript>"
    assert wants_scripts(read_page(shown(body=f"<div id=root></div>{aside}"), URL))


@pytest.mark.parametrize("words", missing()[0])
def test_missing_pages(words: str) -> None:
    found = read_page(shown(f"{words.upper()} - Quay"), URL)
    assert says_missing(found, "")
    assert says_missing(read_page(shown(), URL), f"Oh no, {words}!")


@pytest.mark.parametrize("words", missing()[1])
def test_titles_that_begin_so(words: str) -> None:
    assert says_missing(read_page(shown(f"{words} on the quay"), URL), "")
    assert not says_missing(read_page(shown(f"Artist paints {words}"), URL), "")


def article_blocks(times: int = 1) -> tuple[Block, ...]:
    return tuple(Block(kind="paragraph", text=text) for text in PARAGRAPHS * times)


def reason(markup: str, blocks: tuple[Block, ...] = (), headline: str = "") -> str:
    """What the gate says of a page and of the blocks that were found on it."""
    with pytest.raises(Reject) as caught:
        check_page(read_page(markup, URL), headline, blocks)
    return str(caught.value)


def test_the_whole_gate_on_walls() -> None:
    words = Block(
        kind="paragraph", text="Verify you are human by completing the action below."
    )
    assert reason(shown("Just a moment..."), (words,)) == "bot-check: Cloudflare"
    consent = Block(kind="paragraph", text="Wir und unsere Partner verarbeiten Daten …")
    assert reason(shown("Quay Gazette"), (consent,) * 3) == "consent-wall"
    assert reason(shown("Log in – Quay")) == "login-wall: pages of outlets"
    assert reason(shown("Seite nicht gefunden"), headline="Oh").startswith("soft-404")


def test_frames() -> None:
    markup = (
        '<html><head><title>Q</title></head><frameset><frame src="/a.html"></frameset>'
    )
    assert reason(markup) == "frames: https://courrier-du-val.example/a.html"
    assert reason(shown(body='<iframe src="/b"></iframe>')).startswith("frames: ")
    two = shown(body='<iframe src="/b"></iframe><iframe src="/c"></iframe>')
    assert reason(two) == "no-text"


def test_a_page_that_needs_its_programs() -> None:
    body = "<div id=app></div><noscript>Please enable JavaScript.</noscript>"
    assert reason(shown(body=body)) == "script-only"


def test_an_article_beside_a_consent_notice_is_an_article() -> None:
    notice = (
        '<div id="onetrust-consent-sdk"><p>Wir und unsere Partner verarbeiten Daten: '
        "Speichern von oder Zugriff auf Informationen auf einem Endgerät.</p></div>"
    )
    markup = page(
        *(f"<p>{n}. {text}</p>" for n, text in enumerate(PARAGRAPHS * 4))
    ).replace("</body>", f"{notice}</body>")
    assert extract(markup.encode(), url=URL).headline == "Le barrage a cédé"
    noscript = "<noscript>Activez JavaScript.</noscript></body>"
    markup = page().replace("</body>", noscript)
    assert extract(markup.encode(), url=URL).headline == "Le barrage a cédé"


@pytest.mark.parametrize(
    "headline",
    [
        "Access denied: how a valley lost its water",
        "Just a moment: the mayor who never hurried",
        "Login data of 12,000 customers stolen",
        "Page not found: the library that lost a book",
    ],
)
def test_articles_about_such_pages(headline: str) -> None:
    long = page(
        *(f"<p>{n}. {text}</p>" for n, text in enumerate(PARAGRAPHS * 6)),
        headline=headline,
    )
    stated = '<meta property="article:published_time" content="2026-03-12T08:00:00Z">'
    for markup in (long, page(headline=headline, head=stated)):
        assert extract(markup.encode(), url=URL).headline == headline


def test_an_article_that_stops_at_a_sign_in_is_an_article() -> None:
    lines = [f"<p>{n}. {text}</p>" for n, text in enumerate(PARAGRAPHS * 2)]
    markup = page(*lines, "<p>Connectez-vous pour lire la suite.</p>")
    assert extract(markup.encode(), url=URL).headline == "Le barrage a cédé"
