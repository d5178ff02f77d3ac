"""A table of measurements, printed for people and kept as Markdown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """What one measurement found: a title, how it was taken, a header, rows."""

    title: str
    how: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    def markdown(self) -> str:
        """The table as it stands in RESULTS.md."""
        lines = [f"## {self.title}", "", self.how, "", _line(self.header)]
        lines.append(_line(["---"] * len(self.header)))
        return "\n".join([*lines, *map(_line, self.rows), ""])


def _line(cells: Sequence[str]) -> str:
    return "| " + " | ".join(cells) + " |"


def number(value: float) -> str:
    """Three figures, thousands apart: 0.0123, 4.56, 78.9, 12 300."""
    if value >= 1000:
        digits = max(0, len(str(int(value))) - 3)
        return f"{round(value, -digits):,.0f}".replace(",", " ")
    return f"{value:.3g}"


def count(value: int) -> str:
    """A number of things, exact: 1 005."""
    return f"{value:,}".replace(",", " ")
