"""The blocks of a text as the pages show them: meaning kept, nothing fetched from afar."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from nouvelles.config import Settings
from nouvelles.extract.media import PROVIDERS
from nouvelles.records import Block, Mark
from nouvelles.testing import MemoryReads
from nouvelles.web.blocks import embedded, service_name, set_items, set_rows, words_of
from nouvelles.web.site import open_site

TEXT = "The dam held, says <the> mayor."


def test_words_keep_their_marks_and_are_escaped() -> None:
    link = Mark(kind="link", start=4, end=7, url="https://dam.example/?a=1&b=2")
    strong = Mark(kind="strong", start=8, end=12)
    made = str(words_of(Block(kind="paragraph", text=TEXT, marks=(link, strong))))
    assert 'href="https://dam.example/?a=1&amp;b=2"' in made
    assert "<strong>held</strong>" in made
    assert "&lt;the&gt;" in made
    assert "<the>" not in made


def test_items_and_cells_have_their_own_marks() -> None:
    items = ("one two", "three")
    mark = Mark(kind="emphasis", start=4, end=7)
    listed = Block(kind="list", text="one two three", items=items, marks=(mark,))
    assert list(map(str, set_items(listed))) == ["one <em>two</em>", "three"]
    rows = ("Place | Water", "Val | 3 m")
    table = Block(kind="table", text=" ".join(rows), items=rows)
    assert [list(map(str, row)) for row in set_rows(table)] == [
        ["Place", "Water"],
        ["Val", "3 m"],
    ]


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("https://video.example/1", "https://video.example/1"),
        ("javascript:alert(1)", ""),
        ("", ""),
    ],
)
def test_only_addresses_of_the_web_are_linked(url: str, shown: str) -> None:
    assert embedded(Block(kind="embed", url=url, text="video")) == shown


def test_every_kind_of_block_is_shown_without_fetching(reads: MemoryReads) -> None:
    at = datetime(2026, 3, 12, 8, 30, tzinfo=UTC)
    site = open_site(Settings(), reads, lambda: at)
    blocks = (
        Block(kind="heading", text="A heading", level=4),
        Block(kind="list", text="a b", items=("a", "b")),
        Block(kind="table", text="c | d", items=("c | d",)),
        Block(kind="quote", text="Said so."),
        Block(kind="code", text="x < y"),
        Block(kind="live", text="Water rises", at=at),
        Block(kind="embed", url="https://video.example/1", text="youtube"),
        Block(kind="image", text="The <dam>.", credit="Ann Field"),
        Block(kind="image", url="https://pictures.example/1.jpg"),
        Block(kind="paragraph", text="The end."),
    )
    page = site.editions["en"]
    original = "https://outlet.example/dam"
    made = page.render("blocks.html", blocks=blocks, original=original)
    for part in (
        "<h3>A heading</h3>",
        "<li>a</li>",
        "<td>d</td>",
        "<blockquote><p>Said so.</p></blockquote>",
        "x &lt; y",
        'datetime="2026-03-12T08:30:00+00:00"',
        "Water rises",
        'href="https://video.example/1"',
        "Embedded by the outlet: YouTube",
        "The &lt;dam&gt;.",
        "Picture: Ann Field",
        f'<a href="{original}" rel="noopener" lang="en" dir="ltr">See the picture',
        "<p>The end.</p>",
    ):
        assert part in made
    assert made.count("See the picture") == 1  # nothing is said of one without words
    assert "pictures.example" not in made
    assert made.count("<li>a</li>") == 1
    for fetched in ("<img", "<iframe", "<video", "<script", "src="):
        assert fetched not in made


def test_services_are_called_as_they_call_themselves() -> None:
    for word in set(PROVIDERS.values()):
        block = Block(kind="embed", url="https://video.example/1", text=word)
        assert service_name(block).lower().replace(" ", "-") == word
        assert service_name(block) != word
    other = Block(kind="embed", url="https://video.example/1", text="video.example")
    assert service_name(other) == "video.example"
