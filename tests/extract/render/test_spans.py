"""Marks as a tree: never across, never empty, each character as it was marked."""

from __future__ import annotations

import gc
import time
from collections.abc import Iterable, Iterator

import pytest
from hypothesis import given

from nouvelles.extract.render.spans import (
    Piece,
    Span,
    nested,
    plain,
    sound,
    web_address,
)
from nouvelles.records import Block, Mark
from nouvelles.records.parts import cells_of, items_of
from tests.extract.render.articles import URL, mark, marked


def drawn(pieces: Iterable[Piece]) -> str:
    """Pieces as one can read them in a test."""
    parts = []
    for piece in pieces:
        if isinstance(piece, Span):
            parts.append(f"<{piece.kind} {drawn(piece.pieces)}>")
        else:
            parts.append(piece)
    return "".join(parts)


def kinds(pieces: Iterable[Piece], within: frozenset[str]) -> Iterator[frozenset[str]]:
    """What each character is."""
    for piece in pieces:
        if isinstance(piece, Span):
            yield from kinds(piece.pieces, within | {piece.kind})
        else:
            yield from [within] * len(piece)


@pytest.mark.parametrize(
    ("text", "marks", "said"),
    [
        ("a b c", [("strong", 0, 5), ("emphasis", 2, 3)], "<strong a <emphasis b> c>"),
        ("a b", [("emphasis", 0, 3), ("strong", 0, 3)], "<strong <emphasis a b>>"),
        ("abcd", [("strong", 0, 3), ("emphasis", 1, 4)],
         "<strong a<emphasis bc>><emphasis d>"),
        ("a b ", [("strong", 1, 4)], "a <strong b> "),
        ("abcd", [("strong", 0, 2), ("strong", 1, 4)], "<strong abcd>"),
        ("abcd", [("strong", 0, 2), ("strong", 2, 4)], "<strong abcd>"),
        ("ab", [("strong", 1, 1), ("strong", 2, 1), ("strong", 1, 9)], "a<strong b>"),
        ("a b", [("strong", 1, 2)], "a b"),
        ("", [("strong", 0, 1)], ""),
    ],
)  # fmt: skip
def test_marks_stand_within_each_other(
    text: str, marks: list[tuple[str, int, int]], said: str
) -> None:
    given_marks = [Mark(kind=k, start=s, end=e) for k, s, e in marks]  # type: ignore[arg-type]
    assert drawn(nested(text, given_marks)) == said


def test_of_two_links_the_first_keeps_its_place() -> None:
    marks = [
        Mark(kind="link", start=0, end=3, url=URL),
        Mark(kind="link", start=2, end=5, url=f"{URL}/2"),
    ]
    first, second = nested("abcde", marks)
    assert first == Span("link", URL, ("abc",))
    assert second == Span("link", f"{URL}/2", ("de",))


@given(marked())
def test_any_marks(given_text: tuple[str, tuple[Mark, ...]]) -> None:
    text, marks = given_text
    pieces = nested(text, marks)
    assert plain(pieces) == text
    for place, found in enumerate(kinds(pieces, frozenset())):
        wanted = {
            m.kind
            for m in marks
            if m.start <= place < m.end and (m.kind != "link" or web_address(m.url))
        }
        # White space at a mark's edge is not marked: nobody sees it.
        assert found == wanted or (text[place].isspace() and found <= wanted)
    for span in (piece for piece in pieces if isinstance(piece, Span)):
        assert plain(span.pieces) == plain(span.pieces).strip() != ""


def test_thousands_of_crossing_marks_take_linear_time() -> None:
    def cost(number: int) -> float:
        marks = [
            Mark(kind=kind, start=at, end=at + 5)
            for at in range(0, 3 * number, 3)
            for kind in ("strong", "emphasis", "sub")
        ]
        # A collection would go through all that the other tests hold.
        gc.disable()
        began = time.process_time()
        nested("x " * 2 * number, [*marks, Mark(kind="sup", start=0, end=9 * number)])
        took = time.process_time() - began
        gc.enable()
        return took

    cost(100)
    assert cost(8_000) < 40 * max(cost(1_000), 0.001)


def test_items_and_cells_have_their_part_of_the_marks() -> None:
    text = "Place | Rain Valley | 3 m"
    block = Block(
        kind="table",
        text=text,
        items=("Place | Rain", "Valley | 3 m", "not there"),
        marks=(mark("strong", text, "Rain Valley"),),
    )
    rows = items_of(block)
    assert [cells_of(row) for row in rows] == [
        [("Place", ()), ("Rain", (Mark(kind="strong", start=0, end=4),))],
        [("Valley", (Mark(kind="strong", start=0, end=6),)), ("3 m", ())],
        [("not there", ())],
    ]


@pytest.mark.parametrize(
    ("url", "address"),
    [
        (URL, URL),
        (f" {URL}\n", URL),
        ("HTTPS://Outlet.example", "HTTPS://Outlet.example"),
        ("javascript:alert(1)", ""),
        ("java\nscript:alert(1)", ""),
        ("data:text/html,x", ""),
        ("//outlet.example/a", ""),
        ("/a", ""),
        ("https://", ""),
        ("https://a.example/a b", ""),
        ("http://[a", ""),
        ("mailto:ada@outlet.example", ""),
        ("", ""),
    ],
)
def test_only_addresses_of_the_web_are_linked_to(url: str, address: str) -> None:
    assert web_address(url) == address


def test_what_cannot_be_written_is_replaced_one_for_one() -> None:
    assert (
        sound("a\ud800b\x1b[31m\x9b\x00\n\tz") == "a\ufffdb\ufffd[31m\ufffd\ufffd\n\tz"
    )
