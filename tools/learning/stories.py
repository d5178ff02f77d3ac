"""Learn how likely two tellings are of one event: `data/pairs.json` of the stories room.

    python -m tools.learning.stories BENCH [OUT] [--leave-out PART/OF]

BENCH is the folder of the stories bench: what its files have in common are pairs of texts
of which people said whether they tell of one event. All files weigh the same; no feature
says from which a pair comes. Needed besides: `pip install '.[learning]'`.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from pathlib import Path
from typing import Any, Final
from zlib import crc32

import catboost
import numpy as np
import numpy.typing as npt

from nouvelles.records import Telling
from nouvelles.stories.background import Background
from nouvelles.stories.bank import Bank
from nouvelles.stories.clues import clues
from nouvelles.stories.compare import FEATURES, features
from nouvelles.stories.embed import Encoder, encode, open_encoder
from nouvelles.stories.sketch import KIND_BITS, Floats, Frequencies, sketch
from tools.learning.learn import exported

_DATA: Final = Path("src/nouvelles/stories/data/pairs.json")

#: Files of the bench, and what a pair of each weighs beside the others.
FILES: Final = {
    "ecbplus": 1.0, "basil": 1.0, "ntrex_stream": 1.0, "allsides21": 1.0,
    "uci_headlines": 1.0, "neus": 0.5,
    "sample": 0.5, "sample without standfirsts": 0.5,
    "sample with summaries": 0.5, "sample with other summaries": 0.5,
}  # fmt: skip
#: Files that are learned from twice, the second time as if they were in a language that the
#: encoder does not know: no file has two texts of one event in one such language.
UNHEARD: Final = ("ecbplus", "basil", "allsides21", "uci_headlines", "neus")
#: What a pair of those weighs beside the same pair with vectors.
_UNHEARD: Final = 0.1
#: The sample day stands in no bench: the only texts here that people wrote apart from
#: each other, of one event, in many languages.
_SAMPLE: Final = Path("src/nouvelles/sample/expected.json")
#: Where texts are in languages that the encoder knows, it is learned from again as if
#: it did not know half of them, then the other half: names and numbers must do then.
_DEAF: Final = ("ntrex_stream",)
_WEIGHT_OF_DEAF: Final = 0.25
#: Of these, the dates would give the stories away (see the bench's own words).
_UNDATED: Final = frozenset({"basil"})
#: Articles of one file that are taken, in its order, and pairs of them, by chance.
_MOST: Final = 5_000
_MOST_PAIRS: Final = 30_000

_SETTINGS: Final[dict[str, Any]] = {
    "iterations": 300,
    "depth": 6,
    "learning_rate": 0.08,
    "random_seed": 1,
    "thread_count": 2,
    "verbose": False,
    "allow_writing_files": False,
}

#: Log-odds from which on a pair is taken for one event: by how many of both have a body,
#: and whether they are in one language.
THRESHOLDS: Final = ((0.9, 0.9), (0.0, 0.0), (0.0, -0.9))

#: Neighbours of each article by each of five measures, strangers, and tellings of the
#: same story, that pairs are made with.
_NEAR, _STRANGERS, _SAME = 12, 4, 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Labelled:
    """Articles of one file as a bank, with the number of each one's story."""

    name: str
    bank: Bank
    stories: npt.NDArray[np.intp]
    weight: float = 1.0  # of the whole file, beside others
    only_unknown: bool = False  # of its pairs, those with a language that is not known


def read(path: Path, undated: bool = False) -> list[tuple[Telling, str]]:
    """The tellings of a file and the stories that they are of."""
    found = []
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        dated = row.get("date") and not undated
        found.append(
            (
                Telling(
                    article=row["id"],
                    headline=row.get("title") or "",
                    text=row.get("text") or "",
                    language=row.get("lang") or "und",
                    outlet=row.get("source") or "",
                    at=datetime.fromisoformat(row["date"]) if dated else None,
                ),
                row["story"],
            )
        )
    return found


