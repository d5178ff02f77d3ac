"""How a text is laid out: what a translation keeps when no word is the same.

A translator goes paragraph by paragraph: each keeps its figures, its quotations, and
its length beside the others. Two reporters of one event share figures, but not where
they stand. So paragraphs are aligned in order (Gale and Church 1993 align sentences by
length alone), and a text is a translation where most of both texts is in pairs.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Final, NamedTuple
from zlib import crc32

import numpy as np
import regex

from nouvelles.dedupe.shingles import Hashes, has_quotation
from nouvelles.language import fold, sentences

#: Fewer lines than these are cut into sentences.
LEAST_PARTS: Final = 4
#: Digits in two numbered parts in a row by which a text is found: "2" and "3" are in
#: every other text.
LEAST_DIGITS: Final = 5
#: Parts that are looked at, from the beginning.
MOST_PARTS: Final = 64
_READ_CHARACTERS: Final = 40_000

#: How much longer or shorter a part may be beside its pair than the text beside the
#: other: 12,000 → "twelve thousand" makes a short one half as long again.
_STRETCH: Final = 5 / 3

#: Of both texts, in pairs; and figures in these pairs.
SHARE: Final = 0.75
FIGURES: Final = 3
#: The same where something else speaks for a translation.
LIKELY_SHARE: Final = 0.7
LIKELY_FIGURES: Final = 2

#: "12 000", "12,000", "2:40", "5٫9": whatever stands between the digits.
_FIGURE = regex.compile(r"\d+(?:[.,:\u00a0\u202f ٬٫’'](?=\d)\d+)*+")
_PACKED = struct.Struct("<IIHH?")
_MOST_COUNTED: Final = 0xFFFF

_DIGIT = regex.compile(r"\d")
_NO_DIGIT = regex.compile(r"\D")


class Part(NamedTuple):
    """A paragraph or sentence: its characters, figures and whether it quotes."""

    length: int
    key: int  # of the figures, in any order; 0 for none
    figures: int  # how many
    digits: int  # of all of them
    quotes: bool


def pack_parts(parts: Iterable[Part]) -> bytes:
    """Parts in 13 bytes each."""
    return b"".join(_PACKED.pack(*part) for part in parts)


def unpack_parts(data: bytes) -> tuple[Part, ...]:
    """The parts of `pack_parts`."""
    return tuple(map(Part._make, _PACKED.iter_unpack(data)))


def layout(text: str, language: str) -> tuple[Part, ...]:
    """The parts of a text, at most `MOST_PARTS`."""
    text = text[:_READ_CHARACTERS]
    lines = [line for line in text.split("\n") if line.strip()]
    if len(lines) < LEAST_PARTS:
        lines = [text[start:end] for start, end in sentences(text, language)]
    return tuple(map(_part, lines[:MOST_PARTS]))


def _part(line: str) -> Part:
    figures = sorted(_figures(line))
    return Part(
        length=len(line),
        key=crc32(" ".join(figures).encode()) if figures else 0,
        figures=min(len(figures), _MOST_COUNTED),
        digits=min(sum(map(len, figures)), _MOST_COUNTED),
        quotes=has_quotation(line),
    )


def _figures(line: str) -> Iterator[str]:
    """The figures, without leading zeros and whatever parts their digits."""
    if _DIGIT.search(line) is None:
        return
    for match in _FIGURE.finditer(fold(line)):
        yield _NO_DIGIT.sub("", match[0]).lstrip("0") or "0"


def traces(parts: tuple[Part, ...]) -> Hashes:
    """What a translation is found by: the figures of two numbered parts in a row."""
    numbered = [part for part in parts if part.key]
    pairs = {
        crc32(f"{one.key} {two.key}".encode())
        for one, two in pairwise(numbered)
        if one.digits + two.digits >= LEAST_DIGITS
    }
    return np.array(sorted(pairs), np.uint32)


def aligned(one: tuple[Part, ...], other: tuple[Part, ...]) -> tuple[float, int]:
    """The share of both texts that is in pairs of parts, and the figures in these."""
    sizes = [sum(part.length for part in parts) for parts in (one, other)]
    if not all(sizes):
        return 0.0, 0
    stretch = sizes[1] / sizes[0]
    # The longest row of pairs, by length: row[j] is the best for other[j:].
    row = [(0, 0)] * (len(other) + 1)
    for part in reversed(one):
        new = [(0, 0)]
        for place in range(len(other) - 1, -1, -1):
            mate = other[place]
            best = max(row[place], new[-1])
            if _is_pair(part, mate, stretch):
                length, figures = row[place + 1]
                length += part.length + round(mate.length / stretch)
                best = max(best, (length, figures + part.figures))
            new.append(best)
        row = new[::-1]
    length, figures = row[0]
    return length / (2 * sizes[0]), figures


def _is_pair(part: Part, mate: Part, stretch: float) -> bool:
    if part.key != mate.key or part.quotes != mate.quotes:
        return False
    longer = mate.length / (part.length * stretch)
    return 1 / _STRETCH < longer < _STRETCH


def is_translation(
    one: tuple[Part, ...], other: tuple[Part, ...], *, is_likely: bool = False
) -> bool:
    """Whether a text is laid out as its translation is."""
    if min(len(one), len(other)) < LEAST_PARTS:
        return False
    share, figures = aligned(one, other)
    if is_likely:
        return share >= LIKELY_SHARE and figures >= LIKELY_FIGURES
    return share >= SHARE and figures >= FIGURES
