"""A flood of comments: 10,000 a minute on one core, the real filter, and readers."""

from __future__ import annotations

import asyncio
import random
import secrets
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import func, select

from bench.akismet import page_of
from bench.asking import Connection, Served, Told, post, reading, serving, share
from bench.pages import cpu_seconds, memory_mb, sample_paper
from bench.spam_rows import folder, rows_in
from bench.table import Table, count, number
from nouvelles.config import load_settings
from nouvelles.discussion.gate import NONCE
from nouvelles.run.discussion.key import load_key
from nouvelles.store import open_store
from nouvelles.store.schema_comments import comments

POSTS, SECONDS = 10_000, 60.0
#: Connections of those who flood: what a moment brings more waits outside.
CONNECTIONS = 256
READERS, PAUSE_S = 4, 0.1
#: The sample day's articles are old: they take comments for ever.
SETTINGS = {"NOUVELLES_COMMENTS_CLOSE_DAYS": "0"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Flood:
    """What a flood was told, what readers were, what it took; memory in MB."""

    told: list[Told]
    read: list[Told]
    seconds: float
    cpu_s: float
    memory: tuple[float, float]


def measure() -> list[Table]:
    rows = folder() / "dev.jsonl"
    if not rows.exists():
        return []
    with tempfile.TemporaryDirectory(prefix="nouvelles-bench-") as name:
        paper = Path(sample_paper(Path(name)))
        with serving(paper, SETTINGS) as served:
            flood = asyncio.run(_flood(served, paper, rows))
        return [_table(flood, _kept(paper))]


def _posts(paper: Path, rows: Path, pages: list[str]) -> Iterator[bytes]:
    """Comments of the spam bench on articles of the day, each with a form of its own that
    was opened half a minute ago, from as many networks."""
    gate = load_key(paper).gate
    said = rows_in(rows)
    random.Random(1).shuffle(said)
    for place in range(POSTS + 1):
        row, page = said[place % len(said)], pages[place % len(pages)]
        made, subject = int(time.time()) - 30, f"article:{page.rpartition('-')[2]}"
        form = {
            "token": gate.issue(subject, made, secrets.token_hex(NONCE // 2)),
            "name": (row.get("author") or "A reader")[:60],
            "text": row["text"][:4_000],
        }
        network = f"10.{place // 250}.{place % 250}.1"
        yield post(f"{page}/commenter", form, network)


async def _flood(served: Served, paper: Path, rows: Path) -> Flood:
    """Post at an even pace, whatever the answers; only connections are bounded."""
    page, paths = page_of(served)
    articles = [one for one in paths if one.startswith("/fr/article/")]
    posts = iter(list(_posts(paper, rows, articles)))
    # Who comes first waits for the filter and for what knows languages.
    told = [await Connection(served.port).ask(next(posts))]
    began = time.perf_counter()
    due = iter(range(POSTS))
    before, memory = cpu_seconds(served.pid), memory_mb(served.pid)

    async def send() -> None:
        connection = Connection(served.port)
        for place in due:  # each takes the next that is due
            wait_s = began + place * SECONDS / POSTS - time.perf_counter()
            await asyncio.sleep(max(0.0, wait_s))
            told.append(await connection.ask(next(posts)))
        connection.close()

    async with reading(served.port, page, READERS, PAUSE_S) as read:
        await asyncio.gather(*(send() for _ in range(CONNECTIONS)))
        seconds = time.perf_counter() - began
    return Flood(
        told=told,
        read=read,
        seconds=seconds,
        cpu_s=cpu_seconds(served.pid) - before,
        memory=(memory, memory_mb(served.pid)),
    )


def _kept(paper: Path) -> int:
    """How many comments are in the paper."""
    store = open_store(paper, load_settings(paper))
    with store.read() as connection:
        found = connection.execute(select(func.count()).select_from(comments)).scalar()
    store.close()
    return int(found or 0)


def _table(flood: Flood, kept: int) -> Table:
    by_status = Counter(one.status for one in flood.told)
    taken = by_status[303]
    wrong = set(by_status) - {303, 422, 503}
    if wrong or any(one.status != 200 for one in flood.read):
        raise RuntimeError(f"answers that nobody should get: {by_status}")
    waits = [one.seconds for one in flood.told]
    pages = [one.seconds for one in flood.read]
    return Table(
        title="A flood of comments",
        how=f"{count(POSTS)} comments of the spam bench in {SECONDS:.0f} s, each with a "
        f"form of its own and from a network of its own, on {CONNECTIONS} connections; "
        "`nouvelles serve` with the real filter on one core, who sends on another. "
        f"{READERS} readers beside turn a page every {1000 * PAUSE_S:.0f} ms after the "
        "last. What is taken is counted in the database afterwards.",
        header=("what", "figure"),
        rows=(
            ("sent", count(len(flood.told))),
            ("all answered after", f"{flood.seconds:.1f} s"),
            ("taken (303)", count(taken)),
            ("in the database", count(kept)),
            ("taken and lost", count(taken - kept)),
            ("told to come again (503)", count(by_status[503])),
            ("with something to mend (422)", count(by_status[422])),
            ("answers to those who sent: p50, p95", _both(waits)),
            ("pages of readers", count(len(pages))),
            ("readers: p50, p95", _both(pages)),
            ("readers: the longest", f"{number(1000 * max(pages))} ms"),
            ("CPU of the server", f"{flood.cpu_s:.1f} s"),
            ("CPU of the server, a post", f"{1000 * flood.cpu_s / POSTS:.2f} ms"),
            ("memory before, after", "{:.0f}, {:.0f} MB".format(*flood.memory)),
        ),
    )


def _both(seconds: list[float]) -> str:
    return f"{number(share(seconds, 0.5))}, {number(share(seconds, 0.95))} ms"
