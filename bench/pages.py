"""An article's page as it is served: fresh, kept, known; beside nginx and WordPress."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from bench.nginx import nginx
from bench.table import Table, number
from nouvelles.config import load_settings
from nouvelles.records import Comment
from nouvelles.store import comments as kept_comments
from nouvelles.store import open_store
from nouvelles.store.comments import NewComment
from nouvelles.web.answers import Answer
from nouvelles.web.site import STANDING

NOUVELLES = Path(sys.executable).parent / "nouvelles"
CONNECTIONS = 32
ROUNDS = 3
SECONDS = 2
GZIP = ("Accept-Encoding: gzip, deflate, br, zstd",)

#: WordPress 7.1 with its usual plugins on this kind of machine (Nov 2026, recorded in
#: `../shared/design/wordpress.md`): its article without comments.
WORDPRESS = ("WordPress, fresh (recorded)", "48.9", "–", "39–43", "80 958", "–")
WORDPRESS_TALKED = (
    "WordPress, fresh, 30 comments (recorded)",
    "32", "1 040", "61", "148 133", "–",
)  # fmt: skip
WORDPRESS_KEPT = (
    "WordPress in nginx’s cache, gzip (recorded, 30 comments)",
    "847–1 676", "–", "1.16–1.19", "148 133", "–",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One run of wrk; CPU is the server's, in ms a request, None where not asked."""

    rate: float
    p99_ms: float
    cpu_ms: float | None


def measure() -> list[Table]:
    if shutil.which("wrk") is None:
        return []
    with tempfile.TemporaryDirectory(prefix="nouvelles-bench-") as name:
        paper = sample_paper(Path(name))
        with served(paper, 0) as (address, pid):
            path = find_article(address)
            body, etag = _fetch(address + path)
            fresh = _best(address + path, pid)
        with served(paper, 0, 0) as (address, pid):
            first = _best(address + path, pid)
        with served(paper, 256) as (address, pid), nginx(_site(body)) as port:
            pairs = _side_by_side(address + path, pid, port, etag)
            memory = memory_mb(pid)
        shown = add_comments(Path(paper), path)
        talked = _talked(paper, path, shown)
    return [_table(fresh, first, pairs, len(body), len(_packed(body)), memory, talked)]


def _talked(paper: str, path: str, said: int) -> list[tuple[str, ...]]:
    """The rows of the same article with what was said of it, and the memory of that."""
    rows = []
    for name, keep, asked in (("fresh", 0, ()), ("kept, gzip asked for", 256, GZIP)):
        with served(paper, keep, talks=True) as (address, pid):
            body, _ = _fetch(address + path)
            runs = (_run(address + path, pid, *asked) for _ in range(ROUNDS))
            size = len(_packed(body)) if asked else len(body)
            stand = body.count(b'<li id="c')
            row = _row(f"{name}, {said} comments", max(runs, key=_rate), size)
            rows.append((*row[:-1], f"{stand} of {said} stand there"))
            memory = f"{memory_mb(pid):.0f} MB"
    return [*rows, ("memory of our process after this", memory, "", "", "", "")]


#: One way of asking: its name, our best run and nginx's, None where there is none.
Pair = tuple[str, Run, Run | None]


def _table(
    fresh: Run,
    first: Run,
    pairs: list[Pair],
    size: int,
    small: int,
    memory: float,
    talked: list[tuple[str, ...]],
) -> Table:
    rows = [
        _row("fresh: made for every request", fresh, size),
        _row("the same, of an article that is set anew too", first, size),
    ]
    for (name, ours, theirs), bytes_sent in zip(pairs, (size, small, 0), strict=True):
        share = f"{ours.rate / theirs.rate:.0%}" if theirs else ""
        rows.append(_row(name, ours, bytes_sent, share))
        if theirs:
            rows.append(_row(f"nginx, {name}", theirs, bytes_sent))
    return Table(
        title="An article’s page",
        how=f"The longest republished article of the sample day; wrk, one thread, "
        f"{CONNECTIONS} connections, the best of {ROUNDS} rounds of {SECONDS} s, ours "
        "and nginx in turn; one process of ours, beside wrk on the same cores; nginx "
        "has one worker and serves the same bytes from files. CPU is the server’s own. "
        "WordPress was not run here: its figures are those recorded for this kind of "
        "machine. The last rows of ours are with comments, ten of them answers; what "
        "does not stand on the article’s page stands on that of its comments.",
        header=("what", "requests/s", "p99, ms", "CPU, ms", "bytes", "of nginx"),
        rows=(
            *rows,
            *talked,
            WORDPRESS,
            WORDPRESS_TALKED,
            WORDPRESS_KEPT,
            (
                "memory of our process, without comments",
                f"{memory:.0f} MB",
                "",
                "",
                "",
                "",
            ),
            ("memory of WordPress (recorded)", "268 MB", "", "", "", ""),
        ),
    )


def _side_by_side(address: str, pid: int, port: int | None, etag: str) -> list[Pair]:
    """Each way of asking, ours and nginx in turn."""
    beside = f"http://127.0.0.1:{port}/page.html" if port else ""
    theirs = _fetch(beside)[1] if beside else ""
    pairs = []
    for name, ours_asked, theirs_asked in (
        ("kept", (), ()),
        ("kept, gzip asked for", GZIP, GZIP),
        ("known (304)", (f"If-None-Match: {etag}",), (f"If-None-Match: {theirs}",)),
    ):
        ours, others = [], []
        for _ in range(ROUNDS):
            ours.append(_run(address, pid, *ours_asked))
            if beside:
                others.append(_run(beside, None, *theirs_asked))
        best = max(others, key=_rate) if others else None
        pairs.append((name, max(ours, key=_rate), best))
    return pairs


