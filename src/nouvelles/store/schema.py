"""The tables of a paper, in eleven families.

- **what came in**: archives, segments, captures, entries
- **reading**: feeds, fetches, faults, hosts, hubs, pushes
- **the ledger**: stages, steps, current, runs, payloads, dirty
- **people's work**: sources, edits, tombstones, hidden_names, incidents
- **stories**: tellings, story_acts, untold (`schema_stories`)
- **translation**: translation_memory, translations, translated_heads,
  translation_queue, engine_outcomes, translation_reports (`schema_translation`)
- **readers and advertisements**: ads, views, ad_views (`schema_readers`)
- **comments**: comments, comment_acts, lessons, comment_bans, comment_reports,
  page_moderation, comment_translations (`schema_comments`)
- **the editor's desk**: accounts, sessions, sign_in_tries, desk_audit, notices,
  complaints (`schema_desk`)
- **the Akismet server**: akismet_keys, akismet_counts, key_lessons (`schema_akismet`)
- **read tables**: articles, article_bodies, article_captures, pictures (and the search
  index, which each database builds in its own way; `schema_articles`), stories,
  story_articles, story_redirects, read_also: droppable, rebuilt from the rest

Times are integers: microseconds since 1970 for captures, seconds elsewhere. Digests of
16 bytes are the first half of SHA-256. `step` is one version of one stage.
"""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    SmallInteger,
    Table,
    Text,
    UniqueConstraint,
)

import nouvelles.store.schema_akismet
import nouvelles.store.schema_articles
import nouvelles.store.schema_comments
import nouvelles.store.schema_desk
import nouvelles.store.schema_readers
import nouvelles.store.schema_stories
import nouvelles.store.schema_translation  # noqa: F401 - they declare their tables
from nouvelles.store.schema_base import PARTIAL as PARTIAL
from nouvelles.store.schema_base import Id, Seconds, index_of_some
from nouvelles.store.schema_base import metadata as metadata
from nouvelles.store.schema_base import read_metadata as read_metadata

#: The newest migration; a test holds it against the migrations folder.
HEAD = "0009"

#: The read tables' own number: raised when their shape or their making changes.
READ_VERSION = 9

facts = Table(
    "facts",
    metadata,
    Column("name", Text, primary_key=True),
    Column("value", Text, nullable=False),
)

# ---- what came in ----

archives = Table(
    "archives",
    metadata,
    Column("id", Id, primary_key=True),
    Column("key", LargeBinary(16), nullable=False, unique=True),
    Column("path", Text, nullable=False),
    Column("position", BigInteger, nullable=False),  # bytes read and kept so far
    Column("records", Integer, nullable=False),
    Column("finished", Seconds),
)

segments = Table(
    "segments",
    metadata,
    Column("id", Id, primary_key=True),
    Column("name", Text, nullable=False, unique=True),  # path below the paper's warc/
    Column("size", BigInteger, nullable=False),  # committed bytes; what follows is junk
    Column("created", Seconds, nullable=False),
)

captures = Table(
    "captures",
    metadata,
    Column("id", Id, primary_key=True),
    Column("key", LargeBinary(16), nullable=False, unique=True),
    Column("kind", SmallInteger, nullable=False),  # 0 page, 1 picture
    Column("url", Text, nullable=False),
    Column("url_key", LargeBinary(16), nullable=False, index=True),
    Column("at", BigInteger, nullable=False),
    Column("status", SmallInteger, nullable=False),
    Column("media_type", Text, nullable=False),
    Column("digest", LargeBinary(32), nullable=False),
    Column("size", BigInteger, nullable=False),
    Column("source_id", Id, ForeignKey("sources.id"), nullable=False),
    Column("archive_id", Id, ForeignKey("archives.id")),
    Column("segment_id", Id, ForeignKey("segments.id"), index=True),  # null: bytes gone
    Column("offset", BigInteger, nullable=False),
    Column("length", Integer, nullable=False),
    Column("redirect_key", LargeBinary(16), index=True),  # where the answer sends us
    sqlite_autoincrement=True,
)

entries = Table(
    "entries",
    metadata,
    Column("id", Id, primary_key=True),
    Column("key", LargeBinary(16), nullable=False, unique=True),
    Column("article_id", BigInteger, nullable=False, index=True),
    Column("source_id", Id, ForeignKey("sources.id"), nullable=False),
    Column("seen", Seconds, nullable=False),
    Column("data", LargeBinary, nullable=False),  # the Entry, as records are kept
)

