"""The front page: freshest first, no outlet and no language alone at the top."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import MAXYEAR, UTC, datetime, timedelta

from nouvelles.language.identify import primary
from nouvelles.records import Listed

#: Articles beside the lead (one less when it has no picture: columns of one height),
#: under it, and in the rows below both.
STACK = 3
UNDER = 2
ROW = 6
#: Articles of one source that the upper part (lead, stack, under, row) may show.
PER_SOURCE = 2
#: The lead is looked for among articles not older than this, seen from the freshest.
LEAD_WINDOW = timedelta(hours=24)
#: Articles in a row that may pass before the same language may stand again.
LANGUAGE_GAP = 1

_DAY = timedelta(hours=24)
_LONG_AGO = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Front:
    """The places of a front page; every article given stands in exactly one."""

    lead: Listed | None
    stack: tuple[Listed, ...]
    under: tuple[Listed, ...]
    row: tuple[Listed, ...]
    rest: tuple[Listed, ...]


def arrange(listed: Sequence[Listed], now: datetime, *, reader: str = "") -> Front:
    """Give each article its place.

    Freshest first. The upper part holds at most `PER_SOURCE` articles of one source and
    avoids two neighbours of one language while others are there. The lead is the
    freshest article in the reader's language (a BCP 47 primary tag), since a lead that
    the reader cannot read is no lead; without one, the freshest article.

    Withdrawn articles have nothing to read: they stand in the rest, unless there are
    no others.

    A time in the future (publishers' clocks and embargoes) counts as the time of
    capture, or else as `now`.
    """
    everything = sorted(listed, key=lambda item: item.id)
    everything.sort(key=lambda item: freshness(item, now), reverse=True)
    if not everything:
        return Front(lead=None, stack=(), under=(), row=(), rest=())
    fresh = [one for one in everything if one.withdrawn is None] or everything
    lead = _find_lead(fresh, now, reader)
    stack = STACK if lead.picture else STACK - 1
    upper = [lead]
    left = [item for item in fresh if item is not lead]
    while left and len(upper) < 1 + stack + UNDER + ROW:
        following = _find_next(left, upper)
        if following is None:
            break
        upper.append(following)
        left = [item for item in left if item is not following]
    above = {item.id for item in upper}
    return Front(
        lead=lead,
        stack=tuple(upper[1 : 1 + stack]),
        under=tuple(upper[1 + stack : 1 + stack + UNDER]),
        row=tuple(upper[1 + stack + UNDER :]),
        rest=tuple(item for item in everything if item.id not in above),
    )


def freshness(item: Listed, now: datetime) -> datetime:
    """The time by which an article is ordered; never after `now`.

    A bare day says that the article came some time in it: the capture tells when at the
    latest. Ordered by midnight, such an article would be old before it is read.
    """
    if item.published is not None and item.published <= now:
        if item.day_only and item.captured is not None:
            return max(
                item.published, min(item.captured, _evening(item.published), now)
            )
        return item.published
    if item.captured is not None and item.captured <= now:
        return item.captured
    return now if item.published or item.captured else _LONG_AGO


def _evening(day: datetime) -> datetime:
    """The end of a day that is given by its beginning; the last day of all has none."""
    return day + _DAY if day.year < MAXYEAR else day


def _find_lead(fresh: Sequence[Listed], now: datetime, reader: str) -> Listed:
    newest = freshness(fresh[0], now)
    for item in fresh:
        # Compared as a difference: the sum would overflow at the end of time.
        if newest - freshness(item, now) > LEAD_WINDOW:
            break
        if primary(item.language) == primary(reader):
            return item
    return fresh[0]


def _find_next(left: Sequence[Listed], upper: Sequence[Listed]) -> Listed | None:
    counted = Counter(item.source.host for item in upper)
    neighbours = {primary(item.language) for item in upper[-LANGUAGE_GAP:]}

    def is_new_voice(item: Listed) -> bool:
        return not counted[item.source.host] and _is_new_language(item)

    def _is_new_language(item: Listed) -> bool:
        return primary(item.language) not in neighbours

    def is_within_share(item: Listed) -> bool:
        return counted[item.source.host] < PER_SOURCE

    # From the strictest wish to the only rule that is never broken.
    wishes: tuple[Callable[[Listed], bool], ...] = (
        is_new_voice,
        lambda item: is_within_share(item) and _is_new_language(item),
        is_within_share,
    )
    for wish in wishes:
        found = next((item for item in left if wish(item)), None)
        if found is not None:
            return found
    return None
