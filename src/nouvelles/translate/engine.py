"""What the ladder needs from outside: engines, and a memory of translations."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from nouvelles.errors import EngineError, EngineTrouble


class Engine(Protocol):
    """Translates texts of one language into another. `name` is shown to readers."""

    name: str

    def translate(
        self, texts: Sequence[str], language: str, target_language: str
    ) -> Sequence[str]:
        """As many translations as texts, in their order.

        Raises:
            EngineError: it failed, or does not know the pair.
        """
        ...


class Memory(Protocol):
    """Remembers sentences that were translated before, by people or well by an engine."""

    def recall(self, text: str, language: str, target_language: str) -> str | None:
        """The translation of exactly this text, or None."""
        ...


def ask(engine: Engine, texts: Sequence[str], language: str, target: str) -> list[str]:
    """The answer of an engine, held to its count.

    Raises:
        EngineError: it failed, or gave more or fewer translations than it was asked for.
    """
    answer = list(engine.translate(texts, language, target))
    if len(answer) != len(texts):
        raise EngineError(
            engine.name,
            f"gave {len(answer)} translations for {len(texts)} texts",
            "The sentences are shown in their own language.",
            EngineTrouble.WRONG_COUNT,
        )
    return answer
