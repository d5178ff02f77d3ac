"""Making the read rows again, a few articles a transaction."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection

from nouvelles.language import tokens
from nouvelles.records import Article, Claims, Entry, Surface, Terms
from nouvelles.rights import may, mentions
from nouvelles.run.project import Held, newest, project, stamp
from nouvelles.store import Store, ledger, people, readtables, rows
from nouvelles.store.captures import moment, url_key
from nouvelles.store.ledger import Plan
from nouvelles.store.names import public_id
from nouvelles.store.outputs import Output, outputs_in_force
from nouvelles.store.readtables import ReadRow, take_dirty, write_rows

#: Marks taken at once, and the seconds after which a transaction ends: other processes
#: wait for the write lock, and no transaction may hold it over 50 ms.
BATCH = 16
LONGEST_S = 0.03


def refresh(store: Store, plan: Plan) -> int:
    """Make again the rows of some of what is marked; how many marks were served."""
    with store.write() as connection:
        began = time.monotonic()
        done = 0
        while time.monotonic() - began < LONGEST_S:
            capture_ids, article_ids = take_dirty(connection, BATCH)
            if not capture_ids and not article_ids:
                break
            done += len(capture_ids) + len(article_ids)
            # Read after the marks are taken: who hides a name marks articles after it.
            names = people.hidden_names(connection)
            touched = rows.place_captures(store, connection, plan, capture_ids)
            _write(store, connection, plan, sorted({*touched, *article_ids}), names)
    return done


def is_idle(store: Store) -> bool:
    """Whether no stage has work and no row waits to be made."""
    with store.read() as connection:
        return not ledger.open_count(connection) and not readtables.has_dirty(
            connection
        )


def _write(
    store: Store,
    connection: Connection,
    plan: Plan,
    numbers: Sequence[int],
    names: Sequence[str],
) -> None:
    removed = rows.tombstoned(connection, numbers)
    people.mark_for_erasing(connection, sorted(removed))
    made = _make(connection, plan, [n for n in numbers if n not in removed], names)
    gone = [number for number in numbers if number not in made]
    write_rows(store, connection, list(made.values()), gone)


def _make(
    connection: Connection, plan: Plan, numbers: Sequence[int], names: Sequence[str]
) -> dict[int, ReadRow]:
    """The rows of those articles of which something is held."""
    captured = rows.captures_of(connection, numbers)
    announced = rows.entries_of(connection, numbers, captured)
    source_ids = {n: entries[-1][0] for n, entries in announced.items()}
    source_ids |= {n: found[-1].source_id for n, found in captured.items()}
    sources = rows.sources_at(connection, set(source_ids.values()))
    last = [found[-1].id for found in captured.values()]
    articles = outputs_in_force(connection, plan, "extract", last, Article)
    claims = outputs_in_force(connection, plan, "claims", last, Claims)
    terms = outputs_in_force(connection, plan, "terms", last, Terms)
    made: dict[int, ReadRow] = {}
    for number, source_id in source_ids.items():
        held = Held(
            id=public_id(number),
            source=sources[source_id],
            entries=newest([entry for _, entry in announced.get(number, [])]),
        )
        words: tuple[str, str] | None = ("", "")
        if number in captured:
            item = captured[number][-1].id
            held = _with_page(
                held, captured[number], articles.get(item), claims.get(item)
            )
            if not held.stale:
                held = replace(held, extracted_by=plan.stage("extract").version)
            if item in terms:
                words = (terms[item].record.headline, terms[item].record.text)
        else:
            held, words = _with_entry(connection, plan, held)
        if words is not None:
            row = _finish(connection, plan, held, source_id, words, names)
            if row is not None:
                made[number] = row
    return made


def _with_page(
    held: Held,
    captured: Sequence[Any],
    article: Output[Article] | None,
    claims: Output[Claims] | None,
) -> Held:
    """What is held of an article of which there is a capture."""
    return replace(
        held,
        article=article.record if article else None,
        claims=claims.record if claims else None,
        captured=moment(captured[-1].at),
        revisions=rows.revisions(captured),
        stale=article.stale if article else False,
    )


def _with_entry(
    connection: Connection, plan: Plan, held: Held
) -> tuple[Held, tuple[str, str] | None]:
    """What is held of an article that is only announced, and its words.

    None for the words: its address was captured as another article, which shows it.
    """
    entry = held.entries[-1]
    key = url_key(entry.url)
    if rows.captured_as(connection, key) is not None:
        return held, None
    held = replace(held, opted_out=rows.is_opted_out(connection, plan, key))
    return held, _words(entry)


def _words(entry: Entry) -> tuple[str, str]:
    return " ".join(tokens(entry.title)), " ".join(tokens(entry.summary))


def _finish(
    connection: Connection,
    plan: Plan,
    held: Held,
    source_id: int,
    words: tuple[str, str],
    names: Sequence[str],
) -> ReadRow | None:
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
    texts = [shown.listed.headline, shown.listed.standfirst, shown.listed.summary]
    if held.article is not None:
        texts += [block.text for block in held.article.body]
        texts += [item for block in held.article.body for item in block.items]
        texts += held.article.byline
    return ReadRow(
        shown=shown,
        source_id=source_id,
        sort=stamp(shown),
        hidden=bool(names) and mentions("\n".join(texts), names),
        words=words,
        picture=picture,
    )
