"""Translation: memory, translated articles, what waits, what engines did, reports."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def _number() -> Any:
    return sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def _text(*names: str) -> list[sa.Column[Any]]:
    return [sa.Column(name, sa.Text(), nullable=False) for name in names]


def _of_article() -> list[sa.Column[Any]]:
    article = sa.Column("article_id", sa.BigInteger(), nullable=False)
    return [article, *_text("language")]


def upgrade() -> None:
    op.create_table(
        "translation_memory",
        sa.Column("id", _number(), nullable=False),
        sa.Column("key", sa.LargeBinary(length=16), nullable=False),
        sa.Column("source_key", sa.LargeBinary(length=16), nullable=False),
        *_text("language", "target_language"),
        sa.Column("origin", sa.SmallInteger(), nullable=False),
        *_text("made_by", "source", "target"),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_translation_memory")),
        sa.UniqueConstraint("key", name=op.f("uq_translation_memory_key")),
    )
    op.create_index(
        op.f("ix_translation_memory_source_key"), "translation_memory", ["source_key"]
    )
    op.create_table(
        "translations",
        *_of_article(),
        sa.Column("input", sa.LargeBinary(length=16), nullable=False),
        sa.Column("maker", sa.LargeBinary(length=16), nullable=False),
        sa.Column("whole", sa.Boolean(), nullable=False),
        sa.Column("held", sa.Boolean(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("article_id", "language", name=op.f("pk_translations")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "translated_heads",
        sa.Column("article_id", _number(), nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("article_id", name=op.f("pk_translated_heads")),
    )
    op.create_table(
        "translation_queue",
        *_of_article(),
        sa.Column("why", sa.SmallInteger(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("since", sa.BigInteger(), nullable=False),
        sa.Column("due", sa.BigInteger(), nullable=False),
        sa.Column("tries", sa.SmallInteger(), nullable=False),
        sa.PrimaryKeyConstraint(
            "article_id", "language", name=op.f("pk_translation_queue")
        ),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "engine_outcomes",
        *_text("engine", "word"),
        sa.Column("times", sa.Integer(), nullable=False),
        sa.Column("last", sa.BigInteger(), nullable=False),
        *_text("detail"),
        sa.PrimaryKeyConstraint("engine", "word", name=op.f("pk_engine_outcomes")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "translation_reports",
        *_of_article(),
        *_text("reason"),
        sa.Column("times", sa.Integer(), nullable=False),
        sa.Column("last", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint(
            "article_id", "language", "reason", name=op.f("pk_translation_reports")
        ),
        sqlite_with_rowid=False,
    )
