"""The outlets of a paper: which source an address belongs to."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from sqlalchemy import Connection, Row, select, update

from nouvelles.ingest import host_of, registered_domain
from nouvelles.records import Source
from nouvelles.store.codec import decode, encode
from nouvelles.store.database import Store
from nouvelles.store.schema import sources


def bare(host: str) -> str:
    """The host without a leading www."""
    return host.removeprefix("www.")


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
    host = bare(host_of(url))
    parts = host.split(".")
    endings = [".".join(parts[n:]) for n in range(len(parts))]
    rows = connection.execute(
        select(sources.c.id, sources.c.host).where(sources.c.host.in_(endings))
    ).all()
    return max(rows, key=lambda row: len(row.host)).id if rows else None


def source_for(connection: Connection, url: str) -> int:
    """The source of an address; an unknown one is made from its registered domain."""
    found = source_of(connection, url)
    if found is None:
        host = registered_domain(host_of(url))
        source = Source(host=host, name=host, home=f"https://{host_of(url)}/")
        result = connection.execute(
            sources.insert().values(host=host, known=False, data=encode(source))
        )
        assert result.inserted_primary_key is not None
        found = int(result.inserted_primary_key[0])
    return found


def to_source(row: Row[tuple[int, str, bytes]]) -> Source:
    """The record of a row that has `data`."""
    return decode(row.data, Source)
