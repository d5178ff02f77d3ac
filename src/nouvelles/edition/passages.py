"""Sentences of an older text put together with those that they became in a newer one."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

from nouvelles.edition.wording import likeness
from nouvelles.language import tokens

#: Sentences resemble each other when they share this part of their words (Sørensen and
#: Dice's coefficient): a word of three may change, and half of a long sentence.
RESEMBLING: Final = 0.5
#: A word that stands in more sentences than this tells none of them from the others.
_COMMON: Final = 8

#: Where a sentence stands: its line (paragraph, item), and its number in it.
Place = tuple[int, int]
_BEFORE_ALL: Final[Place] = (-1, 0)
#: The number that stands for all sentences of a line.
WHOLE_LINE: Final = 1 << 30


@dataclass(frozen=True, kw_only=True)
class Sentence:
    """A sentence that has no equal in the other text."""

    text: str
    place: Place

    @cached_property
    def words(self) -> frozenset[str]:
        return frozenset(tokens(self.text))


@dataclass(slots=True, kw_only=True)
class Passage:
    """Sentences of the older text, and those of the newer one that stand for them."""

    before: list[Sentence] = field(default_factory=list)
    after: list[Sentence] = field(default_factory=list)

    def likeness(self) -> float:
        return likeness(_words(self.before), _words(self.after))


def match_equals(old: Sequence[str], new: Sequence[str]) -> dict[int, int]:
    """Places of equals: the first of its kind with the first, the second …"""
    free: dict[str, list[int]] = {}
    for number in range(len(new) - 1, -1, -1):
        free.setdefault(new[number], []).append(number)
    return {number: free[key].pop() for number, key in enumerate(old) if free.get(key)}


def find_passages(
    removed: Sequence[Sentence],
    added: Sequence[Sentence],
    anchors: Sequence[tuple[Place, Place]],
) -> list[Passage]:
    """Sentences put together with those that they became, or left alone.

    `anchors` are the places in both texts of what is equal in them.
    """
    old = {one.place: one for one in removed}
    new = {one.place: one for one in added}
    found: list[Passage] = []
    for left, right in [*_resembling(removed, added), *_lonely(old, new, anchors)]:
        if left.place in old and right.place in new:
            passage = Passage(
                before=[old.pop(left.place)], after=[new.pop(right.place)]
            )
            found.append(passage)
    for passage in found:
        _grow(passage, passage.before, old)
        _grow(passage, passage.after, new)
    found += [Passage(before=[one]) for one in old.values()]
    found += [Passage(after=[one]) for one in new.values()]
    return found


def _resembling(
    removed: Sequence[Sentence], added: Sequence[Sentence]
) -> list[tuple[Sentence, Sentence]]:
    """Pairs that resemble each other, the most alike first, found by their rare words."""
    index: dict[str, list[int]] = {}
    for number, one in enumerate(added):
        for word in one.words:
            index.setdefault(word, []).append(number)
    rare = {word: found for word, found in index.items() if len(found) <= _COMMON}
    pairs: list[tuple[float, int, int]] = []
    for place, one in enumerate(removed):
        shared = Counter(n for word in one.words for n in rare.get(word, ()))
        for number, _ in shared.most_common(_COMMON):
            alike = likeness(one.words, added[number].words)
            if alike >= RESEMBLING:
                pairs.append((-alike, place, number))
    return [(removed[place], added[number]) for _, place, number in sorted(pairs)]


def _lonely(
    old: dict[Place, Sentence],
    new: dict[Place, Sentence],
    anchors: Sequence[tuple[Place, Place]],
) -> list[tuple[Sentence, Sentence]]:
    """Pairs that stand alone in the same gap: one sentence was written anew.

    Pairs that resemble each other were taken before; what is alone here is decided
    among all, so that a gap of several sentences is left to them.
    """
    gaps: dict[Place, Passage] = {}
    follow = _Follower(anchors)
    for one in old.values():
        gaps.setdefault(follow.after_old(one.place), Passage()).before.append(one)
    for one in new.values():
        gaps.setdefault(follow.after_new(one.place), Passage()).after.append(one)
    return [
        (gap.before[0], gap.after[0])
        for gap in gaps.values()
        if len(gap.before) == len(gap.after) == 1
    ]


def _grow(passage: Passage, side: list[Sentence], free: dict[Place, Sentence]) -> None:
    """Take in neighbours of the same paragraph as long as both sides become more alike:
    sentences that were joined or split."""
    for step in (1, -1):
        while True:
            line, number = side[-1 if step > 0 else 0].place
            neighbour = free.get((line, number + step))
            if neighbour is None:
                break
            before = passage.likeness()
            side.insert(len(side) if step > 0 else 0, neighbour)
            if passage.likeness() <= before:
                side.remove(neighbour)
                break
            del free[neighbour.place]


class _Follower:
    """Where in the newer text things stand: behind which of its unchanged passages."""

    def __init__(self, anchors: Sequence[tuple[Place, Place]]) -> None:
        self._pairs = sorted(anchors)
        self._old = [old for old, _ in self._pairs]
        self._new = sorted(new for _, new in self._pairs)

    def after_old(self, place: Place) -> Place:
        """The place of the newer text behind which a sentence of the older one stood."""
        number = bisect_left(self._old, place)
        return self._pairs[number - 1][1] if number else _BEFORE_ALL

    def after_new(self, place: Place) -> Place:
        number = bisect_left(self._new, place)
        return self._new[number - 1] if number else _BEFORE_ALL


def in_order(
    passages: Sequence[Passage], anchors: Sequence[tuple[Place, Place]]
) -> list[Passage]:
    """Passages in the order of the newer text; what was taken out, where it stood."""
    pairs = [
        (one.before[-1].place, one.after[-1].place)
        for one in passages
        if one.before and one.after
    ]
    follow = _Follower([*anchors, *pairs])

    def order(passage: Passage) -> tuple[Place, Place]:
        if passage.after:
            return passage.after[0].place, _BEFORE_ALL
        place = passage.before[0].place
        return follow.after_old(place), place

    return sorted(passages, key=order)


def _words(of: Sequence[Sentence]) -> frozenset[str]:
    return of[0].words.union(*(one.words for one in of[1:])) if of else frozenset()
