"""The tables of comments: what was said, what became of it, what the filter learned."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Column,
    Float,
    Index,
    LargeBinary,
    SmallInteger,
    Table,
    Text,
)

from nouvelles.store.schema_base import Id, Seconds, index_of_some, metadata

# ---- comments ----

#: Comments of readers and of the newsroom.
comments = Table(
    "comments",
    metadata,
    Column("id", Id, primary_key=True),
    Column("page", Text, nullable=False),  # "article:ID" or "story:ID"
    Column("parent", BigInteger, index=True),  # the comment that it answers
    Column("state", Text, nullable=False),  # shown, queued, spam, removed, deleted
    Column("at", Seconds, nullable=False),
    # Primary subtag of its language, "" where it is not known.
    Column("language", Text, nullable=False, server_default=""),
    Column("data", LargeBinary, nullable=False),  # the Comment
    Column("email", LargeBinary),  # encrypted with the key in the paper's folder
    Column("token", LargeBinary(16), unique=True),  # digest of its author's token
    Column("editable", Seconds, nullable=False),  # until when its author may edit it
    Column("form", LargeBinary(16), unique=True),  # of the form that brought it: once
    Column("digest", LargeBinary(16), nullable=False),  # of page, name and text
    # Keyed hash of the prefix of an address; null after a day.
    Column("author", LargeBinary(16)),
    Column("ring", BigInteger, index=True),  # simhash of 64 bits, signed
    Column("score", Float),  # probability of spam; null: not judged
    Column("band", Text),  # publish, queue, spam
    Column("verdict", LargeBinary),  # the Verdict, with its reasons
    Column("version", Text, nullable=False),  # of the filter that judged, "" for none
    Column("gate", Text, nullable=False),  # why the gate sent it to the queue, or ""
    Column("erased", Seconds),  # when its words were dropped
    Index("ix_comments_page", "page", "state", "at"),
    Index("ix_comments_state", "state", "at"),
    Index("ix_comments_language", "state", "language", "at"),
    Index("ix_comments_digest", "digest"),
    sqlite_autoincrement=True,
)
index_of_some("ix_comments_author", comments.c.author, where="author IS NOT NULL")

#: Every act on a comment or a page, by moderators, authors and the filter.
comment_acts = Table(
    "comment_acts",
    metadata,
    Column("id", Id, primary_key=True),
    Column("comment_id", BigInteger, index=True),  # null: on a page or a ring
    Column("page", Text, nullable=False),  # "" where it is about no page
    Column("at", Seconds, nullable=False, index=True),
    Column("who", Text, nullable=False),  # an account's name, "author", "filter"
    Column("act", Text, nullable=False),
    Column("why", Text, nullable=False),
    Column("before", LargeBinary),  # the Comment as it was, so that it can be undone
    Column("batch", BigInteger),  # the first of the acts that were done at once
    Column("undone", Seconds),
    sqlite_autoincrement=True,
)

#: What the site's filter learned of moderators' acts; it is told again to undo one.
lessons = Table(
    "lessons",
    metadata,
    Column("id", Id, primary_key=True),
    Column("comment_id", BigInteger, index=True),
    Column("act_id", BigInteger, index=True),
    Column("at", Seconds, nullable=False),
    Column("label", SmallInteger, nullable=False),  # 1 spam, 0 none
    Column("language", Text, nullable=False),
    Column("features", LargeBinary, nullable=False),  # as the filter wrote them
    Column("version", Text, nullable=False),  # of the filter
    Column("undone", Seconds),
    sqlite_autoincrement=True,
)

#: Words, hosts, rings and authors that are held back, for a time or for good.
comment_bans = Table(
    "comment_bans",
    metadata,
    Column("id", Id, primary_key=True),
    Column("kind", Text, nullable=False),  # word, host, ring, author
    Column("value", Text, nullable=False),  # rings and authors in hexadecimal
    Column("until", Seconds),  # null: for good
    Column("who", Text, nullable=False),
    Column("why", Text, nullable=False),
    Column("at", Seconds, nullable=False),
    Column("lifted", Seconds),
    Index("ix_comment_bans_kind", "kind", "value"),
    sqlite_autoincrement=True,
)

#: What readers reported to the moderators.
comment_reports = Table(
    "comment_reports",
    metadata,
    Column("id", Id, primary_key=True),
    Column("comment_id", BigInteger, nullable=False, index=True),
    # spam, abuse, hate, private, minor (which hides first), other
    Column("kind", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("author", LargeBinary(16)),  # keyed hash of an address; null after a day
    Column("at", Seconds, nullable=False),
    Column("settled", Seconds),
    Column("who", Text, nullable=False),  # settled it, "" while it is open
    sqlite_autoincrement=True,
)
index_of_some("ix_comment_reports_open", comment_reports.c.at, where="settled IS NULL")

#: How comments on a page are moderated, where it is not as everywhere.
page_moderation = Table(
    "page_moderation",
    metadata,
    Column("page", Text, primary_key=True),
    Column("mode", Text, nullable=False),  # before, after, "" as everywhere
    Column("closed", Seconds),  # since when nobody may comment
    Column("who", Text, nullable=False),
    Column("at", Seconds, nullable=False),
    sqlite_with_rowid=False,
)

#: Comments in other languages, made when a reader asked.
comment_translations = Table(
    "comment_translations",
    metadata,
    Column("comment_id", BigInteger, primary_key=True, autoincrement=False),
    Column("language", Text, primary_key=True),
    Column("digest", LargeBinary(16), nullable=False),  # of the text translated
    Column("route", Text, nullable=False),  # engines and directions
    Column("text", Text, nullable=False),
    Column("at", Seconds, nullable=False),
    sqlite_with_rowid=False,
)
