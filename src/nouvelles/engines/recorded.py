"""Answers recorded before: the same translation for the same text, in tests and benches.

A file holds one answer a line:

    {"from": "en", "to": "fr", "sha256": "<of the text as UTF-8>", "text": "Bonjour."}
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path

from nouvelles.engines.kinds import Model, Options
from nouvelles.errors import EngineError, EngineTrouble, InputError
from nouvelles.language import primary

_FIELDS = ("from", "to", "sha256", "text")

Key = tuple[str, str, str]


class RecordedEngine:
    """Knows the texts of one file and fails at all others."""

    name = "recorded"
    more = "Name a file of recorded answers with --recorded FILE."

    def __init__(self, path: Path | None) -> None:
        self.path = path
        self._known = _read(path) if path is not None else {}

    def models(self) -> Sequence[Model]:
        if self.path is None:
            return ()
        pairs = sorted({key[:2] for key in self._known})
        return tuple(
            Model(
                engine=self.name,
                language=language,
                target_language=target,
                name=str(self.path),
                file=self.path,
            )
            for language, target in pairs
        )

    def translate(
        self, texts: Sequence[str], language: str, target_language: str
    ) -> Sequence[str]:
        found = []
        for text in texts:
            key = (primary(language), primary(target_language), _hash(text))
            if key not in self._known:
                raise EngineError(
                    self.name,
                    f"has no answer for “{text[:40]}”",
                    trouble=EngineTrouble.MISSING,
                )
            found.append(self._known[key])
        return found

    def notes(self) -> Sequence[str]:
        return ()

    def rest(self) -> None:
        """There is nothing to end."""

    def close(self) -> None:
        """There is nothing to end."""


def engine(options: Options) -> RecordedEngine:
    """The entry point.

    Raises:
        InputError: the file cannot be read, or a line is not as above.
    """
    return RecordedEngine(options.recorded)


def line_of(text: str, translation: str, language: str, target_language: str) -> str:
    """One line of a file, without its end."""
    row = {
        "from": primary(language),
        "to": primary(target_language),
        "sha256": _hash(text),
        "text": translation,
    }
    return json.dumps(row, ensure_ascii=False)


def _read(path: Path) -> dict[Key, str]:
    known: dict[Key, str] = {}
    try:
        lines = path.read_text(encoding="utf-8").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(
            str(path), f"cannot be read: {error}", "Give a JSON lines file."
        ) from error
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
            language, target, digest, text = (row[field] for field in _FIELDS)
        except (ValueError, KeyError, TypeError) as error:
            raise InputError(
                f"{path}, line {number}",
                "is no recorded answer",
                f"It needs {', '.join(_FIELDS)}.",
            ) from error
        if not all(isinstance(row[field], str) for field in _FIELDS):
            raise InputError(f"{path}, line {number}", "a field is no text")
        known[primary(language), primary(target), digest] = text
    return known


def _hash(text: str) -> str:
    return sha256(text.encode()).hexdigest()
