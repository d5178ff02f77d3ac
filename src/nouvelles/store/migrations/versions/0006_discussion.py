"""Comments, the editor's desk, the Akismet server."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def _number() -> Any:
    return sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def _column(name: str, kind: Any, null: bool = False) -> sa.Column[Any]:
    return sa.Column(name, kind, nullable=null)


def _texts(*names: str) -> list[sa.Column[Any]]:
    return [_column(name, sa.Text()) for name in names]


def upgrade() -> None:
    _comments()
    _desk()
    _akismet()


def _comments() -> None:
    op.create_table(
        "comment_acts",
        _column("id", _number()),
        _column("comment_id", sa.BigInteger(), null=True),
        *_texts("page"),
        _column("at", sa.BigInteger()),
        *_texts("who", "act", "why"),
        _column("before", sa.LargeBinary(), null=True),
        _column("batch", sa.BigInteger(), null=True),
        _column("undone", sa.BigInteger(), null=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_comment_acts")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_comment_acts_at"), "comment_acts", ["at"])
    op.create_index(op.f("ix_comment_acts_comment_id"), "comment_acts", ["comment_id"])
    op.create_table(
        "comment_bans",
        _column("id", _number()),
        *_texts("kind", "value"),
        _column("until", sa.BigInteger(), null=True),
        *_texts("who", "why"),
        _column("at", sa.BigInteger()),
        _column("lifted", sa.BigInteger(), null=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_comment_bans")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_comment_bans_kind", "comment_bans", ["kind", "value"])
    op.create_table(
        "comment_reports",
        _column("id", _number()),
        _column("comment_id", sa.BigInteger()),
        *_texts("kind", "text"),
        _column("author", sa.LargeBinary(length=16), null=True),
        _column("at", sa.BigInteger()),
        _column("settled", sa.BigInteger(), null=True),
        *_texts("who"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_comment_reports")),
        sqlite_autoincrement=True,
    )
    op.create_index(
        op.f("ix_comment_reports_comment_id"), "comment_reports", ["comment_id"]
    )
    op.create_index(
        "ix_comment_reports_open",
        "comment_reports",
        ["at"],
        sqlite_where=sa.text("settled IS NULL"),
        postgresql_where=sa.text("settled IS NULL"),
    )
    op.create_table(
        "comment_translations",
        _column("comment_id", sa.BigInteger()),
        *_texts("language"),
        _column("digest", sa.LargeBinary(length=16)),
        *_texts("route", "text"),
        _column("at", sa.BigInteger()),
        sa.PrimaryKeyConstraint(
            "comment_id", "language", name=op.f("pk_comment_translations")
        ),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "comments",
        _column("id", _number()),
        *_texts("page"),
        _column("parent", sa.BigInteger(), null=True),
        *_texts("state"),
        _column("at", sa.BigInteger()),
        _column("data", sa.LargeBinary()),
        _column("email", sa.LargeBinary(), null=True),
        _column("token", sa.LargeBinary(length=16), null=True),
        _column("editable", sa.BigInteger()),
        _column("form", sa.LargeBinary(length=16), null=True),
        _column("digest", sa.LargeBinary(length=16)),
        _column("author", sa.LargeBinary(length=16), null=True),
        _column("ring", sa.BigInteger(), null=True),
        _column("score", sa.Float(), null=True),
        _column("band", sa.Text(), null=True),
        _column("verdict", sa.LargeBinary(), null=True),
        *_texts("version", "gate"),
        _column("erased", sa.BigInteger(), null=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_comments")),
        sa.UniqueConstraint("form", name=op.f("uq_comments_form")),
        sa.UniqueConstraint("token", name=op.f("uq_comments_token")),
        sqlite_autoincrement=True,
    )
    op.create_index(
        "ix_comments_author",
        "comments",
        ["author"],
        sqlite_where=sa.text("author IS NOT NULL"),
        postgresql_where=sa.text("author IS NOT NULL"),
    )
    op.create_index("ix_comments_digest", "comments", ["digest"])
    op.create_index("ix_comments_page", "comments", ["page", "state", "at"])
    op.create_index(op.f("ix_comments_parent"), "comments", ["parent"])
    op.create_index(op.f("ix_comments_ring"), "comments", ["ring"])
    op.create_index("ix_comments_state", "comments", ["state", "at"])
    op.create_table(
        "learned",
        *_texts("name", "version"),
        _column("lesson_id", sa.BigInteger()),
        _column("data", sa.LargeBinary()),
        _column("at", sa.BigInteger()),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_learned")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "lessons",
        _column("id", _number()),
        _column("comment_id", sa.BigInteger(), null=True),
        _column("act_id", sa.BigInteger(), null=True),
        _column("at", sa.BigInteger()),
        _column("label", sa.SmallInteger()),
        *_texts("language"),
        _column("author", sa.LargeBinary(length=16), null=True),
        *_texts("host"),
        _column("features", sa.LargeBinary()),
        *_texts("version"),
        _column("undone", sa.BigInteger(), null=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_lessons")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_lessons_act_id"), "lessons", ["act_id"])
    op.create_index(op.f("ix_lessons_comment_id"), "lessons", ["comment_id"])
    op.create_table(
        "page_moderation",
        *_texts("page", "mode"),
        _column("closed", sa.BigInteger(), null=True),
        *_texts("who"),
        _column("at", sa.BigInteger()),
        sa.PrimaryKeyConstraint("page", name=op.f("pk_page_moderation")),
        sqlite_with_rowid=False,
    )


def _desk() -> None:
    op.create_table(
        "accounts",
        _column("id", _number()),
        *_texts("name", "password", "role"),
        _column("created", sa.BigInteger()),
        _column("disabled", sa.BigInteger(), null=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_accounts")),
        sa.UniqueConstraint("name", name=op.f("uq_accounts_name")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "desk_audit",
        _column("id", _number()),
        _column("at", sa.BigInteger()),
        *_texts("who", "act", "about", "detail"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_desk_audit")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_desk_audit_at"), "desk_audit", ["at"])
    op.create_table(
        "notices",
        _column("id", _number()),
        _column("receipt", sa.LargeBinary(length=16)),
        *_texts("state", "page"),
        _column("comment_id", sa.BigInteger(), null=True),
        _column("at", sa.BigInteger()),
        _column("data", sa.LargeBinary()),
        _column("contact", sa.LargeBinary(), null=True),
        _column("decided", sa.BigInteger(), null=True),
        _column("decision", sa.LargeBinary(), null=True),
        _column("appealed", sa.BigInteger(), null=True),
        _column("appeal", sa.LargeBinary(), null=True),
        _column("closed", sa.BigInteger(), null=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notices")),
        sa.UniqueConstraint("receipt", name=op.f("uq_notices_receipt")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_notices_comment_id"), "notices", ["comment_id"])
    op.create_index(op.f("ix_notices_state"), "notices", ["state"])
    op.create_table(
        "sign_in_tries",
        _column("who", sa.LargeBinary(length=16)),
        _column("tries", sa.Integer()),
        _column("first", sa.BigInteger()),
        _column("last", sa.BigInteger()),
        sa.PrimaryKeyConstraint("who", name=op.f("pk_sign_in_tries")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "sessions",
        _column("token", sa.LargeBinary(length=16)),
        _column("account_id", _number()),
        _column("secret", sa.LargeBinary()),
        _column("created", sa.BigInteger()),
        _column("used", sa.BigInteger()),
        _column("expires", sa.BigInteger()),
        sa.ForeignKeyConstraint(
            ["account_id"], ["accounts.id"], name=op.f("fk_sessions_account_id")
        ),
        sa.PrimaryKeyConstraint("token", name=op.f("pk_sessions")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_sessions_account_id"), "sessions", ["account_id"])
    op.create_index(op.f("ix_sessions_expires"), "sessions", ["expires"])


def _akismet() -> None:
    op.create_table(
        "akismet_counts",
        *_texts("key", "month", "what"),
        _column("count", sa.Integer()),
        sa.PrimaryKeyConstraint("key", "month", "what", name=op.f("pk_akismet_counts")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "akismet_keys",
        *_texts("key", "site"),
        _column("created", sa.BigInteger()),
        _column("disabled", sa.BigInteger(), null=True),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_akismet_keys")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "key_lessons",
        *_texts("key", "version"),
        _column("lessons", sa.BigInteger()),
        _column("data", sa.LargeBinary()),
        _column("at", sa.BigInteger()),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_key_lessons")),
        sqlite_with_rowid=False,
    )
