"""What was spent on a service in a day: it outlives the program."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, select

from nouvelles.store.database import Store
from nouvelles.store.schema import facts


@dataclass(frozen=True, slots=True)
class StoredSpending:
    """Characters by service; of the last day alone, for no other is asked."""

    store: Store

    def spent(self, service: str, day: int) -> int:
        """Characters that went to a service on a day (days since 1970, UTC)."""
        with self.store.read() as connection:
            return _spent(connection, service, day)

    def spend(self, service: str, day: int, characters: int) -> None:
        """Add to them."""
        with self.store.write() as connection:
            total = _spent(connection, service, day) + characters
            row = {"name": _name(service), "value": f"{day} {total}"}
            self.store.dialect.upsert(connection, facts, [row])


def _name(service: str) -> str:
    return f"characters sent to {service}"


def _spent(connection: Connection, service: str, day: int) -> int:
    query = select(facts.c.value).where(facts.c.name == _name(service))
    on, _, total = (connection.execute(query).scalar() or "").partition(" ")
    return int(total) if on == str(day) else 0
