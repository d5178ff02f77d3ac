"""What is remembered of translations: by what key, in whose words."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import Literal

#: Where a remembered sentence comes from: a person of this paper, a file that was given
#: to it, an engine. In order of trust.
Origin = Literal["reviewed", "supplied", "engine"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Key:
    """What one translation depends on. Languages are primary subtags.

    `engine`, `model` (a digest) and `glossary` (its version) are "" for people's work.
    """

    source: str
    language: str
    target_language: str
    engine: str = ""
    model: str = ""
    glossary: str = ""

    @property
    def digest(self) -> bytes:
        """16 bytes of SHA-256 of all fields."""
        return _digest(
            self.source,
            self.language,
            self.target_language,
            self.engine,
            self.model,
            self.glossary,
        )

    @property
    def source_digest(self) -> bytes:
        """The same of source and pair: all translations of one sentence have it."""
        return _digest(self.source, self.language, self.target_language)


def _digest(source: str, *more: str) -> bytes:
    # Kinds of spaces are typography: a page that is set anew says the same.
    parts = [" ".join(source.split()), *more]
    data = json.dumps(parts, ensure_ascii=False).encode("utf-8", "surrogatepass")
    return hashlib.sha256(data).digest()[:16]


@dataclass(frozen=True, slots=True, kw_only=True)
class Remembered:
    """A translation that is remembered; `by` is the name of a person, file or engine."""

    text: str
    origin: Origin
    by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """A sentence with its translation. Languages are primary subtags; `at` is in seconds
    since 1970, 0 where it is not known."""

    source: str
    target: str
    language: str
    target_language: str
    origin: Origin = "supplied"
    by: str = ""
    at: int = 0
