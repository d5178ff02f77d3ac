"""What is known of lines at a first look: values on small pages, shapes on any page."""

from __future__ import annotations

from math import log1p

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nouvelles.extract.features import Seen, first_names, look
from nouvelles.extract.features.boxes import NameWeights
from nouvelles.extract.features.second import second_look, second_names
from nouvelles.extract.page import Page
from tests.extract.small_pages import NOBODY, read


def seen(
    page: Page,
    *,
    weights: NameWeights = NOBODY,
    headline: str = "",
    at: int = -1,
    description: str = "",
    data_text: str = "",
) -> Seen:
    return look(
        page.lines,
        page.boxes,
        weights,
        headline=headline,
        headline_at=at,
        description=description,
        data_text=data_text,
    )


def values(found: Seen, name: str) -> list[float]:
    """One feature of all lines, rounded as a person writes numbers."""
    row = found.rows[first_names().index(name)]
    return [round(float(value), 3) for value in row]


def of(body: str, name: str) -> list[float]:
    return values(seen(read(body)), name)


# ---- a line's own text -------------------------------------------------------------


def test_length_counts_scripts_without_spaces_twice() -> None:
    assert of("<p>abcd</p><p>漢字</p><p></p><img src=a>", "length") == [
        round(log1p(4), 3), round(log1p(4), 3), 0,
    ]  # fmt: skip
    found = seen(read("<p>abcd</p><p>漢字ab</p>"))
    assert found.weight.tolist() == [4, 6]


def test_linked_and_strong_are_shares() -> None:
    page = "<p>1234 <a href=/x>6789</a>0</p><p><b>ab</b><i>cd</i></p><p>e</p>"
    assert of(page, "linked") == [0.4, 0, 0]
    assert of(page, "strong") == [0, 1, 0]
    assert of(page, "marks") == [1, 2, 0]


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        ("It sank.", 1), ("It sank!", 1), ("Sank?", 1), ("sank…", 1), ("沈没した。", 1),
        ("डूब गया।", 1), ("غرقت؟", 1), ("“It sank.”", 0.6), ("It sank (twice)", 0.6),
        ("It sank", 0), ("It sank,", 0), ("It sank:", 0),
    ],
)  # fmt: skip
def test_ends_of_sentences(text: str, ends: float) -> None:
    assert of(f"<p>{text}</p>", "ends") == [ends]


def test_what_a_text_begins_and_ends_with() -> None:
    texts = ("Its", "its", "1", "„Its", "so:", "so：", "and so...", "漢…")
    page = "".join(f"<p>{text}</p>" for text in texts)
    assert of(page, "starts-capital") == [1, -1, 0, 0, -1, -1, -1, 0]
    assert of(page, "starts-quote") == [0, 0, 0, 1, 0, 0, 0, 0]
    assert of(page, "ends-colon") == [0, 0, 0, 0, 1, 1, 0, 0]
    assert of(page, "ends-dots") == [0, 0, 0, 0, 0, 0, 1, 1]


def test_counts_of_characters() -> None:
    page = "<p>AB cd 12, x. Y!</p><p>a | b › c</p><p>漢字a</p>"
    assert of(page, "capitals") == [0.5, 0, 0]
    assert of(page, "digits") == [round(2 / 15, 3), 0, 0]
    assert of(page, "stop-count") == [2, 0, 0]
    assert of(page, "sign-count") == [0, 2, 0]
    assert of(page, "pauses") == [round(100 / 15, 3), 0, 0]
    assert of(page, "wide") == [0, 0, round(2 / 3, 3)]
    assert of(page, "words") == [
        round(log1p(4), 3),
        round(log1p(4), 3),
        round(log1p(2), 3),
    ]


def test_breaks_and_media() -> None:
    page = f"<p>a<br>b{'<br>' * 9}c<img src=a></p>"
    assert of(page, "breaks") == [0, 1, 5, 0]
    assert of(page, "media") == [0, 0, 0, 1]


