"""The tables of the desk: accounts, sessions, audit, notices of illegal content."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Column,
    ForeignKey,
    Integer,
    LargeBinary,
    Table,
    Text,
)

from nouvelles.store.schema_base import Id, Seconds, metadata

# ---- the editor's desk ----

#: Who may sign in at the desk.
accounts = Table(
    "accounts",
    metadata,
    Column("id", Id, primary_key=True),
    Column("name", Text, nullable=False, unique=True),
    Column("password", Text, nullable=False),  # argon2, with its parameters
    Column("role", Text, nullable=False),  # moderator, editor
    Column("created", Seconds, nullable=False),
    Column("disabled", Seconds),
    sqlite_autoincrement=True,
)

#: Who is signed in.
sessions = Table(
    "sessions",
    metadata,
    Column("token", LargeBinary(16), primary_key=True),  # digest of the cookie's
    Column("account_id", Id, ForeignKey("accounts.id"), nullable=False, index=True),
    Column("secret", LargeBinary, nullable=False),  # what CSRF tokens are made with
    Column("created", Seconds, nullable=False),
    Column("used", Seconds, nullable=False),
    Column("expires", Seconds, nullable=False, index=True),
    sqlite_with_rowid=False,
)

#: Vain attempts to sign in, by a keyed hash of a name or of an address's prefix.
sign_in_tries = Table(
    "sign_in_tries",
    metadata,
    Column("who", LargeBinary(16), primary_key=True),
    Column("tries", Integer, nullable=False),
    Column("first", Seconds, nullable=False),
    Column("last", Seconds, nullable=False),
    sqlite_with_rowid=False,
)

#: What was done at the desk.
desk_audit = Table(
    "desk_audit",
    metadata,
    Column("id", Id, primary_key=True),
    Column("at", Seconds, nullable=False, index=True),
    Column("who", Text, nullable=False),  # an account's name
    Column("act", Text, nullable=False),
    Column("about", Text, nullable=False),
    Column("detail", Text, nullable=False),
    sqlite_autoincrement=True,
)

#: Notices of illegal content (Regulation (EU) 2022/2065, article 16).
notices = Table(
    "notices",
    metadata,
    Column("id", Id, primary_key=True),
    Column("receipt", LargeBinary(16), nullable=False, unique=True),  # token's digest
    Column(
        "state", Text, nullable=False, index=True
    ),  # open, decided, appealed, closed
    Column("page", Text, nullable=False),  # "article:ID", "story:ID", or a path
    Column("comment_id", BigInteger, index=True),
    Column("at", Seconds, nullable=False),
    Column("data", LargeBinary, nullable=False),  # the form, without who sent it
    Column("contact", LargeBinary),  # name and e-mail, encrypted
    Column("decided", Seconds),
    Column("decision", LargeBinary),  # the decision, with its reasons
    Column("appealed", Seconds),
    Column("appeal", LargeBinary),
    Column("closed", Seconds),
    Column("erased", Seconds),  # when its words were dropped
    sqlite_autoincrement=True,
)

#: Complaints of authors whose comments are not shown (the same, article 20).
complaints = Table(
    "complaints",
    metadata,
    Column("id", Id, primary_key=True),
    Column("comment_id", BigInteger, nullable=False, index=True),
    Column("state", Text, nullable=False, index=True),  # open, upheld, reversed
    Column("at", Seconds, nullable=False),
    Column("text", Text, nullable=False),
    Column("decided", Seconds),
    Column("reasons", Text, nullable=False),  # of the decision, "" while it is open
    Column("who", Text, nullable=False),  # decided, "" while it is open
    Column("erased", Seconds),  # when its words were dropped
    sqlite_autoincrement=True,
)
