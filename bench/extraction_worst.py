"""The pages on which we are worst, with why, in as few of their words as will do."""

from __future__ import annotations

import re
from collections import Counter
from typing import Any

from bench.extraction_runs import Answer
from bench.extraction_scores import Labels, Row, Scores
from bench.table import Table

WORST = 10
#: Words that are shown of a wrong line; the text of a page is its publisher's.
_WORDS = 5

_HEADER = ("page", "language", "score", "extra", "missed", "why", "it begins")


def worst_table(labels: Labels, ours: Scores, name: str) -> Table | None:
    """The worst pages of one set; None for a set that has no labels of the text."""
    measured = [(_score(ours.pages[one["id"]]), one) for one in labels.groups[name]]
    found = [(score, one) for score, one in measured if score is not None]
    found.sort(key=lambda item: (item[0], item[1]["id"]))
    if not found:
        return None
    rows = [_row(labels, ours, score, truth) for score, truth in found[:WORST]]
    return Table(
        title=f"Extraction: our worst pages of {name}",
        how="By F1 of the page (of its segments, on traf); shares of the text that are "
        "too much and too little; the kind of the largest wrong line, and its beginning.",
        header=_HEADER,
        rows=tuple(rows),
    )


def _score(row: Row) -> float | None:
    if "segments" in row:
        kept, leaked, lost, _ = row["segments"]
        return 2 * kept / (2 * kept + leaked + lost) if kept + leaked + lost else None
    return row.get("page_f1")


def _row(labels: Labels, ours: Scores, score: float, truth: Row) -> tuple[str, ...]:
    row, answer = ours.pages[truth["id"]], ours.answers.get(truth["id"], {})
    if "segments" in row:
        kept, leaked, lost, clean = row["segments"]
        extra, missed = f"{leaked}/{leaked + clean}", f"{lost}/{kept + lost}"
        kind, line = _segment(truth, answer)
    else:
        _, more, fewer = row["counts"]
        extra, missed = f"{more:.2f}", f"{fewer:.2f}"
        kind, line = _line(labels.score, truth, answer)
    why = answer.get("rejected") or answer.get("error") or kind
    if "rejected" in answer:
        why = f"rejected: {why.partition(':')[0]}"
    begins = " ".join(re.findall(r"\w+", line)[:_WORDS])[:40]
    cells = (truth["id"], truth["lang"], f"{score:.2f}", extra, missed, why, begins)
    return tuple(cell.replace("|", " ") for cell in cells)


def _segment(truth: Row, answer: Answer) -> tuple[str, str]:
    """The longest segment that is lost or that leaked."""

    def flat(text: str) -> str:
        return " ".join(text.split())

    text = flat(answer.get("body") or "")
    lost = [("missed", one) for one in truth["with"] if flat(one) not in text]
    leaked = [("extra", one) for one in truth["without"] if flat(one) in text]
    return max([*lost, *leaked], key=lambda item: len(item[1]), default=("", ""))


def _line(score: Any, truth: Row, answer: Answer) -> tuple[str, str]:
    """The line with the most shingles that the other text has not."""
    body = answer.get("body") or ""
    best, found = 0, ("", "")
    for kind, text, other in (
        ("missed", truth["body"], body),
        ("extra", body, truth["body"]),
    ):
        known: Counter[tuple[str, ...]] = score.shingles(other, "script")
        for line in text.splitlines():
            wrong = (score.shingles(line, "script") - known).total()
            if wrong > best:
                best, found = wrong, (kind, line)
    return found
