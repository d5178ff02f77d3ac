"""Extraction: us and the peers on the shared labelled pages, one run, one table a set."""

from __future__ import annotations

import os
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from functools import partial

from bench.extraction_peer import HELD_OUT, OURS
from bench.extraction_runs import (
    LIMIT_S,
    Page,
    Run,
    answers,
    extractors,
    learn_folds,
    memory,
    speeds,
)
from bench.extraction_scores import FOLDER, RESAMPLES, Labels, Row, Scores, labels
from bench.extraction_worst import worst_table
from bench.table import Table, count, number

#: The measure by which a set is led: (key of the scorer, its name in print).
MEASURES: Mapping[str, tuple[str, str]] = {
    "shub": ("f1", "body F1"),
    "fundus": ("f1", "body F1"),
    "fundus-not-de-en": ("page_f1", "page F1"),
    "traf": ("seg_f1", "segment F1"),
    "zhweb": ("f1", "body F1"),
    "n4k": ("f1", "body F1"),
    "postlight": ("title_any", "title_any"),
}

#: Columns of a set's table; those that a set has no labels for are left out.
COLUMNS = (
    ("F1", "f1"), ("±", "f1_sd"), ("precision", "precision"), ("recall", "recall"),
    ("page F1", "page_f1"), ("exact", "exact"), ("empty", "empty"),
    ("segment F1", "seg_f1"), ("seg. P", "seg_precision"), ("seg. R", "seg_recall"),
    ("title", "title"), ("title_any", "title_any"), ("authors", "authors"),
    ("date", "date"), ("repeat", "repeat"),
)  # fmt: skip
_LOWER_IS_BETTER = ("repeat", "empty")

#: Pages on which speed is measured, and how often.
SPEED_PAGES = 60
ROUNDS = 3
MEMORY_MARKS = (1_000, 2_000, 5_000, 10_000)


def measure() -> list[Table]:
    known = labels()
    if known is None:
        return []
    learn_folds(FOLDER)
    names = extractors()
    pages = known.pages
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        held = pool.submit(memory, pages, MEMORY_MARKS)
        runs = dict(
            zip(names, pool.map(partial(answers, pages=pages), names), strict=True)
        )
    best = speeds(names, speed_pages(known), ROUNDS)
    scores = {name: Scores(known, run.answers) for name, run in runs.items()}
    found = {
        name: {one: scores[one].summary(truths) for one in names}
        for name, truths in known.groups.items()
    }
    tables = [_short(found), _against(known, scores, found)]
    tables += [_set(name, found[name]) for name in MEASURES if name in found]
    tables += [_languages(known, scores), _rejections(known, runs[OURS])]
    worst = (worst_table(known, scores[OURS], one) for one in MEASURES if one in found)
    return [
        *tables,
        *(table for table in worst if table),
        _costs(best, runs),
        _memory(held.result()),
    ]


