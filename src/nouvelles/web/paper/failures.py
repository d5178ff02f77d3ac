"""Pages that say why there is no page."""

from __future__ import annotations

from collections.abc import Mapping

from nouvelles.records import Story, Tombstone
from nouvelles.web.addresses import Addresses, split_name
from nouvelles.web.answers import Answer
from nouvelles.web.site import Edition, Site
from nouvelles.web.words import mark

#: Title and explanation by status; anything else is told as 500.
SAID: Mapping[int, tuple[str, str]] = {
    400: (
        mark("This request cannot be understood"),
        mark("The address holds something that the paper cannot read."),
    ),
    404: (
        mark("There is nothing here"),
        mark(
            "The address may be mistyped, or the page may never have existed. "
            "An article that was removed would say so."
        ),
    ),
    405: (
        mark("This page can only be read"),
        mark("The paper takes no input here: open the page in the ordinary way."),
    ),
    410: (
        mark("This article was removed"),
        mark("Its text, its captures and its place in the search are erased for good."),
    ),
    451: (
        mark("This article was removed for legal reasons"),
        mark("Its text, its captures and its place in the search are erased for good."),
    ),
    500: (
        mark("The paper made a mistake"),
        mark("The fault is ours and was noted. The rest of the paper can be read."),
    ),
    503: (
        mark("The paper is being put in order"),
        mark("Its records cannot be read at this moment. Try again in a minute."),
    ),
}


#: The same of a story that is there no more.
STORY_GONE = (
    mark("This story is no longer in the paper"),
    mark("Its articles were removed, or an editor has taken it off the paper."),
)


def failure(site: Site, edition: Edition, status: int) -> Answer:
    """A page for a status in the edition's language; it reads nothing from the store."""
    title, why = SAID.get(status, SAID[500])
    headers = (("retry-after", "60"),) if status == 503 else ()
    return site.page(
        edition,
        "failure.html",
        None,
        status=status,
        headers=headers,
        title=title,
        why=why,
        tombstone=None,
    )


def removed(site: Site, edition: Edition, tombstone: Tombstone) -> Answer:
    """What stands where a removed article was, with the reason and the day."""
    title, why = SAID[tombstone.status]
    return site.page(
        edition,
        "failure.html",
        None,
        status=tombstone.status,
        headers=_blocked_by(edition, tombstone),
        title=title,
        why=why,
        tombstone=tombstone,
    )


def gone(site: Site, edition: Edition, tombstone: Tombstone | None) -> Answer:
    """What stands where a story was: hidden, or with all its articles removed."""
    title, why = STORY_GONE
    return site.page(
        edition,
        "failure.html",
        None,
        status=tombstone.status if tombstone else 410,
        headers=_blocked_by(edition, tombstone),
        title=title,
        why=why,
        tombstone=tombstone,
    )


def absent(site: Site, edition: Edition, kind: str, name: str) -> Answer:
    """What stands where what is said of an article ("article") or story ("story") was to
    stand: that it was removed and why, or that there is nothing."""
    parts = split_name(name)
    if parts is not None and kind == "article":
        held = site.reads.article(parts[1])
        if isinstance(held, Tombstone):
            return removed(site, edition, held)
    elif parts is not None:
        found = site.reads.story(parts[1])
        if isinstance(found, Tombstone):
            return gone(site, edition, found)
        if isinstance(found, Story):  # hidden, or nobody tells it any more
            return gone(site, edition, None)
    return failure(site, edition, 404)


def _blocked_by(
    edition: Edition, tombstone: Tombstone | None
) -> tuple[tuple[str, str], ...]:
    """Who carries out a blocking for legal reasons (RFC 7725, section 4)."""
    if tombstone is None or tombstone.status != 451:
        return ()
    address = edition.addresses.absolute(Addresses.imprint(edition.addresses))
    return (("link", f'<{address}>; rel="blocked-by"'),)
