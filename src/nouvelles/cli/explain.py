"""What was found in a page, what was left out and why, as tables."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import datetime

from rich.console import Console
from rich.table import Table
from rich.text import Text

from nouvelles.extract.render.facts import moment
from nouvelles.extract.render.spans import sound
from nouvelles.records import Article

#: Columns where there is no terminal: no line is broken, so that `grep` finds it whole.
_UNBROKEN = 100_000


def explain(name: str, article: Article) -> None:
    """Print what was made of a page on standard output."""
    console = open_console()
    console.print(Text(name, "bold"))
    print_table(console, "Found", ("field", "value"), [*_fields(article)])
    doubts = [(doubt.code, doubt.detail) for doubt in article.doubts]
    print_table(console, "Doubts", ("doubt", "detail"), doubts)
    stated = [(one.name, one.value) for one in article.statements]
    print_table(console, "Stated by the page", ("name", "value"), stated)
    left = [(one.reason, one.words, one.path) for one in article.left_out]
    print_table(console, "Left out", ("why", "first words", "where"), left)


def open_console() -> Console:
    """Standard output for tables; where it is no terminal no line is broken."""
    width = None if sys.stdout.isatty() else _UNBROKEN
    return Console(width=width, highlight=False, emoji=False, markup=False)


def print_table(
    console: Console,
    title: str,
    columns: tuple[str, ...],
    rows: Sequence[tuple[str, ...]],
) -> None:
    """A heading with the number of rows, and the rows."""
    console.print()
    if not rows:
        console.print(Text(f"{title}: nothing"))
        return
    console.print(Text(f"{title}: {len(rows)}"))
    table = Table()
    for column in columns:
        table.add_column(column, overflow="fold")
    for row in rows:
        table.add_row(*(Text(sound(cell)) for cell in row))
    console.print(table)


def _fields(article: Article) -> Iterator[tuple[str, str]]:
    """Names and values of what is known, as people read them."""
    counted = Counter(block.kind for block in article.body)
    said = {
        "kind": article.kind,
        "canonical": article.canonical,
        "site_name": article.site_name,
        "section": article.section,
        "kicker": article.kicker,
        "headline": article.headline,
        "standfirst": article.standfirst,
        "byline": ", ".join(article.byline),
        "agencies": ", ".join(article.agencies),
        "dateline": article.dateline,
        "published": _moment(article.published, day_only=article.day_only),
        "modified": _moment(article.modified),
        "language": f"{article.language} ({article.language_confidence:.0%} sure)",
        "keywords": ", ".join(article.keywords),
        "image": article.image.url if article.image else "",
        "alternates": " ".join(one.language for one in article.alternates),
        "paywalled": _wall(article) if article.paywalled else "",
        "body": ", ".join(f"{number} {kind}" for kind, number in counted.items()),
    }
    yield from ((name, value) for name, value in said.items() if value)


def _moment(at: datetime | None, *, day_only: bool = False) -> str:
    return moment(at, day_only=day_only) if at else ""


def _wall(article: Article) -> str:
    if article.free_blocks is None:
        return "yes"
    return f"yes, {article.free_blocks} of {len(article.body)} blocks are free"
