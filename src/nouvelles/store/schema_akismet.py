"""The tables of the Akismet server: keys, counts by month, models. No text is kept."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Integer, LargeBinary, Table, Text

from nouvelles.store.schema_base import Seconds, metadata

# ---- the Akismet server ----

#: Keys that sites ask with.
akismet_keys = Table(
    "akismet_keys",
    metadata,
    Column("key", Text, primary_key=True),  # 12 hexadecimal digits
    Column("site", Text, nullable=False),
    Column("created", Seconds, nullable=False),
    Column("disabled", Seconds),
    sqlite_with_rowid=False,
)

#: What was asked with a key in a month.
akismet_counts = Table(
    "akismet_counts",
    metadata,
    Column("key", Text, primary_key=True),
    Column("month", Text, primary_key=True),  # 2026-03, in UTC
    Column("what", Text, primary_key=True),  # spam, ham, missed, false alarm …
    Column("count", Integer, nullable=False),
    sqlite_with_rowid=False,
)

#: What the filter learned for a key, from what its sites submitted.
key_lessons = Table(
    "key_lessons",
    metadata,
    Column("key", Text, primary_key=True),
    Column("version", Text, nullable=False),  # of the filter
    Column("lessons", BigInteger, nullable=False),
    Column("data", LargeBinary, nullable=False),
    Column("at", Seconds, nullable=False),
    sqlite_with_rowid=False,
)
