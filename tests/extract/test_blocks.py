"""Lines that are text as typed blocks, with their marks and their places."""

from __future__ import annotations

import time

import pytest

from nouvelles.extract.blocks import Body, read_blocks
from nouvelles.extract.page import Page
from nouvelles.extract.paths import Paths, path_of
from nouvelles.records import Block, Mark
from tests.extract.small_pages import hints_of, read

LONG = (
    "Nobody crossed the sound on Sunday, and the ferries lay at their moorings. The crews "
    "say that they will stay there until the rosters are changed."
)


def body_of(page: Page, kept: list[int] | None = None) -> Body:
    """The body of a page of which all lines with text are kept, or these."""
    places = [line.index for line in page.lines if line.text]
    return read_blocks(page, places if kept is None else kept, hints_of(page))


def blocks_of(markup: str) -> tuple[Block, ...]:
    """The blocks of a page of which all is text; each knows its element."""
    page = read(markup)
    blocks = body_of(page).blocks
    paths = Paths(page.tree)
    for block in blocks:
        node = paths.find(block.path)
        assert node is not None, block
        assert path_of(node) == block.path
    return blocks


def kinds_and_texts(markup: str) -> list[tuple[str, str]]:
    return [(block.kind, block.text) for block in blocks_of(markup)]


# ---- paragraphs, headings, quotations, code ----------------------------------------


def test_paragraphs() -> None:
    assert blocks_of("<article><p>One.</p><div>Two.</div>Three.</article>") == (
        Block(kind="paragraph", text="One.", path="/html/body/*[1]/*[1]"),
        Block(kind="paragraph", text="Two.", path="/html/body/*[1]/*[2]"),
        Block(kind="paragraph", text="Three.", path="/html/body/*[1]"),
    )


@pytest.mark.parametrize("level", range(1, 7))
def test_headings(level: int) -> None:
    (block,) = blocks_of(f"<h{level}>On the quay</h{level}>")
    assert (block.kind, block.level) == ("heading", level)
    (block,) = blocks_of(f"<h{level}><div>On the quay</div></h{level}>")
    assert (block.kind, block.level) == ("heading", level)


def test_what_a_heading_element_is_wrapped_around_is_no_heading() -> None:
    markup = "<h2><div><p>Title</p><p>A whole text.</p></div></h2>"
    assert [block.level for block in blocks_of(markup)] == [0, 0]


def test_quotations() -> None:
    markup = (
        "<blockquote>Bare.</blockquote><blockquote><p>One.</p><p>Two.</p>"
        "<footer>Anders Lund</footer></blockquote><p>Three.</p>"
    )
    assert kinds_and_texts(markup) == [
        ("quote", "Bare."), ("quote", "One."), ("quote", "Two."), ("quote", "Anders Lund"),
        ("paragraph", "Three."),
    ]  # fmt: skip
    # A heading in a quotation stays a heading.
    assert kinds_and_texts("<blockquote><h3>a</h3></blockquote>") == [("heading", "a")]


def test_code() -> None:
    (block,) = blocks_of("<pre><code>print(1)</code></pre>")
    assert (block.kind, block.text) == ("code", "print(1)")
    assert block.marks == (Mark(kind="code", start=0, end=8),)


# ---- line breaks -------------------------------------------------------------------


def test_verses_are_one_paragraph() -> None:
    markup = "<p>The ferries lay at their moorings,<br>the gulls above,<br>all day</p>"
    assert kinds_and_texts(markup) == [
        ("paragraph", "The ferries lay at their moorings, the gulls above, all day")
    ]


@pytest.mark.parametrize(
    "between",
    ["one.<br>Two", "one<br><br>Two", "one!”<br>Two", "一。<br>Two", "a:<br>Two"],
)
def test_line_breaks_that_part_paragraphs(between: str) -> None:
    assert len(blocks_of(f"<p>Day {between}</p>")) == 2


def test_a_line_that_is_left_out_parts_a_paragraph() -> None:
    page = read("<p>first<br>(advertisement)<br>second</p>")
    assert [block.text for block in body_of(page, [0, 2]).blocks] == ["first", "second"]
    assert [block.text for block in body_of(page, [0, 1]).blocks] == [
        "first (advertisement)"
    ]


# ---- marks -------------------------------------------------------------------------


def marked(block: Block) -> list[tuple[str, str, str]]:
    return [(m.kind, block.text[m.start : m.end], m.url) for m in block.marks]


