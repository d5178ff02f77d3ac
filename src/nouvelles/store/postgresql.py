"""What only PostgreSQL does in its own way: claiming, search, sizes.

The same functions as `sqlite`, so that the rest of the store asks whichever it holds.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Connection, Engine, Table, text
from sqlalchemy.dialects.postgresql import insert

from nouvelles.store import schema

for _index, _condition in schema.PARTIAL.items():
    _index.dialect_kwargs["postgresql_where"] = _condition

SEARCH_DDL = (
    "CREATE TABLE article_search ("
    "article_id BIGINT PRIMARY KEY, words TSVECTOR NOT NULL)",
    "CREATE INDEX ix_article_search_words ON article_search USING gin (words)",
)
SEARCH_DROP = ("DROP TABLE IF EXISTS article_search",)
#: The articles whose words the index holds.
SEARCH_ARTICLES = "SELECT article_id FROM article_search"

#: A tsvector holds at most 1 MB; words beyond this many characters are not indexed.
LONGEST_TEXT = 300_000


def prepare(connection: Any, _record: object) -> None:
    """Nothing to set up: the server's own settings stand."""


def begin(connection: Connection) -> None:
    """Readers see one state from their first statement to their last, as on SQLite."""
    if not connection.get_execution_options().get("writes", False):
        connection.exec_driver_sql(
            "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY"
        )


def insert_new(
    connection: Connection, table: Table, rows: Sequence[dict[str, Any]]
) -> int:
    """Insert the rows whose keys are new; the number inserted."""
    if not rows:
        return 0
    keys = list(table.primary_key)
    result = connection.execute(
        insert(table).on_conflict_do_nothing().returning(keys[0]), list(rows)
    )
    return len(result.fetchall())


def upsert(
    connection: Connection,
    table: Table,
    rows: Sequence[dict[str, Any]],
    keys: tuple[str, ...] = (),
) -> None:
    """Insert rows, or replace the other columns of those whose key is there: the primary
    one, or that of the columns named."""
    if not rows:
        return
    statement = insert(table)
    keys = keys or tuple(column.name for column in table.primary_key)
    changed = {name: statement.excluded[name] for name in rows[0] if name not in keys}
    connection.execute(
        statement.on_conflict_do_update(index_elements=keys, set_=changed), list(rows)
    )


_CLAIM = text("""
UPDATE runs SET status = 1, due = :lease, worker = :worker,
    attempts = coalesce(attempts, 0) + 1
WHERE (step, item, input) IN (
    SELECT step, item, input FROM runs
    WHERE step = :step AND status IN (0, 2) AND (due IS NULL OR due <= :now)
    LIMIT :limit FOR UPDATE SKIP LOCKED)
RETURNING item, input, attempts
""")


def claim(
    connection: Connection, step: int, limit: int, *, now: int, lease: int, worker: int
) -> list[tuple[int, bytes, int]]:
    """Take up to `limit` open items of a step: (item, input, attempts so far)."""
    rows = connection.execute(
        _CLAIM,
        {"lease": lease, "worker": worker, "step": step, "now": now, "limit": limit},
    )
    return [(item, bytes(key), attempts) for item, key, attempts in rows]


_INDEX = text("""
INSERT INTO article_search (article_id, words)
VALUES (:id, array_to_tsvector(CAST(:words AS text[])))
ON CONFLICT (article_id) DO UPDATE SET words = excluded.words
WHERE article_search.words IS DISTINCT FROM excluded.words
""")


def search_write(
    connection: Connection, rows: Iterable[tuple[int, str]], gone: Sequence[int]
) -> None:
    """Replace the index's words of articles (id, words, each once), drop those gone."""
    if gone:
        connection.execute(
            text("DELETE FROM article_search WHERE article_id = ANY(:gone)"),
            {"gone": list(gone)},
        )
    said = [
        {"id": article, "words": _lexemes(words[:LONGEST_TEXT])}
        for article, words in rows
    ]
    if said:
        connection.execute(_INDEX, said)


def _lexemes(folded: str) -> list[str]:
    """Distinct words: they are folded already, the server's own parser is not asked."""
    return sorted({word for word in folded.split() if len(word.encode()) < 2046})


#: Those of a span of time, whatever they say.
_EVERY = text(
    "SELECT id FROM articles WHERE NOT hidden AND sort >= :since AND sort < :until "
    "ORDER BY sort DESC, id DESC LIMIT :limit"
)
_SEARCH = text(
    "SELECT a.id FROM article_search s JOIN articles a ON a.id = s.article_id "
    "WHERE s.words @@ CAST(:query AS tsquery) AND NOT a.hidden "
    "AND a.sort >= :since AND a.sort < :until "
    "ORDER BY a.sort DESC, a.id DESC LIMIT :limit"
)


def search(
    connection: Connection, words: Sequence[str], limit: int, *, since: int, until: int
) -> list[int]:
    """The newest articles that hold all the words, at most so many, the newest first; all
    articles hold all of no words.

    `since` and `until` are seconds, the second no more among what counts.
    """
    span = {"limit": limit, "since": since, "until": until}
    if not words:
        return list(connection.execute(_EVERY, span).scalars().all())
    query = " & ".join(
        "'" + word.replace("\\", "\\\\").replace("'", "''") + "'" for word in words
    )
    given = {**span, "query": query}
    return list(connection.execute(_SEARCH, given).scalars().all())


def squeeze(_connection: Connection, *, first: bool) -> bool:
    """Nothing to drop: deleted rows leave with the server's own vacuum."""
    return True


def settle(engine: Engine) -> bool:
    """Let the server give back the space of deleted rows; it waits for nobody."""
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql("VACUUM")
    return True


def table_sizes(connection: Connection) -> dict[str, int]:
    """Bytes a table with its indexes takes."""
    rows = connection.execute(
        text(
            "SELECT relname, pg_total_relation_size(oid) FROM pg_class "
            "WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace"
        )
    )
    return {name: int(size) for name, size in rows}


def faults(_connection: Connection) -> list[str]:
    """Nothing to ask: the server keeps watch over its files and foreign keys itself."""
    return []
