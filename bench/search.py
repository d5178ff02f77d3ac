"""Searching a paper of 100,000 articles: rare, common and two-word queries, filtered or
not, the first page and deep ones."""

from __future__ import annotations

import random
import statistics
import tempfile
import time
from bisect import bisect
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import accumulate
from pathlib import Path

from bench.table import Table, count, number
from nouvelles.config import load_settings
from nouvelles.language import distinct_words
from nouvelles.records import Article, Block, Listed, RightsItem, Shown, Source
from nouvelles.run.new import make_paper
from nouvelles.store import Store, open_store
from nouvelles.store.codec import encode
from nouvelles.store.names import article_id_of, public_id
from nouvelles.store.read import ReadTables
from nouvelles.store.readtables import ReadRow, listed_of, write_rows
from nouvelles.store.schema import sources
from nouvelles.store.sources import save_sources

ARTICLES = 100_000
#: Goal of the 99th percentile, in milliseconds.
GOAL_MS = 50.0

#: Words of the invented tongue and of an article; the word of rank n is said 1/n as often
#: (Zipf's law), so that the first stand in nearly every article.
VOCABULARY, LENGTH = 60_000, 180
SYLLABLES = (
    "ba",
    "ce",
    "di",
    "fo",
    "gu",
    "la",
    "me",
    "ni",
    "po",
    "ru",
    "sa",
    "te",
    "vi",
)
LANGUAGES = ("en", "es", "fr", "de", "ar", "pt", "ru", "zh", "it", "tr", "uk", "fa")
COUNTRIES = ("FR", "GB", "ES", "DE", "EG", "BR", "UA", "CN", "IT", "TR", "IR", "US")
OUTLETS = 400
LAST = datetime(2026, 3, 12, 12, tzinfo=UTC)
#: How many are asked of each kind of query.
ASKED = 200


def measure() -> list[Table]:
    with tempfile.TemporaryDirectory(prefix="nouvelles-bench-") as name:
        folder = Path(name) / "paper"
        make_paper(folder)
        store = open_store(folder, load_settings(folder, {}))
        seconds = fill(store, ARTICLES)
        table = timed(store, seconds)
        store.close()
    return [table]


def timed(store: Store, seconds: float) -> Table:
    """The table of a paper that was filled in so many seconds."""
    reads = ReadTables(store)
    rows = []
    for name, queries in kinds():
        took, found = [], []
        for query in queries:
            began = time.perf_counter()
            hits = query.ask(reads)
            took.append((time.perf_counter() - began) * 1000)
            found.append(hits.total)
        rows.append(
            (
                name,
                count(round(statistics.median(found))),
                number(statistics.median(took)),
                number(statistics.quantiles(took, n=100)[98]),
            )
        )
    return Table(
        title=f"Search in a paper of {count(ARTICLES)} articles",
        how=f"{LENGTH} words each, said as often as Zipf's law has it; {count(ASKED)} "
        "queries of each kind, hits with passages to show. Goal: the 99th percentile "
        f"under {GOAL_MS:.0f} ms. The paper was filled in {number(seconds)} s.",
        header=("queries", "hits (median)", "median ms", "p99 ms"),
        rows=tuple(rows),
    )


# ---- what is asked ----


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    words: str
    page: int = 1

    def ask(self, reads: ReadTables):
        return reads.search(self.words, self.page, 20)


def kinds() -> Iterator[tuple[str, list[Query]]]:
    """Kinds of queries, each with those that are asked, always the same."""
    pick = random.Random(7)

    def some(low: int, high: int) -> str:
        return word(pick.randrange(low, high))

    yield "rare word", [Query(words=some(20_000, 60_000)) for _ in range(ASKED)]
    yield "middling word", [Query(words=some(300, 3_000)) for _ in range(ASKED)]
    yield "common word", [Query(words=some(0, 50)) for _ in range(ASKED)]
    yield "commonest word", [Query(words=word(0)) for _ in range(ASKED)]
    yield (
        "two words",
        [Query(words=f"{some(50, 500)} {some(50, 500)}") for _ in range(ASKED)],
    )
    yield (
        "two common words",
        [Query(words=f"{some(0, 20)} {some(0, 20)}") for _ in range(ASKED)],
    )
    yield (
        "common word, deep page",
        [Query(words=some(0, 50), page=pick.randrange(2, 50)) for _ in range(ASKED)],
    )


# ---- the paper ----


def fill(store: Store, number: int) -> float:
    """Fill a paper with articles as the projection would write them; the seconds."""
    save_sources(store, [_outlet(n) for n in range(OUTLETS)])
    with store.read() as connection:
        rows = connection.execute(sources.select().order_by(sources.c.id)).all()
        ids = {row.host: row.id for row in rows}
    pick = random.Random(42)
    began = time.perf_counter()
    for start in range(0, number, 500):
        some = [
            _row(pick, n, number, ids) for n in range(start, min(start + 500, number))
        ]
        with store.write() as connection:
            write_rows(store, connection, some, [])
    return time.perf_counter() - began


def word(rank: int) -> str:
    """The word of a rank in the invented tongue."""
    written = ""
    rest = rank
    while rest or len(written) < 4:
        rest, syllable = divmod(rest, len(SYLLABLES))
        written += SYLLABLES[syllable]
    return written


_WORDS = [word(rank) for rank in range(VOCABULARY)]
_WEIGHTS = list(accumulate(1 / (rank + 1) for rank in range(VOCABULARY)))


def _said(pick: random.Random, length: int) -> str:
    whole = _WEIGHTS[-1]
    return " ".join(
        _WORDS[bisect(_WEIGHTS, pick.random() * whole)] for _ in range(length)
    )


def _outlet(n: int) -> Source:
    return Source(
        host=f"outlet{n}.example",
        name=f"Outlet {n}",
        home=f"https://outlet{n}.example/",
        language=LANGUAGES[n % len(LANGUAGES)],
        country=COUNTRIES[n % len(COUNTRIES)],
    )


def _published(pick: random.Random, n: int, number: int) -> datetime:
    """Two months of news in order of arrival, but every fifth is of an archive of old."""
    if n % 5 == 0:
        return LAST - timedelta(days=pick.uniform(60, 3_000))
    behind = (number - n) / number * 60
    return LAST - timedelta(days=behind, hours=pick.uniform(0, 12))


def _row(pick: random.Random, n: int, number: int, ids: dict[str, int]) -> ReadRow:
    source = _outlet(pick.randrange(OUTLETS))
    headline, text = _said(pick, 9), _said(pick, LENGTH)
    key = article_id_of(pick.randbytes(16))
    at = _published(pick, n, number)
    url = f"{source.home}{n}"
    body = tuple(
        Block(kind="paragraph", text=text[start : start + 400])
        for start in range(0, len(text), 400)
    )
    listed = Listed(
        id=public_id(key),
        url=url,
        source=source,
        headline=headline,
        standfirst="",
        lede=body[0].text[:280],
        summary="",
        language=source.language,
        published=at,
        day_only=False,
        captured=at,
        rights=RightsItem(source_name=source.name),
    )
    shown = Shown(
        listed=listed, article=Article(canonical=url, headline=headline, body=body)
    )
    return ReadRow(
        number=key,
        source_id=ids[source.host],
        country=source.country,
        language=source.language,
        sort=int(at.timestamp()),
        hidden=False,
        listed=listed_of(shown),
        authors=None,
        body=encode(shown),
        words=distinct_words(f"{headline}\n{text}"),
    )
