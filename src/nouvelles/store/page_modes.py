"""How comments on one article or story are moderated, where not as everywhere."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Row, select

from nouvelles.records import PageMode
from nouvelles.store.database import Store
from nouvelles.store.schema_comments import page_moderation as table


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnRule:
    """The rule of a page; `mode` is None where it is as everywhere."""

    page: str
    mode: PageMode | None
    closed: datetime | None
    who: str
    at: datetime


def own_rules(connection: Connection, most: int) -> tuple[OwnRule, ...]:
    """The pages with rules of their own, the last decided first."""
    query = select(table).order_by(table.c.at.desc(), table.c.page).limit(most)
    return tuple(map(_rule, connection.execute(query)))


def set_rule(
    store: Store,
    connection: Connection,
    page: str,
    mode: PageMode | None,
    *,
    closed: int | None,
    who: str,
    now: int,
) -> None:
    """Give a page a rule, or one as everywhere."""
    if mode is None and closed is None:
        drop_rules(connection, [page])
        return
    row = {
        "page": page,
        "mode": mode.value if mode else "",
        "closed": closed,
        "who": who,
        "at": now,
    }
    store.dialect.upsert(connection, table, [row])


def drop_rules(connection: Connection, pages: Sequence[str]) -> None:
    """Let pages be as everywhere."""
    connection.execute(table.delete().where(table.c.page.in_(pages)))


def _rule(row: Row[Any]) -> OwnRule:
    return OwnRule(
        page=row.page,
        mode=PageMode(row.mode) if row.mode else None,
        closed=datetime.fromtimestamp(row.closed, UTC) if row.closed else None,
        who=row.who,
        at=datetime.fromtimestamp(row.at, UTC),
    )
