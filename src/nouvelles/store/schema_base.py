"""What all tables are declared with: their metadata, names of keys, common types."""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    BigInteger,
    Column,
    Index,
    Integer,
    MetaData,
    TextClause,
    text,
)

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "pk": "pk_%(table_name)s",
}
metadata = MetaData(naming_convention=NAMES)
#: Made and dropped as a whole by `store.readtables`, never migrated.
read_metadata = MetaData(naming_convention=NAMES)

# SQLite gives a rowid alias only to INTEGER; PostgreSQL wants room for billions.
Id = BigInteger().with_variant(Integer, "sqlite")
#: Seconds since 1970 outgrow 32 bits in 2038.
Seconds = BigInteger

#: Indexes of some rows only, and which. `postgresql` takes these from here: named to
#: SQLAlchemy now, they would have its dialect loaded by every start (40 ms, 2026-11).
PARTIAL: dict[Index, TextClause] = {}


def index_of_some(name: str, *columns: Column[Any], where: str) -> None:
    """Declare an index of those rows that fulfil a condition."""
    condition = text(where)
    PARTIAL[Index(name, *columns, sqlite_where=condition)] = condition
