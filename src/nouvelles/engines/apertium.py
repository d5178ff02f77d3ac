"""Apertium: rules and dictionaries of the system's packages. A gist, and labelled so.

A mode is a line of programs in a file `xx-yy.mode`; with `-z` each passes a text on when a
NUL comes, so that one line of processes serves all texts (5,900 words a second instead of
50 by a process for each sentence).
"""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Callable, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Final

import regex
from babel.core import get_global

from nouvelles.engines.kinds import Model, Options
from nouvelles.engines.pipe import Pipe
from nouvelles.engines.pipes import Pipes
from nouvelles.errors import EngineError, EngineTrouble
from nouvelles.language import primary

_MODE: Final = regex.compile(r"(?P<from>[a-z]{2,3})-(?P<to>[a-z]{2,3})")
_PACKAGE: Final = regex.compile(r"/share/apertium/(?P<name>apertium-[a-z-]+)/")
_LICENCE: Final = regex.compile(r"^License: *(\S.*)$", regex.MULTILINE)
#: Signs that mean something in Apertium's stream.
_SIGN: Final = regex.compile(r"([\[\]{}^$/\\<>@])")
_ESCAPED: Final = regex.compile(r"\\(.)")
#: A blank of its own at the end makes the rules see the end of the sentence.
_END: Final = "[][\n]"
#: How words are marked that no dictionary has (*), that the dictionary of both languages
#: lacks (@), or of which the form could not be made (#).
_UNKNOWN: Final = regex.compile(r"(?<!\\)[*@#](?=\p{L})")
#: What a tagger says when a word may be what no word of its model may ("Mas", a name or
#: "but"). From then on it tags all later texts by what it made up: it is started anew.
_NEW_CLASS: Final = b"new ambiguity class"
#: Signs of the source that would look like such a mark and have no escape.
_MARKS: Final = regex.compile(r"[*#]")
_WORD: Final = regex.compile(r"\p{L}[\p{L}\p{M}'’-]*")

Pair = tuple[str, str]


class Apertium:
    """The modes in `share/apertium/modes` beside the programs, by pair."""

    name = "apertium"
    more = "Install packages of the system: apertium-fr-es, apertium-eng-spa …"

    def __init__(
        self, programs: Path | None, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._pipes = Pipes(self.name, clock, spoiled=_NEW_CLASS)
        self._modes: dict[Pair, Path] = {}
        self.unknown = self.words = 0
        if programs is None:
            return
        for path in sorted((programs.parent / "share/apertium/modes").glob("*.mode")):
            if match := _MODE.fullmatch(path.stem):
                pair = (_two(match["from"]), _two(match["to"]))
                self._modes.setdefault(pair, path)

    def models(self) -> Sequence[Model]:
        return tuple(
            Model(
                engine=self.name,
                language=pair[0],
                target_language=pair[1],
                name=path.stem,
                file=path,
                licence=_licence(path),
                quality="gist",
            )
            for pair, path in sorted(self._modes.items())
        )

    def translate(
        self, texts: Sequence[str], language: str, target_language: str
    ) -> Sequence[str]:
        pair = (primary(language), primary(target_language))
        if pair not in self._modes:
            raise EngineError(
                self.name,
                f"has no mode from {pair[0]} to {pair[1]}",
                trouble=EngineTrouble.MISSING,
            )

        def shell() -> list[str]:
            # A mode is a line for the shell, as the packages write it.
            line = command(self._modes[pair].read_text(encoding="utf-8"))
            return ["/bin/sh", "-c", line]

        pipe = self._pipes.of(pair, shell)
        return [self._one(pipe, text) for text in texts]

    def notes(self) -> Sequence[str]:
        if not self.words:
            return ()
        return (f"{self.unknown} of {self.words} words were not known to it",)

    def rest(self) -> None:
        self._pipes.rest()

    def close(self) -> None:
        self._pipes.close()

    def _one(self, pipe: Pipe, text: str) -> str:
        if not text.strip():
            return ""
        sent = _SIGN.sub(r"\\\1", _MARKS.sub("", text)) + _END
        made = pipe.ask(sent).removesuffix(_END)
        self.words += len(_WORD.findall(made))
        self.unknown += len(_UNKNOWN.findall(made))
        return _ESCAPED.sub(r"\1", _UNKNOWN.sub("", made)).strip()


def engine(options: Options) -> Apertium:
    """The entry point."""
    found = shutil.which("lt-proc")
    return Apertium(
        Path(os.path.realpath(found)).parent if found else None, options.clock
    )


def command(mode: str) -> str:
    """The line of a mode file for many texts: `-z` for each program, unknown words
    marked, taggers that say what they do not know."""
    programs = [part.strip() for part in mode.strip().split("|")]
    filled = [
        part.replace("$1", "-g").replace("$2", "-d" if _is_tagger(part) else "")
        for part in programs
    ]
    return " | ".join(f"{part} -z" for part in filled)


def _is_tagger(program: str) -> bool:
    return program.startswith("apertium-tagger")


@lru_cache(maxsize=64)
def _two(code: str) -> str:
    """Apertium's codes have three letters or two: "eng" is "en", as in CLDR's aliases."""
    return primary(str(get_global("language_aliases").get(code, code)))


def _licence(mode: Path) -> str:
    """What the package of a mode states in Debian's form (`Files: *` comes first)."""
    match = _PACKAGE.search(mode.read_text(encoding="utf-8"))
    if match is None:
        return ""
    path = mode.parents[2] / "doc" / match["name"] / "copyright"
    if not path.is_file():
        return ""
    stated = _LICENCE.search(path.read_text(encoding="utf-8", errors="replace"))
    return stated[1].strip() if stated else ""
