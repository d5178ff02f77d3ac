"""Which articles have the text of an earlier one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice
from typing import Final

import numpy as np
from numpy.typing import NDArray

from nouvelles.dedupe.held import Held, hold, minutes_of
from nouvelles.dedupe.kinds import LEAST_WORDS
from nouvelles.dedupe.likeness import Likeness, compare
from nouvelles.dedupe.passages import MOST_ARTICLES, Passages
from nouvelles.dedupe.shingles import Cut, Hashes, cut
from nouvelles.dedupe.snapshot import State, pack, unpack
from nouvelles.records import Copy, Telling

#: Articles whose shingles are compared with a new one's: those that share the most.
CANDIDATES: Final = 8
#: What a fingerprint within quotations counts beside others in choosing these.
QUOTED_WEIGHT: Final = 0.25
#: Of the articles whose text is held, the part that goes when there are too many.
_PART: Final = 16


@dataclass(frozen=True, slots=True, kw_only=True)
class _Hits:
    """What the index has of a text: places of fingerprints, and an article for each."""

    pieces: Cut
    places: NDArray[np.int64]
    numbers: NDArray[np.int64]

    def times(self) -> NDArray[np.int64]:
        """In how many articles each fingerprint is."""
        return np.bincount(self.places, minlength=len(self.pieces.fingerprints))

    def pairs(self) -> tuple[list[int], list[int]]:
        """Places and numbers as lists."""
        return self.places.tolist(), self.numbers.tolist()

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
        return [int(different[i]) for i in order if shared[i] > 0]


class Copies:
    """All articles seen, and which of them have the text of another.

    Args:
        window: for how long after an article came its text is held; then a digest
            stays, by which the same text of the same day is known again.
        most_texts: how many texts are held at most; the oldest go first.
    """

    def __init__(
        self, *, window: timedelta = timedelta(days=14), most_texts: int = 200_000
    ) -> None:
        self.window = window
        self.most_texts = most_texts
        self._held: dict[int, Held] = {}  # by number, which rise as articles come
        self._numbers: dict[str, int] = {}
        self._texts: dict[int, int] = {}  # digest of a text to who holds its shingles
        self._twins: dict[int, list[int]] = {}  # and to the others that have it
        self._lasting: dict[int, str] = {}
        self._origins: dict[str, str] = {}
        self._passages = Passages()
        self._next = 0
        self._marks: list[tuple[int, int]] = []  # a time, and the number that was next

    def look(self, telling: Telling) -> Copy | None:
        """What an article is a copy of. It is remembered, whatever it is.

        An article that comes again is compared anew and takes the place of what was
        held of it.
        """
        pieces = cut(telling.text)
        held = hold(telling, pieces)
        if (known := self._numbers.get(held.article)) is not None:
            self._drop([known])
        hits = self._search(pieces) if held.digest not in self._texts else None
        copy = self._judge(held, hits) if held.words >= LEAST_WORDS else None
        if copy is None:
            self._origins.pop(held.article, None)
        else:
            self._origins[held.article] = copy.of
        self._remember(held, hits, copy)
        return copy

    def origin(self, article: str) -> str:
        """The first article with this text: itself, unless it is a copy."""
        return self._origins.get(article, article)

    def forget(self, article: str) -> None:
        """Take an article out. The earliest of its copies becomes the others' origin."""
        if (number := self._numbers.get(article)) is not None:
            self._drop([number])
        self._origins.pop(article, None)
        for digest in [d for d, name in self._lasting.items() if name == article]:
            del self._lasting[digest]
        copies = [name for name, of in self._origins.items() if of == article]
        if not copies:
            return
        heir = min(copies, key=lambda name: self._numbers.get(name, self._next))
        del self._origins[heir]
        for name in copies:
            if name != heir:
                self._origins[name] = heir
        if (number := self._numbers.get(heir)) is not None:
            self._index_whole(number)

    def tidy(self, now: datetime) -> int:
        """Let go of texts that came longer than the window ago; how many went.

        To be called now and then; articles that came between two calls go together.
        """
        minutes = minutes_of(now) or 0
        if not self._marks or minutes > self._marks[-1][0]:
            self._marks.append((minutes, self._next))
        before = minutes - self.window // timedelta(minutes=1)
        over = [mark for mark in self._marks if mark[0] <= before]
        if not over:
            return 0
        self._marks = self._marks[len(over) :]
        return self._expire([n for n in self._held if n < over[-1][1]])

    def snapshot(self) -> bytes:
        """All that is remembered; `restore` gives a `Copies` that answers the same."""
        self._passages.settle()
        return pack(
            State(
                window_s=self.window.total_seconds(),
                most_texts=self.most_texts,
                held=self._held,
                lasting=self._lasting,
                origins=self._origins,
                rows=[row.tobytes() for row in self._passages.rows],
                next=self._next,
                marks=self._marks,
            )
        )

    @classmethod
    def restore(cls, data: bytes) -> Copies:
        """The `Copies` of a snapshot.

        Raises:
            InputError: the bytes are no snapshot, or one of another version.
        """
        state = unpack(data)
        copies = cls(
            window=timedelta(seconds=state.window_s), most_texts=state.most_texts
        )
        copies._held = state.held
        copies._numbers = {held.article: n for n, held in state.held.items()}
        for number, held in state.held.items():
            copies._hold_text(number, held)
        copies._lasting = state.lasting
        copies._origins = state.origins
        rows = [np.frombuffer(row, np.uint64) for row in state.rows]
        copies._passages = Passages(rows)
        copies._next = state.next
        copies._marks = state.marks
        return copies

    def __len__(self) -> int:
        """How many texts are held."""
        return len(self._held)

    # What an article is a copy of.

    def _judge(self, held: Held, hits: _Hits | None) -> Copy | None:
        """The best of all that the article may be a copy of."""
        last = self._lasting.get(held.lasting)
        if last is not None and last != held.article:
            return Copy(
                article=held.article,
                of=self.origin(last),
                kind="same",
                jaccard=1.0,
                containment=1.0,
            )
        numbers = [self._texts[held.digest]] if hits is None else hits.likely()
        common = None if hits is None else hits.common()
        likest: tuple[Likeness, Held] | None = None
        for number in numbers:
            other = self._held[number]
            if self.origin(other.article) == held.article:
                continue  # its own copy
            like = compare(held, other, common)
            if like and (likest is None or like.degree > likest[0].degree):
                likest = like, other
        return self._copy_of(held, *likest, common) if likest else None

    def _copy_of(
        self, held: Held, like: Likeness, other: Held, common: Hashes | None
    ) -> Copy:
        """The copy that is like another article: of it, or of what that is a copy of.

        An article that has only the other's own additions is a copy of the other.
        """
        of = other.article
        root = self.origin(of)
        if root != of:
            number = self._numbers.get(root)
            first = self._whole(number) if number is not None else None
            by_root = compare(held, first, common) if first else None
            if by_root or first is None or held.outlet == other.outlet:
                like, of = by_root or like, root
        return Copy(
            article=held.article,
            of=of,
            kind=like.kind,
            jaccard=like.overlap.jaccard,
            containment=like.overlap.containment,
            agency=like.agency,
        )

    def _search(self, pieces: Cut) -> _Hits:
        """The articles held that have fingerprints of a text."""
        places, numbers = self._passages.find(pieces.fingerprints)
        held = [number in self._held for number in numbers.tolist()]
        return _Hits(pieces=pieces, places=places[held], numbers=numbers[held])

    def _whole(self, number: int) -> Held:
        """An article with its shingles, whoever holds them."""
        held = self._held[number]
        if held.values:
            return held
        return held.with_text(self._held[self._texts[held.digest]])

    # What is remembered.

    def _remember(self, held: Held, hits: _Hits | None, copy: Copy | None) -> None:
        number = self._next
        self._next += 1
        if hits is None:
            held = held.without_text()
        self._held[number] = held
        self._numbers[held.article] = number
        self._hold_text(number, held)
        if hits is not None and held.words >= LEAST_WORDS:
            self._passages.add(number, self._fresh(hits, copy))
        if len(self._held) > self.most_texts:
            self._expire(list(islice(self._held, self.most_texts // _PART + 1)))

    def _fresh(self, hits: _Hits, copy: Copy | None) -> list[int]:
        """The fingerprints to be noted: not those of many, nor a copy's old ones.

        So a fingerprint leads to as many articles as wrote it on their own, and a
        thousand copies of one text cost little.
        """
        skip = hits.times() >= MOST_ARTICLES
        if copy is not None:
            for place, number in zip(*hits.pairs(), strict=True):
                if self.origin(self._held[number].article) == self.origin(copy.of):
                    skip[place] = True
        fresh: list[int] = hits.pieces.fingerprints[~skip].tolist()
        return fresh

    def _hold_text(self, number: int, held: Held) -> None:
        if held.values:
            self._texts[held.digest] = number
        else:
            self._twins.setdefault(held.digest, []).append(number)

    def _index_whole(self, number: int) -> None:
        """Let an article be found by all it has, not by its additions only.

        Its fingerprints are not known any more, but they are among its shingles.
        """
        held = self._held[number]
        if held.values and held.words >= LEAST_WORDS:
            values = held.shingles().values >> np.uint32(1)
            self._passages.add(number, values.tolist())

    def _expire(self, numbers: list[int]) -> int:
        """Let texts go; what stays is the digest of those that were no copies."""
        for number in numbers:
            held = self._held[number]
            if held.words >= LEAST_WORDS:
                self._lasting.setdefault(held.lasting, held.article)
        gone = {self._held[number].article for number in numbers}
        self._drop(numbers)
        for number, held in self._held.items():
            # The first that is left of an origin's copies stands for its text.
            if (of := self._origins.get(held.article)) in gone:
                gone.discard(of)
                self._index_whole(number)
        self._passages.keep(self._are_held)
        return len(numbers)

    def _drop(self, numbers: list[int]) -> None:
        """Take articles out of all that holds texts; a twin takes a text over."""
        dropped = [self._held.pop(number) for number in numbers]
        for number, held in zip(numbers, dropped, strict=True):
            del self._numbers[held.article]
            if self._texts.get(held.digest) != number:
                continue
            del self._texts[held.digest]
            twins = [n for n in self._twins.pop(held.digest, ()) if n in self._held]
            for twin in twins[:1]:
                self._held[twin] = self._held[twin].with_text(held)
                self._texts[held.digest] = twin
                self._index_whole(twin)
            if twins[1:]:
                self._twins[held.digest] = twins[1:]

    def _are_held(self, numbers: NDArray[np.int64]) -> NDArray[np.bool_]:
        known = np.fromiter(self._held, np.int64, len(self._held))
        return np.isin(numbers, known)
