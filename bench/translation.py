"""Translation: engines bare and with our chain around them, on real news."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Sequence
from importlib import import_module
from pathlib import Path
from typing import Any

from bench.table import Table, count, number
from bench.translation_runs import Run, runs
from nouvelles.language import primary
from nouvelles.translate import Pair
from nouvelles.translate.checks.language import language as language_check
from nouvelles.translate.checks.numbers import numbers as numbers_check
from nouvelles.translate.exonyms import exonyms
from nouvelles.translate.numbers import numbers
from nouvelles.translate.plain import plain, words
from tools.translation.texts import folder

#: Where `make bench` installs sacrebleu (bench/peers.txt).
_PYTHON = Path(sys.prefix) / "peers" / "bin" / "python"


def measure() -> list[Table]:
    if not (folder() / "ntrex.dev.jsonl").exists():
        return []
    found = list(runs())
    return [_quality(found), _kept(found), _speed(found)]


def _quality(found: Sequence[Run]) -> Table:
    scores, signatures = _scores(found)
    rows = []
    for run in found:
        bare, ours = (scores.get(_name(run, kind)) for kind in ("bare", "chain"))
        if bare is None or ours is None:
            continue
        rows.append(
            (
                run.engine,
                f"{run.language} → {run.target}",
                count(len(run.sources)),
                _percent(sum(map(_is_original, run.flags)), len(run.flags)),
                *(f"{one:.2f}" for one in (bare[0], ours[0], ours[0] - bare[0])),
                *(f"{one:.1f}" for one in (bare[1], ours[1])),
            )
        )
    return Table(
        title="Translation: engines bare and with the chain",
        how="NTREX-128 (60 news articles), of recorded outputs FLORES lines 1–506; those "
        "lines of which a sentence stands in the original are set aside on both sides. "
        "Marks as they are typed (`bench.predict translation`): the references are typed "
        f"so. The chain may lower chrF by 0.2 at most. {signatures}",
        header=(
            *("engine", "pair", "segments", "with an original, %"),
            *("chrF2 bare", "with chain", "difference", "BLEU bare", "with chain"),
        ),
        rows=tuple(rows),
    )


def _kept(found: Sequence[Run]) -> Table:
    shared = _shared_score()
    return Table(
        title="Translation: what is kept",
        how="Bare, then with the chain, of all segments. Quotes: pairs of the source's "
        "that are there, by the bench's scorer (goal 99). Numbers: segments with a number "
        "that our reader finds whole, or that stand flagged in the original (goal 99.5). "
        "Names: those that have another form in the target's language, CLDR's and our "
        "own, that stand in one of its forms. Unmarked: segments in another language or "
        "mixed, by the scorer and by our check, that are no marked originals (goal 0; "
        "of the human references the scorer finds the number in brackets).",
        header=(
            *("engine", "pair", "quote pairs kept, %", "numbers kept or flagged, %"),
            *("names in the form, %", "unmarked: scorer", "our check"),
        ),
        rows=tuple(_kept_row(run, shared) for run in found),
    )


def _kept_row(run: Run, shared: Any) -> tuple[str, ...]:
    marked = [_is_original(flags) for flags in run.flags]
    nothing = [False] * len(marked)
    sides = ((run.bare, nothing), (run.made, marked))
    quotes = [
        shared.measure(run.sources, texts, run.target)["quote_pairs_kept"]
        for texts, _ in sides
    ]

    def foreign(test: Callable[[str], bool]) -> str:
        bare, ours = (
            sum(test(text) for text, out in zip(texts, left, strict=True) if not out)
            for texts, left in sides
        )
        return f"{bare}, {ours}"

    human = sum(
        shared.language_verdict(text, run.target) != "ok" for text in run.references
    )
    by_scorer = foreign(lambda one: shared.language_verdict(one, run.target) != "ok")
    by_us = foreign(lambda one: language_check(_pair(run, "", one)) is not None)
    return (
        run.engine,
        f"{run.language} → {run.target}",
        ", ".join("–" if one is None else f"{100 * one:.1f}" for one in quotes),
        ", ".join(_numbers(run, *side) for side in sides),
        ", ".join(_names(run, texts) for texts, _ in sides),
        f"{by_scorer} ({human})",
        by_us,
    )


def _numbers(run: Run, texts: Sequence[str], marked: Sequence[bool]) -> str:
    asked = kept = 0
    for source, text, flagged in zip(run.sources, texts, marked, strict=True):
        if not numbers(source, run.language):
            continue
        asked += 1
        kept += flagged or numbers_check(_pair(run, source, text)) is None
    return _percent(kept, asked)


def _names(run: Run, texts: Sequence[str]) -> str:
    asked = kept = 0
    known = {
        form: its
        for form, its in exonyms(run.language, run.target).items()
        if form not in its and len(form) > 3
    }
    for source, text in zip(run.sources, texts, strict=True):
        here, there = f" {' '.join(words(source))} ", plain(text)
        for form, its in known.items():
            if f" {form} " in here:
                asked += 1
                kept += any(one in there for one in its)
    return _percent(kept, asked)


def _speed(found: Sequence[Run]) -> Table:
    return Table(
        title="Translation: speed and memory",
        how="Words a second of wall time with the engine; of the chain alone (sentences, "
        "checks, repairs, names, typography; the engine's answers at hand) of processor "
        "time, texts seen for the first time and again (goal 20 000 with warm memory). "
        "Memory: the engine's processes.",
        header=(
            *("engine", "pair", "bare, words/s", "with chain, words/s"),
            *("chain alone, words/s", "again, words/s", "memory, MB"),
        ),
        rows=tuple(
            (
                run.engine,
                f"{run.language} → {run.target}",
                *map(number, (run.bare_speed, run.speed, run.alone, run.again)),
                number(run.memory),
            )
            for run in found
            if run.speed
        ),
    )


def _scores(found: Sequence[Run]) -> tuple[dict[str, list[float]], str]:
    """chrF2 and BLEU of each run and side, and sacrebleu's signatures."""
    asked: dict[str, dict[str, list[str]]] = {}
    for run in found:
        kept = [at for at, flags in enumerate(run.flags) if not _is_original(flags)]
        for kind, texts in (("bare", run.bare), ("chain", run.made)):
            if kept:
                asked[_name(run, kind)] = {
                    "made": [texts[at] for at in kept],
                    "wanted": [run.references[at] for at in kept],
                }
    answer = subprocess.run(
        [str(_PYTHON), "-m", "bench.bleu_peer"],
        input=json.dumps(asked),
        capture_output=True,
        text=True,
        check=True,
    )
    told = json.loads(answer.stdout)
    signatures = "; ".join(f"`{one}`" for one in told.pop("signatures"))
    return told, f"sacrebleu: {signatures}."


def _name(run: Run, kind: str) -> str:
    return f"{run.engine} {run.language} {run.target} {kind}"


def _is_original(flags: Sequence[str]) -> bool:
    return "original" in flags


def _pair(run: Run, source: str, target: str) -> Pair:
    return Pair(
        source=source,
        target=target,
        source_language=primary(run.language),
        target_language=primary(run.target),
    )


def _shared_score() -> Any:
    """The bench's own scorer."""
    sys.path.insert(0, str(folder()))
    try:
        return import_module("score")
    finally:
        sys.path.pop(0)


def _percent(part: int, whole: int) -> str:
    return f"{100 * part / whole:.1f}" if whole else "–"
