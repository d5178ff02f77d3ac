"""The tables of translation: memory, translated articles, what waits, what engines did."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Integer,
    LargeBinary,
    SmallInteger,
    Table,
    Text,
)

from nouvelles.store.schema_base import Id, Seconds, metadata

# ---- translation ----

#: Sentences that were translated, by engines and by people.
translation_memory = Table(
    "translation_memory",
    metadata,
    Column("id", Id, primary_key=True),
    Column("key", LargeBinary(16), nullable=False, unique=True),
    Column("source_key", LargeBinary(16), nullable=False, index=True),
    Column("language", Text, nullable=False),
    Column("target_language", Text, nullable=False),
    Column("origin", SmallInteger, nullable=False),  # 0 engine, 1 supplied, 2 reviewed
    Column("made_by", Text, nullable=False),  # route of engines, person, file
    Column("source", Text, nullable=False),
    Column("target", Text, nullable=False),
    Column("at", Seconds, nullable=False),
)

#: Articles in other languages.
translations = Table(
    "translations",
    metadata,
    Column("article_id", BigInteger, primary_key=True, autoincrement=False),
    Column("language", Text, primary_key=True),
    Column("input", LargeBinary(16), nullable=False),  # digest of what was translated
    Column("maker", LargeBinary(16), nullable=False),  # engines, models, glossary
    Column("whole", Boolean, nullable=False),  # or its headline alone
    Column("held", Boolean, nullable=False),
    Column("at", Seconds, nullable=False),
    Column("data", LargeBinary, nullable=False),  # the Translation
    sqlite_with_rowid=False,
)

#: Their headlines, which lists read with each article: all languages of one in a row.
translated_heads = Table(
    "translated_heads",
    metadata,
    Column("article_id", Id, primary_key=True, autoincrement=False),
    Column("data", LargeBinary, nullable=False),  # Heads
)

#: What waits to be translated, in order.
translation_queue = Table(
    "translation_queue",
    metadata,
    Column("article_id", BigInteger, primary_key=True, autoincrement=False),
    Column("language", Text, primary_key=True),
    # 0 front page, 1 headlines, 2 leading articles, 3 asked for by readers
    Column("why", SmallInteger, nullable=False),
    Column("place", Integer, nullable=False),
    Column("since", Seconds, nullable=False),
    Column("due", Seconds, nullable=False),
    Column("tries", SmallInteger, nullable=False),  # in vain
    sqlite_with_rowid=False,
)

#: What became of what engines were asked, counted.
engine_outcomes = Table(
    "engine_outcomes",
    metadata,
    Column("engine", Text, primary_key=True),
    Column("word", Text, primary_key=True),
    Column("times", Integer, nullable=False),
    Column("last", Seconds, nullable=False),
    Column("detail", Text, nullable=False),
    sqlite_with_rowid=False,
)

#: What readers reported of translations: sums alone, of nobody in particular.
translation_reports = Table(
    "translation_reports",
    metadata,
    Column("article_id", BigInteger, primary_key=True, autoincrement=False),
    Column("language", Text, primary_key=True),
    Column("reason", Text, primary_key=True),
    Column("times", Integer, nullable=False),
    Column("last", Seconds, nullable=False),
    sqlite_with_rowid=False,
)
