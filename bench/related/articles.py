"""The articles that pairs are judged on: the sample day and the story benches."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from bench.press import ROOT, SHARED
from nouvelles.records.story import Telling

SAMPLE: Final = ROOT / "src" / "nouvelles" / "sample" / "expected.json"
STORIES: Final = SHARED / "bench" / "stories"

#: Sets with the file that each stands in.
SETS: Final[Mapping[str, Path]] = {
    "sample": SAMPLE,
    "allsides21": STORIES / "allsides21.jsonl",
    "neus": STORIES / "neus.jsonl",
    "ntrex": STORIES / "ntrex_stream.jsonl",
    "basil": STORIES / "basil.jsonl",
    "ecbplus": STORIES / "ecbplus.jsonl",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Filed:
    """An article of a set, with the story that its set puts it in."""

    telling: Telling
    story: str


def articles(name: str) -> tuple[Filed, ...]:
    """All articles of a set, in the order of its file; none where the file is not here."""
    path = SETS[name]
    if not path.exists():
        return ()
    if name == "sample":
        return _sample(json.loads(path.read_text(encoding="utf-8")))
    lines = path.read_text(encoding="utf-8").splitlines()
    return tuple(_line(json.loads(line)) for line in lines)


def _sample(day: dict[str, Any]) -> tuple[Filed, ...]:
    outlets = {outlet["id"]: outlet for outlet in day["outlets"]}
    return tuple(
        Filed(
            telling=Telling(
                article=row["id"],
                headline=row["headline"],
                text="\n".join([row["standfirst"], *_paragraphs(row["body"])]),
                language=row["lang"],
                outlet=outlets[row["outlet"]]["host"],
                country=outlets[row["outlet"]]["country"],
                at=datetime.fromisoformat(row["published"]).astimezone(UTC),
                kind=row["kind"],
            ),
            story=row["event"],
        )
        for row in day["articles"]
    )


def _paragraphs(body: list[dict[str, Any]]) -> list[str]:
    return [block["p"] for block in body if "p" in block]


def _line(row: dict[str, Any]) -> Filed:
    date = row["date"]
    return Filed(
        telling=Telling(
            article=row["id"],
            headline=row["title"],
            text=row["text"],
            language=row["lang"],
            outlet=row["source"],
            at=datetime.fromisoformat(date) if date else None,
        ),
        story=row["story"],
    )