# ---- reading ----

#: What is looked at again and again: feeds, sitemaps, section pages.
feeds = Table(
    "feeds",
    metadata,
    Column("id", Id, primary_key=True),
    Column(
        "key", LargeBinary(16), nullable=False, unique=True
    ),  # digest of the address
    Column("source_id", Id, ForeignKey("sources.id"), nullable=False, index=True),
    Column("kind", SmallInteger, nullable=False),  # 0 feed, 1 sitemap, 2 section page
    Column("state", SmallInteger, nullable=False),  # 0 read, 1 paused, 2 ended
    Column("url", Text, nullable=False),
    Column("host", Text, nullable=False),  # with its port, as politeness counts hosts
    Column("due", Seconds, nullable=False),
    Column("data", LargeBinary, nullable=False),  # the FeedState
    sqlite_autoincrement=True,
)
index_of_some("ix_feeds_due", feeds.c.due, where="state = 0")

#: The ledger of fetches: pages to be had, and those to be looked at again for changes.
fetches = Table(
    "fetches",
    metadata,
    Column("key", LargeBinary(16), primary_key=True),  # url key of what was announced
    Column("url", Text, nullable=False),
    Column("host", Text, nullable=False),
    Column("source_id", Id, ForeignKey("sources.id"), nullable=False),
    Column("due", Seconds),  # null: not asked for again
    Column("tries", SmallInteger, nullable=False),  # in vain, in a row
    Column("visits", SmallInteger, nullable=False),  # that brought the page
    Column("misses", SmallInteger, nullable=False),  # not there any more, in a row
    Column("published", Seconds),
    Column("captured", Seconds),  # the first time
    Column("changed", Boolean, nullable=False),  # the last visit brought other bytes
    Column("digest", LargeBinary(16)),  # of the bytes of the last visit
    Column("etag", Text, nullable=False),
    Column("modified", Text, nullable=False),  # Last-Modified, as it was written
    Column("final_key", LargeBinary(16)),  # url key of where the page was found
    Column("word", Text, nullable=False),  # the last fault, "" for none
    Column("withdrawn", Seconds),  # since when the outlet has it no more
    sqlite_with_rowid=False,
)
index_of_some("ix_fetches_due", fetches.c.due, where="due IS NOT NULL")
Index("ix_fetches_source", fetches.c.source_id, fetches.c.captured)
index_of_some(
    "ix_fetches_withdrawn", fetches.c.final_key, where="withdrawn IS NOT NULL"
)

#: What went wrong when a source was read, counted by its word.
faults = Table(
    "faults",
    metadata,
    Column("source_id", Id, ForeignKey("sources.id"), primary_key=True),
    Column("word", Text, primary_key=True),
    Column("about", Text, nullable=False),  # the last address
    Column("detail", Text, nullable=False),
    Column("first", Seconds, nullable=False),
    Column("last", Seconds, nullable=False),
    Column("count", Integer, nullable=False),
    sqlite_with_rowid=False,
)

#: What hosts asked of us; it holds across restarts.
hosts = Table(
    "hosts",
    metadata,
    Column("origin", Text, primary_key=True),
    Column("robots", LargeBinary, nullable=False),
    Column("robots_at", Seconds, nullable=False),
    Column("not_before", Seconds, nullable=False),
    Column("failures", Integer, nullable=False),
    sqlite_with_rowid=False,
)

#: Subscriptions to hubs that announce news (WebSub).
hubs = Table(
    "hubs",
    metadata,
    Column("feed_id", Id, ForeignKey("feeds.id"), primary_key=True),
    Column("token", Text, nullable=False, unique=True),  # our callback's name
    Column("hub", Text, nullable=False),
    Column("topic", Text, nullable=False),
    Column("secret", Text, nullable=False),
    # 0 asked, 1 verified, 2 refused, 3 leaving
    Column("state", SmallInteger, nullable=False),
    Column("due", Seconds, nullable=False),  # when to ask (again)
    Column("until", Seconds, nullable=False),  # end of the lease, 0 without one
    Column("failures", SmallInteger, nullable=False),
    sqlite_with_rowid=False,
)

