"""Making the read rows again, a few articles a transaction."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import replace

from sqlalchemy import Connection

from nouvelles.language.identify import known_primary
from nouvelles.records import Shown, Surface
from nouvelles.rights import may, mentions
from nouvelles.run.loading import Told, load, load_announced, searched_text
from nouvelles.run.project import Held, project, stamp
from nouvelles.store import Store, fetches, ledger, people, readtables, rows
from nouvelles.store.alone import authors_of, listed_of
from nouvelles.store.announced import Item
from nouvelles.store.codec import encode
from nouvelles.store.ledger import Plan
from nouvelles.store.readtables import LIGHT, ReadRow, take_dirty, write_rows

#: What is taken at first, and at most at once, counted as `take_dirty` does: an article
#: with captures takes 2 ms, and who comes first tells how many more there is time for.
FIRST, MOST = 12 * LIGHT, 40 * LIGHT

#: Seconds after which no more are taken: other processes wait for the write lock, no
#: transaction may hold it over 50 ms, and the index is written at its end.
LONGEST_S = 0.025


def refresh(store: Store, plan: Plan) -> int:
    """Make again the rows of some of what is marked; how many marks were served."""
    with store.read() as connection:
        if not readtables.has_dirty(connection):
            return 0  # to look for marks as a writer would have others wait
    with store.write() as connection:
        began = time.monotonic()
        done, weight, size = 0, 0, FIRST
        while size > 0:
            served, cost = _serve(store, connection, plan, size)
            done += served
            weight += cost
            if cost < size:
                break
            spent = time.monotonic() - began
            size = min(MOST, int((LONGEST_S - spent) * weight / spent))
    return done


def show_announced(
    store: Store,
    connection: Connection,
    plan: Plan,
    items: Mapping[int, tuple[int, Item]],
) -> None:
    """Make the rows of articles of which only an entry is held, with its source: in the
    transaction that keeps it, or others might change what is held."""
    captured = rows.captures_of(connection, list(items))
    if captured:
        ledger.mark_dirty(store, connection, article_ids=sorted(captured))
        items = {n: pair for n, pair in items.items() if n not in captured}
    names = people.hidden_names(connection)
    made = {} if names else _made(connection, plan, items)
    rest = {n: (of, item.entry) for n, (of, item) in items.items() if n not in made}
    told = load_announced(connection, plan, rest)
    found = _finished(connection, plan, told, names)
    write_rows(store, connection, [*made.values(), *found.values()], [])


def _made(
    connection: Connection, plan: Plan, items: Mapping[int, tuple[int, Item]]
) -> dict[int, ReadRow]:
    """The rows that were made with their entries and are right as they are."""
    keys = [item.address for _, item in items.values()]
    captured = rows.captured_among(connection, keys)
    apart = {
        *rows.opted_out(connection, plan, captured),
        *rows.said_missing(connection, plan, captured),
        *fetches.withdrawn_unread(connection, keys),
    }
    sources = rows.sources_at(connection, {of for of, _ in items.values()})
    return {
        number: ReadRow(
            number=number,
            source_id=source_id,
            country=item.made.source.country,
            language=item.made.language,
            sort=item.made.sort,
            hidden=False,
            listed=item.made.listed,
            authors=item.made.authors,
            body=None,
            changes=None,
            words=item.made.words,
        )
        for number, (source_id, item) in items.items()
        if item.made is not None
        and item.address not in apart
        and item.made.source == sources[source_id]
    }


def is_idle(store: Store) -> bool:
    """Whether no stage has work and no row waits to be made."""
    with store.read() as connection:
        return not ledger.open_count(connection) and not readtables.has_dirty(
            connection
        )


def _serve(
    store: Store, connection: Connection, plan: Plan, size: int
) -> tuple[int, int]:
    """Make again what some marks ask for; how many there were, and what they cost."""
    capture_ids, article_ids, cost = take_dirty(connection, size)
    if not cost:
        return 0, 0
    # Read after the marks are taken: who hides a name marks articles after it.
    names = people.hidden_names(connection)
    touched = rows.place_captures(store, connection, plan, capture_ids)
    _write(store, connection, plan, sorted({*touched, *article_ids}), names)
    return len(capture_ids) + len(article_ids), cost


def _write(
    store: Store,
    connection: Connection,
    plan: Plan,
    numbers: Sequence[int],
    names: Sequence[str],
) -> None:
    removed = rows.tombstoned(connection, numbers)
    if removed:
        people.mark_for_erasing(connection, sorted(removed))
    told = load(connection, plan, [n for n in numbers if n not in removed])
    made = _finished(connection, plan, told, names)
    gone = [number for number in numbers if number not in made]
    write_rows(store, connection, list(made.values()), gone)


def _finished(
    connection: Connection, plan: Plan, told: Mapping[int, Told], names: Sequence[str]
) -> dict[int, ReadRow]:
    return {
        number: row
        for number, one in told.items()
        if (row := _finish(connection, plan, number, one, names)) is not None
    }


def _finish(
    connection: Connection, plan: Plan, number: int, told: Told, names: Sequence[str]
) -> ReadRow | None:
    held = told.held
    shown = project(held)
    if shown is None:
        return None
    picture: tuple[str, str | None, int | None, bytes | None] | None = None
    image = held.article.image if held.article else None
    if image is not None and may(shown.listed.rights, Surface.IMAGE).allowed:
        found = rows.picture_at(connection, plan, rows.address_key(image.url))
        picture = (image.url, *(found or (None, None, None)))
        listed = replace(shown.listed, picture=found[0] if found else "")
        shown = replace(shown, listed=listed)
    hidden = bool(names) and mentions(_texts(held, shown.listed.headline), names)
    return ReadRow(
        number=number,
        source_id=told.source_id,
        country=held.source.country,
        language=known_primary(shown.listed.language),
        sort=stamp(shown),
        hidden=hidden,
        listed=listed_of(shown),
        authors=authors_of(shown) if shown.article is None else None,
        body=encode(shown) if shown.article is not None else None,
        changes=_changes(shown),
        words=told.words,
        picture=picture,
    )


def _changes(shown: Shown) -> int | None:
    """How often the outlet was seen to change headline or text."""
    if shown.article is None:
        return None
    return sum(bool(revision.changes) for revision in shown.revisions)


def _texts(held: Held, headline: str) -> str:
    """All the words that a search may find an article by, and its authors."""
    texts = [headline]
    if held.entries:
        texts += [searched_text(held.entries[-1], held)]
    if held.article is not None:
        texts += [held.article.standfirst, *held.article.byline]
        for block in held.article.body:
            texts += block.items or (block.text,)
    return "\n".join(texts)
