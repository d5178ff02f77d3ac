"""Topics told of articles: how many are told, and how many of those are right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from bench.related.sketched import encoder, leads
from bench.table import Table, count, number
from bench.topics.sets import NAMES, Known, known
from nouvelles.stories.topics import Prototypes, Topic, load_weights, topics_of

#: What is read of an article, by row of the table.
READ: Final = ("words", "words and vector", "all that the page says")


def measure() -> list[Table]:
    prototypes = Prototypes.of(encoder().encode_texts)
    rows: list[tuple[str, ...]] = []
    for name in NAMES:
        found = known(name)
        for part in ("learned from", "held"):
            inside = [one for one in found if one.held == (part == "held")]
            if inside:
                rows += _rows(name, part, inside, prototypes)
    return [
        Table(
            title="Topics",
            how="IPTC Media Topics, first level. Told: articles that got a topic; right: "
            "those of them whose surest topic is the one that the outlet's section (or, of "
            "headlines, an aggregator's category) stands for; best guess: the same when "
            "every article must get one. Held parts, by event, story or site, were not "
            "learned from. Of the press, the section is the answer and so is not read; it "
            "stands in the table of words that are understood, which makes no row for it.",
            header=(
                "set",
                "part",
                "read",
                "articles",
                "told, %",
                "right, %",
                "best guess, %",
            ),
            rows=tuple(rows),
        )
    ]


def _rows(
    name: str, part: str, found: Sequence[Known], prototypes: Prototypes
) -> list[tuple[str, ...]]:
    made = leads([one.telling for one in found])
    every = replace(load_weights(), least=0.0)
    rows = []
    for read in READ:
        told = right = guessed = 0
        if read == READ[-1] and name != "sample":
            continue
        for one, vector in zip(found, made, strict=True):
            said: dict[str, object] = {}
            if read == READ[-1]:
                said = {
                    "section": one.section,
                    "keywords": one.keywords,
                    "url": one.url,
                }
            seen = None if read == READ[0] else vector
            topics = topics_of(
                one.telling,
                vector=seen,
                prototypes=prototypes,
                weights=every,
                **said,  # type: ignore[arg-type]
            )
            guessed += _right(topics[0], one)
            if topics[0].confidence >= load_weights().least:
                told += 1
                right += _right(topics[0], one)
        rows.append(
            (
                name,
                part,
                read,
                count(len(found)),
                number(100 * told / len(found)),
                number(100 * right / told) if told else "–",
                number(100 * guessed / len(found)),
            )
        )
    return rows


def _right(topic: Topic, one: Known) -> bool:
    return topic.code.removeprefix("medtop:")[:2] in one.topics
