"""What projection reads: the captures and entries of articles, and whose they are."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, delete, or_, select

from nouvelles.errors import InputError
from nouvelles.language import fold
from nouvelles.records import Article, Entry, Revision, Source
from nouvelles.store.captures import PAGE, PICTURE, moment, url_key
from nouvelles.store.codec import decode
from nouvelles.store.database import Store
from nouvelles.store.ledger import Plan, Status
from nouvelles.store.names import article_id_of, picture_name
from nouvelles.store.outputs import Output, in_force, outputs_in_force
from nouvelles.store.schema import (
    article_captures,
    articles,
    captures,
    entries,
    pictures,
    runs,
    sources,
    tombstones,
)

#: The reason under which the rights room refuses a page that reserves its rights.
TDM_RESERVED = "tdm-reserved"


def place_captures(
    store: Store, connection: Connection, plan: Plan, ids: Sequence[int]
) -> set[int]:
    """Say which articles captures belong to; the articles whose rows change."""
    found = {
        row.id: row
        for row in connection.execute(select(captures).where(captures.c.id.in_(ids)))
    }
    was = connection.execute(
        select(article_captures.c.article_id).where(
            article_captures.c.capture_id.in_(ids)
        )
    )
    touched = {row[0] for row in was}
    pages = [number for number, row in found.items() if row.kind == PAGE]
    made = outputs_in_force(connection, plan, "extract", pages, Article)
    placed = [_placed(found[number], made[number]) for number in sorted(made)]
    _join_known(connection, placed, found)
    without = [number for number in ids if number not in made]
    connection.execute(
        delete(article_captures).where(article_captures.c.capture_id.in_(without))
    )
    store.dialect.upsert(connection, article_captures, placed)
    # What a feed announced under the capture's own address, or under one that leads
    # there, is this article too: it is not shown a second time.
    keys = {bytes(row.url_key) for row in found.values() if row.kind == PAGE}
    touched |= {row["article_id"] for row in placed}
    touched |= set(map(article_id_of, keys | _redirecting(connection, sorted(keys))))
    shown = [bytes(row.url_key) for row in found.values() if row.kind == PICTURE]
    return touched | (_showing(connection, shown) if shown else set())


def _placed(capture: Any, output: Output[Article]) -> dict[str, Any]:
    """The row that says which article a capture belongs to."""
    article = output.record
    key = address_key(article.canonical) or bytes(capture.url_key)
    image = address_key(article.image.url) if article.image else b""
    return {
        "capture_id": capture.id,
        "article_id": article_id_of(key),
        "at": capture.at,
        "output": output.digest,
        "headline": article.headline,
        "image_key": image or None,
    }


def _join_known(
    connection: Connection, placed: Sequence[dict[str, Any]], found: Mapping[int, Any]
) -> None:
    """Give captures of one address under one headline to one article.

    Outlets change how they write their canonical addresses: the article keeps the one
    under which it first came. Another headline with another canonical address is
    another article, because addresses such as `/live` are used again and again.
    """
    keys = {bytes(found[row["capture_id"]].url_key) for row in placed}
    query = (
        select(
            captures.c.id,
            captures.c.url_key,
            article_captures.c.article_id,
            article_captures.c.headline,
        )
        .join_from(
            article_captures, captures, captures.c.id == article_captures.c.capture_id
        )
        .where(captures.c.url_key.in_(keys))
        .order_by(captures.c.id)
    )
    known: dict[tuple[bytes, str], dict[int, int]] = {}
    for other in connection.execute(query):
        name = (bytes(other.url_key), fold(other.headline))
        known.setdefault(name, {})[other.id] = other.article_id
    for row in placed:
        number = row["capture_id"]
        name = (bytes(found[number].url_key), fold(row["headline"]))
        others = known.setdefault(name, {})
        first = next((of for item, of in others.items() if item != number), None)
        row["article_id"] = first if first is not None else row["article_id"]
        others[number] = row["article_id"]


def _redirecting(connection: Connection, keys: Sequence[bytes]) -> set[bytes]:
    """Address keys that were seen to lead to one of some others."""
    query = select(captures.c.url_key).where(captures.c.redirect_key.in_(keys))
    return {bytes(row[0]) for row in connection.execute(query)}


def keys_of(connection: Connection, article_id: int) -> set[bytes]:
    """Keys of the addresses that an article was captured at, or that lead there."""
    rows = captures_of(connection, [article_id]).get(article_id, [])
    keys = {bytes(row.url_key) for row in rows}
    return keys | _redirecting(connection, sorted(keys))


def captured_as(connection: Connection, key: bytes) -> int | None:
    """The article that an address was captured as, or leads to; None when to none."""
    target = select(captures.c.redirect_key).where(
        captures.c.url_key == key, captures.c.redirect_key.is_not(None)
    )
    query = (
        select(article_captures.c.article_id)
        .join_from(
            article_captures, captures, captures.c.id == article_captures.c.capture_id
        )
        .where(or_(captures.c.url_key == key, captures.c.url_key.in_(target)))
        .limit(1)
    )
    return connection.execute(query).scalar()


def address_key(address: str) -> bytes:
    """The key of an address that a page names; b"" when the address is nonsense."""
    try:
        return url_key(address)
    except InputError:
        return b""


def _showing(connection: Connection, keys: Sequence[bytes]) -> set[int]:
    """Articles whose lead picture has one of some addresses."""
    query = select(article_captures.c.article_id).where(
        article_captures.c.image_key.in_(keys)
    )
    return {row[0] for row in connection.execute(query)}


def captures_of(connection: Connection, numbers: Sequence[int]) -> dict[int, list[Any]]:
    """The captures of articles with their facts, by article, oldest first."""
    query = (
        select(
            article_captures.c.article_id,
            captures.c.id,
            captures.c.url_key,
            captures.c.source_id,
            captures.c.at,
            captures.c.digest,
            article_captures.c.output,
            article_captures.c.headline,
            article_captures.c.image_key,
        )
        .join_from(
            article_captures, captures, captures.c.id == article_captures.c.capture_id
        )
        .where(article_captures.c.article_id.in_(numbers))
        .order_by(captures.c.at, captures.c.id)
    )
    found: dict[int, list[Any]] = {}
    for row in connection.execute(query):
        found.setdefault(row.article_id, []).append(row)
    return found


def revisions(rows: Sequence[Any]) -> tuple[Revision, ...]:
    """The captures at which the text changed, oldest first."""
    found: list[Revision] = []
    last = None
    for row in rows:
        if row.output != last:
            found.append(
                Revision(
                    at=moment(row.at),
                    digest=bytes(row.digest).hex(),
                    headline=row.headline,
                )
            )
        last = row.output
    return tuple(found)


def entries_of(
    connection: Connection, numbers: Sequence[int], captured: Mapping[int, list[Any]]
) -> dict[int, list[tuple[int, Entry]]]:
    """The entries that announce articles, with their sources, in order of arrival.

    An article is announced under its own number, and under those of the addresses that
    it was captured at or that lead there.
    """
    keys = {
        bytes(row.url_key): number for number in captured for row in captured[number]
    }
    owner = {article_id_of(key): number for key, number in keys.items()}
    if keys:
        query = select(captures.c.url_key, captures.c.redirect_key).where(
            captures.c.redirect_key.in_(keys)
        )
        for row in connection.execute(query):
            alias = article_id_of(bytes(row.url_key))
            owner[alias] = keys[bytes(row.redirect_key)]
    # An address under which something was captured is that article's before all others'.
    owner = {number: number for number in numbers} | owner
    owner |= {number: number for number in captured}
    announced = (
        select(entries.c.article_id, entries.c.source_id, entries.c.data)
        .where(entries.c.article_id.in_(owner))
        .order_by(entries.c.id)
    )
    found: dict[int, list[tuple[int, Entry]]] = {}
    for entry in connection.execute(announced):
        pair = (entry.source_id, decode(entry.data, Entry))
        found.setdefault(owner[entry.article_id], []).append(pair)
    return found


def is_opted_out(connection: Connection, plan: Plan, key: bytes) -> bool:
    """Whether the page behind an address key was refused for its reserved rights."""
    query = (
        select(runs.c.reason)
        .join_from(captures, runs, runs.c.item == captures.c.id)
        .where(captures.c.url_key == key, in_force(plan, "claims"))
        .where(runs.c.reason == TDM_RESERVED)
    )
    return connection.execute(query.limit(1)).scalar() is not None


def tombstoned(connection: Connection, numbers: Sequence[int]) -> set[int]:
    """Those of the articles that were removed."""
    query = select(tombstones.c.article_id).where(tombstones.c.article_id.in_(numbers))
    return {row[0] for row in connection.execute(query)}


def picture_at(
    connection: Connection, plan: Plan, key: bytes
) -> tuple[str, int, bytes] | None:
    """(name, capture, digest) of the newest sound picture of an address, if any."""
    row = connection.execute(
        select(captures.c.id, runs.c.output)
        .join_from(captures, runs, runs.c.item == captures.c.id)
        .where(captures.c.url_key == key, captures.c.kind == 1)
        .where(in_force(plan, "picture"), runs.c.status == int(Status.DONE))
        .order_by(captures.c.at.desc())
        .limit(1)
    ).one_or_none()
    if row is None:
        return None
    return picture_name(row.id, bytes(row.output)), row.id, bytes(row.output)


def sources_at(connection: Connection, ids: Iterable[int]) -> dict[int, Source]:
    """Sources by their numbers."""
    query = select(sources.c.id, sources.c.data).where(sources.c.id.in_(ids))
    return {row.id: decode(row.data, Source) for row in connection.execute(query)}


def wanted_pictures(connection: Connection) -> list[str]:
    """Addresses of pictures that may be shown and are not held, newest articles first.

    Those of an invented press are not wanted: there is nobody to ask.
    """
    query = (
        select(pictures.c.url, sources.c.data)
        .join_from(pictures, articles, articles.c.id == pictures.c.article_id)
        .join(sources, sources.c.id == articles.c.source_id)
        .where(pictures.c.name.is_(None))
        .order_by(articles.c.sort.desc())
        .limit(1000)
    )
    return [
        row.url
        for row in connection.execute(query)
        if not decode(row.data, Source).invented
    ]
