"""What was translated once is not translated again; a person's words go before engines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import pytest

from nouvelles.translate import Key, Ladder, Remembered, Remembering, key_of

SOURCE = "The bridge was closed on Friday."
GOOD = "Le pont a été fermé vendredi."


@dataclass
class Dictionary:
    """An engine that gives what it has, and counts what it is asked."""

    known: dict[str, str]
    name: str = "dictionary"
    asked: list[str] = field(default_factory=list)

    def translate(
        self, texts: Sequence[str], language: str, target_language: str
    ) -> Sequence[str]:
        self.asked += texts
        return [self.known[text] for text in texts]


@dataclass
class Notes:
    """A memory of engines' answers, and one of what people wrote."""

    answers: dict[bytes, str] = field(default_factory=dict)
    remembered: dict[str, Remembered] = field(default_factory=dict)

    def find(self, keys: Sequence[Key]) -> Sequence[str | None]:
        return [self.answers.get(key.digest) for key in keys]

    def keep(self, made: Sequence[tuple[Key, str]]) -> None:
        for key, text in made:
            self.answers.setdefault(key.digest, text)

    def recall(
        self, text: str, language: str, target_language: str
    ) -> Remembered | None:
        return self.remembered.get(text)


def test_an_engine_is_asked_once_for_each_text() -> None:
    engine, notes = Dictionary({"one": "un", "two": "deux"}), Notes()
    asked = Remembering(engine, notes, model="m")
    assert asked.translate(["one", "two", "one"], "en", "fr") == ["un", "deux", "un"]
    assert asked.translate(["two", "one"], "en-GB", "fr-FR") == ["deux", "un"]
    assert engine.asked == ["one", "two"]


@pytest.mark.parametrize("changed", [{"model": "n"}, {"model": "m", "glossary": "g"}])
def test_another_model_or_glossary_is_asked_anew(changed: dict[str, str]) -> None:
    engine, notes = Dictionary({"one": "un"}), Notes()
    Remembering(engine, notes, model="m").translate(["one"], "en", "fr")
    Remembering(engine, notes, **changed).translate(["one"], "en", "fr")
    Remembering(engine, notes, model="m").translate(["one"], "en", "de")
    assert engine.asked == ["one"] * 3


def test_an_empty_answer_is_not_remembered() -> None:
    engine, notes = Dictionary({"one": " "}), Notes()
    Remembering(engine, notes, model="m").translate(["one"], "en", "fr")
    assert notes.answers == {}


def test_every_field_is_in_the_key() -> None:
    key = key_of("one", "en", "fr")
    others = [
        key_of("two", "en", "fr"),
        key_of("one", "de", "fr"),
        key_of("one", "en", "de"),
        Key(source="one", language="en", target_language="fr", engine="e"),
        Key(source="one", language="en", target_language="fr", model="e"),
        Key(source="one", language="en", target_language="fr", glossary="e"),
    ]
    assert len({one.digest for one in [key, *others]}) == 7
    assert [one.source_digest == key.source_digest for one in others] == [
        *[False] * 3,
        *[True] * 3,
    ]


@pytest.mark.parametrize("origin", ["reviewed", "supplied"])
def test_a_persons_words_go_before_every_engine(origin: str) -> None:
    engine = Dictionary({SOURCE: GOOD})
    given = "Le pont est fermé depuis vendredi, et c'est heureux."
    known = Remembered(text=given, origin=origin, by="Ada")  # type: ignore[arg-type]
    ladder = Ladder(engines=[engine], memory=Notes(remembered={SOURCE: known}))
    outcome = ladder.climb(SOURCE, "en", "fr")
    assert (outcome.text, outcome.step, outcome.engine) == (given, origin, "Ada")
    assert engine.asked == []


def test_what_an_engine_once_gave_is_the_last_rung_and_is_checked() -> None:
    for remembered, step in ((GOOD, "memory"), (SOURCE, "original")):
        known = Remembered(text=remembered, origin="engine", by="old")
        ladder = Ladder(
            engines=[Dictionary({SOURCE: SOURCE})],
            memory=Notes(remembered={SOURCE: known}),
        )
        assert ladder.climb(SOURCE, "en", "fr").step == step


def test_a_sentence_that_a_person_left_stays_as_it_is() -> None:
    engine = Dictionary({SOURCE: GOOD})
    known = Remembered(text=SOURCE, origin="reviewed", by="Ada")
    ladder = Ladder(engines=[engine], memory=Notes(remembered={SOURCE: known}))
    assert ladder.climb(SOURCE, "en", "fr").step == "original"
    assert engine.asked == []
