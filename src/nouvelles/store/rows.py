"""What projection reads: the captures and entries of articles, and whose they are."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, delete, func, select

from nouvelles.errors import InputError
from nouvelles.language import fold
from nouvelles.records import Article, Entry, Revision, Source
from nouvelles.store.alone import url_key
from nouvelles.store.asking import ask
from nouvelles.store.captures import PAGE, PICTURE, moment
from nouvelles.store.codec import decode
from nouvelles.store.database import Store
from nouvelles.store.ledger import Plan, Status
from nouvelles.store.names import article_id_of, picture_name
from nouvelles.store.outputs import Output, in_force, outputs_in_force
from nouvelles.store.schema import captures, runs, sources
from nouvelles.store.schema_articles import article_captures, articles, pictures

#: The reason under which the rights room refuses a page that reserves its rights.
TDM_RESERVED = "tdm-reserved"

#: The one under which the extract room refuses a page that says there is nothing here.
SOFT_404 = "soft-404"


def place_captures(
    store: Store, connection: Connection, plan: Plan, ids: Sequence[int]
) -> set[int]:
    """Say which articles captures belong to; the articles whose rows change."""
    if not ids:
        return set()
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
    # A capture that gave no article (its page reserves its rights now, say) still says
    # something about the one that others at its address are of.
    touched |= _captured_at(connection, sorted(keys))
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


def _captured_at(connection: Connection, keys: Sequence[bytes]) -> set[int]:
    """Articles that were captured at some addresses."""
    query = (
        select(article_captures.c.article_id)
        .join_from(
            article_captures, captures, captures.c.id == article_captures.c.capture_id
        )
        .where(captures.c.url_key.in_(keys))
    )
    return {row[0] for row in connection.execute(query)}


def _redirecting(connection: Connection, keys: Sequence[bytes]) -> set[bytes]:
    """Address keys that were seen to lead to one of some others."""
    query = select(captures.c.url_key).where(captures.c.redirect_key.in_(keys))
    return {bytes(row[0]) for row in connection.execute(query)}


def keys_of(connection: Connection, article_id: int) -> set[bytes]:
    """Keys of the addresses that an article was captured at, or that lead there."""
    rows = captures_of(connection, [article_id]).get(article_id, [])
    keys = {bytes(row.url_key) for row in rows}
    return keys | _redirecting(connection, sorted(keys))


def captured_as(connection: Connection, keys: Sequence[bytes]) -> dict[bytes, int]:
    """The articles that addresses were captured as, or lead to, where they are any."""
    wanted: dict[bytes, set[bytes]] = {}
    seen = "SELECT url_key, redirect_key FROM captures WHERE url_key IN {}"
    for row in ask(connection, seen, keys):
        key = bytes(row.url_key)
        wanted.setdefault(key, set()).add(key)
        if row.redirect_key is not None:
            wanted.setdefault(bytes(row.redirect_key), set()).add(key)
    if not wanted:  # as with most of what is announced for the first time
        return {}
    query = (
        select(captures.c.url_key, article_captures.c.article_id)
        .join_from(
            article_captures, captures, captures.c.id == article_captures.c.capture_id
        )
        .where(captures.c.url_key.in_(sorted(wanted)))
        .order_by(captures.c.id)
    )
    found: dict[bytes, int] = {}
    for row in connection.execute(query):
        for key in wanted[bytes(row.url_key)]:
            found.setdefault(key, row.article_id)
    return found


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
    if not numbers:
        return {}
    query = (
        "SELECT p.article_id, c.id, c.url_key, c.source_id, c.at, c.digest, p.output, "
        "p.headline, p.image_key FROM article_captures p "
        "JOIN captures c ON c.id = p.capture_id "
        "WHERE p.article_id IN {} ORDER BY c.at, c.id"
    )
    found: dict[int, list[Any]] = {}
    for row in ask(connection, query, numbers):
        found.setdefault(row.article_id, []).append(row)
    return found


def revising(rows: Sequence[Any]) -> list[Any]:
    """Those of an article's captures at which its text changed, oldest first."""
    return [
        row
        for before, row in zip([None, *rows], rows, strict=False)
        if before is None or before.output != row.output
    ]


def revisions(rows: Sequence[Any]) -> tuple[Revision, ...]:
    """The captures at which the text changed, oldest first."""
    return tuple(
        Revision(
            at=moment(row.at), digest=bytes(row.digest).hex(), headline=row.headline
        )
        for row in revising(rows)
    )


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
        "SELECT article_id, source_id, data FROM entries "
        "WHERE article_id IN {} ORDER BY id"
    )
    found: dict[int, list[tuple[int, Entry]]] = {}
    for entry in ask(connection, announced, list(owner)):
        pair = (entry.source_id, decode(entry.data, Entry))
        found.setdefault(owner[entry.article_id], []).append(pair)
    return found


def captured_among(connection: Connection, keys: Sequence[bytes]) -> list[bytes]:
    """Those address keys under which something was captured: of what is only announced
    there is none, and nothing more to ask."""
    query = "SELECT DISTINCT url_key FROM captures WHERE url_key IN {}"
    return [bytes(row[0]) for row in ask(connection, query, keys)]


def opted_out(
    connection: Connection, plan: Plan, keys: Sequence[bytes]
) -> dict[bytes, int]:
    """Those address keys whose pages were refused for their reserved rights, and when
    they were last (microseconds)."""
    return _refused(connection, plan, keys, "claims", TDM_RESERVED)


def said_missing(
    connection: Connection, plan: Plan, keys: Sequence[bytes]
) -> dict[bytes, int]:
    """The same of pages that said, with status 200, that there is nothing here."""
    return _refused(connection, plan, keys, "extract", SOFT_404)


def _refused(
    connection: Connection, plan: Plan, keys: Sequence[bytes], stage: str, reason: str
) -> dict[bytes, int]:
    if not keys:
        return {}
    query = (
        select(captures.c.url_key, func.max(captures.c.at))
        .join_from(captures, runs, runs.c.item == captures.c.id)
        .where(captures.c.url_key.in_(keys), in_force(plan, stage))
        .where(runs.c.reason == reason)
        .group_by(captures.c.url_key)
    )
    return {bytes(row[0]): int(row[1]) for row in connection.execute(query)}


def tombstoned(connection: Connection, numbers: Sequence[int]) -> set[int]:
    """Those of the articles that were removed."""
    query = "SELECT article_id FROM tombstones WHERE article_id IN {}"
    return {row[0] for row in ask(connection, query, numbers)}


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
    query = "SELECT id, data FROM sources WHERE id IN {}"
    return {
        row.id: decode(row.data, Source) for row in ask(connection, query, list(ids))
    }


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
