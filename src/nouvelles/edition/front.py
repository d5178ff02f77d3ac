"""The front page: stories by importance, no outlet and no language alone at the top."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Container, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from nouvelles.config import FrontSettings
from nouvelles.edition.hours import freshness
from nouvelles.edition.lead import Choice, can_be_read, choose_lead
from nouvelles.edition.rank import Score, find_neglected, rank
from nouvelles.edition.strength import Strength, country_of, strength
from nouvelles.language.identify import primary
from nouvelles.records import Listed, Story, Told

#: Stories beside the lead (one less when it has no picture: columns of one height),
#: under it, and in the rows below both.
STACK = 3
UNDER = 2
ROW = 6
#: Stories led by one source that the upper part (lead, stack, under, row) may show.
PER_SOURCE = 2
#: The lead is looked for among stories not older than this, seen from the freshest.
LEAD_WINDOW = timedelta(hours=24)
#: Stories in a row that may pass before the same language may lead one again.
LANGUAGE_GAP = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A story of several, or an article alone, with what ranks it.

    `story` is None for an article that is in no story of several. `is_kept` says that it
    stands in the upper part because places are kept for countries that the press
    neglects.
    """

    lead: Choice
    told: tuple[Told, ...]
    strength: Strength
    score: Score
    story: Story | None = None
    topics: tuple[str, ...] = ()
    is_kept: bool = False

    @property
    def listed(self) -> Listed:
        return self.lead.told.listed


@dataclass(frozen=True, slots=True, kw_only=True)
class Front:
    """The places of a front page; every article given stands in exactly one of them."""

    lead: Piece | None
    stack: tuple[Piece, ...] = ()
    under: tuple[Piece, ...] = ()
    row: tuple[Piece, ...] = ()
    rest: tuple[Piece, ...] = ()


def arrange(
    stories: Sequence[Story],
    listed: Sequence[Listed],
    now: datetime,
    *,
    front: FrontSettings,
    reader: str = "",
    whole: Container[str] = (),
) -> Front:
    """Give each story, and each article that is in none of them, its place.

    By importance (`rank`). The upper part holds at most `PER_SOURCE` stories led by one
    source and avoids two neighbours of one language while others are there; at least
    `front.floor` of its places are for stories that only neglected countries tell, where
    such are fresh. What leads the page is the most important story whose lead is in the
    reader's language (a BCP 47 primary tag) or has its headline in it, since a lead that
    the reader cannot read is no lead; without one, the most important story.

    Articles that their outlets have withdrawn have nothing to read: they stand in the
    rest, unless there are no others.
    """
    everything = rank_all(stories, listed, now, front=front, reader=reader, whole=whole)
    if not everything:
        return Front(lead=None)
    standing = [one for one in everything if one.listed.withdrawn is None] or everything
    lead = _find_lead(standing, reader)
    stack = STACK if lead.listed.picture else STACK - 1
    upper = [lead]
    left = [one for one in standing if one is not lead]
    while left and len(upper) < 1 + stack + UNDER + ROW:
        following = find_next(left, upper)
        if following is None:
            break
        upper.append(following)
        left = [one for one in left if one is not following]
    upper = _keep_places(upper, left, front.floor)
    above = {one.listed.id for one in upper}
    return Front(
        lead=upper[0],
        stack=tuple(upper[1 : 1 + stack]),
        under=tuple(upper[1 + stack : 1 + stack + UNDER]),
        row=tuple(upper[1 + stack + UNDER :]),
        rest=tuple(one for one in everything if one.listed.id not in above),
    )


