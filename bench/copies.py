"""Copies: near ones beside MinHash libraries, newsrooms' copies, tellings that are none."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

from bench.copies_costs import costs
from bench.copies_peer import PEERS
from bench.copies_sets import (
    STORIES,
    Made,
    edited_copies,
    newsroom_copies,
    originals,
    sample_day,
    stories,
)
from bench.table import Table, count, number
from nouvelles.dedupe import Copies
from nouvelles.dedupe.shingles import Shingles, cut, overlap
from nouvelles.language import tokens
from nouvelles.records import Copy

#: Pairs of the near copies, and seeds of the newsrooms'.
NEAR_PAIRS = 5_000
SEEDS = (1, 2)

_PYTHON = Path(sys.prefix) / "peers" / "bin" / "python"
_PROGRAM = Path(__file__).with_name("copies_peer.py")


def measure() -> list[Table]:
    if not STORIES.is_dir():
        print("bench copies: left out, the shared bench is not beside this repository")
        return []
    near = edited_copies(originals()[0], NEAR_PAIRS, 7)
    return [_near(near), _newsrooms(), _independent(), costs()]


def _looked(made: Sequence[Made]) -> tuple[list[Copy | None], float, Copies]:
    """What ours says of each in turn, and CPU seconds."""
    copies = Copies()
    began = time.process_time()
    said = [copies.look(one.telling) for one in made]
    return said, time.process_time() - began, copies


def _near(made: list[Made]) -> Table:
    shingles = {m.telling.article: _shingles(m) for m in made}
    true = {
        m.telling.article: overlap(shingles[m.telling.article], shingles[m.of]).jaccard
        for m in made
        if m.of
    }
    said, took, _ = _looked(made)
    ours = {
        m.telling.article: [copy.of]
        for m, copy in zip(made, said, strict=True)
        if copy is not None
    }
    rows = [_near_row("**nouvelles**", made, true, ours, took)]
    for name in PEERS if _PYTHON.exists() else ():
        returned, took = _peer(name, made)
        rows.append(_near_row(name, made, true, returned, took))
    many = sum(value >= 0.8 for value in true.values())
    return Table(
        title="Copies: small edits",
        how=f"{count(len(made))} invented texts of 60 to 700 words in 25 languages, "
        f"half of them edited copies, {count(many)} of these with a true Jaccard of .8 "
        "and more. Recall: copies whose original is returned, by their Jaccard; "
        "precision: of the best that is returned, how many are the original. Peers "
        "return candidates of MinHash (128 permutations), ours are verified. Time is "
        "one core's, cutting into words not counted for peers.",
        header=(
            *("finder", "recall, J ≥ .8", "recall, .5 ≤ J < .8", "precision"),
            "articles/s",
        ),
        rows=tuple(rows),
    )


def _near_row(
    name: str,
    made: Sequence[Made],
    true: dict[str, float],
    returned: dict[str, list[str]],
    took: float,
) -> tuple[str, ...]:
    def recall(least: float, below: float) -> float:
        asked = [m for m in made if m.of and least <= true[m.telling.article] < below]
        got = sum(m.of in returned.get(m.telling.article, ()) for m in asked)
        return got / len(asked)

    of = {m.telling.article: m.of for m in made}
    right = sum(best[0] == of[article] for article, best in returned.items())
    return (
        name,
        f"{recall(0.8, 2):.4f}",
        f"{recall(0.5, 0.8):.4f}",
        f"{right / max(len(returned), 1):.4f}",
        number(len(made) / took),
    )


def _peer(name: str, made: Sequence[Made]) -> tuple[dict[str, list[str]], float]:
    lines = "\n".join(" ".join(tokens(m.telling.text)) for m in made)
    # -P: what lies in bench/ must not stand in for a peer's own modules.
    done = subprocess.run(
        [_PYTHON, "-P", _PROGRAM, name],
        input=lines,
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "RAYON_NUM_THREADS": "1"},
    )
    *answers, took = done.stdout.splitlines()
    names = [m.telling.article for m in made]
    returned = {
        name: [names[place] for place in json.loads(answer)]
        for name, answer in zip(names, answers, strict=True)
    }
    return {name: found for name, found in returned.items() if found}, float(took)


def _newsrooms() -> Table:
    texts, lending = originals()
    runs = [newsroom_copies(texts, lending, seed) for seed in SEEDS]
    forwards = [(made, _looked(made)[0]) for made in runs]
    backwards = [(made[::-1], _looked(made[::-1])[0]) for made in runs]
    rows = (
        _newsroom_row("all", forwards, 0, 1.1),
        _newsroom_row("two thirds and more of it from the other", forwards, 2 / 3, 1.1),
        _newsroom_row("half to two thirds", forwards, 0, 2 / 3),
        _newsroom_row("all, the copy before its original", backwards, 0, 1.1),
    )
    return Table(
        title="Copies: cut and rewritten",
        how=f"{count(len(texts))} real texts (the sample day, BASIL, NTREX in 25 "
        "languages, Telegram's news) and a copy of each as newsrooms make them: cut to "
        "35–90 %, own leads and paragraphs up to half of it, up to one word in twelve "
        f"replaced, sentences moved; {len(SEEDS)} seeds. Recall: copies found with "
        "their origin; what MinHash could find at best are those with a Jaccard of .8 "
        "(or .5). Wrong: articles taken for a copy of a text that is neither theirs nor, "
        "in NTREX, the same in another language.",
        header=("copies", "how many", "recall", "J ≥ .8", "J ≥ .5", "wrong"),
        rows=rows,
    )


def _newsroom_row(
    name: str,
    runs: list[tuple[list[Made], list[Copy | None]]],
    least: float,
    below: float,
) -> tuple[str, ...]:
    asked = found = wrong = near = half = 0
    for made, said in runs:
        by_name = {m.telling.article: m for m in made}
        copies = dict(zip(by_name, said, strict=True))
        for article, copy in copies.items():
            if copy and by_name[copy.of].story != by_name[article].story:
                wrong += 1
        for one in made:
            if not one.of or not least <= one.share < below:
                continue
            asked += 1
            pair = {one.telling.article, one.of}
            shared = overlap(
                *(cut(by_name[name].telling.text).shingles for name in pair)
            )
            near += shared.jaccard >= 0.8
            half += shared.jaccard >= 0.5
            texts = [copies[name] for name in pair]
            found += any(c and _root(by_name[c.of]) == one.of for c in texts)
    shares = (f"{part / asked:.3f}" for part in (found, near, half))
    return (name, count(asked), *shares, count(wrong))


@lru_cache(maxsize=100_000)
def _shingles(one: Made) -> Shingles:
    return cut(one.telling.text).shingles


def _root(one: Made) -> str:
    return one.of or one.telling.article


def _independent() -> Table:
    """Sets of tellings that were written on their own, and what is taken for copies."""
    rows = []
    sets = {"sample day": sample_day(), "BASIL": stories("basil")}
    sets |= {name: stories(name) for name in ("allsides21", "neus", "ecbplus")}
    for name, tellings in sets.items():
        made = list(tellings)
        said, _, _ = _looked(made)
        by_name = {m.telling.article: m for m in made}
        found = [
            (m, copy) for m, copy in zip(made, said, strict=True) if copy is not None
        ]
        apart = sum(m.story != by_name[copy.of].story for m, copy in found)
        stated = sum(bool(m.of) for m in made)
        right = sum(bool(m.of) and copy.of == m.of for m, copy in found)
        rows.append(
            (
                name,
                count(len(made)),
                str(stated) if stated else "none",
                count(len(found)),
                str(right) if stated else "",
                count(apart),
            )
        )
    return Table(
        title="Copies: tellings of one event",
        how="What is found where outlets tell the same events. Of the sample day's ten "
        "stated copies, two are free translations that turn hours and leave parts out. "
        "The short leads of allsides21, neus and ecbplus have true copies that their "
        "gold does not state; docs/explanation/copies.md tells what was read.",
        header=("set", "articles", "stated", "found", "right", "across events"),
        rows=tuple(rows),
    )