def test_marks_have_places_and_absolute_addresses() -> None:
    (block,) = blocks_of(
        "<p>The <em>Havfrue</em> and <a href='/2026/rosters'>the <b>rosters</b></a>, "
        "<a href='https://other.example/x'>there</a>, <q>sleep</q>, H<sub>2</sub>O, "
        "m<sup>2</sup></p>"
    )
    assert block.text == "The Havfrue and the rosters, there, sleep, H2O, m2"
    assert sorted(marked(block)) == [
        ("emphasis", "Havfrue", ""),
        ("link", "the rosters", "https://quay.example/2026/rosters"),
        ("link", "there", "https://other.example/x"),
        ("quote", "sleep", ""),
        ("strong", "rosters", ""),
        ("sub", "2", ""),
        ("sup", "2", ""),
    ]


@pytest.mark.parametrize(
    "address", ["", "#top", "javascript:void(0)", "mailto:a@b.example", "http://[x"]
)
def test_links_that_lead_nowhere_on_the_web(address: str) -> None:
    (block,) = blocks_of(f"<p>See <a href='{address}'>this</a></p>")
    # A place on the same page is one that can be linked to; the others are none.
    expected = [("link", "this", "https://quay.example/2026/05/04/ferry#top")]
    assert marked(block) == (expected if address == "#top" else [])


def test_marks_in_the_second_line_of_a_verse() -> None:
    (block,) = blocks_of(
        "<p>first <b>of</b><br>second <i>of</i><br><a href=/x>all</a></p>"
    )
    assert block.text == "first of second of all"
    assert [(kind, block.text[m.start : m.end], m.start) for m in block.marks
            for kind in (m.kind,)] == [
        ("strong", "of", 6), ("emphasis", "of", 16), ("link", "all", 19),
    ]  # fmt: skip


def test_a_mark_across_a_line_break() -> None:
    (block,) = blocks_of("<p>a <b>bold<br>word</b> b</p>")
    assert marked(block) == [("strong", "bold", ""), ("strong", "word", "")]


def test_base_addresses() -> None:
    page = read("<p>See <a href='x'>this</a></p>", "<base href='https://b.example/c/'>")
    assert body_of(page).blocks[0].marks[0].url == "https://b.example/c/x"


# ---- lists -------------------------------------------------------------------------


@pytest.mark.parametrize("tag", ["ul", "ol"])
def test_lists(tag: str) -> None:
    (block,) = blocks_of(
        f"<div><{tag}><li>Two <b>nights</b> ashore</li><li><p>A relief crew</p>"
        f"<p>for winter</p></li><li></li><li><a href=/x>More</a> pay</li></{tag}></div>"
    )
    assert block.kind == "list"
    assert block.path == "/html/body/*[1]/*[1]"
    items = ("Two nights ashore", "A relief crew for winter", "More pay")
    assert block.items == items
    assert block.text == " ".join(items)
    assert marked(block) == [
        ("strong", "nights", ""), ("link", "More", "https://quay.example/x"),
    ]  # fmt: skip


def test_a_list_within_a_list() -> None:
    (block,) = blocks_of(
        "<ul><li>Ashore<ul><li><i>two</i> nights</li><li>three</li></ul></li>"
        "<li>Pay</li></ul>"
    )
    assert block.items == ("Ashore", "two nights", "three", "Pay")
    assert block.path == "/html/body/*[1]"
    assert marked(block) == [("emphasis", "two", "")]


def test_two_lists_are_two() -> None:
    markup = "<ul><li>a</li></ul><ul><li>b</li></ul><p>c</p><ol><li>d</li></ol>"
    assert [b.items for b in blocks_of(markup)] == [("a",), ("b",), (), ("d",)]


def test_a_list_of_articles_is_no_list() -> None:
    markup = "<ul><li><article><p>One.</p><p>Two.</p></article></li></ul>"
    assert kinds_and_texts(markup) == [("paragraph", "One."), ("paragraph", "Two.")]


def test_a_list_that_is_kept_in_part() -> None:
    page = read("<p>x</p><ul><li>a</li><li>b</li><li>c</li></ul>")
    (block,) = body_of(page, [1, 3]).blocks
    assert block.items == ("a", "c")


# ---- tables ------------------------------------------------------------------------

