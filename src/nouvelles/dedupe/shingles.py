"""A text as the set of its shingles, and what two texts have in common.

A shingle is three folded words in a row. Scripts without spaces are cut into
overlapping pairs of letters (`language.tokens`), so that three in a row are four
letters. Each shingle is kept as 32 bits: 31 of a hash, and one that says whether any of
its words stands in quotation marks. Tellings that were written independently share what
people said, and little else: on the full articles of BASIL they have at most .42 of the
shorter text in common, at most .25 where quotations are not counted (2026-11, `make
bench`).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import blake2b
from typing import Final
from zlib import crc32

import numpy as np
import regex
from numpy.typing import NDArray

from nouvelles.language import UNSPACED, tokens

#: Characters that are read of a text; the digest is of all of it.
READ_CHARACTERS: Final = 200_000
#: Shingles that are kept of a text: those with the smallest hashes (a bottom-k sketch,
#: Broder 1997), some 4,000 words' worth. Longer texts are compared by this sample.
KEPT_SHINGLES: Final = 4_096
#: Shingles in a row among which one is chosen as fingerprint (`passages`).
WINDOW: Final = 8  # a power of two
#: Fingerprints of one text: those of 10,000 words or so.
KEPT_FINGERPRINTS: Final = 2_048

#: Words that are remembered with their hashes, about 10 MB of them.
_REMEMBERED: Final = 100_000

Hashes = NDArray[np.uint32]

#: What somebody says, within a paragraph; names and single words in quotation marks are
#: shorter. A paragraph that ends within a quotation may leave the mark out. The straight
#: mark, which opens and closes, must stand at a word's begin and end.
_QUOTED = regex.compile(
    r"“[^“”\n]{20,1500}+[”“]|“[^“”\n]{20,600}+$"
    r"|«[^«»\n]{20,1500}+»|«[^«»\n]{20,600}+$"
    r"|„[^„“”\n]{20,1500}+[“”]"
    r'|(?<![^\s(\[—–-])"(?=\S)[^"\n]{20,1500}+(?<=\S)"(?![^\s.,;:!?)\]…—–-])'
    r"|「[^「」\n]{8,1500}+」|『[^『』\n]{8,1500}+』",
    regex.MULTILINE,
)
_MARK = regex.compile(r"[“«„\"「『]")
_UNSPACED = regex.compile(rf"[{UNSPACED}]")
_ODD: Final = tuple(
    np.uint64(factor)
    for factor in (0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9)
)
_MIX: Final = np.uint64(0xBF58476D1CE4E5B9)
_PAIR_BIT: Final = 32
_EVERY: Final = 1 << 31  # above all hashes: nothing was left out


class _Words(dict[str, int]):
    """Hashes a word when it is first met; then it is found here.

    32 bits, and one more for a pair of letters of a script without spaces.
    """

    def __missing__(self, word: str) -> int:
        if len(self) >= _REMEMBERED:
            self.clear()
        is_pair = len(word) > 1 and _UNSPACED.match(word) is not None
        self[word] = hashed = crc32(word.encode()) | is_pair << _PAIR_BIT
        return hashed


_WORDS = _Words()


@dataclass(frozen=True, slots=True, kw_only=True)
class Shingles:
    """The different shingles of a text, by hash.

    `values` is sorted: a hash in the upper 31 bits, and 1 in the lowest where the
    shingle was found in quotations only. Of a text with very many it holds those whose
    hash is less than `below`.
    """

    values: Hashes
    below: int = _EVERY
    own: int = 0  # how many stand outside quotations


@dataclass(frozen=True, slots=True, kw_only=True)
class Cut:
    """A text cut up: what it is compared and found by.

    `words` counts two letters of a script without spaces as one word. `fingerprints`
    are sorted, without the bit for quotations; `own_marks` says which of them are not
    in quotations.
    """

    digest: int  # of all its folded words, 64 bits
    words: int
    shingles: Shingles
    fingerprints: Hashes
    own_marks: NDArray[np.bool_]


@dataclass(frozen=True, slots=True, kw_only=True)
class Overlap:
    """What two texts have in common: numbers of shingles, and shares of them."""

    jaccard: float
    containment: float  # of the text with fewer shingles
    common: int  # shingles
    own: int  # common shingles outside quotations
    least_own: int  # such shingles of the text that has fewer


def cut(text: str) -> Cut:
    """Cut a text up; of more than `READ_CHARACTERS` the rest tells in the digest only."""
    head = text[:READ_CHARACTERS]
    words: list[str] = []
    lengths: list[int] = []
    for part in _parts(head):
        found = tokens(part)
        words += found
        lengths.append(len(found))
    digest = blake2b(" ".join(words).encode(), digest_size=8)
    digest.update(text[READ_CHARACTERS:].encode(errors="surrogatepass"))
    hashes = np.fromiter(map(_WORDS.__getitem__, words), np.uint64, len(words))
    pairs = int(np.count_nonzero(hashes >> np.uint64(_PAIR_BIT)))
    row = _row(hashes, lengths)
    values = _distinct(row)
    below = _EVERY
    if len(values) > KEPT_SHINGLES:
        below = int(values[KEPT_SHINGLES] >> 1)
        values = values[:KEPT_SHINGLES].copy()
    prints = _distinct(_winnow(row))[:KEPT_FINGERPRINTS]
    return Cut(
        digest=int.from_bytes(digest.digest()),
        words=len(words) - pairs // 2,
        shingles=Shingles(values=values, below=below, own=own_of(values)),
        fingerprints=prints >> np.uint32(1),
        own_marks=(prints & 1) == 0,
    )


def has_quotation(text: str) -> bool:
    """Whether somebody is quoted, with more than a name or a word."""
    return _MARK.search(text) is not None and _QUOTED.search(text) is not None


def own_of(values: Hashes) -> int:
    """How many shingles stand outside quotations."""
    return len(values) - int(np.count_nonzero(values & 1))


def _parts(text: str) -> Iterator[str]:
    """The text in pieces: every second one, if only empty, is a quotation."""
    position = 0
    if _MARK.search(text) is None:
        yield text
        return
    for match in _QUOTED.finditer(text):
        yield text[position : match.start()]
        yield match[0]
        position = match.end()
    yield text[position:]


def _row(words: NDArray[np.uint64], lengths: list[int]) -> Hashes:
    """The shingles of a row of words, in reading order."""
    if len(words) < len(_ODD):
        return np.zeros(0, np.uint32)
    three = words[:-2] * _ODD[0] + words[1:-1] * _ODD[1] + words[2:] * _ODD[2]
    three ^= three >> np.uint64(29)
    three *= _MIX
    row: Hashes = (three >> np.uint64(32)).astype(np.uint32) & np.uint32(0xFFFFFFFE)
    if len(lengths) > 1:
        said = np.repeat(np.arange(len(lengths)) % 2 == 1, lengths)
        row |= said[:-2] | said[1:-1] | said[2:]
    return row


def _distinct(values: Hashes) -> Hashes:
    """Sorted, each hash once: the one outside quotations where there are both."""
    values = np.sort(values)
    fresh = np.ones(len(values), np.bool_)
    bare = values >> 1
    np.not_equal(bare[1:], bare[:-1], out=fresh[1:])
    return values[fresh]


def _winnow(row: Hashes) -> Hashes:
    """The smallest hash of each `WINDOW` shingles in a row.

    Texts that share `WINDOW` + 2 words in a row share such a hash, however long they
    are (Schleimer, Wilkerson, Aiken: Winnowing, SIGMOD 2003). Two in nine shingles are
    chosen.
    """
    if len(row) < WINDOW:
        return row[:0] if not len(row) else row.min(keepdims=True)
    width = 1
    while width < WINDOW:  # each time the least of twice as many
        row = np.minimum(row[:-width], row[width:])
        width *= 2
    return row


def overlap(one: Shingles, other: Shingles) -> Overlap:
    """Compare two texts by what of both was kept."""
    if one.below == other.below == _EVERY:
        a, b = one.values, other.values
        own_a, own_b = one.own, other.own
    else:
        least = np.uint32(min(one.below, other.below) << 1)
        a = one.values[: np.searchsorted(one.values, least)]
        b = other.values[: np.searchsorted(other.values, least)]
        own_a, own_b = own_of(a), own_of(b)
    if not len(a) or not len(b):
        return Overlap(jaccard=0.0, containment=0.0, common=0, own=0, least_own=0)
    bare = b >> np.uint32(1)
    at = np.searchsorted(bare, a >> np.uint32(1))
    at[at == len(b)] = 0
    both = bare[at] == a >> np.uint32(1)
    common = int(np.count_nonzero(both))
    own = int(np.count_nonzero(both & (((a | b[at]) & 1) == 0)))
    return Overlap(
        jaccard=common / (len(a) + len(b) - common),
        containment=common / min(len(a), len(b)),
        common=common,
        own=own,
        least_own=min(own_a, own_b),
    )