# ---- boxes -------------------------------------------------------------------------

NESTED = (
    "<main><article><div><p>Four</p></div><p>Eight <a href=/>at</a></p></article></main>"
    "<footer>End</footer>"
)


def test_boxes_around() -> None:
    assert of(NESTED, "depth") == [4, 3, 1]
    assert of(NESTED, "box-letters") == [round(log1p(n), 3) for n in (4, 8, 3)]
    assert of(NESTED, "parent-letters") == [round(log1p(n), 3) for n in (4, 12, 15)]
    assert of(NESTED, "grand-letters") == [round(log1p(n), 3) for n in (12, 12, 15)]
    assert of(NESTED, "box-linked") == [0, 0.25, 0]
    assert of(NESTED, "parent-share") == [round(4 / 15, 3), 0.8, 1]
    assert of(NESTED, "in-article") == [1, 1, 0]
    assert of(NESTED, "in-footer") == [0, 0, 1]


def test_names_by_hints_and_weights() -> None:
    page = read(
        "<div class='story'><p class='share wide'>a</p><div class=related><p>b</p></div>"
        "<p id=intro>c</p></div>"
    )
    weights = NameWeights({"story": 2.0, "share": -3.0, "wide": 0.5, "related": -1.0})
    found = seen(page, weights=weights)
    assert values(found, "box-names") == [-2.5, 0, 0]
    assert values(found, "box-names-low") == [-3, 0, 0]
    assert values(found, "box-names-high") == [0.5, 0, 0]
    assert values(found, "parent-names") == [2, -1, 2]
    assert values(found, "names-sum") == [-0.5, 1, 2]
    assert values(found, "named-share") == [2, 0, 0]
    assert values(found, "named-standfirst") == [0, 0, 2]
    assert values(found, "named-body") == [1, 0, 1]
    assert values(found, "within-related") == [0, 1, 0]


def test_cues_and_lines_since_them() -> None:
    page = "<p>a</p><h3>Read more</h3><p>b</p><p>Facebook</p><h3>Comments</h3><p>c</p>"
    assert of(page, "cue-related") == [0, 1, 0, 0, 0, 0]
    assert of(page, "cue-share") == [0, 0, 0, 1, 0, 0]
    assert of(page, "since-related") == [60, 60, 1, 2, 3, 4]
    assert of(page, "since-comments") == [60, 60, 60, 60, 60, 1]
    assert of(page, "comment-cues") == [0, 0, 0, 0, 1, 1]


# ---- where a line stands -----------------------------------------------------------


def test_distance_from_the_headline() -> None:
    page = read(
        "<header><p>Site</p></header><article><h1>It sank</h1><p>a</p></article>"
    )
    found = seen(page, headline="It sank", at=1)
    one = round(log1p(1), 3)
    assert values(found, "headline-lines") == [-one, 0, one]
    assert values(found, "headline-common") == [0, 2, 1]
    assert values(found, "headline-below") == [2, 0, 1]
    assert values(found, "headline-above") == [2, 0, 1]
    assert values(found, "headline-likeness") == [0, 1, 0]
    # Where the page's heading is not known, the line with its words is taken.
    same = seen(page, headline="It sank")
    assert np.array_equal(found.rows, same.rows)
    # Then the first h1; then none.
    assert values(seen(page), "headline-lines") == [-one, 0, one]
    assert of("<p>a</p><p>b</p>", "headline-lines") == [-99, -99]


def test_likeness_is_the_share_of_common_words() -> None:
    page = read(
        "<p>The old ferry sank</p><p>the OLD ferry</p><p>a new ferry sank</p><p>No.</p>"
        f"<p>The old ferry sank {'and more words ' * 20}</p>"
    )
    found = seen(page, headline="The old ferry sank")
    assert values(found, "headline-likeness") == [1, 0.75, 0.333, 0, 0]
    assert found.likeness.tolist() == pytest.approx([1, 0.75, 1 / 3, 0, 0])


