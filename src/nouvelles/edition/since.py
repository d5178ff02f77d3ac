"""What is new since a reader's last visit: the time stands in the address, nowhere else.

No account and no cookie: whoever wants to be told what is new keeps a link that carries
the time of this view.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from nouvelles.records import Shown, Told

#: To the minute, with an offset or Z: what `write_since` writes, and what people type.
_TIME = re.compile(
    r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2})?(?:Z|[+-]\d{2}:\d{2})\Z", re.ASCII
)


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """What came to a story since a time: new tellings, and old ones that were changed."""

    at: datetime
    new: tuple[Told, ...]
    changed: tuple[Told, ...] = ()


def read_since(given: str, now: datetime) -> datetime | None:
    """The time of an address; None for what is no time, or none that has passed."""
    # A plus sign of an offset arrives as the space for which it stands in addresses.
    written = given.replace(" ", "+")
    if not _TIME.match(written):
        return None
    try:
        at = datetime.fromisoformat(written).astimezone(UTC)
    except (ValueError, OverflowError):
        return None
    return at if at <= now else None


def write_since(at: datetime) -> str:
    """A time as an address carries it: "2026-03-12T09:00Z".

    Rounded down: what came within the minute is rather told twice than not at all.
    """
    written = at.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="minutes")
    return f"{written}Z"


def news_since(told: Sequence[Told], shown: Iterable[Shown], at: datetime) -> News:
    """What came since a time: by when the paper had it, for only then could it be read.

    `shown` are the articles of the tellings, as far as they are at hand, for their
    revisions.
    """
    new = tuple(one for one in told if _arrival(one) >= at)
    fresh = {one.listed.id for one in new}
    changed = {
        one.listed.id
        for one in shown
        if any(revision.changes and revision.at >= at for revision in one.revisions)
    }
    return News(
        at=at,
        new=new,
        changed=tuple(
            one
            for one in told
            if one.listed.id in changed and one.listed.id not in fresh
        ),
    )


def _arrival(told: Told) -> datetime:
    listed = told.listed
    known = listed.captured or listed.published
    return known if known is not None else datetime.min.replace(tzinfo=UTC)
