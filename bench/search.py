"""Searching a paper of 100,000 articles: rare, common and two-word queries, filtered or
not, the first page and deep ones; and stories by what a query means."""

from __future__ import annotations

import os
import random
import statistics
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from bench.memory import megabytes
from bench.search_paper import (
    COUNTRIES,
    LANGUAGES,
    LAST,
    LENGTH,
    add_tellings,
    fill,
    outlet,
    word,
)
from bench.table import Table, count, number
from nouvelles.config import load_settings
from nouvelles.records import Filters, Hits
from nouvelles.run import meaning
from nouvelles.run.meaning import StorySearch
from nouvelles.run.new import make_paper
from nouvelles.store import Store, open_store
from nouvelles.store.read import ReadTables

ARTICLES = 100_000
#: Goal of the 99th percentile, in milliseconds.
GOAL_MS = 50.0

#: How many are asked of each kind of query.
ASKED = 200


def measure() -> list[Table]:
    with tempfile.TemporaryDirectory(prefix="nouvelles-bench-") as name:
        folder = Path(name) / "paper"
        make_paper(folder)
        store = open_store(folder, load_settings(folder, {}))
        seconds = fill(store, ARTICLES)
        tables = [timed(store, seconds), by_meaning(store)]
        store.close()
    return tables


def timed(store: Store, seconds: float) -> Table:
    """The table of a paper that was filled in so many seconds."""
    reads = ReadTables(store)
    rows = []
    for name, queries in kinds():
        took, used, found = [], [], []
        queries[0].ask(reads)
        for query in queries:
            began, busy = time.perf_counter(), time.process_time()
            hits = query.ask(reads)
            used.append((time.process_time() - busy) * 1000)
            took.append((time.perf_counter() - began) * 1000)
            found.append(hits.total)
        rows.append(
            (
                name,
                count(round(statistics.median(found))),
                number(statistics.median(took)),
                number(_p99(took)),
                number(_p99(used)),
            )
        )
    return Table(
        title=f"Search in a paper of {count(ARTICLES)} articles",
        how=f"{LENGTH} words each, said as often as Zipf's law has it; {count(ASKED)} "
        "queries of each kind, hits with passages to show. Goal: the 99th percentile "
        f"under {GOAL_MS:.0f} ms. The paper was filled in {number(seconds)} s.",
        header=("queries", "hits (median)", "median ms", "p99 ms", "p99 CPU ms"),
        rows=tuple(rows),
    )


# ---- what is asked ----


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    words: str
    page: int = 1
    filters: Filters | None = None

    def ask(self, reads: ReadTables) -> Hits:
        return reads.search(self.words, self.page, 20, self.filters)


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
        "common word of a language",
        [
            Query(words=some(0, 50), filters=Filters(language=pick.choice(LANGUAGES)))
            for _ in range(ASKED)
        ],
    )
    yield (
        "common word of an outlet",
        [
            Query(words=some(0, 50), filters=Filters(outlet=outlet(n).host))
            for n in range(ASKED)
        ],
    )
    yield (
        "common word of a country and a week",
        [
            Query(words=some(0, 50), filters=_week(pick, pick.choice(COUNTRIES)))
            for _ in range(ASKED)
        ],
    )
    yield (
        "common word of a week long ago",
        [
            Query(words=some(0, 50), filters=_week(pick, "", back=2_000))
            for _ in range(ASKED)
        ],
    )
    yield (
        "common word, deep page",
        [Query(words=some(0, 50), page=pick.randrange(2, 50)) for _ in range(ASKED)],
    )


def _week(pick: random.Random, country: str, back: int = 60) -> Filters:
    since = LAST - timedelta(days=pick.randrange(7, back))
    until = since + timedelta(days=7)
    return Filters(country=country.lower(), since=since, until=until)


def _p99(values: list[float]) -> float:
    return statistics.quantiles(values, n=100)[98]


def by_meaning(store: Store) -> Table:
    """Stories by meaning among as many tellings, with the encoder that comes along."""
    add_tellings(store, ARTICLES)
    with StorySearch(store) as search:
        meaning.FIRST_S = meaning.NEXT_S = 60.0
        began = time.perf_counter()
        search.ask("a first question")()
        first = time.perf_counter() - began
        took = []
        for n in range(ASKED):
            began = time.perf_counter()
            search.ask(f"flood warning came {n} minutes late")()
            took.append((time.perf_counter() - began) * 1000)
        _, all_of_us = megabytes(os.getpid())
    without = megabytes(os.getpid())[1]
    return Table(
        title=f"Stories by meaning among {count(ARTICLES)} tellings",
        how="The words of a query are looked for meanwhile. The process is there while "
        "somebody searches; the first query waits for it at most 3 s, others 0.3 s.",
        header=("what", "figure"),
        rows=(
            ("first query: the process starts and reads all", f"{number(first)} s"),
            ("median", f"{number(statistics.median(took))} ms"),
            ("p99", f"{number(_p99(took))} ms"),
            ("memory of the process", f"{number(all_of_us - without)} MB"),
        ),
    )
