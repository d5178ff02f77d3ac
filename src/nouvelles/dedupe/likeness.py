"""One article beside another: what they share, and what that makes of it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from nouvelles.dedupe.credits import wire_agency
from nouvelles.dedupe.held import Held
from nouvelles.dedupe.kinds import Pair, kind_of, share_of_own
from nouvelles.dedupe.shingles import WINDOW, Hashes, Overlap, Shingles, overlap
from nouvelles.records import CopyKind

#: What other outlets print; of each, an agency may be the author.
_OF_OUTLETS: Final = ("same", "wire", "excerpt")
#: For how many shingles one fingerprint stands, on average.
PER_FINGERPRINT: Final = (WINDOW + 1) / 2

#: How many times the words of a text its translation may have.
_LONGEST: Final = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Likeness:
    """How an article is a copy of another; `degree` tells the best of several."""

    kind: CopyKind
    overlap: Overlap
    agency: str
    degree: float


def compare(new: Held, old: Held, common: Hashes | None = None) -> Likeness | None:
    """What makes one article a copy of another, None where nothing does.

    `common` are fingerprints that many articles have: an outlet's words about itself, a
    form. What they stand for counts neither as shared nor as the text's own.
    """
    is_identical = new.digest == old.digest
    if is_identical:
        shingles = new.shingles()
        shared = _all_of(shingles)
    else:
        shared = overlap(new.shingles(), old.shingles())
        if common is not None:
            shared = _without(shared, old.shingles(), common)
    apart = None
    if new.minutes is not None and old.minutes is not None:
        apart = abs(new.minutes - old.minutes)
    kind = kind_of(
        Pair(
            overlap=shared,
            is_identical=is_identical,
            same_outlet=bool(new.outlet) and new.outlet == old.outlet,
            same_headline=bool(new.headline) and new.headline == old.headline,
            lengths=(new.words, old.words),
            minutes=apart,
        )
    )
    if kind is None:
        return None
    agency = ""
    if kind in _OF_OUTLETS and (new.outlet != old.outlet or not new.outlet):
        agency = wire_agency(new.agencies, old.agencies, (new.outlet, old.outlet))
        kind = "wire" if agency else kind
    degree = max(shared.jaccard, share_of_own(shared))
    return Likeness(kind=kind, overlap=shared, agency=agency, degree=degree)


def is_as_long(new: Held, old: Held) -> bool:
    """Whether the lengths of two texts allow one to be the other in another language."""
    short, long = sorted((new.words, old.words))
    return short * _LONGEST >= long


def _all_of(shingles: Shingles) -> Overlap:
    own, common = shingles.own, len(shingles.values)
    return Overlap(jaccard=1.0, containment=1.0, common=common, own=own, least_own=own)


def _without(shared: Overlap, old: Shingles, common: Hashes) -> Overlap:
    bare = old.values >> np.uint32(1)
    at = np.searchsorted(bare, common)
    at[at == len(bare)] = 0
    form = int(np.count_nonzero(bare[at] == common) * PER_FINGERPRINT)
    return replace(
        shared,
        own=max(0, shared.own - form),
        least_own=max(0, shared.least_own - form),
    )
