"""The texts that are held, and what they are found by."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from nouvelles.dedupe.held import Held, is_other_language
from nouvelles.dedupe.kinds import LEAST_WORDS
from nouvelles.dedupe.layout import traces
from nouvelles.dedupe.passages import MOST_ARTICLES, Passages
from nouvelles.dedupe.shingles import Cut, Hashes

#: Articles whose shingles are compared with a new one's: those that share the most.
CANDIDATES: Final = 8
#: Fingerprints that a candidate shares at least: one for the shortest copies, and so
#: much of what the first one shares.
LEAST_SHARED: Final = 1.0
SHARED_OF_BEST: Final = 0.25
#: What a fingerprint within quotations counts beside others in choosing these.
QUOTED_WEIGHT: Final = 0.25


@dataclass(frozen=True, slots=True, kw_only=True)
class Hits:
    """What is held of a text's passages: places of fingerprints, an article for each."""

    pieces: Cut
    places: NDArray[np.int64]
    numbers: NDArray[np.int64]

    def times(self) -> NDArray[np.int64]:
        """In how many articles each fingerprint is."""
        return np.bincount(self.places, minlength=len(self.pieces.fingerprints))

    def common(self) -> Hashes | None:
        """The text's own fingerprints that many articles have; None for none."""
        many = (self.times() >= MOST_ARTICLES) & self.pieces.own_marks
        return self.pieces.fingerprints[many] if many.any() else None

    def likely(self) -> list[int]:
        """The articles that share most, at most `CANDIDATES`; the earlier first."""
        if not len(self.places):
            return []
        weights = np.where(self.pieces.own_marks, 1.0, QUOTED_WEIGHT)
        weights[self.times() >= MOST_ARTICLES] = 0.0
        different, which = np.unique(self.numbers, return_inverse=True)
        shared = np.bincount(which, weights=weights[self.places])
        order = np.lexsort((different, -shared))[:CANDIDATES]
        least = max(LEAST_SHARED, shared.max() * SHARED_OF_BEST)
        return [int(different[i]) for i in order if shared[i] >= least]

    def fresh(self, is_known: Callable[[int], bool] | None = None) -> list[int]:
        """The fingerprints to be noted: not those of many, nor of articles known so.

        So a fingerprint leads to as many articles as wrote it on their own, and a
        thousand copies of one text cost little.
        """
        skip = self.times() >= MOST_ARTICLES
        if is_known is not None:
            known = [n for n in set(self.numbers.tolist()) if is_known(n)]
            skip[self.places[np.isin(self.numbers, known)]] = True
        fresh: list[int] = self.pieces.fingerprints[~skip].tolist()
        return fresh


class Texts:
    """Articles by number. Numbers rise as articles come; none is used twice."""

    def __init__(self, held: dict[int, Held] | None = None, following: int = 0) -> None:
        self.held: dict[int, Held] = held or {}
        self.following = following  # the next number
        self.passages = Passages()
        self.layouts = Passages()
        self._is_swept = False
        self._numbers = {one.article: n for n, one in self.held.items()}
        self._holders: dict[int, int] = {}  # digest of a text to who has its shingles
        self._twins: dict[int, list[int]] = {}  # and to the others that have the text
        for number, one in self.held.items():
            self._note(number, one)

    def number_of(self, article: str) -> int | None:
        """The number of an article, None where its text is not held."""
        return self._numbers.get(article)

    def numbers_of(self, articles: Collection[str]) -> set[int]:
        """The numbers of those that are held."""
        return {self._numbers[name] for name in articles if name in self._numbers}

    def holder(self, digest: int) -> int | None:
        """Who has the shingles of a text, None where it is a new one."""
        return self._holders.get(digest)

    def whole(self, article: str) -> Held | None:
        """An article with its shingles, whoever holds them; None where it is not held."""
        number = self._numbers.get(article)
        if number is None:
            return None
        one = self.held[number]
        holder = self._holders.get(one.digest, number)
        return one if one.values else one.with_text(self.held[holder])

    def search(self, pieces: Cut) -> Hits:
        """The articles held that have passages of a text."""
        places, numbers = self.passages.find(pieces.fingerprints)
        kept = [number in self.held for number in numbers.tolist()]
        return Hits(pieces=pieces, places=places[kept], numbers=numbers[kept])

    def search_layout(self, one: Held) -> list[int]:
        """Articles in other languages that have most of the same figures in order."""
        _, numbers = self.layouts.find(traces(one.layout()))
        times = Counter(
            number
            for number in numbers.tolist()
            if number in self.held and is_other_language(one, self.held[number])
        )
        order = sorted(times, key=lambda number: (-times[number], number))
        return order[:CANDIDATES]

    def add(self, one: Held, fingerprints: Iterable[int]) -> None:
        """Hold an article, found by these and its layout, if it has one.

        Of a text that is held already the shingles are not held again.
        """
        number = self.following
        self.following += 1
        if one.digest in self._holders:
            one = one.without_text()
        self.held[number] = one
        self._numbers[one.article] = number
        self._note(number, one)
        if one.words >= LEAST_WORDS:
            self.passages.add(number, fingerprints)
            self.layouts.add(number, traces(one.layout()).tolist())

    def drop(self, numbers: Iterable[int]) -> None:
        """Take articles out; a twin takes a text over."""
        for number in list(numbers):
            self._is_swept = False
            one = self.held.pop(number)
            del self._numbers[one.article]
            if self._holders.get(one.digest) != number:
                continue
            del self._holders[one.digest]
            twins = [n for n in self._twins.pop(one.digest, ()) if n in self.held]
            for twin in twins[:1]:
                self.held[twin] = self.held[twin].with_text(one)
                self._holders[one.digest] = twin
                self.find_whole(twin)
            if twins[1:]:
                self._twins[one.digest] = twins[1:]

    def find_whole(self, number: int) -> None:
        """Let an article be found by all it has, not by its additions only.

        Its fingerprints are not known any more, but they are among its shingles.
        """
        one = self.held[number]
        if one.values and one.words >= LEAST_WORDS:
            values = one.shingles().values >> np.uint32(1)
            self.passages.add(number, values.tolist())

    def sweep(self) -> None:
        """Clear the indexes of what was dropped since the last time."""
        if not self._is_swept:
            self._is_swept = True
            self._keep_held()

    def _keep_held(self) -> None:
        known = np.fromiter(self.held, np.int64, len(self.held))
        for index in (self.passages, self.layouts):
            index.keep(lambda numbers: np.isin(numbers, known))

    def _note(self, number: int, one: Held) -> None:
        if one.values:
            self._holders[one.digest] = number
        elif one.words >= LEAST_WORDS:
            self._twins.setdefault(one.digest, []).append(number)
