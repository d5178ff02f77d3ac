"""Advertisements, and views by day."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    number = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    op.create_table(
        "ads",
        sa.Column("id", number, nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.Column("picture", sa.LargeBinary(), nullable=True),
        sa.Column("stopped", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ads")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "views",
        sa.Column("day", sa.Text(), nullable=False),
        sa.Column("page", sa.Text(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("day", "page", name=op.f("pk_views")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "ad_views",
        sa.Column("day", sa.Text(), nullable=False),
        sa.Column("ad_id", number, nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("day", "ad_id", name=op.f("pk_ad_views")),
        sqlite_with_rowid=False,
    )
