"""Whether what two texts have in common makes one a copy of the other, and of what kind.

The figures behind each threshold are in docs/explanation/copies.md.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from nouvelles.dedupe.shingles import Overlap
from nouvelles.records import CopyKind

#: Words below which a text is never a copy: a headline with a kicker, "Weather".
LEAST_WORDS: Final = 20

#: At this share of common shingles two texts are one, whoever speaks in them.
NEAR: Final = 0.8

#: What is not quoted says that one text was written from the other if the shingles in
#: common, times the square of their share of the shorter text, are so many: 14 at a
#: share of .7, 26 at .5, 60 at a third; and a smaller share never.
PART: Final = 6.5
LEAST_SHARE: Final = 1 / 3

#: Quotations counted, so much of the shorter text, and so many shingles: what two
#: reporters hear is never so much of what both write.
WHOLE_SHARE: Final = 0.6
WHOLE_SHINGLES: Final = 60

#: An outlet says its own background again and again: only so much of the same is the
#: same article in a later version, and under the same headline so much.
REVISION: Final = 0.7
SAME_HEADLINE_REVISION: Final = 0.5
#: Later than this, somebody has written a new article after an old pattern (prices, the
#: weather), unless the texts are one or one is in the other.
LATER_MINUTES: Final = 3 * 24 * 60
#: And later, the same few words ("No warnings are in force") are said anew.
LEAST_LATER_WORDS: Final = 60

#: A long report or a live page is no copy of a brief that it takes up: the other must
#: have so many of its words.
LEAST_OF_LONGER: Final = 0.2

#: A text at most so long beside another, and in it by so much, is an excerpt.
EXCERPT_LENGTH: Final = 2 / 3
EXCERPT: Final = 0.8


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """What is known of a new text beside an old one."""

    overlap: Overlap
    is_identical: bool
    same_outlet: bool
    same_headline: bool
    lengths: tuple[int, int]  # words of the new and of the old
    minutes: int | None  # between the two, None where a time is not known


def kind_of(pair: Pair) -> CopyKind | None:
    """The kind of copy that the new text is, None where it is none.

    Where an agency is named, a text of two outlets is a wire copy whatever is said here.
    """
    if min(pair.lengths) < LEAST_WORDS:
        return None
    if pair.same_outlet:
        return _in_one_outlet(pair)
    near = pair.is_identical or pair.overlap.jaccard >= NEAR
    if not near and not _is_part(pair):
        return None
    if near:
        return "same"
    short, long = sorted(pair.lengths)
    if short <= EXCERPT_LENGTH * long and pair.overlap.containment >= EXCERPT:
        return "excerpt"
    return "wire"


def _is_part(pair: Pair) -> bool:
    """Whether texts of two outlets, which are not one, have enough in common."""
    new, old = pair.lengths
    if old < new * LEAST_OF_LONGER:
        return False
    if _is_later(pair) and pair.overlap.containment < EXCERPT:
        return False
    return shares_part(pair.overlap)


def _is_later(pair: Pair) -> bool:
    return pair.minutes is not None and pair.minutes > LATER_MINUTES


def _in_one_outlet(pair: Pair) -> CopyKind | None:
    is_later = _is_later(pair)
    if is_later and min(pair.lengths) < LEAST_LATER_WORDS:
        return None
    if pair.is_identical:
        return "same"
    if pair.overlap.jaccard >= NEAR:
        return "revision"
    if is_later:
        return None
    least = SAME_HEADLINE_REVISION if pair.same_headline else REVISION
    is_revised = share_of_own(pair.overlap) >= least and shares_part(pair.overlap)
    return "revision" if is_revised else None


def shares_part(overlap: Overlap) -> bool:
    """Whether so much is in common that one was written from the other."""
    share = share_of_own(overlap)
    if share >= LEAST_SHARE and overlap.own * share**2 >= PART:
        return True
    return overlap.containment >= WHOLE_SHARE and overlap.common >= WHOLE_SHINGLES


def share_of_own(overlap: Overlap) -> float:
    """The containment of what is not quoted."""
    return overlap.own / overlap.least_own if overlap.least_own else 0.0
