"""“Read also” stands once, after the text or between two paragraphs of a long one."""

from __future__ import annotations

from dataclasses import replace

import pytest

from nouvelles.edition import place_aside
from nouvelles.edition.aside import LONG_PARAGRAPHS
from nouvelles.records import Block
from nouvelles.records.made import BlockKind

LONG = Block(kind="paragraph", text="Word after word is said here. " * 20)


def long_body(many: int = 16) -> list[Block]:
    return [LONG] * many


def test_a_long_text_is_interrupted_about_its_middle() -> None:
    assert place_aside(long_body(16)) == 9


@pytest.mark.parametrize(
    "body",
    [
        [],
        [LONG],
        long_body(LONG_PARAGRAPHS - 1),
        [Block(kind="paragraph", text="Short.")] * 40,
        [*long_body(), Block(kind="live", text="10:40")],
    ],
)
def test_a_short_text_and_a_live_blog_are_not(body: list[Block]) -> None:
    assert place_aside(body) == len(body)


@pytest.mark.parametrize(
    "kind", ["heading", "list", "quote", "table", "image", "embed", "code"]
)
def test_it_stands_beside_paragraphs_only(kind: BlockKind) -> None:
    body = long_body(16)
    body[9] = Block(kind=kind, text="Something else")
    place = place_aside(body)
    assert 0 < place < len(body)
    assert body[place - 1].kind == body[place].kind == "paragraph"


def test_it_does_not_part_what_announces_from_what_is_announced() -> None:
    body = long_body(16)
    body[8] = replace(LONG, text=LONG.text + "The minister said:")
    assert place_aside(body) in (8, 10)


def test_where_no_two_paragraphs_follow_each_other_it_stands_after_the_text() -> None:
    heading = Block(kind="heading", text="Part")
    body = [block for _ in range(16) for block in (LONG, heading)]
    assert place_aside(body) == len(body)
