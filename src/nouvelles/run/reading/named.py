"""Which sources a person means: by host, address, or the outlet's name."""

from __future__ import annotations

from collections import defaultdict
from difflib import get_close_matches
from typing import Final
from urllib.parse import urlsplit

from sqlalchemy import Connection, select

from nouvelles.errors import InputError
from nouvelles.ingest import host_of, normalise
from nouvelles.store import feeds
from nouvelles.store.alone import bare
from nouvelles.store.feeds import FeedRow
from nouvelles.store.rows import sources_at
from nouvelles.store.schema import sources

#: Outlets that are named where it is not clear which one is meant.
_NAMED: Final = 5


def feeds_named(connection: Connection, name: str) -> list[FeedRow]:
    """The feeds of the source with a host, a home page or a name; or the feed at an
    address.

    Raises:
        InputError: no source that is read is called so, or more than one.
    """
    host = name
    if "://" in name:
        url = normalise(name, keep_tracking=True)
        row = feeds.find_feed(connection, url)
        if row is not None:
            return [row]
        # Whoever mistypes one feed does not mean all of them.
        host = host_of(url) if urlsplit(url).path == "/" else ""
    query = select(sources.c.id).where(sources.c.host == bare(host.lower()))
    source_id = connection.execute(query).scalar()
    found = [] if source_id is None else feeds.all_feeds(connection, [source_id])
    return found or _of_name(connection, name)


def _of_name(connection: Connection, name: str) -> list[FeedRow]:
    rows: dict[int, list[FeedRow]] = defaultdict(list)
    for row in feeds.all_feeds(connection):
        rows[row.source_id].append(row)
    called: dict[str, list[int]] = defaultdict(list)
    hosts = {}
    for source_id, source in sources_at(connection, rows).items():
        hosts[source_id] = source.host
        called[_plain(source.name)].append(source_id)
    called.pop("", None)  # an outlet without a name is not meant by saying none
    meant = called.get(_plain(name), [])
    if len(meant) == 1:
        return rows[meant[0]]
    if meant:
        raise InputError(
            name,
            f"is the name of {len(meant)} sources",
            f"Say which by its host: {_listed(sorted(hosts[one] for one in meant))}.",
        )
    alike = get_close_matches(_plain(name), [*called, *hosts.values()], n=_NAMED)
    known = {one: hosts[ids[0]] for one, ids in called.items() if len(ids) == 1}
    near = list(dict.fromkeys(known.get(one, one) for one in alike))
    raise InputError(
        name,
        "is neither a source that is read nor one of its feeds",
        (f"Is it {_listed(near)}? " if near else "")
        + "`nouvelles source check` names them all.",
    )


def _plain(name: str) -> str:
    return " ".join(name.casefold().split())


def _listed(hosts: list[str]) -> str:
    more = f" and {len(hosts) - _NAMED} more" if len(hosts) > _NAMED else ""
    return ", ".join(hosts[:_NAMED]) + more
