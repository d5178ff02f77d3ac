"""Checks of translations: what they stop of 23 kinds of faults, and of what is right."""

from __future__ import annotations

import json
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Final

from bench.fault_pairs import flagged
from bench.table import Table, count
from tools.translation.texts import folder

#: Share of each fault that is to be stopped, in percent (issue 7).
GOALS: Final = {
    **dict.fromkeys(
        (
            *("wrong_sentence", "missing_half", "untranslated", "half_untranslated"),
            *(
                "repeated_sentence",
                "quotes_lost",
                "quotes_unbalanced",
                "number_changed",
            ),
        ),
        98,
    ),
    **dict.fromkeys(
        (
            *("date_changed", "missing_sentence", "capital_article", "uncontracted"),
            *("tag_lost", "hedge_lost", "name_swapped"),
        ),
        90,
    ),
    **dict.fromkeys(
        (
            *("numbers_exchanged", "negation_dropped", "negation_added"),
            *("repeated_words", "end_cut", "quote_pair_lost"),
        ),
        80,
    ),
    **dict.fromkeys(("unit_changed", "number_word_changed"), 70),
}
#: Of untouched pairs, the share that may be stopped, in percent.
ALLOWED: Final = {"human": 8, "mt": 10}
#: What three trivial checks stop, into French and into English (the bench's README).
TRIVIAL: Final = {
    "wrong_sentence": "49.6, 50.0", "missing_half": "92.4, 99.3",
    "missing_sentence": "59.0, 62.9", "untranslated": "100, 100",
    "half_untranslated": "98.4, 97.9", "number_changed": "100, 100",
    "number_word_changed": "6.6, 3.6", "numbers_exchanged": "5.9, 4.0",
    "date_changed": "51.8, 50.7", "unit_changed": "5.5, 6.3", "name_swapped": "4.0, 2.1",
    "negation_dropped": "2.5, 2.0", "negation_added": "1.8, 4.7",
    "hedge_lost": "20.6, 22.4", "quotes_lost": "4.0, 1.4", "quotes_unbalanced": "3.0, 2.1",
    "quote_pair_lost": "0.0, 0.0", "repeated_words": "15.0, 21.4",
    "repeated_sentence": "96.8, 99.3", "end_cut": "34.8, 43.6", "capital_article": "5.8, –",
    "uncontracted": "3.0, –", "tag_lost": "17.8, 19.3",
    "human": "3.4", "mt": "0.7", "template": "3.1", "tagged": "4.2",
}  # fmt: skip

Rows = dict[str, dict[str, Any]]


def measure() -> list[Table]:
    path = folder() / "faults.dev.jsonl"
    if not path.exists():
        return []
    rows: Rows = {row["id"]: row for row in _lines(path)}
    begun = time.perf_counter()
    flags = {one["id"]: set(one["flags"]) for one in flagged(path)}
    took = time.perf_counter() - begun
    own = _own_names()
    return [_detected(rows, flags, own, took), _alarms(rows, flags), _each(rows, flags)]


def _detected(
    rows: Rows, flags: dict[str, set[str]], own: dict[str, set[str]], took: float
) -> Table:
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for key, row in rows.items():
        fault = row["fault"]
        if fault == "none":
            continue
        into = row["tgt_lang"]
        found[fault].update(("all", into))
        if flags[key]:
            found[fault].update(("stopped", f"stopped {into}"))
        if flags[key] & own[fault]:
            found[fault].update(("own",))
    return Table(
        title="Translation faults stopped",
        how=f"The {count(len(rows))} pairs of the dev part, all checks, "
        f"{took:.0f} s. Stopped: any check flags it; by its own: one that is named for it "
        "(the scorer's synonyms). Word tables were learned from texts of this part; "
        "[of unseen halves](../docs/explanation/translation.md) less is stopped.",
        header=(
            *("fault", "pairs", "stopped, %", "by its own, %"),
            *("into fr, en, %", "trivial checks, fr, en, %", "goal, %"),
        ),
        rows=tuple(
            (
                fault,
                count(tally["all"]),
                _percent(tally["stopped"], tally["all"]),
                _percent(tally["own"], tally["all"]),
                ", ".join(
                    _percent(tally[f"stopped {to}"], tally[to]) for to in ("fr", "en")
                ),
                TRIVIAL[fault],
                str(GOALS[fault]),
            )
            for fault, tally in sorted(found.items(), key=lambda item: -GOALS[item[0]])
        ),
    )


def _alarms(rows: Rows, flags: dict[str, set[str]]) -> Table:
    pairs: Counter[str] = Counter()
    stopped: Counter[str] = Counter()
    for key, row in rows.items():
        if row["fault"] == "none":
            pairs[_kind(row)] += 1
            stopped[_kind(row)] += bool(flags[key])
    return Table(
        title="Good translations stopped",
        how="Untouched pairs by kind. People translate freely; some alarms are findings.",
        header=("kind", "pairs", "stopped, %", "trivial checks, %", "at most, %"),
        rows=tuple(
            (
                kind,
                count(pairs[kind]),
                _percent(stopped[kind], pairs[kind]),
                TRIVIAL[kind],
                str(ALLOWED.get(kind, "–")),
            )
            for kind in ("human", "mt", "template", "tagged")
        ),
    )


def _each(rows: Rows, flags: dict[str, set[str]]) -> Table:
    human = [
        key
        for key, row in rows.items()
        if row["fault"] == "none" and _kind(row) == "human"
    ]
    tally = Counter(flag for key in human for flag in flags[key])
    return Table(
        title="Good translations stopped by each check",
        how="Human ones; a pair may be stopped by several.",
        header=("check", "stopped, %"),
        rows=tuple((name, _percent(n, len(human))) for name, n in tally.most_common()),
    )


def _kind(row: dict[str, Any]) -> str:
    return next(
        (kind for kind in ("template", "mt", "tagged") if row.get(kind)), "human"
    )


def _own_names() -> dict[str, set[str]]:
    """The names that the bench's scorer takes for each fault's own."""
    sys.path.insert(0, str(folder()))
    try:
        from score import OWN  # type: ignore[import-not-found]
    finally:
        sys.path.pop(0)
    names: dict[str, set[str]] = OWN
    return names


def _percent(part: int, whole: int) -> str:
    return f"{100 * part / whole:.1f}" if whole else "–"


def _lines(path: Path) -> Iterable[dict[str, Any]]:
    with path.open(encoding="utf-8") as lines:
        yield from map(json.loads, lines)
