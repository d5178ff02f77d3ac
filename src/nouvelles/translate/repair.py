"""The ladder that a sentence climbs when its translation does not pass the checks.

What a person wrote for it goes before all. Then the engine; what it lost of quotes put
back; the sentence in smaller parts; other engines; what another engine or model once gave;
and last the original itself, marked as such. Each step of machines is checked.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final, Literal

import regex

from nouvelles.errors import EngineError
from nouvelles.language import primary
from nouvelles.translate.checks import check
from nouvelles.translate.engine import Engine, ask
from nouvelles.translate.memory import Memory, Remembered
from nouvelles.translate.pair import Flag, Pair, Term
from nouvelles.translate.plain import words
from nouvelles.translate.proper import OTHER_SCRIPT
from nouvelles.translate.quoting import (
    around_names,
    lost_quotes,
    put_back,
    to_straight,
    without_lone,
)
from nouvelles.translate.stems import is_latin

Step = Literal[
    "reviewed",
    "supplied",
    "engine",
    "quotes",
    "parts",
    "other engine",
    "memory",
    "no words",
    "original",
]

#: Where a sentence may be parted so that each part is one by itself.
_PARTS: Final = regex.compile(
    r"(?<=[;:])\s+|\s+(?=[–—]\s)|(?<=,)\s+(?=\p{L}+\s\p{L}+\s\p{L}+)"
)
#: Words of a name that stands alone, at most, and letters of a small one inside: Col du …
_NAME_WORDS: Final = 4
_JOINT: Final = 3
#: Characters below which a sentence has no parts.
_SHORT: Final = 40

Look = Callable[[Pair], tuple[Flag, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What is shown for a sentence, by which step and engine, and what was tried.

    `engine` is who or what made it: an engine, or of "reviewed" and "supplied" a person
    or a file. `flags` are those of the first translation: why the ladder was climbed. A
    text of step "original" is in the source's language, one of "no words" in none:
    figures in a table are only printed as the edition prints them.
    """

    text: str
    step: Step
    engine: str = ""
    flags: tuple[Flag, ...] = ()
    failures: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Ladder:
    """What a sentence may be translated by: engines in order of trust, and a memory."""

    engines: Sequence[Engine]
    memory: Memory | None = None
    look: Look = check

    def climb(
        self,
        text: str,
        language: str,
        target_language: str,
        terms: tuple[Term, ...] = (),
    ) -> Outcome:
        """What a person wrote, else the first translation that passes, else the original.

        An engine that fails is a step that was tried; nothing is raised for it.
        """
        known = self._known(text, language, target_language)
        has_words = bool(words(text))
        if known is not None and known.origin != "engine":
            if known.text.split() != text.split() or _is_name(text, target_language):
                return Outcome(text=known.text, step=known.origin, engine=known.by)
            if has_words:  # a person wants it so
                return Outcome(text=text, step="original")
        if not has_words:
            return Outcome(text=text, step="no words")
        pair = Pair(
            source=text,
            target="",
            source_language=language,
            target_language=target_language,
            terms=terms,
        )
        flags: tuple[Flag, ...] | None = None
        failures: list[str] = []
        for step, engine, made in self._steps(pair, known, failures):
            found = self.look(replace(pair, target=made))
            if not found:
                return Outcome(
                    text=made,
                    step=step,
                    engine=engine,
                    flags=flags or (),
                    failures=tuple(failures),
                )
            flags = flags if flags is not None else found
        return Outcome(
            text=text, step="original", flags=flags or (), failures=tuple(failures)
        )

    def _known(self, text: str, language: str, target: str) -> Remembered | None:
        if self.memory is None:
            return None
        return self.memory.recall(text, language, target)

    def _steps(
        self, pair: Pair, known: Remembered | None, failures: list[str]
    ) -> Iterator[tuple[Step, str, str]]:
        for number, engine in enumerate(self.engines):
            try:
                yield from _by_engine(engine, pair, first=number == 0)
            except EngineError as error:
                failures.append(str(error))
        if known is not None:
            yield "memory", known.by, known.text


def _is_name(text: str, target_language: str) -> bool:
    """Whether a text is a name alone, as a dateline, in the script of the language: its
    translation is the same."""
    found = words(text)
    return (
        0 < len(found) <= _NAME_WORDS
        and primary(target_language) not in OTHER_SCRIPT
        and all(map(is_latin, found))
        and found[0][0].isupper()
        and found[-1][0].isupper()
        and all(word[0].isupper() or len(word) <= _JOINT for word in found)
    )


def _by_engine(
    engine: Engine, pair: Pair, *, first: bool
) -> Iterator[tuple[Step, str, str]]:
    source = to_straight(pair.source)
    whole = without_lone(
        source, around_names(source, _translated(engine, [source], pair)[0])
    )
    yield "engine" if first else "other engine", engine.name, whole
    if (mended := _with_quotes(engine, pair, whole)) is not None:
        yield "quotes", engine.name, mended
    parts = _PARTS.split(source) if len(source) >= _SHORT else [source]
    if len(parts) > 1:
        yield "parts", engine.name, " ".join(_translated(engine, parts, pair))


def _translated(engine: Engine, texts: Sequence[str], pair: Pair) -> list[str]:
    return ask(engine, texts, pair.source_language, pair.target_language)


def _with_quotes(engine: Engine, pair: Pair, whole: str) -> str | None:
    """The translation with the marks that were lost put around the words they belong to:
    each quote is translated apart and looked for in the whole."""
    lost = [quoted for quoted in lost_quotes(pair.source, whole) if quoted]
    if not lost:
        return None
    mended: str | None = whole.replace('"', "")
    for quoted in _translated(engine, lost, pair):
        mended = put_back(mended, quoted) if mended is not None else None
    return mended
