"""Sentences asked for together, before each is asked for by itself."""

from __future__ import annotations

from collections.abc import Sequence

from nouvelles.engines import Ahead
from nouvelles.errors import EngineError


class Capitals:
    """An engine that puts words in capitals, and takes no text with a colon."""

    name = "capitals"

    def __init__(self) -> None:
        self.asked: list[list[str]] = []

    def translate(
        self, texts: Sequence[str], language: str, target_language: str
    ) -> Sequence[str]:
        self.asked.append(list(texts))
        if any(":" in text for text in texts):
            raise EngineError(self.name, "takes no colon")
        return [text.upper() for text in texts]


def test_sentences_are_asked_once_and_together() -> None:
    engine = Capitals()
    ahead = Ahead(engine)
    ahead.prepare(["a “b”", "c", "c"], "en", "fr")
    assert ahead.translate(['a "b"'], "en", "fr") == ['A "B"']
    assert ahead.translate(["c"], "en", "fr") == ["C"]
    assert engine.asked == [['a "b"', "c"]]
    assert ahead.translate(["c"], "en", "es") == ["C"]  # another direction is another
    ahead.prepare([], "en", "fr")
    assert ahead.translate(["c"], "en", "fr") == ["C"]
    assert engine.asked[1:] == [["c"], ["c"]]


def test_one_that_cannot_be_taken_costs_itself_only() -> None:
    engine = Capitals()
    ahead = Ahead(engine)
    ahead.prepare(["a", "b:"], "en", "fr")
    assert ahead.translate(["a"], "en", "fr") == ["A"]
    assert engine.asked == [["a", "b:"], ["a"]]
