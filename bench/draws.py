"""More pairs than the bench's draw has, by its own recipe, and how sure shares of them are.

`python -m bench.draws make PAIRS.jsonl SEED [en-fr,es-fr,…]` runs the bench's script
without its quotas: each pair that its texts give, some six times as many. `bench.unseen`
reads such a file in place of the bench's own. `python -m bench.draws tell PAIRS.jsonl
FLAGS.jsonl …` prints the share of each fault and of good translations that is stopped,
with an interval of 95 %.
Pairs of an article are alike and stand in several languages, so intervals are those of
articles: these are drawn anew a thousand times (a bootstrap by clusters).
"""

from __future__ import annotations

import json
import sys
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Final

import numpy as np

from bench.table import Table, count
from bench.unseen import article_of
from tools.translation.texts import folder

#: The directions of the bench.
_WAYS: Final = ("en-fr", "es-fr", "ru-fr", "de-fr", "uk-fr", "fr-en")
_TIMES: Final = 1000
_USAGE: Final = (
    "usage: python -m bench.draws make PAIRS.jsonl SEED [WAYS]\n"
    "       python -m bench.draws tell PAIRS.jsonl FLAGS.jsonl …"
)

Row = dict[str, Any]


def make(out: Path, seed: int, ways: Iterable[str] = _WAYS) -> int:
    """Writes the pairs of some directions and tells how many there are."""
    sys.path.insert(0, str(folder()))
    try:
        import corrupt  # type: ignore[import-not-found]
    finally:
        sys.path.pop(0)
    given = list(ways)
    all_of_them = dict.fromkeys(given, sys.maxsize)
    corrupt.WAYS, corrupt.QUOTA, corrupt.POOL = given, all_of_them, all_of_them
    words = json.loads((folder() / "templates.dev.json").read_text(encoding="utf-8"))
    rows, _ = corrupt.build(corrupt.load(folder(), "dev"), words, seed)
    with out.open("w", encoding="utf-8") as lines:
        lines.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    return len(rows)


def tell(rows: Iterable[Row], flags: dict[str, list[str]]) -> Table:
    """Shares of the pairs that have flags, by fault, kind and check, with intervals."""
    rows = list(rows)
    origins = {row["id"]: row["origin"] for row in rows if row["fault"] == "none"}
    groups: dict[str, list[tuple[str, bool]]] = defaultdict(list)
    checks = sorted({flag for found in flags.values() for flag in found})
    for row in rows:
        if row["id"] not in flags:
            continue
        found, article = flags[row["id"]], article_of(origins[row["base"]])
        name = row["fault"]
        if name == "none":
            name = next(
                (k for k in ("template", "mt", "tagged") if row.get(k)), "human"
            )
        groups[name].append((article, bool(found)))
        if name == "human":
            groups[f"human {row['src_lang']}-{row['tgt_lang']}"].append(
                (article, bool(found))
            )
            for check in checks:
                groups[f"human, by {check}"].append((article, check in found))
    return Table(
        title="Pairs stopped",
        how="Intervals of 95 % over articles.",
        header=("fault or kind", "pairs", "articles", "stopped, %", "95 %"),
        rows=tuple(_told(name, pairs) for name, pairs in sorted(groups.items())),
    )


def _told(name: str, pairs: list[tuple[str, bool]]) -> tuple[str, ...]:
    articles = sorted({article for article, _ in pairs})
    place = {article: at for at, article in enumerate(articles)}
    sizes, stopped = np.zeros(len(articles)), np.zeros(len(articles))
    for article, hit in pairs:
        sizes[place[article]] += 1
        stopped[place[article]] += hit
    dice = np.random.default_rng(1)
    drawn = dice.integers(len(articles), size=(_TIMES, len(articles)))
    shares = stopped[drawn].sum(axis=1) / sizes[drawn].sum(axis=1)
    low, high = np.percentile(100 * shares, (2.5, 97.5))
    share = 100 * stopped.sum() / sizes.sum()
    return (
        *(name, count(len(pairs)), count(len(articles))),
        *(f"{share:.1f}", f"{low:.1f}–{high:.1f}"),
    )


def _lines(path: Path) -> Iterable[Row]:
    with path.open(encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def main(given: list[str]) -> int:
    if len(given) in (3, 4) and given[0] == "make" and given[2].isdecimal():
        ways = given[3].split(",") if len(given) > 3 else _WAYS
        print(count(make(Path(given[1]), int(given[2]), ways)))
        return 0
    if len(given) > 2 and given[0] == "tell":
        files = map(Path, given[2:])
        flags = {one["id"]: one["flags"] for file in files for one in _lines(file)}
        print(tell(_lines(Path(given[1])), flags).markdown())
        return 0
    print(_USAGE)
    return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
