"""Articles whose topic is known, to learn from and to measure on.

Of the sample day, the section of each article; of the headlines of the story bench, the
category that an aggregator gave them (business, technology, entertainment, health); of
the shared press, the section that a page names, where that is a topic's name. The last is
what the program itself reads first, so it is hidden from it where text is measured.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlsplit

from bench.press import archive
from bench.related.articles import SAMPLE, STORIES, articles
from nouvelles.errors import Reject
from nouvelles.extract import extract
from nouvelles.ingest import read_warc
from nouvelles.records import Article, Capture
from nouvelles.records.story import Telling
from nouvelles.stories.topic_words import section_topics

#: The topics (two digits) that a section or category stands for.
DAY: Final = {
    "environment": {"03", "06", "17"},
    "world": {"03", "11", "16"},
    "culture": {"01"},
    "economy": {"04", "09"},
    "society": {"02", "05", "08", "14"},
    "science": {"07", "13"},
    "sport": {"15"},
    "politics": {"11"},
}
HEADLINES: Final = {"b": {"04", "09"}, "t": {"13"}, "e": {"01", "08"}, "m": {"07"}}


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """An article and the topics (two digits) of which any is right.

    `group` keeps together what must not be in both parts: an event, a story, a site.
    """

    telling: Telling
    topics: frozenset[str]
    group: str
    section: str = ""
    keywords: tuple[str, ...] = ()
    url: str = ""

    @property
    def held(self) -> bool:
        """Whether it is kept for the final figure: half of the groups, by a digest."""
        return hashlib.sha256(self.group.encode()).digest()[0] % 2 == 0


def known(name: str) -> tuple[Known, ...]:
    """A set: "sample", "headlines" or "press"; () where it is not here."""
    return tuple({"sample": _day, "headlines": _headlines, "press": _press}[name]())


NAMES: Final = ("sample", "headlines", "press")


def _day() -> Iterator[Known]:
    rows = json.loads(SAMPLE.read_text(encoding="utf-8"))["articles"]
    for row, filed in zip(rows, articles("sample"), strict=True):
        yield Known(
            telling=filed.telling,
            topics=frozenset(DAY[row["section"]]),
            group=filed.story,
            section=row["kicker"],
            keywords=tuple(row["keywords"]),
            url=row["url"],
        )


def _headlines() -> Iterator[Known]:
    path = STORIES / "uci_headlines.jsonl"
    if not path.exists():
        return
    for row in map(json.loads, path.read_text(encoding="utf-8").splitlines()):
        yield Known(
            telling=Telling(article=row["id"], headline=row["title"], language="en"),
            topics=frozenset(HEADLINES[row["topic"]]),
            group=row["story"],
        )


def _press() -> Iterator[Known]:
    path = archive()
    for found in () if path is None else read_warc(path, max_bytes=50_000_000):
        if isinstance(found.item, Capture) and (one := _page(found.item)):
            yield one


def _page(capture: Capture) -> Known | None:
    article = _article(capture)
    if article is None:
        return None
    language = article.language.split("-")[0]
    topics = section_topics([article.section], language)
    text = "\n".join(block.text for block in article.body if block.text)
    if len(topics) != 1 or not text:
        return None
    return Known(
        telling=Telling(
            article=capture.url,
            headline=article.headline,
            text=f"{article.standfirst}\n{text}",
            language=article.language,
        ),
        topics=frozenset(topics),
        group=urlsplit(capture.url).netloc,
        section=article.section,
        keywords=article.keywords,
        url=capture.url,
    )


def _article(capture: Capture) -> Article | None:
    content_type: Any = capture.header("content-type")
    try:
        return extract(capture.body, url=capture.url, content_type=content_type)
    except Reject:
        return None
