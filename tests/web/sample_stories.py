"""The stories of the sample day as records, from what `expected.json` says of them."""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from typing import Any

from nouvelles.language import slug
from nouvelles.records import Copy, CopyKind, Reason, Shown, Story, Told
from nouvelles.testing import MemoryReads
from tests.web import sample_press

#: How `expected.json` calls what an article is of another; a rewrite is no copy.
KINDS: dict[str, CopyKind] = {"wire": "wire", "translation": "translation"}

TOPICS = {
    "culture": "medtop:01000000",
    "economy": "medtop:04000000",
    "environment": "medtop:06000000",
    "politics": "medtop:11000000",
    "science": "medtop:13000000",
    "society": "medtop:14000000",
    "sport": "medtop:15000000",
    "world": "medtop:16000000",
}


@cache
def stories() -> tuple[Story, ...]:
    """Every event of the day that has several tellings."""
    data = json.loads(
        (files("nouvelles.sample") / "expected.json").read_text(encoding="utf-8")
    )
    rows = {row["id"]: row for row in data["articles"]}
    shown = {
        row["id"]: one
        for row, one in zip(data["articles"], sample_press.articles(), strict=True)
    }
    return tuple(
        _story(event, rows, shown)
        for event in data["events"]
        if len(event["articles"]) > 1
    )


def by_event(event: str) -> Story:
    return next(one for one in stories() if one.id == _id(event))


def _id(event: str) -> str:
    return event.replace("-", "")[:8]


def _story(
    event: dict[str, Any], rows: dict[str, Any], shown: dict[str, Shown]
) -> Story:
    told = [_told(rows[id], rows, shown) for id in event["articles"]]
    told.sort(key=lambda one: one.listed.published.timestamp())  # type: ignore[union-attr]
    return Story(
        id=_id(event["id"]),
        slug=slug(told[0].listed.headline),
        told=tuple(told),
        topics=(TOPICS[event["section"]],) if event["section"] in TOPICS else (),
    )


def _told(row: dict[str, Any], rows: dict[str, Any], shown: dict[str, Shown]) -> Told:
    listed = shown[row["id"]].listed
    kind = KINDS.get(row["copy"])
    copy = None
    if kind is not None:
        copy = Copy(
            article=listed.id,
            of=shown[row["origin"]].listed.id,
            kind=kind,
            jaccard=0.9 if kind == "wire" else 0.0,
            agency="Meridian Press" if row["agency"] == "meridian" else "",
        )
    first = row
    while first["copy"] in KINDS:
        first = rows[first["origin"]]
    return Told(
        listed=listed,
        origin=shown[first["id"]].listed.id,
        copy=copy,
        country=listed.source.country,
        odds=4.2,
        reasons=(
            Reason(code="names", weight=2.6, words=("Talmeira", "Ouvra")),
            Reason(code="vector", weight=1.4),
            Reason(code="time", weight=-0.3),
        ),
    )


def reads() -> MemoryReads:
    """The sample day with its stories."""
    return MemoryReads(sample_press.articles(), stories=stories())
