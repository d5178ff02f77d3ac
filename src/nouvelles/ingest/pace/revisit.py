"""When to fetch an article again, and when to believe that it was withdrawn.

Outlets correct an article soon after it has appeared or not at all, so visits become
rarer as it grows older. Functions of their arguments: times are seconds since 1970, UTC.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from typing import Literal

from nouvelles.ingest.pace.zones import DAY, HOUR, MINUTE

#: Ages at which an article is visited again, as far as the setting's days go.
AGES_S = (
    *(20 * MINUTE, HOUR, 4 * HOUR, 12 * HOUR),
    *(DAY, 3 * DAY, 7 * DAY, 14 * DAY, 28 * DAY),
)

#: Two visits are at least so far apart.
SHORTEST_S = 20 * MINUTE

#: An article that has just changed is visited again when it is older by this share.
AFTER_CHANGE = 0.25

#: Visits to one article, however often it changes: a page that is different every time
#: (a ticker, a counter) would otherwise be fetched for ever.
MOST_VISITS = 24

#: How long a page must be missing before it counts as withdrawn.
CONFIRM_S = HOUR


def next_revisit(
    *,
    published: float | None,
    captured: float,
    visits: int,
    changed_last: bool,
    now: float,
    days: int,
) -> float | None:
    """When to fetch an article again; None when that is over.

    `captured` is the time of its first capture, `visits` counts those after it, and
    `changed_last` says that the last one found a change. The schedule runs from
    publication, or from the first capture where that is unknown or in the future, for
    `days` days. An article that was older than that when it was first captured is never
    visited again, nor is one of `MOST_VISITS` visits. A change found brings the next
    visit forward: when the article is older by a quarter.
    """
    begun = captured if published is None or published > captured else published
    end = begun + days * DAY
    if captured >= end or now >= end or visits >= MOST_VISITS:
        return None
    age = now - begun
    place = bisect_right(AGES_S, age + SHORTEST_S / 2)
    step = AGES_S[place] if place < len(AGES_S) else float("inf")
    if changed_last and visits:
        step = min(step, age * (1 + AFTER_CHANGE))
    due = max(begun + step, now + SHORTEST_S)
    return due if due <= end else None


#: "there": as ever. "ask-again": missing, but not for long enough. "withdrawn": the
#: outlet has taken it away.
Presence = Literal["there", "ask-again", "withdrawn"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """Whether an article is still there; `ask_at` is set while that is open."""

    presence: Presence
    ask_at: float | None = None


def withdrawal(
    *, misses: int, status: int, now: float, since: float | None = None
) -> Verdict:
    """What an answer to a visit says about an article's being withdrawn.

    `misses` counts the answers just before this one, in a row, that it is missing;
    `since` is the time of the first of them, where known. 410 says that it is gone for
    good and is believed at once. 404 and 451 must still be so an hour later: servers are
    rebuilt, and articles are taken away and put back. Any other status, an error of the
    server above all, says nothing: "there" keeps what was known. Whoever finds by other
    means that an article is gone from its page (an answer 200 that says so, a redirect
    to the home page) passes 404 for it.
    """
    if status == 410:
        return Verdict(presence="withdrawn")
    if status not in (404, 451):
        return Verdict(presence="there")
    if misses < 1:
        return Verdict(presence="ask-again", ask_at=now + CONFIRM_S)
    if since is not None and now < since + CONFIRM_S:
        return Verdict(presence="ask-again", ask_at=since + CONFIRM_S)
    return Verdict(presence="withdrawn")
