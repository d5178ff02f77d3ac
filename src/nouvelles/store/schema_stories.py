"""The tables of stories: the log of decisions, what it refers to, and what pages read."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Float,
    Index,
    Integer,
    LargeBinary,
    Table,
    Text,
)

from nouvelles.store.schema_base import (
    Id,
    Seconds,
    index_of_some,
    metadata,
    read_metadata,
)

# ---- stories ----

#: Articles as the engine was told them, each at the moment of a decision. Kept as they
#: were then, so that the log can be played again; only erasure changes a row.
tellings = Table(
    "tellings",
    metadata,
    Column("id", Id, primary_key=True, autoincrement=False),  # 1, 2, 3 …
    Column("article_id", BigInteger, nullable=False, index=True),
    Column(
        "digest", LargeBinary(16), nullable=False
    ),  # of the Telling; b"" once erased
    Column("data", LargeBinary, nullable=False),  # the Telling
    Column("copy", LargeBinary),  # the Copy, where it is one
    Column("vector", LargeBinary),  # float16, little-endian; null: none was made
    Column("encoder", Text, nullable=False),  # name and version, "" without a vector
    Column("topics", Text, nullable=False),  # parted by spaces, surest first
)

#: The log of stories, append-only: acts of the engine and of editors, one by one.
story_acts = Table(
    "story_acts",
    metadata,
    Column("id", Id, primary_key=True, autoincrement=False),  # 1, 2, 3 …
    Column("story", Text, nullable=False, index=True),
    Column("other", Text, nullable=False, index=True),  # the story it leads into, or ""
    Column("article_id", BigInteger, index=True),  # null: about the story as a whole
    Column("telling_id", BigInteger),  # what a decision about an article was made on
    Column("data", LargeBinary, nullable=False),  # the StoryAct
)

#: Articles that the engine has not looked at since their row was made; a mark that is
#: set again while one looks is counted, and stays.
untold = Table(
    "untold",
    metadata,
    Column("id", Id, primary_key=True),
    Column("article_id", BigInteger, nullable=False, unique=True),
    Column("marks", Integer, nullable=False),
    sqlite_autoincrement=True,
)

# ---- read tables ----

#: Stories that were not merged into others.
stories = Table(
    "stories",
    read_metadata,
    Column("id", Text, primary_key=True),
    Column("slug", Text, nullable=False),
    Column("sort", Seconds),  # of its newest telling; null: none is held
    Column("hidden", Boolean, nullable=False),
    Column("sensitive", Boolean, nullable=False),
    Column("lead", BigInteger),  # the article that an editor chose
    Column("owed", Boolean, nullable=False),  # what is beside it is to be found anew
    Index("ix_stories_sort", "sort", "id"),
)
index_of_some("ix_stories_owed", stories.c.id, where="owed")

#: Which story an article is told in, and why.
story_articles = Table(
    "story_articles",
    read_metadata,
    Column("article_id", Id, primary_key=True, autoincrement=False),
    Column("story", Text, nullable=False, index=True),
    Column("origin", BigInteger, nullable=False),  # the article whose text it has
    Column("pinned", Boolean, nullable=False),
    Column("act_id", BigInteger, nullable=False),  # the act that brought it here
    Column("data", LargeBinary, nullable=False),  # copy, odds, reasons, by, topics
)

#: What may stand beside a story as “Read also”: articles of others, in order.
read_also = Table(
    "read_also",
    read_metadata,
    Column("story", Text, primary_key=True),
    Column("place", Integer, primary_key=True, autoincrement=False),  # 0, 1, 2 …
    Column("article_id", BigInteger, nullable=False, index=True),
    Column("kind", Text, nullable=False),  # "episode" or "background"
    Column("odds", Float, nullable=False),  # log-odds above those that are asked
)

#: Where the ids of stories lead that are no more.
story_redirects = Table(
    "story_redirects",
    read_metadata,
    Column("id", Text, primary_key=True),
    Column("story", Text, nullable=False, index=True),
)
