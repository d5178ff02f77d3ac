"""The delay from publication to our capture, as measured for one source."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from nouvelles.ingest.pace.zones import HOUR

#: Delays that are remembered of a source.
REMEMBERED = 64

#: Seconds by which an entry may be older than the last look and still have come after
#: it: feeds are made some minutes after the articles, and caches add to that. What is
#: older was dated back, or was late for reasons that no rhythm could mend.
LATE_FEED_S = HOUR


@dataclass(frozen=True, slots=True, kw_only=True)
class Delays:
    """The last delays of a source, in whole seconds, the newest last."""

    seconds: tuple[int, ...] = ()


def note_delays(
    delays: Delays, *, last: float, now: float, published: Sequence[float]
) -> Delays:
    """The delays after a look at `now` that found entries of those times new.

    `last` is the time of the look before; 0.0 for the first look, which measures nothing:
    what stood in the feed then had been there for as long as the source was not ours.
    Entries without a time, dated in the future, or dated back do not count.
    """
    if last <= 0:
        return delays
    earliest = last - LATE_FEED_S
    new = [round(now - t) for t in sorted(published) if t > 0 and earliest < t <= now]
    if not new:
        return delays
    return Delays(seconds=(*delays.seconds, *new)[-REMEMBERED:])


def delay_quantile(delays: Delays, share: float = 0.5) -> float | None:
    """The delay in seconds that this share of entries stays under; None if unknown.

    Half of them by default: the median. Between two delays it is interpolated.

    Raises:
        ValueError: `share` is not between 0 and 1.
    """
    if not 0 <= share <= 1:
        raise ValueError(f"share is between 0 and 1, not {share}")
    if not delays.seconds:
        return None
    ordered = sorted(delays.seconds)
    place = share * (len(ordered) - 1)
    below = int(place)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (ordered[above] - ordered[below]) * (place - below)
