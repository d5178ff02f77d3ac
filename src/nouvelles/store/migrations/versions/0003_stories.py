"""Stories: tellings, the log of acts, articles that wait to be told."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def _id(*, counted: bool = False) -> sa.Column[Any]:
    kind = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    return sa.Column("id", kind, nullable=False, autoincrement=counted)


def upgrade() -> None:
    op.create_table(
        "tellings",
        _id(),
        sa.Column("article_id", sa.BigInteger(), nullable=False),
        sa.Column("digest", sa.LargeBinary(length=16), nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.Column("copy", sa.LargeBinary(), nullable=True),
        sa.Column("vector", sa.LargeBinary(), nullable=True),
        sa.Column("encoder", sa.Text(), nullable=False),
        sa.Column("topics", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tellings")),
    )
    op.create_index(
        op.f("ix_tellings_article_id"), "tellings", ["article_id"], unique=False
    )
    op.create_table(
        "story_acts",
        _id(),
        sa.Column("story", sa.Text(), nullable=False),
        sa.Column("other", sa.Text(), nullable=False),
        sa.Column("article_id", sa.BigInteger(), nullable=True),
        sa.Column("telling_id", sa.BigInteger(), nullable=True),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_story_acts")),
    )
    for column in ("article_id", "other", "story"):
        name = op.f(f"ix_story_acts_{column}")
        op.create_index(name, "story_acts", [column], unique=False)
    op.create_table(
        "untold",
        _id(counted=True),
        sa.Column("article_id", sa.BigInteger(), nullable=False),
        sa.Column("marks", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_untold")),
        sa.UniqueConstraint("article_id", name=op.f("uq_untold_article_id")),
        sqlite_autoincrement=True,
    )
