"""The ladder: each step is taken only where the one before did not pass."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from nouvelles.errors import EngineError
from nouvelles.translate import Ladder, Remembered

SOURCE = 'The mayor said "we will rebuild the bridge" on Monday.'
GOOD = 'Lundi, la maire a dit : "nous allons reconstruire le pont".'
LOST = "Lundi, la maire a dit : nous allons reconstruire le pont."


@dataclass
class Recorded:
    """An engine that knows some texts, and fails at all others."""

    name: str
    known: dict[str, str]
    asked: list[str] = field(default_factory=list)

    def translate(
        self, texts: Sequence[str], language: str, target_language: str
    ) -> Sequence[str]:
        self.asked += texts
        if any(text not in self.known for text in texts):
            raise EngineError(self.name, "does not know this text")
        return [self.known[text] for text in texts]


class Short(Recorded):
    """An engine that answers with too little."""

    def translate(
        self, texts: Sequence[str], language: str, target_language: str
    ) -> Sequence[str]:
        return []


@dataclass
class Book:
    known: dict[str, str]

    def recall(
        self, text: str, language: str, target_language: str
    ) -> Remembered | None:
        found = self.known.get(text)
        return Remembered(text=found, origin="engine") if found else None


def test_what_passes_is_taken() -> None:
    engine = Recorded("good", {SOURCE: GOOD})
    outcome = Ladder(engines=[engine]).climb(SOURCE, "en", "fr")
    assert (outcome.text, outcome.step, outcome.flags) == (GOOD, "engine", ())


def test_a_lost_pair_is_translated_apart_and_put_back() -> None:
    quote = "we will rebuild the bridge"
    engine = Recorded("a", {SOURCE: LOST, quote: "nous allons reconstruire le pont"})
    outcome = Ladder(engines=[engine]).climb(SOURCE, "en", "fr")
    assert (outcome.text, outcome.step) == (GOOD, "quotes")
    assert [flag.check for flag in outcome.flags] == ["quotes"]


def test_smaller_parts_then_another_engine_then_memory() -> None:
    whole = "The bridge was closed on Friday; 12 people were brought to the hospital."
    first, second = whole.split(" 12")[0], "12 people were brought to the hospital."
    parts = {
        first: "Le pont a été fermé vendredi ;",
        second: "12 personnes ont été conduites à l'hôpital.",
    }
    bad = "Le pont a été fermé vendredi ; 21 personnes ont été conduites à l'hôpital."
    good = bad.replace("21", "12")
    engine = Recorded("a", {whole: bad, **parts})
    assert Ladder(engines=[engine]).climb(whole, "en", "fr").step == "parts"
    engines = [Recorded("a", {whole: bad}), Recorded("b", {whole: good})]
    outcome = Ladder(engines=engines).climb(whole, "en", "fr")
    assert (outcome.step, outcome.engine, outcome.text) == ("other engine", "b", good)
    outcome = Ladder(engines=engines[:1], memory=Book({whole: good})).climb(
        whole, "en", "fr"
    )
    assert (outcome.step, outcome.text) == ("memory", good)


def test_at_last_the_original_with_all_that_was_tried() -> None:
    engines = [Recorded("broken", {}), Short("short", {})]
    outcome = Ladder(engines=engines, memory=Book({})).climb(SOURCE, "en", "fr")
    assert (outcome.text, outcome.step) == (SOURCE, "original")
    assert outcome.failures == (
        "broken: does not know this text",
        "short: gave 0 translations for 1 texts. The sentences are shown in their own "
        "language.",
    )


def test_a_name_that_stays_as_it_is_is_translated_and_a_sentence_is_not() -> None:
    @dataclass
    class Supplied(Book):
        def recall(
            self, text: str, language: str, target_language: str
        ) -> Remembered | None:
            return Remembered(text=text, origin="supplied", by="sample")

    ladder = Ladder(engines=[], memory=Supplied({}))
    assert ladder.climb("Dar Sohra.", "fr", "en").step == "supplied"
    for text, target in (
        ("Peut-être.", "en"),
        ("Dar Sohra répond.", "en"),
        ("Dar Sohra.", "ru"),
        ("Верна.", "en"),
    ):
        assert ladder.climb(text, "fr", target).step == "original"


def test_without_engines_the_original_stands() -> None:
    assert Ladder(engines=[]).climb(SOURCE, "en", "fr").step == "original"
