"""The Akismet server asked by several sites at once, in quiet and beside readers."""

from __future__ import annotations

import asyncio
import random
import re
import subprocess
import tempfile
import time
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass
from itertools import cycle
from pathlib import Path

from bench.asking import (
    NOUVELLES,
    Served,
    Told,
    get,
    keep_asking,
    post,
    reading,
    serving,
    share,
)
from bench.pages import cpu_seconds, sample_paper
from bench.spam_rows import folder, rows_in
from bench.table import Table, count, number

SITE = "https://blog.example"
PARALLEL = (1, 8, 32)
SECONDS = 4.0
READERS, PAUSE_S = 8, 0.01
#: What an answer may take, in seconds.
MOST_S = 0.3

SETTINGS = {
    "NOUVELLES_AKISMET_SERVE": "true",
    "NOUVELLES_AKISMET_PER_MINUTE": "1000000",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """What so many at once were told; `cpu_ms` is the server's for a question, readers'
    pages in it."""

    parallel: int
    told: list[Told]
    read: list[Told]
    cpu_ms: float


def measure() -> list[Table]:
    rows = folder() / "dev.jsonl"
    if not rows.exists():
        return []
    with tempfile.TemporaryDirectory(prefix="nouvelles-bench-") as name:
        paper = Path(sample_paper(Path(name)))
        ask = questions(rows, _key(paper))
        with serving(paper, SETTINGS) as served:
            pages, _ = page_of(served)
            runs = [
                asyncio.run(_run(served, ask, pages, parallel, readers))
                for readers in (0, READERS)
                for parallel in PARALLEL
            ]
    return [_table(runs)]


def _key(paper: Path) -> str:
    words = [str(NOUVELLES), "--paper", str(paper), "akismet", "key", "add", SITE]
    done = subprocess.run(words, check=True, capture_output=True, text=True)
    found = re.search(r"\b[0-9a-z]{12}\b", done.stdout)
    if found is None:
        raise RuntimeError(f"no key: {done.stdout}")
    return found[0]


def questions(path: Path, key: str) -> Callable[[], bytes]:
    """Checks of the bench's comments, one after the other."""
    rows = rows_in(path)
    random.Random(1).shuffle(rows)
    made = cycle(
        [
            post(
                "/1.1/comment-check",
                {
                    "api_key": key,
                    "blog": SITE,
                    "comment_type": "comment",
                    "comment_author": row.get("author") or "",
                    "comment_author_url": row.get("author_url") or "",
                    "comment_content": row["text"],
                },
            )
            for row in rows[:2_000]
        ]
    )
    return lambda: next(made)


def page_of(served: Served) -> tuple[Callable[[], bytes], list[str]]:
    """Pages that readers ask for, one after the other: the front pages, what stands on
    them; and their paths."""
    paths = ["/fr/", "/en/"]
    for edition in ("/fr/flux.rss", "/en/feed.rss"):
        address = f"http://127.0.0.1:{served.port}{edition}"
        with urllib.request.urlopen(address) as answer:
            feed = answer.read().decode()
        paths += re.findall(r"<link>https?://[^/]+(/[^<]+)</link>", feed)[1:]
    made = cycle([get(path) for path in paths])
    return lambda: next(made), paths


async def _run(
    served: Served,
    ask: Callable[[], bytes],
    page: Callable[[], bytes],
    parallel: int,
    readers: int,
) -> Run:
    told: list[Told] = []
    await keep_asking(served.port, ask, time.perf_counter() + 0.5, [])  # warm
    async with reading(served.port, page, readers, PAUSE_S) as read:
        before, until = cpu_seconds(served.pid), time.perf_counter() + SECONDS
        await asyncio.gather(
            *(keep_asking(served.port, ask, until, told) for _ in range(parallel))
        )
        used = cpu_seconds(served.pid) - before
    return Run(parallel=parallel, told=told, read=read, cpu_ms=1000 * used / len(told))


def _table(runs: list[Run]) -> Table:
    return Table(
        title="The Akismet server under load",
        how=f"`comment-check` with comments of the spam bench, so many asking at once, "
        f"each again as soon as it is answered, for {SECONDS:.0f} s; `nouvelles serve` "
        f"with the real filter on one core, who asks on another. {READERS} readers "
        f"beside turn a page every {1000 * PAUSE_S:.0f} ms after the last. Put off is "
        "`false` with `recheck-after`. CPU is the server’s for a question, pages in it.",
        header=(
            *("readers beside", "at once", "answers/s", "p50, ms", "p99, ms"),
            *("longest, ms", f"over {1000 * MOST_S:.0f} ms", "put off", "CPU, ms"),
            "readers’ p95, ms",
        ),
        rows=tuple(map(_row, runs)),
    )


def _row(run: Run) -> tuple[str, ...]:
    waits = [one.seconds for one in run.told]
    wrong = [one for one in run.told if one.body not in (b"true", b"false")]
    if wrong:
        raise RuntimeError(f"no verdict: {wrong[0]}")
    return (
        count(READERS if run.read else 0),
        count(run.parallel),
        number(len(waits) / SECONDS),
        number(share(waits, 0.5)),
        number(share(waits, 0.99)),
        number(1000 * max(waits)),
        count(sum(one > MOST_S for one in waits)),
        count(sum(b"recheck-after" in one.headers for one in run.told)),
        f"{run.cpu_ms:.2f}",
        number(share([one.seconds for one in run.read], 0.95)) if run.read else "–",
    )
