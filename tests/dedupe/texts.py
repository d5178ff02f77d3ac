"""Texts for tests of copies: the sample day's, as the pipeline takes them from pages."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from functools import cache
from importlib.resources import as_file, files
from typing import Any
from urllib.parse import urlsplit

from nouvelles.dedupe import Copies
from nouvelles.errors import Reject
from nouvelles.ingest import read_warc
from nouvelles.pipeline import extract
from nouvelles.records import Article, Capture, Claims, Copy, Telling

T0 = datetime(2026, 3, 12, 6, 0, tzinfo=UTC)


@cache
def gold() -> dict[str, dict[str, Any]]:
    """The articles of the sample day by name, as `expected.json` has them."""
    path = files("nouvelles.sample") / "expected.json"
    rows = json.loads(path.read_text(encoding="utf-8"))["articles"]
    return {row["id"]: row for row in rows}


@cache
def captured() -> tuple[tuple[str, Telling], ...]:
    """Each capture of the day in its order: the gold's name, and the telling made of it."""
    names = {
        capture["url"]: name
        for name, row in gold().items()
        for capture in row["captures"]
    }
    made = []
    with as_file(files("nouvelles.sample") / "day.warc.gz") as path:
        for found in read_warc(path):
            capture = found.item
            if isinstance(capture, Capture) and capture.url in names:
                article = _article(capture)
                if article is not None:
                    made.append((names[capture.url], telling_of(article)))
    return tuple(made)


def _article(capture: Capture) -> Article | None:
    try:
        return extract(capture, Claims())
    except Reject:
        return None


def telling_of(article: Article) -> Telling:
    """An article as the room of copies looks at it."""
    paragraphs = [block.text for block in article.body]
    return Telling(
        article=article.canonical,
        headline=article.headline,
        text="\n".join(filter(None, [article.standfirst, *paragraphs])),
        language=article.language,
        outlet=urlsplit(article.canonical).hostname or "",
        at=article.published,
        agencies=article.agencies,
    )


def text_of(name: str) -> str:
    """The body of an article of the gold, a line a paragraph."""
    return "\n".join(block["p"] for block in gold()[name]["body"] if "p" in block)


def telling(article: str, text: str, **other: Any) -> Telling:
    """A telling of an outlet of its own, an hour after the one before."""
    other.setdefault("outlet", f"{article}.example")
    other.setdefault("headline", f"Headline of {article}")
    other.setdefault("at", T0)
    return Telling(article=article, text=text, **other)


def looked(tellings: Sequence[Telling]) -> list[Copy | None]:
    """What a new `Copies` says of each in turn."""
    copies = Copies()
    return [copies.look(one) for one in tellings]


def later(hours: float) -> datetime:
    return T0 + timedelta(hours=hours)
