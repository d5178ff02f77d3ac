"""Which sources are read: added, paused, taken up again, removed; each noted as an edit."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import Connection, select, update

from nouvelles.errors import InputError
from nouvelles.ingest import normalise
from nouvelles.records import Source
from nouvelles.run.reading.named import feeds_named
from nouvelles.store import Store, faults, feeds, fetches, hubs
from nouvelles.store.alone import bare
from nouvelles.store.codec import decode, encode
from nouvelles.store.feeds import FeedRow, FeedState
from nouvelles.store.kinds import Kind, State
from nouvelles.store.people import Edit, note_edit
from nouvelles.store.schema import sources
from nouvelles.store.sources import source_for

#: Subscriptions that are written in one transaction.
CHUNK = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """An address that is to be looked at from now on, and whose it is.

    `outlet` is an address on the outlet's own host, where the feed lies elsewhere.
    `source` says all that is known of the outlet, and takes the place of what the paper
    guessed; what a person said before stays.
    """

    url: str
    kind: Kind = Kind.FEED
    title: str = ""
    outlet: str = ""
    language: str = ""
    rule: str = ""
    source: Source | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Subscribed:
    """What became of what was wanted."""

    new: int = 0
    known: int = 0
    refused: tuple[InputError, ...] = ()


def subscribe(
    store: Store, wanted: Sequence[Wanted], *, who: str, now: int, mode: str = ""
) -> Subscribed:
    """Look at addresses from now on; those known already are taken up again.

    With a `mode` ("pages", "headlines") their sources are read in that way.
    """
    new = known = 0
    refused: list[InputError] = []
    for start in range(0, len(wanted), CHUNK):
        with store.write() as connection:
            for one in wanted[start : start + CHUNK]:
                try:
                    fresh = _add(connection, one, who=who, now=now, mode=mode)
                except InputError as error:
                    refused.append(error)
                    continue
                new, known = new + fresh, known + (not fresh)
    return Subscribed(new=new, known=known, refused=tuple(refused))


def _add(connection: Connection, one: Wanted, *, who: str, now: int, mode: str) -> bool:
    url = normalise(one.url, keep_tracking=True)
    source_id = _source_of(connection, one, url)
    _learn(connection, source_id, one, mode)
    state = FeedState(title=one.title, rule=one.rule)
    _, new = feeds.add_feed(connection, source_id, one.kind, url, state, now)
    note_edit(connection, Edit(who=who, what="read", about=url), now)
    return new


def _source_of(connection: Connection, one: Wanted, url: str) -> int:
    if one.source is not None:
        host = bare(one.source.host)
        found = connection.execute(
            select(sources.c.id).where(sources.c.host == host)
        ).scalar()
        if found is not None:
            return int(found)
        data = encode(replace(one.source, host=host))
        made = connection.execute(
            sources.insert().values(host=host, known=True, data=data)
        )
        assert made.inserted_primary_key is not None
        return int(made.inserted_primary_key[0])
    try:
        return source_for(connection, normalise(one.outlet))
    except InputError:  # the feed names no home, or none that can be one
        return source_for(connection, url)


def _learn(connection: Connection, source_id: int, one: Wanted, mode: str) -> None:
    """Say of a source what is known now; the words of a person are left alone."""
    where = sources.c.id == source_id
    row = connection.execute(select(sources.c.known, sources.c.data).where(where)).one()
    was = decode(row.data, Source)
    source, known = was, row.known
    if not row.known:
        if one.source is not None:
            # Headlines alone is what a person asked for; the other is what is usual.
            kept = was.mode if was.mode == "headlines" else one.source.mode
            source, known = replace(one.source, host=was.host, mode=kept), True
        named = one.title if source.name == source.host else source.name
        source = replace(
            source,
            name=named or source.name,
            language=source.language or one.language,
            home=one.outlet or source.home,
        )
    if mode in ("pages", "headlines"):
        source = replace(source, mode="pages" if mode == "pages" else "headlines")
    if (source, known) != (was, row.known):
        connection.execute(
            update(sources).where(where).values(known=known, data=encode(source))
        )


# ---- sources that are read ----


def pause(store: Store, names: Collection[str], *, who: str, now: int) -> list[str]:
    """Read sources no more until `resume`; the addresses of their feeds.

    Raises:
        InputError: as `feeds_named`.
    """

    def put(connection: Connection, rows: Sequence[FeedRow]) -> None:
        paused = [row.id for row in rows if row.state is State.READ]
        feeds.set_state(connection, paused, State.PAUSED, now)
        hubs.leave(connection, paused, now)

    return _change(store, names, "pause", put, who=who, now=now)


def resume(store: Store, names: Collection[str], *, who: str, now: int) -> list[str]:
    """Read paused or ended sources again.

    Raises:
        InputError: as `feeds_named`.
    """

    def put(connection: Connection, rows: Sequence[FeedRow]) -> None:
        # Parts that a sitemap names no more are not its wish to end, nor a person's.
        again = [r.id for r in rows if r.state is State.PAUSED or not r.data.parent]
        feeds.set_state(connection, again, State.READ, now)

    return _change(store, names, "read", put, who=who, now=now)


def unsubscribe(
    store: Store, names: Collection[str], *, who: str, now: int
) -> list[str]:
    """Read sources, or single feeds of them, no more; what was read stays.

    Raises:
        InputError: as `feeds_named`.
    """

    def put(connection: Connection, rows: Sequence[FeedRow]) -> None:
        feeds.remove_feeds(connection, [row.id for row in rows])
        for source_id in {row.source_id for row in rows}:
            if not feeds.all_feeds(connection, [source_id]):
                fetches.drop_waiting(connection, source_id)
                faults.forget_faults(connection, source_id)

    return _change(store, names, "read no more", put, who=who, now=now)


def _change(
    store: Store,
    names: Collection[str],
    what: str,
    put: Callable[[Connection, Sequence[FeedRow]], None],
    *,
    who: str,
    now: int,
) -> list[str]:
    with store.write() as connection:
        rows = {row.id: row for name in names for row in feeds_named(connection, name)}
        put(connection, list(rows.values()))
        for row in rows.values():
            note_edit(connection, Edit(who=who, what=what, about=row.url), now)
    return [row.url for row in rows.values()]
