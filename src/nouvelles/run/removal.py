"""Removing the article behind any address that leads to it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from nouvelles.errors import InputError
from nouvelles.records import Shown
from nouvelles.run import erase
from nouvelles.run.trace import resolve
from nouvelles.store import Store, readtables
from nouvelles.store.erase import Removal
from nouvelles.store.journey import captures_traced
from nouvelles.store.names import public_id
from nouvelles.store.read import ReadTables


@dataclass(frozen=True, slots=True, kw_only=True)
class Removed:
    """What was removed: articles by public id, what was held, whether all is gone.

    `complete` is False while another process still reads an old state; the worker (or
    `nouvelles doctor`) erases the last traces then.
    """

    articles: tuple[str, ...]
    headlines: tuple[str, ...]
    captures: int
    status: int
    reason: str
    complete: bool


def remove_article(store: Store, removal: Removal, now: int) -> Removed:
    """Remove the articles behind an address: the outlet's, our page's, or a public id.

    An outlet's address that the paper has never met is kept from coming in.

    Raises:
        InputError: it is no address, or a name of our own that stands for nothing.
    """
    readtables.ensure(store)
    with store.read() as connection:
        found = resolve(connection, removal.url)
        held = captures_traced(connection, found.numbers, found.key)
    tables = ReadTables(store)
    shown = [tables.article(public_id(number)) for number in sorted(found.numbers)]
    held_now = [one for one in shown if isinstance(one, Shown)]
    urls = [removal.url]
    if found.key is None:  # named by our own page: the outlet's address leads there too
        urls = [one.listed.url for one in held_now] or [one.url for one in held[:1]]
    if not urls:
        raise InputError(removal.url, "was removed already", "See `nouvelles trace`.")
    names: list[str] = []
    complete = True
    for url in urls:
        removed, complete = erase.remove(store, replace(removal, url=url), now)
        names += removed
    return Removed(
        articles=tuple(dict.fromkeys(names)),
        headlines=tuple(one.listed.headline for one in held_now),
        captures=len(held),
        status=removal.status,
        reason=removal.reason,
        complete=complete,
    )