def test_words_of_the_description() -> None:
    line = "The ferry sank in the sound on Sunday."
    page = read(
        f"<p>{line}</p><p>Nobody was aboard the boat, said its owner.</p><p>Sunday</p>"
    )
    found = seen(page, description="The ferry sank in the sound on Sunday. Nobody.")
    assert values(found, "in-description")[0] == 1
    assert 0 < values(found, "in-description")[1] < 0.5
    assert values(found, "in-description")[2] == 0
    # Too few words say nothing.
    assert values(seen(page, description="The ferry sank"), "in-description") == [0] * 3


def test_lines_in_the_copy_of_the_text() -> None:
    page = read(
        "<p>It sank, in <i>the</i> sound on Sunday.</p><p>Nobody was aboard of her.</p>"
        "<p>Short</p>"
    )
    found = seen(page, data_text="Before. It sank in the sound on Sunday!")
    assert values(found, "in-data") == [1, -1, 0]
    assert len(set(values(found, "data-length"))) == 1
    assert values(seen(page), "in-data") == [0, 0, 0]


def test_copies() -> None:
    page = "<p>a</p><p>b</p><p>a</p><img src=x><img src=y>" + "<p>c</p>" * 7
    assert of(page, "copies") == [2, 1, 2, 1, 1, *[5] * 7]


def test_lines_of_one_kind() -> None:
    page = "<div class=t><p class=x>Ab.</p><p class=x>Abcdef</p><p>Ab.</p></div>"
    found = seen(read(page))
    assert found.kind.tolist() == [0, 0, 1]
    assert values(found, "kind-count") == [round(log1p(n), 3) for n in (2, 2, 1)]
    assert values(found, "kind-ends") == [0.5, 0.5, 1]
    assert values(found, "kind-letters") == [round(log1p(n), 3) for n in (9, 9, 3)]


def test_order_among_siblings() -> None:
    story = f"<h2>Title</h2><p>{'It sank in the sound. ' * 10}</p>"
    page = (
        f"<div class=list><article class='story-1'>{story}</article>"
        f"<article class='story-2'>{story}</article><article class='ad'>{story}</article>"
        f"<article class='story-3'><div>{story}</div>{story}</article></div><p>end</p>"
    )
    assert of(page, "sibling-order") == [0, 0, 1, 1, 0, 0, 2, 2, 2, 2, 0]
    assert of(page, "sibling-count") == [3, 3, 3, 3, 1, 1, 3, 3, 3, 3, 1]
    assert of(page, "sibling-share")[:3] == [0.25, 0.25, 0.25]
    # Small ones are no row of articles.
    small = "<article><h2>Title</h2><p>It sank.</p></article>"
    assert of(small * 3, "sibling-order") == [0] * 6


def test_headings_before() -> None:
    page = "<h1>a</h1><p>b</p><h1>c</h1><p>d</p>"
    assert of(page, "h1-before") == [0, 1, 1, 2]


def test_where_running_text_is() -> None:
    long = "Nobody crossed the sound on Sunday, and the ferries lay at their moorings."
    long = f"{long} So they did on Monday."
    page = (
        f"<div><p>{long}</p><p>{long}</p></div><div><p>{long[:-1]}</p></div><p>End.</p>"
    )
    assert of(page, "box-run") == [0.5, 0.5, 0, 0]
    assert of(page, "parent-run") == [1, 1, 0, 1]
    assert of(page, "in-best") == [1, 1, 0, 0]
    assert of(page, "best-away") == [0, 0, round(log1p(1), 3), round(log1p(2), 3)]


# ---- neighbours and windows --------------------------------------------------------