def rank_all(
    stories: Sequence[Story],
    listed: Sequence[Listed],
    now: datetime,
    *,
    front: FrontSettings,
    reader: str = "",
    whole: Container[str] = (),
) -> list[Piece]:
    """Stories, and the articles that are in none of them, the most important first.

    A story of one telling is an article alone.
    """
    held = {told.listed.id for story in stories for told in story.told}
    alone = [
        Told(listed=one, origin=one.id, country=one.source.country)
        for one in listed
        if one.id not in held
    ]
    groups = [story for story in stories if story.told]
    groups += [Story(id="", slug="", told=(one,)) for one in alone]
    ages = [_newest(story.told, now) for story in groups]
    newest_of_all = max(ages, default=now)
    pieces = []
    for story, newest in zip(groups, ages, strict=True):
        found = strength(story.told)
        pieces.append(
            Piece(
                lead=choose_lead(story, now, reader=reader, whole=whole),
                told=story.told,
                strength=found,
                score=rank(found, newest, newest_of_all, front),
                story=story if len(story.told) > 1 else None,
                topics=story.topics,
            )
        )
    pieces.sort(key=lambda one: one.listed.id)
    pieces.sort(key=lambda one: (one.score.total, one.score.newest), reverse=True)
    return pieces


def _newest(told: Sequence[Told], now: datetime) -> datetime:
    """The time of the newest telling that is no copy: copies make nothing new."""
    own = [one for one in told if one.copy is None] or told
    return max(freshness(one.listed, now) for one in own)


def _find_lead(pieces: Sequence[Piece], reader: str) -> Piece:
    newest = max(one.score.newest for one in pieces)
    for one in pieces:
        # Compared as a difference: the sum would overflow at the end of time.
        is_fresh = newest - one.score.newest <= LEAD_WINDOW
        if is_fresh and can_be_read(one.listed, reader):
            return one
    return pieces[0]


def find_next(left: Sequence[Piece], upper: Sequence[Piece]) -> Piece | None:
    """Which of those left, the most important first, may stand after the upper ones."""
    counted = _sources(upper)
    neighbours = {primary(one.listed.language) for one in upper[-LANGUAGE_GAP:]}

    def is_new_language(one: Piece) -> bool:
        # A story that several languages tell is not passed over for the sake of variety.
        several = len(one.strength.languages) > 1
        return several or primary(one.listed.language) not in neighbours

    def is_new_outlet(one: Piece) -> bool:
        return one.strength.outlets > 1 or not counted[one.listed.source.host]

    def is_within_share(one: Piece) -> bool:
        return counted[one.listed.source.host] < PER_SOURCE

    # From the strictest wish to the only rule that is never broken.
    wishes: tuple[Callable[[Piece], bool], ...] = (
        lambda one: (
            is_within_share(one) and is_new_language(one) and is_new_outlet(one)
        ),
        lambda one: is_within_share(one) and is_new_language(one),
        is_within_share,
    )
    for wish in wishes:
        found = next((one for one in left if wish(one)), None)
        if found is not None:
            return found
    return None


def _keep_places(
    upper: Sequence[Piece], left: Sequence[Piece], floor: int
) -> list[Piece]:
    """The upper part with at least `floor` stories of neglected countries, if there are.

    The least important of the others, from the end of the page, make room; the lead
    stays.
    """
    tellings = [country_of(one) for piece in [*upper, *left] for one in piece.told]
    neglected = find_neglected(tellings)

    def is_neglected(piece: Piece) -> bool:
        countries = piece.strength.countries
        return bool(countries) and neglected.issuperset(countries)

    found = list(upper)
    newest = max(one.score.newest for one in upper)
    waiting = [
        one
        for one in left
        if is_neglected(one) and newest - one.score.newest <= LEAD_WINDOW
    ]
    for place in range(len(found) - 1, 0, -1):
        if sum(map(is_neglected, found)) >= floor:
            break
        if is_neglected(found[place]):
            continue
        others = _sources([*found[:place], *found[place + 1 :]])
        for one in waiting:
            if others[one.listed.source.host] < PER_SOURCE:
                found[place] = replace(one, is_kept=True)
                waiting.remove(one)
                break
    return found


def _sources(pieces: Sequence[Piece]) -> Counter[str]:
    return Counter(one.listed.source.host for one in pieces)
