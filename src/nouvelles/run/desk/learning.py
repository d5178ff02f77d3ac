"""What the site's filter learns of moderators, and unlearns when they take it back."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection

from nouvelles.records.desk import Act
from nouvelles.store import Store
from nouvelles.store.moderation import Step


def teach(
    store: Store, connection: Connection, act: Act, steps: Sequence[Step], now: int
) -> None:
    """An approval says that a comment is none, a spam act that it is spam."""


def unteach(
    store: Store, connection: Connection, acts: Sequence[int], now: int
) -> None:
    """What these acts taught is forgotten."""