FERRIES = (
    "<table><caption>Crossings</caption><thead><tr><th>From</th><th>To</th></tr></thead>"
    "<tbody><tr><td>Norhaven</td><td>Lyng</td></tr>"
    "<tr><td><a href=/s>Skerry</a></td><td>Lyng <b>|</b> Norhaven</td></tr></tbody></table>"
)


def test_tables_have_rows_of_cells() -> None:
    (block,) = blocks_of(FERRIES.replace("<b>|</b>", "|"))
    assert block.kind == "table"
    assert block.items == (
        "Crossings",
        "From | To",
        "Norhaven | Lyng",
        "Skerry | Lyng\u00a0|\u00a0Norhaven",
    )
    assert block.text == " ".join(block.items)
    assert block.path == "/html/body/*[1]"
    assert marked(block) == [("link", "Skerry", "https://quay.example/s")]


def test_marks_behind_a_bar_in_a_cell_keep_their_places() -> None:
    (block,) = blocks_of(FERRIES)
    assert marked(block) == [
        ("link", "Skerry", "https://quay.example/s"), ("strong", "|", ""),
    ]  # fmt: skip


def test_a_cell_of_several_lines() -> None:
    (block,) = blocks_of(
        "<table><tr><td>a<br>b</td><td><p>c</p><p>d</p></td></tr>"
        "<tr><td>e</td><td>f</td></tr></table>"
    )
    assert block.items == ("a b | c d", "e | f")


def test_a_table_that_holds_a_page_together_is_none() -> None:
    markup = f"<table><tr><td><p>{LONG}</p><p>{LONG}</p></td></tr></table>"
    assert kinds_and_texts(markup) == [("paragraph", LONG)] * 2
    side_by_side = (
        f"<table><tr><td>{LONG}</td><td>{LONG}</td></tr>"
        f"<tr><td>{LONG}</td><td>{LONG}</td></tr></table>"
    )
    assert kinds_and_texts(side_by_side) == [("paragraph", LONG)] * 4


def test_a_table_in_a_table_that_holds_a_page_together() -> None:
    markup = f"<table><tr><td><p>{LONG}</p>{FERRIES}<p>{LONG}</p></td></tr></table>"
    assert [block.kind for block in blocks_of(markup)] == [
        "paragraph", "table", "paragraph",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "line",
    ["<tr><td><p>{n} It sank.</p></td></tr>", "<tr><td>{n}</td><td>It sank.</td></tr>"],
)
def test_long_tables_take_time_in_proportion(line: str) -> None:
    def cost(number: int) -> float:
        page = read(
            f"<table>{''.join(line.format(n=n) for n in range(number))}</table>"
        )
        best = 9.0
        for _ in range(2):
            began = time.process_time()
            assert body_of(page).blocks
            best = min(best, time.process_time() - began)
        return best

    cost(10)
    assert cost(8_000) < 24 * max(cost(1_000), 0.005)


# ---- media among blocks ------------------------------------------------------------


def test_media_stand_where_they_stood() -> None:
    page = read(
        "<article><img src=/first.jpg><p>One.</p><figure><img src=/a.jpg><figcaption>"
        "Quay.</figcaption></figure><p>Two.</p><iframe src=https://vimeo.com/1></iframe>"
        "<p>Three.</p><img src=/last.jpg></article>"
    )
    kept = [line.index for line in page.lines if line.text and line.text != "Quay."]
    body = body_of(page, kept)
    assert [(block.kind, block.text) for block in body.blocks] == [
        ("image", ""), ("paragraph", "One."), ("image", "Quay."), ("paragraph", "Two."),
        ("embed", "vimeo"), ("paragraph", "Three."),
    ]  # fmt: skip
    assert [page.lines[place].text for place in body.captions] == ["Quay."]


def test_nothing_kept_is_no_body() -> None:
    assert body_of(read("<p>a</p><img src=/a.jpg>"), []) == Body()


def test_one_block_for_each_kept_line_or_run_of_lines() -> None:
    page = read(
        "<main><h2>a</h2><p>b</p><ul><li>c<li>d</ul><blockquote>e</blockquote>"
        f"{FERRIES}<pre>f</pre></main>"
    )
    body = body_of(page)
    said = " ".join(block.text for block in body.blocks)
    assert said.replace("\u00a0", " ").replace(" | ", " ").split() == " ".join(
        line.text.replace("|", "") for line in page.lines
    ).split()  # fmt: skip
    assert [block.kind for block in body.blocks] == [
        "heading", "paragraph", "list", "quote", "table", "code",
    ]  # fmt: skip
