"""What is left out, and why: each reason on a page, and nothing without one."""

from __future__ import annotations

from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nouvelles.extract.blocks import read_blocks
from nouvelles.extract.decide import Decision, decide, load_model
from nouvelles.extract.left_out import find_left_out
from nouvelles.extract.metadata import read_heading
from nouvelles.extract.page import Page, read_page
from nouvelles.extract.reasons import Left
from nouvelles.extract.standfirst import find_standfirst
from nouvelles.records import LeftOut
from tests.extract.captures import PAGES
from tests.extract.small_pages import decided, deciding_by_hand, keeping_all, read

FIRST = "Nobody crossed the sound on Sunday, and the ferries lay at their moorings."
SECOND = "The crews say that they will stay there until the rosters are changed."
OTHER = (
    "The school on Lyng holds its lessons over the telephone, and the teacher rows out to "
    "those who have none, with chalk in her pocket and the register under her coat."
)


def left_out_of(page: Page, *kept: str) -> tuple[LeftOut, ...]:
    decision = deciding_by_hand(page, *(kept or (FIRST, SECOND)))
    return find_left_out(page, decision, frozenset())


#: A part of a page, in markup, by the reason for which it is left out between two
#: paragraphs of the text.
PARTS: Final[dict[Left, list[str]]] = {
    Left.BYLINE: ["<div class=byline>Mira Holm</div>", "<p>By Mira Holm</p>",
                  "<div class='meta'>Norhaven</div>"],
    Left.DATE: ["<p class='publish-date'>a moment ago</p>", "<p>Updated 4 May</p>"],
    Left.CAPTION: ["<figure><p>The quay.</p></figure>", "<p>Photo: Mira Holm</p>",
                   "<p class=caption>The quay.</p>", "<div class=gallery>1/9</div>"],
    Left.RELATED: ["<div class='related-box'><p>One</p><p>Two</p></div>",
                   "<p>Read more: the rosters</p>", "<div class=teaser>One</div>",
                   "<div class='next-story'>One</div>", "<div class=outbrain>One</div>"],
    Left.SHARE: ["<div class='social'>On the web</div>", "<p>Facebook</p>",
                 "<div class='a2a_kit'>Mail</div>"],
    Left.NEWSLETTER: ["<div class=newsletter>A letter</div>", "<p>Sign up now</p>"],
    Left.COOKIE_NOTICE: ["<div id=consent-layer>May we?</div>", "<p>We use cookies</p>",
                         "<div id=onetrust-consent-sdk>May we?</div>"],
    Left.ADVERTISEMENT: ["<div class='ad'>Boats</div>", "<p>Advertisement</p>"],
    Left.COMMENTS: ["<section class=comment-box><p>tern43: no</p></section>",
                    "<p>Leave a reply</p>", "<div id=disqus_thread>Loading</div>"],
    Left.PAYWALL_NOTICE: ["<div class=paywall>Pay to read</div>"],
    Left.TAGS: ["<ul class=tags><li>Harbour</li></ul>", "<p>Filed under: harbour</p>"],
    Left.RIGHTS: ["<p>© 2026 The Gazette</p>"],
    Left.MENU: ["<nav>Home</nav>", "<div class=breadcrumb>Home</div>",
                "<dialog>Choose</dialog>"],
    Left.HEADER: ["<header>The Gazette</header>", "<div class=masthead>The Gazette</div>"],
    Left.FOOTER: ["<footer>Norhaven</footer>", "<div class=imprint>Norhaven</div>"],
    Left.ASIDE: ["<aside>Weather</aside>", "<div class=sidebar>Weather</div>"],
    Left.FORM: ["<form>Your name</form>", "<button>Go</button>", "<p class=poll>Yes?</p>"],
    Left.NOTICE: ["<div class=popup>Wait</div>"],
    Left.PLAYER: ["<div class=video>0:34</div>"],
    Left.EMBED: ["<div class=datawrapper>Chart</div>"],
    Left.FACT_BOX: ["<div class=infobox>Eleven isles</div>"],
    Left.HIDDEN: ["<p hidden>Menu</p>", "<p style='display:none'>Menu</p>"],
    Left.LINKS: ["<p><a href=/1>One</a> <a href=/2>Two</a></p>"],
    Left.OTHER: ["<p>Weather: rain</p>", f"<p>{OTHER}</p>"],
}  # fmt: skip


