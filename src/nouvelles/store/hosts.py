"""What hosts asked of us, kept across restarts: robots.txt, pauses, failures."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from math import ceil

from sqlalchemy import Connection, select

from nouvelles.ingest.network.hosts import HostFacts
from nouvelles.store.database import Store
from nouvelles.store.schema import hosts


def load_hosts(
    connection: Connection, origins: Collection[str]
) -> dict[str, HostFacts]:
    """What is known of some origins (`https://host:port`)."""
    query = select(hosts).where(hosts.c.origin.in_(origins))
    return {
        row.origin: HostFacts(
            origin=row.origin,
            robots=bytes(row.robots),
            robots_at=float(row.robots_at),
            not_before=float(row.not_before),
            failures=row.failures,
        )
        for row in connection.execute(query)
    }


def save_hosts(
    store: Store, connection: Connection, facts: Iterable[HostFacts]
) -> None:
    """Keep what was learned, the last of each origin."""
    last = {one.origin: one for one in facts}
    rows = [
        {
            "origin": one.origin,
            "robots": one.robots,
            "robots_at": int(one.robots_at),
            "not_before": ceil(one.not_before),  # never sooner than was asked
            "failures": one.failures,
        }
        for one in last.values()
    ]
    store.dialect.upsert(connection, hosts, rows)