def speed_pages(known: Labels) -> list[Page]:
    """Pages of shub and fundus, spread evenly over both."""
    wanted = {one["id"] for name in ("shub", "fundus") for one in known.groups[name]}
    chosen = sorted((page for page in known.pages if page["id"] in wanted), key=_id)
    return [chosen[n * len(chosen) // SPEED_PAGES] for n in range(SPEED_PAGES)]


def _id(page: Page) -> str:
    return page["id"]


def _figure(value: float | None, best: bool = False) -> str:
    if value is None:
        return "–"
    return f"**{value:.3f}**" if best else f"{value:.3f}"


def _best(results: Mapping[str, Row], key: str) -> float | None:
    choose = min if key in _LOWER_IS_BETTER else max
    return choose(
        (r[key] for r in results.values() if r.get(key) is not None), default=None
    )


def _ordered(results: Mapping[str, Row], key: str) -> list[str]:
    """Extractors, the best first; ours before its equals."""
    return sorted(results, key=lambda one: (-(results[one].get(key) or 0), one != OURS))


def _short(found: Mapping[str, Mapping[str, Row]]) -> Table:
    sets = [name for name in MEASURES if name in found]
    tops = {name: _best(found[name], MEASURES[name][0]) for name in sets}
    rows = []
    for one in found[sets[0]]:
        values = {name: found[name][one].get(MEASURES[name][0]) for name in sets}
        cells = [_figure(values[name], values[name] == tops[name]) for name in sets]
        rows.append((one, *cells))
    return Table(
        title="Extraction: in short",
        how="The measure of each set, the best in bold; definitions are those of the "
        "shared scorer. n4k's labels are newspaper4k's own output. The shipped decision "
        f"was learned from these pages, so that its row flatters; `{HELD_OUT}` is what "
        "it is worth: each page read by what was learned from other sites (four fifths "
        "of them).",
        header=("extractor", *(f"{name}: {MEASURES[name][1]}" for name in sets)),
        rows=tuple(rows),
    )


def _against(
    known: Labels,
    scores: Mapping[str, Scores],
    found: Mapping[str, Mapping[str, Row]],
) -> Table:
    rows = []
    for name, (key, _) in MEASURES.items():
        results = found.get(name, {})
        peers = {n: row for n, row in results.items() if n not in (OURS, HELD_OUT)}
        if not peers or key == "title_any":
            continue
        own = HELD_OUT if HELD_OUT in results else OURS
        measure = "seg_f1" if key == "seg_f1" else "f1"
        peer = _ordered(peers, measure)[0]
        less = scores[own].less(scores[peer], known.groups[name])[measure]
        interval = f"{less['low']:+.3f} to {less['high']:+.3f}"
        sure = "yes" if less["low"] > 0 else "no, worse" if less["high"] < 0 else "no"
        rows.append((
            name, count(less["pages"]), measure, _figure(less["ours"]), peer,
            _figure(less["other"]), f"{less['difference']:+.3f}", interval, sure,
        ))  # fmt: skip
    return Table(
        title="Extraction: us against the best peer of each set",
        how="Ours on sites not seen, where that was measured. Paired bootstrap over "
        f"pages, {count(RESAMPLES)} resamples; an interval that holds 0 is no "
        "difference.",
        header=(
            "set", "pages", "measure", "ours", "best peer", "its", "difference",
            "95 % interval", "better",
        ),
        rows=tuple(rows),
    )  # fmt: skip


def _set(name: str, results: Mapping[str, Row]) -> Table:
    key, title = MEASURES[name]
    columns = [c for c in COLUMNS if _best(results, c[1]) is not None]
    tops = {c[1]: _best(results, c[1]) for c in columns if c[1] != "f1_sd"}
    rows = []
    for one in _ordered(results, key):
        row = results[one]
        cells = [_figure(row.get(c), row.get(c) == tops.get(c, -1)) for _, c in columns]
        rows.append((f"**{one}**" if one == OURS else one, *cells))
    return Table(
        title=f"Extraction: {name}",
        how=f"{count(results[OURS]['pages'])} pages, by {title}; the best of each column "
        "in bold (of `empty` and `repeat` the lowest).",
        header=("extractor", *(head for head, _ in columns)),
        rows=tuple(rows),
    )


def _languages(known: Labels, scores: Mapping[str, Scores]) -> Table:
    rows = []
    for language, truths in known.languages.items():
        results = {one: scores[one].summary(truths, 0) for one in scores}
        ours = results.pop(OURS)
        ours = results.pop(HELD_OUT, ours)
        peer = _ordered(results, "page_f1")[0] if results else ""
        theirs = results[peer]["page_f1"] if peer else None
        rows.append((
            language, str(len(truths)),
            _figure(ours["page_f1"], ours["page_f1"] >= (theirs or 0)), peer or "–",
            _figure(theirs),
            *(_figure(ours[key]) for key in ("title", "title_any", "authors", "date")),
        ))  # fmt: skip
    return Table(
        title="Extraction: languages of fundus",
        how="Page F1 beside that of the peer which is best in that very language (a new "
        "one each time); the rest is ours. A row of a few pages is an anecdote.",
        header=(
            "language", "pages", "page F1", "best peer", "its", "title", "title_any",
            "authors", "date",
        ),
        rows=tuple(rows),
    )  # fmt: skip


def _rejections(known: Labels, ours: Run) -> Table:
    rows = []
    for name in MEASURES:
        truths = known.groups.get(name, [])
        said = [ours.answers[one["id"]] for one in truths]
        words = [one["rejected"].partition(":")[0] for one in said if "rejected" in one]
        reasons = ", ".join(f"{w} {words.count(w)}" for w in sorted(set(words)))
        errors = sum("error" in one for one in said)
        rows.append(
            (name, count(len(truths)), count(len(words)), reasons or "–", count(errors))
        )
    return Table(
        title="Extraction: pages that we reject",
        how="All these pages hold a text by their labels, so a rejection is a fault, and "
        "so is an error.",
        header=("set", "pages", "rejected", "for", "errors"),
        rows=tuple(rows),
    )


def _costs(best: Mapping[str, float], runs: Mapping[str, Run]) -> Table:
    base = best.get("trafilatura")
    rows = []
    for one in sorted(best, key=lambda name: best[name]):
        run = runs[one]
        ratio = f"{base / best[one]:.1f}×" if base else "–"
        failed = (count(run.failures[kind]) for kind in ("error", "crashed", "hung"))
        rows.append((
            f"**{one}**" if one == OURS else one, number(SPEED_PAGES / best[one]),
            ratio, number(run.peak_mb), *failed,
        ))  # fmt: skip
    return Table(
        title="Extraction: speed, memory, failures",
        how=f"The same {SPEED_PAGES} pages of shub and fundus in turn, each extractor in "
        f"a process of its own, best of {ROUNDS} rounds of CPU time on one core; of the "
        "peers, all but resiliparse, justext and boilerpy3 read metadata too. We are "
        "given bytes, they decoded text. Memory: peak over all pages, one process; "
        "failures: pages on which it raised, crashed, or took more than "
        f"{LIMIT_S:.0f} s.",
        header=(
            "extractor", "pages per CPU second", "beside trafilatura", "peak MB",
            "raised", "crashed", "hung",
        ),
        rows=tuple(rows),
    )  # fmt: skip


def _memory(found: list[tuple[float, float]]) -> Table:
    return Table(
        title="Extraction: our memory over many pages",
        how="Resident memory of one process that extracts all pages over and over.",
        header=("extractions", "MB", "peak MB"),
        rows=tuple(
            (count(mark), number(now), number(peak))
            for mark, (now, peak) in zip(MEMORY_MARKS, found, strict=True)
        ),
    )
