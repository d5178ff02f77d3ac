"""A paper with an engine that knows some sentences."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from threading import Event

from nouvelles.engines.recorded import line_of
from nouvelles.records import Translation
from nouvelles.run.translating.beside import translate_all
from nouvelles.store import Store, translation_queue
from nouvelles.store.read import ReadTables
from nouvelles.testing import Clock
from tests.run.small_paper import filled, page

FIRST = "The bridge over the river was closed on Friday."
SECOND = "More than 1,234 people live there."
THIRD = "The works will go on until the summer."
ANSWERS = {
    "The bridge is closed": "Le pont est fermé",
    FIRST: "Le pont sur la rivière a été fermé vendredi.",
    SECOND: "Plus de 1,234 personnes y vivent.",
    THIRD: "Les travaux dureront jusqu'à l'été.",
}


@dataclass
class Paper:
    """A paper with an engine that knows some sentences."""

    store: Store
    clock: Clock
    hours: int = 0

    def print(self, text: str, *, licence: str = "CC-BY-4.0", path: str = "a") -> str:
        """Take in a version of an article; its public id."""
        self.hours += 1
        captured = page(
            path, "The bridge is closed", text, licence=licence, hour=self.hours
        )
        filled(self.store, self.clock, captured)
        reads = ReadTables(self.store)
        return next(
            one.id for one in reads.articles(1, 9).items if one.url == captured.url
        )

    def translate(self) -> int:
        return translate_all(self.store, self.clock, Event())

    def read(self, id: str) -> Translation | None:
        return ReadTables(self.store).translation(id, "fr")

    def given(self) -> int:
        """How many texts the engine was asked for."""
        with self.store.read() as connection:
            found = translation_queue.outcomes_of_engines(connection)
        return sum(one.count for one in found if one.word == "given")

    def headline(self, id: str) -> str:
        listed = next(
            x for x in ReadTables(self.store).articles(1, 9).items if x.id == id
        )
        head = listed.head_in("fr")
        return head.headline if head else ""


def answers_of(folder: Path, answers: dict[str, str]) -> str:
    path = folder / "answers.jsonl"
    lines = [line_of(given, made, "en", "fr") for given, made in answers.items()]
    path.write_text("\n".join(lines), encoding="utf-8")
    return path.name


def with_settings(store: Store, **given: str) -> Store:
    settings = store.settings
    translation = replace(settings.translation, **given)
    return replace(store, settings=replace(settings, translation=translation))