def _best(address: str, pid: int) -> Run:
    return max((_run(address, pid) for _ in range(ROUNDS)), key=_rate)


def _rate(run: Run) -> float:
    return run.rate


def _row(name: str, run: Run, size: int, share: str = "") -> tuple[str, ...]:
    cpu = "–" if run.cpu_ms is None else f"{run.cpu_ms:.3f}"
    return (name, number(run.rate), number(run.p99_ms), cpu, number(size), share)


def sample_paper(folder: Path) -> str:
    """A paper of the sample day in a folder."""
    paper = str(folder / "paper")
    for words in (("init", paper), ("--paper", paper, "archive", "--sample")):
        subprocess.run([NOUVELLES, *words], check=True, capture_output=True)
    return paper


def add_comments(paper: Path, path: str) -> int:
    """Thirty comments on an article, ten of them answers; how many."""
    store = open_store(paper, load_settings(paper))
    page = f"article:{path.rpartition('-')[2]}"
    said = (
        "La préfecture avait annoncé des mesures dès le mois de *février* ; la commune "
        "attend encore, et personne ne dit qui paiera les travaux de la digue."
    )
    with store.write() as connection:
        heads: list[int] = []
        for place in range(30):
            parent = heads[2 * (place - 20)] if place >= 20 else None
            one = Comment(
                id=0,
                page=page,
                name=f"Lectrice {place}",
                text=said[: 60 + 3 * place],
                at=datetime(2026, 3, 13, 8, place, tzinfo=UTC),
                parent=parent,
                language="fr",
            )
            new = [NewComment(comment=one)]
            heads.append(kept_comments.add_comments(connection, new)[0].id)
    store.close()
    return len(heads)


@contextmanager
def served(
    paper: str, keep: int, standing: int = STANDING, *, talks: bool = False
) -> Iterator[tuple[str, int]]:
    """A paper served by a process of its own: its address and its number."""
    process = subprocess.Popen(
        [
            sys.executable,
            "-m",
            "bench.pages_server",
            paper,
            str(keep),
            str(standing),
            "yes" if talks else "no",
        ],
        stdout=subprocess.PIPE,
        text=True,
        # The sample day is an old one.
        env={**os.environ, "NOUVELLES_COMMENTS_CLOSE_DAYS": "0"},
    )
    assert process.stdout is not None
    try:
        yield process.stdout.readline().strip(), process.pid
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait()


def find_article(address: str) -> str:
    """The path of the longest article that stands whole in the feed of the front page."""
    feed, _ = _fetch(f"{address}/fr/flux.rss")
    items = re.findall(r"<item>.*?</item>", feed.decode(), re.DOTALL)
    longest = max(items, key=lambda item: item.count("&lt;p&gt;"))
    found = re.search(r"<link>https?://[^/]+(/[^<]+)</link>", longest)
    if found is None:
        raise RuntimeError("the feed of the sample day names no article")
    return found[1]


def find_story(address: str) -> str:
    """The path of the story that leads the front page."""
    page, _ = _fetch(f"{address}/fr/")
    found = re.search(r'<h2><a href="(/fr/recit/[^"]+)"', page.decode())
    if found is None:
        raise RuntimeError("no story leads the front page of the sample day")
    return found[1]


def _run(address: str, pid: int | None, *headers: str) -> Run:
    named = [word for one in headers for word in ("-H", one)]
    options = ["-t1", f"-c{CONNECTIONS}", f"-d{SECONDS}s", "--latency", *named]
    _wrk(["-t1", "-c4", "-d1s", *named, address])  # warm
    before = cpu_seconds(pid)
    said = _wrk([*options, address])
    spent = cpu_seconds(pid) - before
    rate = re.search(r"Requests/sec:\s+([\d.]+)", said)
    done = re.search(r"(\d+) requests in", said)
    p99 = re.search(r"99%\s+([\d.]+)(us|ms|s)", said)
    if rate is None or done is None or p99 is None or "Non-2xx or 3xx" in said:
        raise RuntimeError(f"wrk at {address}: {said}")
    unit = {"us": 0.001, "ms": 1.0, "s": 1000.0}[p99[2]]
    return Run(
        rate=float(rate[1]),
        p99_ms=float(p99[1]) * unit,
        cpu_ms=None if pid is None else 1000 * spent / int(done[1]),
    )


def _wrk(words: list[str]) -> str:
    done = subprocess.run(["wrk", *words], capture_output=True, text=True, check=True)
    return done.stdout


def cpu_seconds(pid: int | None) -> float:
    """Seconds of CPU that a process has used (proc(5), fields 14 and 15)."""
    if pid is None:
        return 0.0
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def memory_mb(pid: int) -> float:
    """Megabytes that a process has to itself and its share of the rest (Pss)."""
    text = Path(f"/proc/{pid}/smaps_rollup").read_text()
    found = re.search(r"^Pss:\s+(\d+) kB", text, re.MULTILINE)
    return int(found[1]) / 1000 if found else 0.0


def _fetch(address: str) -> tuple[bytes, str]:
    with urllib.request.urlopen(address) as answer:
        return answer.read(), answer.headers.get("ETag", "")


def _packed(body: bytes) -> bytes:
    """As our pages are compressed."""
    return Answer(body=body).gzipped


def _site(body: bytes) -> Callable[[Path], None]:
    """Writes what nginx serves: the page, and the page compressed."""

    def write(www: Path) -> None:
        www.mkdir()
        (www / "page.html").write_bytes(body)
        (www / "page.html.gz").write_bytes(_packed(body))

    return write
