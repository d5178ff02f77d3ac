"""The read tables of articles: droppable, made again from the rest."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Index,
    Integer,
    LargeBinary,
    Table,
    Text,
)

from nouvelles.store.schema_base import Id, read_metadata

#: Rows lie in order of arrival: under their own numbers, which are digests, each new one
#: would lie on a page of its own. The search index of SQLite knows articles by `docid`.
articles = Table(
    "articles",
    read_metadata,
    Column("docid", Id, primary_key=True),
    Column("id", BigInteger, nullable=False, unique=True),
    Column("source_id", Id, nullable=False),
    Column("language", Text, nullable=False),  # primary tag, "" where unknown
    Column("sort", BigInteger, nullable=False),  # seconds: published, else captured
    Column("hidden", Boolean, nullable=False),  # names whom search must not find
    # The Listed, without its source: that is on a row of its own.
    Column("data", LargeBinary, nullable=False),
    Column("authors", LargeBinary),  # JSON; null where a body names them
    # How often its outlet was seen to change it; null where only an entry is held.
    Column("changes", Integer),
    # With all that a search walks by, so that it never touches the rows.
    Index("ix_articles_sort", "sort", "id", "hidden"),
    Index("ix_articles_language", "language"),
    Index("ix_articles_source", "source_id", "sort", "changes"),
)

#: The whole of those articles of which there is more than an entry.
article_bodies = Table(
    "article_bodies",
    read_metadata,
    Column("article_id", Id, primary_key=True, autoincrement=False),
    Column("data", LargeBinary, nullable=False),  # the Shown
)

article_captures = Table(
    "article_captures",
    read_metadata,
    Column("capture_id", Id, primary_key=True, autoincrement=False),
    Column("article_id", BigInteger, nullable=False),
    Column("at", BigInteger, nullable=False),
    Column(
        "output", LargeBinary(16), nullable=False
    ),  # digest of the extracted article
    Column("headline", Text, nullable=False),
    Column("image_key", LargeBinary(16)),  # url key of the lead picture
    Index("ix_article_captures_article", "article_id", "at"),
    Index("ix_article_captures_image", "image_key"),
)

#: Pictures that may be shown, and those among them that we do not have yet (no name).
pictures = Table(
    "pictures",
    read_metadata,
    Column("article_id", Id, primary_key=True, autoincrement=False),
    Column("url", Text, nullable=False),
    Column("name", Text, index=True),
    Column("item", Id),
    Column("digest", LargeBinary(16)),
)
