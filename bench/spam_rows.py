"""The spam bench's protocol: predictions by the shipped prior, or for a site it never saw.

Of a line only text, author, address of the author, title, language and id are read; of a
new site also the set and group, by the protocol, and the labels of what was moderated.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from nouvelles.comments import Filter, Lesson, Prior, Site, taught
from nouvelles.comments.lines import remark_of
from nouvelles.comments.prior import pack, shipped, unpack
from tools.learning.spam.rows import lessons_without, members, read

#: The names of new sites.
SOURCES = ("youtube", "wp", "tgspam", "ru_telegram", "judol", "sms")


def folder() -> Path:
    """The shared spam bench, beside this repository or where NOUVELLES_SHARED says."""
    beside = Path(__file__).resolve().parents[2] / "shared"
    return Path(os.environ.get("NOUVELLES_SHARED", beside)) / "bench" / "spam"


def rows_in(path: Path) -> list[dict[str, Any]]:
    """The lines of a file of the bench."""
    with path.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if line.strip()]


def predicted(
    path: Path, without: str = "", moderated: int = 0, seed: int = 1
) -> Iterator[dict[str, Any]]:
    """{"id", "score", "band"} of each line; of a new site, of its lines not moderated."""
    rows = rows_in(path)
    if not without:
        yield from scored(rows, Filter(prior=shipped()))
        return
    own = [row for row in rows if row["source_set"] in members(without)]
    yield from new_site(own, prior_without(without, own), moderated, seed)


def new_site(
    own: Sequence[dict[str, Any]], prior: Prior, moderated: int, seed: int
) -> Iterator[dict[str, Any]]:
    """The lines of a site that were not moderated, by what the others taught."""
    teaching = decided(own, moderated, seed) if moderated else []
    site = Site(prior)
    for row in teaching:
        learned = taught(prior, remark_of(row))
        site.learn(Lesson(row["id"], learned, row["label"] == 1))
    done = {row["id"] for row in teaching}
    yield from scored([row for row in own if row["id"] not in done], Filter(site))


def scored(rows: Sequence[dict[str, Any]], judging: Filter) -> Iterator[dict[str, Any]]:
    """Score and band of each line by itself."""
    for row in rows:
        score, band = judging.score(remark_of(row))
        yield {"id": row["id"], "score": score, "band": band.value}


def decided(
    rows: Sequence[dict[str, Any]], count: int, seed: int
) -> list[dict[str, Any]]:
    """The moderated lines: whole groups in the order of SHA-256 of `seed:group`."""
    groups = defaultdict(list)
    for row in rows:
        groups[row["group"]].append(row)
    taken: list[dict[str, Any]] = []
    for group in sorted(groups, key=lambda name: _digest(f"{seed}:{name}")):
        if len(taken) >= count:
            break
        taken += groups[group]
    return taken


def _digest(name: str) -> str:
    return hashlib.sha256(name.encode()).hexdigest()


def prior_without(source: str, own: Sequence[dict[str, Any]]) -> Prior:
    """The prior learned anew from the development part without a site.

    It is kept in `build/` by what it was learned from: seeds share it.
    """
    lessons = lessons_without(
        read(folder() / "dev.jsonl"), source, (row["group"] for row in own)
    )
    named = hashlib.sha256("\n".join(row.id for row in lessons).encode())
    for part in (*_sources(),):
        named.update(part)
    kept = Path("build") / "spam" / f"{source}-{named.hexdigest()[:16]}.npz"
    if not kept.exists():
        from tools.learning.spam.learn import learn

        kept.parent.mkdir(parents=True, exist_ok=True)
        kept.write_bytes(pack(learn(lessons)))
    return unpack(kept.read_bytes())


@cache
def _sources() -> tuple[bytes, ...]:
    """The code and data that a prior depends on."""
    root = Path(__file__).resolve().parents[1]
    paths = [
        *(root / "src" / "nouvelles" / "comments").rglob("*"),
        *(root / "tools" / "learning" / "spam").glob("*.py"),
    ]
    wanted = [one for one in sorted(paths) if one.suffix in (".py", ".toml", ".txt")]
    return tuple(one.read_bytes() for one in wanted)