def read_sample(name: str, path: Path = _SAMPLE) -> list[tuple[Telling, str]]:
    """The articles of the sample day in order of arrival, and the events they are of.

    In four forms, by `name`: as they are, without their standfirsts, and of every second
    article no more than its feed's summary, of the one half and of the other.
    """
    day = json.loads(path.read_text(encoding="utf-8"))
    hosts = {one["id"]: one["host"] for one in day["outlets"]}
    found = []
    in_order = sorted(
        day["articles"], key=lambda one: datetime.fromisoformat(one["published"])
    )
    for number, article in enumerate(in_order):
        lines = [] if "without" in name else [article["standfirst"]]
        for block in article["body"]:
            for kind, said in block.items():
                if kind not in ("image", "h"):
                    lines += said if isinstance(said, list) else [said]
        texts = [line for line in lines if isinstance(line, str) and line]
        if "summaries" in name and number % 2 == ("other" in name):
            texts = [article["summary"]]
        telling = Telling(
            article=article["id"],
            headline=article["headline"],
            text="\n".join(texts),
            language=article["lang"],
            outlet=hosts[article["outlet"]],
            at=datetime.fromisoformat(article["published"]),
            kind=article["kind"] if article["kind"] in ("opinion", "live") else "news",
        )
        found.append((telling, article["event"] or article["id"]))
    return found


def labelled(
    name: str,
    rows: list[tuple[Telling, str]],
    vectors: Floats | None,
    encoder: Encoder,
    weight: float = 1.0,
    unknown: frozenset[str] = frozenset(),
) -> Labelled:
    """Articles as they would be kept if they arrived in this order; with no `vectors`, as
    where no encoder knows their language; with `unknown`, as where it knows not those."""
    knows = encoder.languages - unknown
    bank, frequencies = Bank(encoder.size), Frequencies()
    background = Background(encoder.size)
    for at, (telling, _) in enumerate(rows):
        of_one = None if vectors is None else vectors[at]
        known = of_one is not None and telling.language in knows
        usual = background.measure(of_one)
        bank.add(sketch(telling, clues(telling), frequencies, of_one, usual, known))
    stories = np.unique([story for _, story in rows], return_inverse=True)[1]
    return Labelled(
        name=name,
        bank=bank,
        stories=stories,
        weight=weight,
        only_unknown=bool(unknown),
    )


def pairs(
    one: Labelled, random: np.random.Generator
) -> tuple[Floats, npt.NDArray[np.bool_]]:
    """Pairs as features (pairs × features), and whether they are of one event."""
    number = len(one.stories)
    chosen: set[tuple[int, int]] = set()
    for first, second in _chosen(one, number, random):
        if first != second:
            chosen.add((max(first, second), min(first, second)))
    by_first: dict[int, list[int]] = {}
    for first, second in sorted(chosen):
        by_first.setdefault(first, []).append(second)
    found, same = [], []
    for first, others in by_first.items():
        places = np.array(others)
        found.append(features(one.bank, first, places))
        same.append(one.stories[places] == one.stories[first])
    return np.concatenate(found, axis=1).T, np.concatenate(same)


def _some(
    found: Floats,
    same: npt.NDArray[np.bool_],
    only_unknown: bool,
    random: np.random.Generator,
) -> tuple[Floats, npt.NDArray[np.bool_]]:
    """So many of some pairs as are learned from."""
    if only_unknown:
        kept = found[:, FEATURES.index("known")] < 2
        found, same = found[kept], same[kept]
    if len(same) > _MOST_PAIRS:
        at = random.choice(len(same), _MOST_PAIRS, replace=False)
        found, same = found[at], same[at]
    return found, same


def deaf(
    name: str, rows: list[tuple[Telling, str]], vectors: Floats, encoder: Encoder
) -> Iterator[Labelled]:
    """Articles as if the encoder knew one half of its languages only, then the other.

    Those in the rest have the vector of another of them: one that says nothing.
    """
    random = np.random.default_rng(10)
    languages = sorted({one.language for one, _ in rows} & encoder.languages)
    half = set(random.permutation(languages)[::2].tolist())
    for unheard in (half, set(languages) - half):
        at = [n for n, (one, _) in enumerate(rows) if one.language in unheard]
        mixed = vectors.copy()
        mixed[at] = vectors[random.permutation(at)]
        yield labelled(
            name,
            rows,
            mixed,
            encoder,
            _WEIGHT_OF_DEAF * FILES[name],
            unknown=frozenset(unheard),
        )


def _chosen(
    one: Labelled, number: int, random: np.random.Generator
) -> Iterator[tuple[int, int]]:
    everyone = np.arange(number)
    vectors = one.bank.vectors(everyone)
    for at in (0, 1):
        yield from _nearest(vectors[:, at] @ vectors[:, at].T)
    for kind in range(3):
        yield from _nearest(_likeness(one.bank, number, kind))
    for first in everyone.tolist():
        for second in random.choice(number, _STRANGERS).tolist():
            yield first, second
        same = np.flatnonzero(one.stories == one.stories[first])
        if len(same) > 1:
            size = min(_SAME, len(same))
            for second in random.choice(same, size, replace=False).tolist():
                yield first, second


