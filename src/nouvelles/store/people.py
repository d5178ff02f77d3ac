"""What people decided: removals, names that are not resolved, and what went wrong.

These tables are never recomputed. Edits are append-only; only erasure takes words away.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, exists, or_, select, update

from nouvelles.store.asking import ask
from nouvelles.store.database import Store
from nouvelles.store.schema import edits, entries, incidents, tombstones
from nouvelles.store.schema import hidden_names as names_table
from nouvelles.store.schema_articles import article_captures


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """One decision of a person: what, about which thing, with which value, and why."""

    who: str
    what: str
    about: str
    value: str = ""
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Incident:
    """A fault of something given to us: counted, with the reason and what to do."""

    about: str
    reason: str
    advice: str
    count: int = 1
    last: int = 0


def note_edit(connection: Connection, edit: Edit, now: int) -> None:
    """Append one decision."""
    connection.execute(
        edits.insert().values(
            at=now,
            who=edit.who,
            what=edit.what,
            about=edit.about,
            value=edit.value,
            why=edit.why,
        )
    )


def hidden_names(connection: Connection | sqlite3.Connection) -> tuple[str, ...]:
    """The names that search, feeds and related links never resolve."""
    rows = ask(connection, "SELECT name FROM hidden_names ORDER BY name")
    return tuple(row.name for row in rows)


def hide_name(store: Store, name: str, why: str, who: str, now: int) -> bool:
    """Add a name to the list; whether it is new."""
    with store.write() as connection:
        row = {"name": name, "since": now, "why": why}
        new = bool(store.dialect.insert_new(connection, names_table, [row]))
        if new:
            note_edit(
                connection, Edit(who=who, what="hide name", about=name, why=why), now
            )
    return new


def show_name(store: Store, name: str, who: str, now: int) -> bool:
    """Take a name off the list; whether it was on it."""
    with store.write() as connection:
        result = connection.execute(
            names_table.delete().where(names_table.c.name == name)
        )
        if result.rowcount:
            note_edit(connection, Edit(who=who, what="show name", about=name), now)
    return bool(result.rowcount)


def note_incident(store: Store, about: str, reason: str, advice: str, now: int) -> None:
    """Count a fault; the same fault of the same thing is one row."""
    with store.write() as connection:
        where = (incidents.c.about == about, incidents.c.reason == reason)
        result = connection.execute(
            update(incidents)
            .where(*where)
            .values(count=incidents.c.count + 1, last=now, advice=advice)
        )
        if result.rowcount == 0:
            row = {"about": about, "reason": reason, "advice": advice}
            connection.execute(
                incidents.insert().values(**row, first=now, last=now, count=1)
            )


def all_incidents(connection: Connection) -> tuple[Incident, ...]:
    """Every counted fault, the latest first."""
    query = select(incidents).order_by(incidents.c.last.desc(), incidents.c.id.desc())
    return tuple(
        Incident(
            about=row.about,
            reason=row.reason,
            advice=row.advice,
            count=row._mapping["count"],
            last=row.last,
        )
        for row in connection.execute(query)
    )


def mark_for_erasing(connection: Connection, numbers: Sequence[int]) -> None:
    """Removed articles of which something came in again by another way: erase it too.

    Where nothing is held there is nothing to erase: to say so would never come to an end.
    """
    held = or_(
        exists().where(article_captures.c.article_id == tombstones.c.article_id),
        exists().where(entries.c.article_id == tombstones.c.article_id),
    )
    connection.execute(
        update(tombstones)
        .where(tombstones.c.article_id.in_(numbers), held)
        .values(pending=True)
    )
