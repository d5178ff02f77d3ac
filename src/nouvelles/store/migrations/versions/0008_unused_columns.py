"""What the filter was to keep of lessons and never did: no author, no host, no state."""

from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.drop_table("learned")
    op.drop_column("lessons", "author")
    op.drop_column("lessons", "host")