@pytest.mark.parametrize(
    ("reason", "markup"),
    [(reason, markup) for reason, parts in PARTS.items() for markup in parts],
)
def test_each_reason(reason: Left, markup: str) -> None:
    page = read(f"<article><p>{FIRST}</p>{markup}<p>{SECOND}</p></article>")
    (left,) = left_out_of(page)
    assert left.reason == reason
    assert left.path == "/html/body/*[1]/*[2]"
    body = read(markup).tree.body
    assert body is not None
    assert left.words
    assert body.text(deep=True).startswith(left.words)


@pytest.mark.parametrize(
    ("reason", "body"),
    [
        (Left.HEADLINE, f"<h1>Ferries</h1><p>{FIRST}</p><p>{SECOND}</p>"),
        (Left.REPEATED, f"<h1>a</h1><p>{FIRST}</p><p>{FIRST}</p><p>{SECOND}</p>"),
        (Left.HEADING_ALONE, f"<h1>a</h1><p>{FIRST}</p><p>{SECOND}</p><h2>And so</h2>"),
        (Left.DATE, f"<h1>a</h1><p>4 May 2026</p><p>{FIRST}</p><p>{SECOND}</p>"),
        (Left.RELATED, f"<h1>a</h1><p>{FIRST}</p><p>See also</p><p>{SECOND}</p>"),
    ],
)
def test_what_rules_drop(reason: Left, body: str) -> None:
    page = read(body)
    found = find_left_out(page, decided(page, keeping_all()), frozenset())
    assert reason in [left.reason for left in found]
    assert {left.reason for left in found} <= {reason, Left.HEADLINE}


def test_before_the_text() -> None:
    page = read(f"<p>Norhaven, Monday</p><main><p>{FIRST}</p><p>{SECOND}</p></main>")
    (left,) = left_out_of(page)
    assert (left.reason, left.words) == (Left.BEFORE_TEXT, "Norhaven, Monday")


def test_the_next_article_of_an_endless_scroll() -> None:
    title = "<h2>Title of it</h2>"
    page = read(
        f"<div><article class=story-1>{title}<p>{FIRST}</p><p>{SECOND}</p>"
        f"<p>{OTHER}</p></article><article class=story-2>{title}<p>{OTHER} Again.</p>"
        "</article></div>"
    )
    found = left_out_of(page, "Title of it", FIRST, SECOND, OTHER)
    assert [(left.reason, left.words) for left in found] == [
        (Left.NEXT_ARTICLE, OTHER[:60])
    ]


def test_every_reason_is_on_some_page() -> None:
    elsewhere = {
        Left.HEADLINE, Left.REPEATED, Left.HEADING_ALONE, Left.BEFORE_TEXT,
        Left.NEXT_ARTICLE,
        Left.SITE_RULE,  # test_ruled
    }  # fmt: skip
    assert set(PARTS) | elsewhere == set(Left)


# ---- parts -------------------------------------------------------------------------


def test_a_part_is_the_outermost_element_of_which_nothing_is_kept() -> None:
    page = read(
        f"<main><div><p>{FIRST}</p><div><div class=related><h3>One</h3><ul><li>Two</li>"
        f"</ul></div></div></div><p>{SECOND}</p></main>"
    )
    (left,) = left_out_of(page)
    assert (left.path, left.words) == ("/html/body/*[1]/*[1]/*[2]", "One")


def test_an_element_of_several_reasons_is_several_parts() -> None:
    page = read(
        f"<article><p>{FIRST}</p><p>{SECOND}</p></article><div><div class=share>On the web"
        "</div><div class=related><p>One</p><p>Two</p></div><p>Weather</p></div>"
    )
    found = [(left.reason, left.path, left.words) for left in left_out_of(page)]
    assert found == [
        (Left.SHARE, "/html/body/*[2]/*[1]", "On the web"),
        (Left.RELATED, "/html/body/*[2]/*[2]", "One"),
        (Left.OTHER, "/html/body/*[2]/*[3]", "Weather"),
    ]


def test_lines_of_one_reason_in_several_elements() -> None:
    page = read(
        f"<p>{FIRST}</p><div><div>Weather</div><div><p>Rain</p><p>Wind</p></div>Tides"
        "<p>© 2026</p></div>"
    )
    found = [(left.reason, left.path) for left in left_out_of(page, FIRST)]
    assert found == [
        (Left.OTHER, "/html/body/*[2]/*[1]"),
        (Left.OTHER, "/html/body/*[2]/*[2]"),
        (Left.OTHER, "/html/body/*[2]"),
        (Left.RIGHTS, "/html/body/*[2]/*[3]"),
    ]


