"""The list of hidden names as a whole, for those who keep it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import Connection, select

from nouvelles.store.schema import hidden_names


@dataclass(frozen=True, slots=True, kw_only=True)
class HiddenName:
    """A name that search, feeds and related links never resolve."""

    name: str
    since: datetime
    why: str


def list_hidden(connection: Connection) -> tuple[HiddenName, ...]:
    """The names in alphabetical order."""
    rows = connection.execute(select(hidden_names).order_by(hidden_names.c.name))
    return tuple(
        HiddenName(
            name=row.name, since=datetime.fromtimestamp(row.since, UTC), why=row.why
        )
        for row in rows
    )