#: What hubs sent, until it is read.
pushes = Table(
    "pushes",
    metadata,
    Column("id", Id, primary_key=True),
    Column("feed_id", Id, ForeignKey("feeds.id"), nullable=False),
    Column("at", Seconds, nullable=False),
    Column("charset", Text, nullable=False),
    Column("body", LargeBinary, nullable=False),  # compressed by Zstandard
    sqlite_autoincrement=True,
)

# ---- the ledger ----

stages = Table(
    "stages",
    metadata,
    Column("id", Id, primary_key=True),
    Column("name", Text, nullable=False, unique=True),
)

steps = Table(
    "steps",
    metadata,
    Column("id", Id, primary_key=True),
    Column("stage_id", Id, ForeignKey("stages.id"), nullable=False),
    Column("version", Text, nullable=False),
    Column("created", Seconds, nullable=False),
    UniqueConstraint("stage_id", "version"),
)

current = Table(
    "current",
    metadata,
    Column("stage_id", Id, ForeignKey("stages.id"), primary_key=True),
    Column("step_id", Id, ForeignKey("steps.id"), nullable=False),
)

runs = Table(
    "runs",
    metadata,
    Column("step", Integer, primary_key=True, autoincrement=False),
    Column("item", Id, primary_key=True, autoincrement=False),
    Column("input", LargeBinary(16), primary_key=True),
    Column("status", SmallInteger, nullable=False),
    Column("output", LargeBinary(16)),
    Column("reason", Text),
    Column("detail", Text),
    Column("attempts", SmallInteger),
    Column("due", Seconds),  # failed: not before; doing: end of the lease
    Column("worker", Integer),
    Column("ms", Integer),
    Column("at", Seconds),
    sqlite_with_rowid=False,
)
index_of_some("ix_runs_open", runs.c.step, runs.c.status, where="status <= 2")

payloads = Table(
    "payloads",
    metadata,
    Column("id", Id, primary_key=True),
    Column("item", Id, nullable=False),
    Column("stage_id", Id, nullable=False),
    Column("digest", LargeBinary(16), nullable=False),
    Column("data", LargeBinary, nullable=False),
    Index(
        "uq_payloads_item_stage_id_digest", "item", "stage_id", "digest", unique=True
    ),
)

#: Captures and articles whose read rows are to be made again; filled in the transaction
#: that changed them.
dirty = Table(
    "dirty",
    metadata,
    Column(
        "kind", SmallInteger, primary_key=True, autoincrement=False
    ),  # 0 capture, 1 article
    Column("id", BigInteger, primary_key=True, autoincrement=False),
    sqlite_with_rowid=False,
)

# ---- people's work ----

sources = Table(
    "sources",
    metadata,
    Column("id", Id, primary_key=True),
    Column("host", Text, nullable=False, unique=True),
    Column("known", Boolean, nullable=False),  # named by a person
    Column("data", LargeBinary, nullable=False),
)

edits = Table(
    "edits",
    metadata,
    Column("id", Id, primary_key=True),
    Column("at", Seconds, nullable=False),
    Column("who", Text, nullable=False),
    Column("what", Text, nullable=False),
    Column("about", Text, nullable=False),
    Column("value", Text, nullable=False),
    Column("why", Text, nullable=False),
    sqlite_autoincrement=True,
)

tombstones = Table(
    "tombstones",
    metadata,
    Column("url_key", LargeBinary(16), primary_key=True),
    Column("article_id", BigInteger, nullable=False, index=True),
    Column("status", SmallInteger, nullable=False),
    Column("reason", Text, nullable=False),
    Column("at", Seconds, nullable=False),
    Column("pending", Boolean, nullable=False),  # erasing has begun and not ended
    sqlite_with_rowid=False,
)

hidden_names = Table(
    "hidden_names",
    metadata,
    Column("name", Text, primary_key=True),
    Column("since", Seconds, nullable=False),
    Column("why", Text, nullable=False),
)

incidents = Table(
    "incidents",
    metadata,
    Column("id", Id, primary_key=True),
    Column("about", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("advice", Text, nullable=False),
    Column("first", Seconds, nullable=False),
    Column("last", Seconds, nullable=False),
    Column("count", Integer, nullable=False),
    UniqueConstraint("about", "reason"),
)