def test_the_words_of_a_line_count_before_its_element() -> None:
    page = read(
        f"<div><p>{FIRST}</p></div><aside><p>Advertisement</p><p>Boats</p></aside>"
    )
    assert [left.reason for left in left_out_of(page, FIRST)] == [
        Left.ADVERTISEMENT, Left.ASIDE,
    ]  # fmt: skip


def test_the_first_words_are_told() -> None:
    page = read(f"<p>{FIRST}</p><p>{OTHER}</p><nav>{'Home ' * 40}</nav>")
    assert [left.words for left in left_out_of(page, FIRST)] == [
        OTHER[:60], ("Home " * 12),
    ]  # fmt: skip


def test_captions_that_are_shown_are_not_left_out() -> None:
    page = read(f"<p>{FIRST}</p><figure><img src=/a.jpg><p>The quay.</p></figure>")
    decision = deciding_by_hand(page, FIRST)
    assert find_left_out(page, decision, frozenset({2})) == ()
    (left,) = find_left_out(page, decision, frozenset())
    assert left.reason == Left.CAPTION


def test_a_page_of_which_nothing_is_kept() -> None:
    page = read(f"<div><p>{FIRST}</p></div><nav>Home</nav>")
    assert [left.reason for left in left_out_of(page, "none")] == [
        Left.BEFORE_TEXT, Left.MENU,
    ]  # fmt: skip
    assert find_left_out(read(""), decided(read(""), keeping_all()), frozenset()) == ()


def test_parts_are_in_reading_order() -> None:
    page = read(
        f"<nav>Home</nav><p>{FIRST}</p><nav>More</nav><p>{SECOND}</p><p>End</p>"
    )
    assert [left.words for left in left_out_of(page)] == ["Home", "More", "End"]


# ---- nothing without a reason ------------------------------------------------------


def check(page: Page, decision: Decision) -> None:
    """Every line with text is kept, a caption, or in a part that is left out."""
    body = read_blocks(page, decision.kept, decision.hints)
    found = find_left_out(page, decision, body.captions)
    assert all(left.words and left.reason in set(Left) for left in found)
    paths = {left.path for left in found}
    shown = {*decision.kept, *body.captions}
    for line in page.lines:
        if not line.text:
            continue
        told = any(box.path in paths for box in line.box.around())
        assert told or line.index in shown, (line.text, line.path)
    for menu in page.menus:
        assert menu.path in paths or not menu.node.text(deep=True).strip()


@pytest.mark.parametrize("name", ["article.html", "busy.html", "plain.html"])
def test_nothing_is_dropped_without_a_reason(name: str) -> None:
    page = read_page((PAGES / name).read_text(encoding="utf-8"), "")
    heading = read_heading(page)
    decision = decide(page, heading, load_model())
    assert decision.kept
    check(page, decision)
    assert set(find_standfirst(page, heading, decision)) <= set(decision.kept)


TAGS = st.sampled_from(
    ["p", "div", "ul", "li", "a", "b", "h2", "table", "td", "nav", "section", "article",
    "aside", "figure", "figcaption", "form"]
)  # fmt: skip
NAMES = st.sampled_from(["", " class=related", " id=comments", " hidden", " class=ad"])
LEAVES = st.sampled_from(
    [
        FIRST,
        SECOND,
        OTHER,
        "Read more",
        "Short",
        "<br>",
        "<img src=/a.jpg>",
        "©",
        "</div>",
    ]
)


def within(children: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.builds(
        lambda tag, names, inner: f"<{tag}{names}>{''.join(inner)}</{tag}>",
        TAGS, NAMES, st.lists(children, min_size=1, max_size=4),
    )  # fmt: skip


@given(
    st.lists(st.recursive(LEAVES, within, max_leaves=20), min_size=1, max_size=5),
    st.integers(0, 2**30),
)
def test_nothing_is_dropped_without_a_reason_on_any_page(
    parts: list[str], mask: int
) -> None:
    page = read("".join(parts))
    whole = decided(page, keeping_all())
    places = [p for p in whole.kept if mask >> (p % 30) & 1]
    kept = {place: why for place, why in whole.dropped.items() if place not in places}
    check(
        page,
        Decision(
            kept=tuple(places), dropped=kept, scores=whole.scores, seen=whole.seen
        ),
    )
