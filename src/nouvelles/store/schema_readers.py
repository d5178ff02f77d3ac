"""The tables of advertisements, and of what is counted of reading."""

from __future__ import annotations

from sqlalchemy import Column, Integer, LargeBinary, Table, Text

from nouvelles.store.schema_base import Id, Seconds, metadata

# ---- readers and advertisements ----

#: The paper's own advertisements; one that was stopped stays, for its counts.
ads = Table(
    "ads",
    metadata,
    Column("id", Id, primary_key=True),
    Column("data", LargeBinary, nullable=False),  # the Ad
    Column("picture", LargeBinary),  # the Picture
    Column("stopped", Seconds),
    sqlite_autoincrement=True,
)

#: How often each page was read on a day. Nothing is known of who read it.
views = Table(
    "views",
    metadata,
    Column("day", Text, primary_key=True),  # 2026-03-12, in the paper's time zone
    Column("page", Text, primary_key=True),  # its path, without what was asked
    Column("count", Integer, nullable=False),
    sqlite_with_rowid=False,
)

#: How often each advertisement was shown on a day.
ad_views = Table(
    "ad_views",
    metadata,
    Column("day", Text, primary_key=True),
    Column("ad_id", Id, primary_key=True, autoincrement=False),
    Column("count", Integer, nullable=False),
    sqlite_with_rowid=False,
)
