"""What may stand beside a story as “Read also”: which stories are owed it, and what it is.

It is found by whoever puts articles into stories, for those that are live. A story that
lives no more keeps what it had; when the read tables are made anew, only live ones get it
again.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, select

from nouvelles.records import BondKind, ReadAlso
from nouvelles.store import readtables
from nouvelles.store.asking import ask, tell
from nouvelles.store.names import number_of
from nouvelles.store.schema_stories import read_also, stories


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """An article of another story, by its public name, as it is kept beside one."""

    article: str
    kind: BondKind
    odds: float


def owed(connection: Connection, most: int) -> list[str]:
    """Stories that changed since it was found what is beside them, the newest first."""
    query = select(stories.c.id).where(stories.c.owed)
    ordered = query.order_by(stories.c.sort.desc(), stories.c.id).limit(most)
    return list(connection.execute(ordered).scalars())


def keep(
    connection: Connection,
    found: Mapping[str, Sequence[Beside]],
    served: Sequence[str],
) -> int:
    """Keep what is beside stories in the place of what was; how many changed.

    `served` are owed nothing any more, be anything found for them or not.
    """
    before = _kept(connection, sorted(found))
    rows = {story: _rows(story, beside) for story, beside in sorted(found.items())}
    changed = [story for story, made in rows.items() if made != before.get(story, [])]
    if changed:
        tell(connection, "DELETE FROM read_also WHERE story IN {}", changed)
        made = [row for story in changed for row in rows[story]]
        if made:
            names = ("story", "place", "article_id", "kind", "odds")
            values = [dict(zip(names, row, strict=True)) for row in made]
            connection.execute(read_also.insert(), values)
        readtables.count_change(connection)
    if served:
        done = "UPDATE stories SET owed = FALSE WHERE id IN {}"
        tell(connection, done, sorted(served))
    return len(changed)


Row = tuple[str, int, int | None, str, float]

_KEPT = (
    "SELECT story, place, article_id, kind, odds FROM read_also "
    "WHERE story IN {} ORDER BY story, place"
)


def _kept(connection: Connection, ids: Sequence[str]) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = {}
    for row in ask(connection, _KEPT, ids):
        made = (row.story, row.place, row.article_id, row.kind, row.odds)
        found.setdefault(row.story, []).append(made)
    return found


def _rows(story: str, beside: Sequence[Beside]) -> list[Row]:
    return [
        (story, place, number_of(one.article), one.kind, one.odds)
        for place, one in enumerate(beside)
    ]


_READ = (
    "SELECT r.kind, r.odds, p.story, a.data, o.data AS source, h.data AS heads "
    "FROM read_also r "
    "JOIN story_articles p ON p.article_id = r.article_id AND p.story <> r.story "
    "JOIN stories s ON s.id = p.story AND NOT s.hidden "
    "JOIN articles a ON a.id = r.article_id "
    "JOIN sources o ON o.id = a.source_id "
    "LEFT JOIN translated_heads h ON h.article_id = a.id "
    "WHERE r.story IN {} ORDER BY r.place"
)


def beside(
    connection: Connection | sqlite3.Connection, story: str
) -> tuple[ReadAlso, ...]:
    """What may stand beside a story, in order: one article of each other story as
    stories are now, none of hidden ones."""
    found: dict[str, ReadAlso] = {}
    for row in ask(connection, _READ, [story]):
        listed = readtables.listed_of_row(row.data, row.source, row.heads)
        one = ReadAlso(listed=listed, kind=row.kind, odds=row.odds)
        found.setdefault(row.story, one)
    return tuple(found.values())
