"""Links and emphasis carried through an engine, or found again behind it.

Engines that keep tags get the marks as numbered tags. Behind one that does not, a mark is
put on the words that stand for its words, where that is certain; else it is dropped.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

import regex

from nouvelles.records import Mark
from nouvelles.translate.article import Sentence, Translated
from nouvelles.translate.evidence import supported

_TAG: Final = regex.compile(r"<(?P<close>/?)m(?P<number>\d+)>")
_WORD: Final = regex.compile(r"[\p{L}\p{N}][\p{L}\p{M}\p{N}'’-]*")
#: Of the words of a mark those that must be found again, as a share.
_FOUND: Final = 0.6
#: Words that a mark may take more than the source's.
_LONGER: Final = 2


def with_tags(sentence: Sentence) -> str:
    """The text with each mark as a tag of its number: "the <m0>treaty</m0> of 1992"."""
    places: list[tuple[int, int, str]] = []
    for number, mark in enumerate(sentence.marks):
        places.append((mark.start, 1, f"<m{number}>"))
        places.append((mark.end, 0, f"</m{number}>"))
    text, end = "", 0
    for at, _, tag in sorted(places, key=lambda place: place[:2]):
        text += sentence.text[end:at] + tag
        end = at
    return text + sentence.text[end:]


def from_tags(sentence: Sentence, text: str) -> Translated | None:
    """A translation with its tags made marks again, or None where one was lost, doubled
    or turned round."""
    open_: dict[int, int] = {}
    spans: dict[int, tuple[int, int]] = {}
    bare, end = "", 0
    for match in _TAG.finditer(text):
        bare += text[end : match.start()]
        end = match.end()
        number = int(match["number"])
        if match["close"]:
            if number not in open_ or number in spans:
                return None
            spans[number] = (open_[number], len(bare))
        elif number in open_:
            return None
        else:
            open_[number] = len(bare)
    if set(spans) != set(range(len(sentence.marks))):
        return None
    marks = [
        replace(mark, start=spans[number][0], end=spans[number][1])
        for number, mark in enumerate(sentence.marks)
        if spans[number][0] < spans[number][1]
    ]
    return Translated(text=bare + text[end:], marks=tuple(marks))


def find_marks(
    sentence: Sentence, text: str, language: str, target_language: str
) -> tuple[Mark, ...]:
    """The marks of a sentence on the words of its translation that stand for theirs."""
    words = [match.span() for match in _WORD.finditer(text)]
    found = []
    for mark in sentence.marks:
        marked = sentence.text[mark.start : mark.end]
        if marked.strip() == sentence.text.strip():
            found.append(replace(mark, start=0, end=len(text)))
            continue
        span = _best(marked, text, words, language, target_language)
        if span is not None:
            found.append(replace(mark, start=span[0], end=span[1]))
    return tuple(found)


def _best(
    marked: str, text: str, words: Sequence[tuple[int, int]], language: str, other: str
) -> tuple[int, int] | None:
    """The shortest run of words that bears out most of the marked ones."""
    count = len(_WORD.findall(marked))
    if not count:
        return None
    best: tuple[float, int, tuple[int, int]] | None = None
    for start, end in _runs(words, count + _LONGER):
        fit = supported(marked, text[start:end], language, other)
        if fit >= _FOUND * count and (best is None or (fit, start - end) > best[:2]):
            best = (fit, start - end, (start, end))
    return best[2] if best else None


def _runs(words: Sequence[tuple[int, int]], longest: int) -> Iterator[tuple[int, int]]:
    for first in range(len(words)):
        for last in range(first, min(first + longest, len(words))):
            yield words[first][0], words[last][1]
