"""Answers against labels, as the shared scorer counts, by set, language and page."""

from __future__ import annotations

import importlib.util
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from types import ModuleType
from typing import Any

from bench.extraction_runs import Answer, Page
from bench.predict import address
from bench.press import SHARED
from tools.learning.parts import group_of, part_of

FOLDER = SHARED / "bench" / "extraction"

#: Resamples for ± and for the comparison, as the scorer's default.
RESAMPLES = 1_000

Row = dict[str, Any]

#: The field of an answer by which a measure is reached.
_OF = {
    "title": "title",
    "title_exact": "title",
    "title_any": "title",
    "authors": "authors",
    "date": "date",
}


@dataclass(frozen=True, kw_only=True)
class Labels:
    """The labelled pages and the scorer that comes with them (its README defines all)."""

    truths: tuple[Row, ...]
    score: ModuleType

    @cached_property
    def groups(self) -> dict[str, list[Row]]:
        """The pages of each set, and of the pooled rows."""
        found: dict[str, list[Row]] = {}
        for truth in self.truths:
            found.setdefault(truth["source_set"], []).append(truth)
        for name, wanted in self.score.POOLED.items():
            found[name] = [truth for truth in self.truths if wanted(truth)]
        return found

    @cached_property
    def languages(self) -> dict[str, list[Row]]:
        """The pages of the set in most languages, by language, the most read first."""
        found: dict[str, list[Row]] = {}
        for truth in self.groups.get("fundus", ()):
            found.setdefault(truth["lang"], []).append(truth)
        return dict(sorted(found.items(), key=lambda item: (-len(item[1]), item[0])))

    @property
    def pages(self) -> list[Page]:
        """What an extractor is given."""
        return [
            {
                "id": truth["id"],
                "url": address(truth),
                "content_type": f"text/html; charset={truth['encoding']}",
                "part": str(part_of(group_of(truth))),
                "file": str(FOLDER / "pages" / f"{truth['id']}.html.gz"),
            }
            for truth in self.truths
        ]


def labels() -> Labels | None:
    """The shared bench; None where it is not."""
    program = FOLDER / "score.py"
    if not program.exists():
        return None
    spec = importlib.util.spec_from_file_location("extraction_score", program)
    assert spec
    assert spec.loader
    score = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(score)
    with Path(FOLDER / "truth.jsonl").open(encoding="utf-8") as lines:
        return Labels(truths=tuple(map(json.loads, lines)), score=score)


class Scores:
    """One extractor's scores: of a page, of a group, against another's."""

    def __init__(self, labels: Labels, answers: Mapping[str, Answer]) -> None:
        self.labels = labels
        self.answers = answers
        self.pages: dict[str, Row] = {}
        for truth in labels.truths:
            # The public token rule is the one by which that set is known.
            mode = "public" if truth["source_set"] == "shub" else "script"
            answer = answers.get(truth["id"], {})
            self.pages[truth["id"]] = labels.score.page(truth, answer, mode)

    def rows(self, truths: Sequence[Row]) -> list[Row]:
        return [self.pages[truth["id"]] for truth in truths]

    def summary(self, truths: Sequence[Row], resamples: int = RESAMPLES) -> Row:
        """The scorer's figures for some pages; None for what is never answered."""
        found: Row = self.labels.score.summary(self.rows(truths), resamples)
        given = {key for answer in self.answers.values() for key in answer}
        for measure, key in _OF.items():
            if key not in given:
                found[measure] = None
        return found

    def less(self, other: Scores, truths: Sequence[Row]) -> Row:
        """The difference to another's, with its interval, by measure."""
        score = self.labels.score
        found: Row = score.paired(self.rows(truths), other.rows(truths), RESAMPLES)
        return found
