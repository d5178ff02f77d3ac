"""What every engine of translation is to the rest of the house."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, Protocol

from nouvelles.engines.budget import Budget
from nouvelles.errors import EngineTrouble

#: What a reader may expect: sentences, or only what a text is about.
Quality = Literal["sentences", "gist"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Model:
    """One direction that an engine translates, and by what.

    Languages are primary subtags. `licence` is what the model's owner or its package
    states, `revision` its version, "" where nothing is stated. `file` is what the
    translations depend on: weights, a mode, recorded answers; None of a server's.
    """

    engine: str
    language: str
    target_language: str
    name: str
    file: Path | None
    licence: str = ""
    revision: str = ""
    quality: Quality = "sentences"

    @property
    def digest(self) -> str:
        """SHA-256 of the file, hexadecimal: it tells a revision from another. "" where
        there is none.

        Raises:
            OSError: the file is gone.
        """
        return digest_of(self.file) if self.file is not None else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """One question to an engine: how many texts, and how it failed, if it did."""

    engine: str
    language: str
    target_language: str
    texts: int
    trouble: EngineTrouble | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """What a person names for engines: a folder of models, a file of recorded answers, the
    address of a LibreTranslate server with its key, and how many characters may be sent to
    it. `clock` gives seconds since 1970, `told` hears of every call.
    """

    models: Path | None = None
    recorded: Path | None = None
    libretranslate: str = ""
    key: str = ""
    budget: Budget = field(default_factory=Budget)
    clock: Callable[[], float] = time.time
    told: Callable[[Call], None] | None = None


class Translator(Protocol):
    """An engine with its models. Entry points of the group `nouvelles.engines` name
    functions that take `Options` and give one; nothing is started before the first text.
    """

    name: str
    #: How to get more pairs, one sentence for a person.
    more: str

    def models(self) -> Sequence[Model]:
        """What it translates here and now; nothing where it is not installed."""
        ...

    def translate(
        self, texts: Sequence[str], language: str, target_language: str
    ) -> Sequence[str]:
        """As many translations as texts, in their order.

        Raises:
            EngineError: it failed, or has no model of this direction.
        """
        ...

    def notes(self) -> Sequence[str]:
        """What a person should know of it: models left out, words that it did not know."""
        ...

    def rest(self) -> None:
        """End the processes that nobody has asked for a while."""
        ...

    def close(self) -> None:
        """End its processes. It may be asked again; they start again then."""
        ...


def digest_of(file: Path) -> str:
    """SHA-256 of a file, hexadecimal.

    Raises:
        OSError: it is gone.
    """
    with file.open("rb") as data:
        return hashlib.file_digest(data, "sha256").hexdigest()


def licence_in(folder: Path) -> str:
    """The first line of a licence that lies beside a model."""
    for path in sorted(folder.glob("LICEN[SC]E*")):
        lines = path.read_text(encoding="utf-8", errors="replace").split("\n")
        return next((line.strip() for line in lines if line.strip()), "")
    return ""
