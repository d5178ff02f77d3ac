"""What an engine of translation is to this room, and how it is asked."""

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
