"""The language of a comment in a column of its own, so that the desk can ask for it."""

from dataclasses import dataclass

import sqlalchemy as sa
from alembic import op

from nouvelles.store.codec import decode

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

#: Comments that are read and written at once.
CHUNK = 500

comments = sa.table(
    "comments",
    sa.column("id", sa.BigInteger()),
    sa.column("data", sa.LargeBinary()),
    sa.column("language", sa.Text()),
)


@dataclass(frozen=True)
class Spoken:
    """What a kept comment says of its language; all else in it is passed over."""

    language: str = ""


def upgrade() -> None:
    op.add_column(
        "comments", sa.Column("language", sa.Text(), nullable=False, server_default="")
    )
    last = 0
    while rows := _after(last):
        for row in rows:
            language = decode(row.data, Spoken).language.partition("-")[0].lower()
            op.get_bind().execute(
                sa.update(comments)
                .where(comments.c.id == row.id)
                .values(language=language)
            )
        last = rows[-1].id
    op.create_index("ix_comments_language", "comments", ["state", "language", "at"])


def _after(last: int) -> list[sa.Row[tuple[int, bytes]]]:
    query = (
        sa.select(comments.c.id, comments.c.data)
        .where(comments.c.id > last)
        .order_by(comments.c.id)
        .limit(CHUNK)
    )
    return list(op.get_bind().execute(query))