def test_neighbours() -> None:
    page = "<p>a</p><h3>bb</h3><p><a href=/>d</a></p><p>Read more</p>"
    lengths = [round(log1p(n), 3) for n in (1, 2, 1, 9)]
    assert of(page, "length-1") == [-1, *lengths[:3]]
    assert of(page, "length-2") == [-1, -1, *lengths[:2]]
    assert of(page, "length+1") == [*lengths[1:], -1]
    assert of(page, "length+2") == [*lengths[2:], -1, -1]
    assert of(page, "linked+1") == [0, 1, 0, -1]
    assert of(page, "tag-1") == [-1, 1, 6, 1]
    assert of(page, "cue+1") == [0, 0, 1, -1]


def test_windows() -> None:
    page = "".join(f"<p>{'x' * n}</p>" for n in (1, 2, 3, 4, 5, 6))
    logs = [log1p(n) for n in (1, 2, 3, 4, 5, 6)]
    expected = [sum(logs[max(0, n - 2) : n + 3]) for n in range(6)]
    sizes = [3, 4, 5, 5, 4, 3]
    found = of(page, "mean-length-2")
    assert found == pytest.approx(
        [total / size for total, size in zip(expected, sizes, strict=True)], abs=2e-3
    )
    linked = of("<p><a href=/>ab</a></p><p>cd</p><p>ef</p><p>gh</p>", "mean-linked-2")
    assert linked == pytest.approx([2 / 6, 2 / 8, 2 / 8, 0], abs=1e-3)


def test_whether_the_neighbours_stand_in_the_same_box() -> None:
    page = "<div>a<br>b<p>c</p></div><p>d</p>"
    assert of(page, "same-box") == [0, 1, 0, 0]
    assert of(page, "page-lines") == [round(log1p(4), 3)] * 4
    assert of(page, "page-letters") == [round(log1p(4), 3)] * 4


# ---- any page ----------------------------------------------------------------------


def test_names_of_features_are_distinct() -> None:
    assert len(set(second_names())) == len(second_names())
    assert second_names()[: len(first_names())] == first_names()


TAGS = st.sampled_from(
    ["p", "div", "ul", "li", "a", "span", "b", "h1", "h2", "table", "td", "section",
    "article", "aside", "x-y", "blockquote", "figure", "button"]
)  # fmt: skip
LEAVES = st.one_of(
    st.sampled_from([
        "<br>", "<img src=a.jpg>", "Read more", "It sank in the sound on Sunday.",
        "漢字かな", "<iframe src=x></iframe>", "</div>", "<p>", "<!-- c -->", "©", "\u00ad",
    ]),
    st.text(max_size=12).map(lambda text: text.replace("<", " ")),
)  # fmt: skip
NAMES = st.sampled_from(
    ["", " class='story related'", " id=comments", " hidden", " class"]
)


def within(children: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.builds(
        lambda tag, names, inner: f"<{tag}{names}>{''.join(inner)}</{tag}>",
        TAGS, NAMES, st.lists(children, max_size=4),
    )  # fmt: skip


BODIES = st.lists(st.recursive(LEAVES, within, max_leaves=20), max_size=6).map("".join)


@given(BODIES, st.text(max_size=30), st.integers(-1, 40), st.text(max_size=60))
def test_any_page_gives_a_finite_number_for_each_name(
    body: str, headline: str, at: int, said: str
) -> None:
    page = read(body)
    if not page.lines:
        return
    found = seen(
        page,
        headline=headline,
        at=min(at, len(page.lines) - 1),
        description=said,
        data_text=said,
    )
    lines = len(page.lines)
    assert found.rows.shape == (len(first_names()), lines)
    assert found.rows.dtype == np.float32
    assert np.isfinite(found.rows).all()
    assert len(found.hints) == len(found.order) == len(page.boxes)
    scores = np.linspace(0, 1, lines, dtype=np.float32)
    second = second_look(found, scores, np.arange(lines))
    assert second.shape == (len(second_names()), lines)
    assert second.dtype == np.float32
    assert np.isfinite(second).all()
    assert np.array_equal(second[: len(first_names())], found.rows)
    some = np.arange(0, lines, 2)
    assert np.array_equal(second_look(found, scores, some), second[:, some])
