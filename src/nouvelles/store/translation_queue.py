"""What waits to be translated, and what became of what engines were asked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from sqlalchemy import Connection, Delete, delete, func, select, text

from nouvelles.store.asking import ask, tell
from nouvelles.store.database import Store
from nouvelles.store.schema_translation import (
    engine_outcomes,
    translation_queue,
    translation_reports,
)

#: Why an article is to be translated, in order of urgency.
Why = Literal["front", "headline", "leading", "asked for"]
_WHY: Final[tuple[Why, ...]] = ("front", "headline", "leading", "asked for")

#: Seconds after which what failed is tried again; each time twice as long, up to a day.
_AGAIN_S: Final = 60
_LONGEST_S: Final = 86_400


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """An article that readers of a language should find in it."""

    article: int
    language: str
    why: Why


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """How many wait for one reason, since when the first of them, how many after having
    failed."""

    why: Why
    count: int
    since: int
    failed: int


def set_wanted(store: Store, wanted: Sequence[Wanted], now: int) -> None:
    """What waits is this, in this order. What waited already keeps its age."""
    rows = {
        (one.article, one.language): {
            "article_id": one.article,
            "language": one.language,
            "why": _WHY.index(one.why),
            "place": place,
        }
        for place, one in reversed([*enumerate(wanted)])
    }
    query = select(
        translation_queue.c.article_id,
        translation_queue.c.language,
        translation_queue.c.since,
        translation_queue.c.due,
        translation_queue.c.tries,
    )
    with store.write() as connection:
        known = {(row[0], row[1]): row for row in connection.execute(query)}
        gone = [key for key in known if key not in rows]
        for article, language in gone:
            connection.execute(_one(article, language))
        for key, row in rows.items():
            before = known.get(key)
            row["since"] = before.since if before else now
            row["due"] = before.due if before else now
            row["tries"] = before.tries if before else 0
        store.dialect.upsert(connection, translation_queue, [*rows.values()])


def next_waiting(connection: Connection, now: int, most: int) -> tuple[Wanted, ...]:
    """The first that are due."""
    query = (
        select(translation_queue)
        .where(translation_queue.c.due <= now)
        .order_by(translation_queue.c.place)
        .limit(most)
    )
    return tuple(
        Wanted(article=row.article_id, language=row.language, why=_WHY[row.why])
        for row in connection.execute(query)
    )


def put_off(store: Store, one: Wanted, now: int) -> None:
    """It was tried in vain: again later, each time after a longer while."""
    table = translation_queue
    where = (table.c.article_id == one.article) & (table.c.language == one.language)
    with store.write() as connection:
        tries = connection.execute(select(table.c.tries).where(where)).scalar() or 0
        wait = min(_LONGEST_S, _AGAIN_S << min(tries, 20))
        connection.execute(
            table.update().where(where).values(tries=tries + 1, due=now + wait)
        )


def unwait(store: Store, one: Wanted) -> None:
    """It need not be translated."""
    with store.write() as connection:
        connection.execute(_one(one.article, one.language))


def waiting(connection: Connection) -> tuple[Waiting, ...]:
    """What waits, by reason."""
    table = translation_queue
    query = (
        select(
            table.c.why,
            func.count(),
            func.min(table.c.since),
            func.count().filter(table.c.tries > 0),
        )
        .group_by(table.c.why)
        .order_by(table.c.why)
    )
    return tuple(
        Waiting(
            why=_WHY[row[0]], count=int(row[1]), since=int(row[2]), failed=int(row[3])
        )
        for row in connection.execute(query)
    )


def _one(article: int, language: str) -> Delete:
    table = translation_queue
    return delete(table).where(
        table.c.article_id == article, table.c.language == language
    )


# ---- what engines did ----

_COUNT: Final = text(
    "INSERT INTO engine_outcomes (engine, word, times, last, detail) "
    "VALUES (:engine, :word, :times, :last, :detail) "
    "ON CONFLICT (engine, word) DO UPDATE SET "
    "times = engine_outcomes.times + excluded.times, "
    "last = excluded.last, detail = excluded.detail"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class EngineOutcome:
    """How often an engine ended so: "given", "failed", or a word of `translate.Fault` for
    what the checks stopped. `detail` is what was said the last time."""

    engine: str
    word: str
    count: int
    last: int = 0
    detail: str = ""


def count_outcomes(
    connection: Connection, outcomes: Sequence[EngineOutcome], now: int
) -> None:
    """Add to what is counted."""
    rows = [
        {
            "engine": one.engine,
            "word": one.word,
            "times": one.count,
            "last": now,
            "detail": one.detail[:300],
        }
        for one in outcomes
    ]
    if rows:
        connection.execute(_COUNT, rows)


def outcomes_of_engines(connection: Connection) -> tuple[EngineOutcome, ...]:
    """All that is counted, by engine, the most frequent first."""
    table = engine_outcomes
    query = select(table).order_by(table.c.engine, table.c.times.desc(), table.c.word)
    return tuple(
        EngineOutcome(
            engine=row.engine,
            word=row.word,
            count=row.times,
            last=row.last,
            detail=row.detail,
        )
        for row in connection.execute(query)
    )


# ---- what readers report ----

_REPORT: Final = text(
    "INSERT INTO translation_reports (article_id, language, reason, times, last) "
    "VALUES (:article, :language, :reason, :times, :last) "
    "ON CONFLICT (article_id, language, reason) DO UPDATE SET "
    "times = translation_reports.times + excluded.times, last = excluded.last"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """How often readers reported one fault of an article in a language."""

    article: int
    language: str
    reason: str
    count: int
    last: int = 0


def add_reports(
    store: Store, counted: Mapping[tuple[int, str, str], int], now: int
) -> None:
    """Add what was reported, by article, language and reason; of articles alone that
    stand in the language."""
    with store.write() as connection:
        query = "SELECT article_id, language FROM translations WHERE article_id IN {}"
        known = ask(connection, query, [article for article, _, _ in counted])
        there = {(row.article_id, row.language) for row in known}
        rows = [
            {
                "article": article,
                "language": language,
                "reason": reason,
                "times": count,
                "last": now,
            }
            for (article, language, reason), count in counted.items()
            if (article, language) in there
        ]
        if rows:
            connection.execute(_REPORT, rows)


def reports(connection: Connection) -> tuple[Report, ...]:
    """What readers reported, the most frequent first."""
    table = translation_reports
    query = select(table).order_by(table.c.times.desc(), table.c.last.desc())
    return tuple(
        Report(
            article=row.article_id,
            language=row.language,
            reason=row.reason,
            count=row.times,
            last=row.last,
        )
        for row in connection.execute(query)
    )


def settle_reports(connection: Connection, article: int, language: str) -> None:
    """A person has read the translation: what was reported of it is done with."""
    query = "DELETE FROM translation_reports WHERE article_id IN {} AND language IN {}"
    tell(connection, query, [article], [language])
