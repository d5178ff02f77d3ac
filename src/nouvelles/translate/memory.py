"""The memory of translations: what was translated once is not translated again.

A sentence is remembered by its source, the pair of languages, and by what translated it:
engine, digest of the model, version of the glossary. What a person wrote is remembered by
the source and the pair alone, and goes before every engine.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from nouvelles.language import primary
from nouvelles.records import Key, Origin, Remembered
from nouvelles.translate.engine import Engine, ask

__all__ = [
    "EngineMemory",
    "Key",
    "Memory",
    "Origin",
    "Remembered",
    "Remembering",
    "key_of",
]


def key_of(source: str, language: str, target_language: str) -> Key:
    """The key of what a person wrote for a sentence."""
    return Key(
        source=source,
        language=primary(language),
        target_language=primary(target_language),
    )


class Memory(Protocol):
    """What the ladder asks."""

    def recall(
        self, text: str, language: str, target_language: str
    ) -> Remembered | None:
        """The most trusted translation of exactly this text, the newest of equals; None
        where there is none."""
        ...


class EngineMemory(Protocol):
    """What engines answered before."""

    def find(self, keys: Sequence[Key]) -> Sequence[str | None]:
        """The answer for each key, None for one that is new."""
        ...

    def keep(self, made: Sequence[tuple[Key, str]]) -> None:
        """Remember answers. One that is known already stays as it is."""
        ...


class Remembering:
    """An engine that is asked only what is not remembered of it."""

    def __init__(
        self, engine: Engine, memory: EngineMemory, *, model: str, glossary: str = ""
    ) -> None:
        self.name = engine.name
        self._engine, self._memory = engine, memory
        self._model, self._glossary = model, glossary

    def translate(
        self, texts: Sequence[str], language: str, target_language: str
    ) -> Sequence[str]:
        keys = [self._key(text, language, target_language) for text in texts]
        found = self._memory.find(keys)
        new = list(
            dict.fromkeys(k for k, t in zip(keys, found, strict=True) if t is None)
        )
        if not new:
            return [text or "" for text in found]
        asked = [key.source for key in new]
        made = dict(
            zip(new, ask(self._engine, asked, language, target_language), strict=True)
        )
        # What is empty is no answer, and may be one the next time.
        self._memory.keep([(key, text) for key, text in made.items() if text.strip()])
        return [
            text if text is not None else made[key]
            for key, text in zip(keys, found, strict=True)
        ]

    def _key(self, text: str, language: str, target_language: str) -> Key:
        return Key(
            source=text,
            language=primary(language),
            target_language=primary(target_language),
            engine=self.name,
            model=self._model,
            glossary=self._glossary,
        )