def _nearest(alike: Floats) -> Iterator[tuple[int, int]]:
    np.fill_diagonal(alike, -np.inf)
    most = min(_NEAR, len(alike) - 1)
    for first, others in enumerate(np.argpartition(-alike, most, axis=1)[:, :most]):
        for second in others.tolist():
            yield first, second


def _likeness(bank: Bank, number: int, kind: int) -> Floats:
    taken = bank.take(np.arange(number))
    of_kind = np.flatnonzero(taken.keys >> KIND_BITS == kind)
    rows, weights = taken.owners(of_kind), taken.weights(of_kind)
    distinct, places = np.unique(taken.keys[of_kind], return_inverse=True)
    found = np.zeros((number, number), np.float32)
    order = np.argsort(places, kind="stable")
    bounds = np.searchsorted(places[order], np.arange(len(distinct) + 1))
    for start, end in pairwise(bounds):
        if 1 < end - start <= number // 4 + 2:
            at = order[start:end]
            of_key = weights[at]
            found[np.ix_(rows[at], rows[at])] += np.outer(of_key, of_key)
    return found


def learn(
    sets: list[Labelled], settings: dict[str, Any] | None = None
) -> dict[str, Any]:
    """What `PairModel.read` reads."""
    random = np.random.default_rng(0)
    parts = [_some(*pairs(one, random), one.only_unknown, random) for one in sets]
    weights = np.concatenate(
        [
            np.full(len(same), one.weight / len(same))
            for one, (_, same) in zip(sets, parts, strict=True)
        ]
    )
    rows = np.concatenate([found for found, _ in parts])
    same = np.concatenate([of for _, of in parts])
    model = catboost.CatBoostClassifier(**(_SETTINGS | (settings or {})))
    model.fit(rows, same, sample_weight=weights / weights.mean())
    forest = exported(model, FEATURES)
    unlike = np.median(rows[~same], axis=0)
    articles = sum(len(one.stories) for one in sets)
    return {
        "version": "2",
        "about": f"learned from {len(rows)} pairs of {articles} articles",
        "thresholds": THRESHOLDS,
        "unlike": {
            name: round(float(value), 4)
            for name, value in zip(FEATURES, unlike, strict=True)
        },
        **forest.data(),
    }


def part_of(story: str, parts: int) -> int:
    """To which of some parts a story belongs; events of one ECB+ topic go together."""
    group = story[:-1] if story.startswith("ecb-") else story
    return crc32(group.encode()) % parts


def read_all(
    bench: Path, encoder: Encoder
) -> Iterator[tuple[str, list[tuple[Telling, str]], Floats]]:
    """Each file's articles and their vectors."""
    for name in FILES:
        if name.startswith("sample"):
            rows = read_sample(name)
        else:
            rows = read(bench / f"{name}.jsonl", name in _UNDATED)[:_MOST]
        yield name, rows, encode(encoder, [telling for telling, _ in rows])


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("bench", type=Path)
    parser.add_argument("out", type=Path, nargs="?", default=_DATA)
    parser.add_argument("--leave-out", metavar="PART/OF", default="")
    arguments = parser.parse_args()
    encoder = open_encoder("")
    assert encoder is not None
    part, _, parts = arguments.leave_out.partition("/")
    sets = []
    for name, rows, vectors in read_all(arguments.bench, encoder):
        kept = [
            at
            for at, (_, story) in enumerate(rows)
            if not parts or part_of(story, int(parts)) != int(part)
        ]
        some = [rows[at] for at in kept]
        sets.append(labelled(name, some, vectors[kept], encoder, FILES[name]))
        if name in UNHEARD:
            weight = _UNHEARD * FILES[name]
            sets.append(labelled(name, some, None, encoder, weight))
        if name in _DEAF:
            sets += deaf(name, some, vectors[kept], encoder)
    data = learn(sets)
    arguments.out.parent.mkdir(parents=True, exist_ok=True)
    arguments.out.write_text(json.dumps(data, indent=0), encoding="utf-8")
    print(f"{arguments.out}: {data['about']}")


if __name__ == "__main__":
    main()
