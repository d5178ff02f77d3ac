"""The outlets of a paper: which source an address belongs to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from sqlalchemy import Connection, Row, select, update

from nouvelles.domains import registered_domain
from nouvelles.ingest import host_of
from nouvelles.records import Source
from nouvelles.store.alone import bare, unknown_source
from nouvelles.store.asking import ask
from nouvelles.store.codec import decode, encode
from nouvelles.store.database import Store
from nouvelles.store.schema import sources


def save_sources(store: Store, rows: Iterable[Source]) -> int:
    """Add outlets named by a person, or replace what was known of them; how many."""
    number = 0
    for source in rows:
        host = bare(source.host)
        values = {"known": True, "data": encode(replace(source, host=host))}
        with store.write() as connection:
            where = sources.c.host == host
            result = connection.execute(update(sources).where(where).values(**values))
            if result.rowcount == 0:
                connection.execute(sources.insert().values(host=host, **values))
        number += 1
    return number


def source_of(connection: Connection, url: str) -> int | None:
    """The source with the longest host that an address ends with."""
    endings = _endings(host_of(url))
    rows = connection.execute(
        select(sources.c.id, sources.c.host).where(sources.c.host.in_(endings))
    ).all()
    return max(rows, key=lambda row: len(row.host)).id if rows else None


def sources_for(connection: Connection, hosts: Mapping[str, str]) -> dict[str, int]:
    """The sources of hosts, each with an address of its own; unknown ones are made.

    As `source_for`, with one question for all that are known.
    """
    endings = {host: _endings(host) for host in hosts}
    every = sorted({ending for some in endings.values() for ending in some})
    rows = ask(connection, "SELECT id, host FROM sources WHERE host IN {}", every)
    known = {row.host: row.id for row in rows}
    strange = [
        unknown_source(hosts[host])
        for host, some in endings.items()
        if known.keys().isdisjoint(some)
    ]
    known |= _add_unknown(connection, {one.host: one for one in strange})
    return {
        host: next(known[ending] for ending in longest_first if ending in known)
        for host, longest_first in endings.items()
    }


def _endings(host: str) -> list[str]:
    """A host and those that it belongs to, the longest first.

    Never beyond what somebody registered: under a public suffix (gov.uk) neighbours have
    nothing in common, and a licence least of all.
    """
    labels = bare(host).split(".")
    fewest = registered_domain(bare(host)).count(".") + 1
    return [".".join(labels[n:]) for n in range(len(labels) - fewest + 1)]


def source_for(connection: Connection, url: str) -> int:
    """The source of an address; an unknown one is made from its registered domain."""
    found = source_of(connection, url)
    if found is None:
        source = unknown_source(url)
        found = _add_unknown(connection, {source.host: source})[source.host]
    return found


#: To have SQLAlchemy write this takes longer than to add the sources of a batch.
_ADD = "INSERT INTO sources (host, known, data) VALUES ({0}, {0}, {0})"


def _add_unknown(connection: Connection, found: Mapping[str, Source]) -> dict[str, int]:
    """Add sources, by their hosts; their numbers."""
    if not found:
        return {}
    rows = [(host, False, encode(source)) for host, source in found.items()]
    place = "?" if connection.dialect.name == "sqlite" else "%s"
    connection.exec_driver_sql(_ADD.format(place), rows)
    query = "SELECT id, host FROM sources WHERE host IN {}"
    return {row.host: row.id for row in ask(connection, query, list(found))}


def name_source(store: Store, source_id: int, name: str) -> None:
    """Give a name to a source that nobody has named yet."""
    with store.write() as connection:
        where = sources.c.id == source_id
        row = connection.execute(select(sources.c.data).where(where)).one()
        source = decode(row.data, Source)
        if source.name == source.host:
            data = encode(replace(source, name=name))
            connection.execute(update(sources).where(where).values(data=data))


def to_source(row: Row[tuple[int, str, bytes]]) -> Source:
    """The record of a row that has `data`."""
    return decode(row.data, Source)
