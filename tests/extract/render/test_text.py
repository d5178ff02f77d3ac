"""Plain text: what the article says, and nothing else."""

from __future__ import annotations

import pytest

from nouvelles.extract.render import to_text
from nouvelles.records import Block, Mark
from tests.extract.render.articles import FULL, article, paragraph


def test_a_whole_article() -> None:
    assert (
        to_text(FULL)
        == """\
Floods

The dam held

Nobody is missing.

Ada Example, Bo Example · Wire · The Valley · 2026-03-12 06:40 +05:30 · \
updated 2026-03-12 09:05 +00:00

The dam held, said Ada Example in a letter. It rained 3 m3.

What is known

- One village
- Two bridges

We had a quarter of an hour.
— The mayor

Place\tRain
Valley\t3 m

if rain > 3:
    leave()

[The dam. — Bo / Wire]

[video: https://video.example/embed/1]

2026-03-12 07:00 +00:00 — The road is open

All is quiet."""
    )


@pytest.mark.parametrize(
    ("text", "part", "said"),
    [
        ("She said go now", (9, 15), "She said “go now”"),
        ("She said “go now”", (9, 17), "She said “go now”"),
        ("Elle dit « va »", (9, 15), "Elle dit « va »"),
    ],
)
def test_marked_quotes_have_quotation_marks(
    text: str, part: tuple[int, int], said: str
) -> None:
    quote = Mark(kind="quote", start=part[0], end=part[1])
    assert to_text(article(paragraph(text, quote))).rpartition("\n")[2] == said


def test_nothing_is_said_of_what_is_not_known() -> None:
    bare = article(
        Block(kind="live"), Block(kind="image", url="https://a.example/i.jpg")
    )
    assert to_text(bare) == "The valley is dry\n\n* * *\n\n[https://a.example/i.jpg]"
