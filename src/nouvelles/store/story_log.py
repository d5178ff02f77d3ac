"""The log of stories: acts of the engine and of editors, with what they were made on.

Lines are numbered 1, 2, 3 … and only appended, by one writer at a time; a line that is
about an article which came in names its telling, kept as the engine saw it. The state of
all stories is these lines, one by one. Erasure alone changes a line: what it was made on
becomes blank, and what it found in both texts goes (`erase_telling`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Connection, Select, func, or_, select, text, update

from nouvelles.records import Copy, StoryAct, Telling
from nouvelles.store.asking import ask
from nouvelles.store.codec import canonical, decode, digest16, encode
from nouvelles.store.database import Store
from nouvelles.store.names import number_of, public_id
from nouvelles.store.schema import facts
from nouvelles.store.schema_stories import story_acts, tellings

#: The acts by which an article comes in.
ARRIVALS = ("begin", "join")

#: The fact that counts how often what lines were made on was changed, by erasure above
#: all; its row is what writers of the log wait for.
EPOCH = "story epoch"

#: The fact that says at which line of the log stories were repaired last.
REPAIRED = "stories repaired"


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrived:
    """An article as the engine was told it: `vector` is float16, little-endian, with
    the encoder's name and version; None where none was made. `topics` are IPTC Media
    Topics of the first level, surest first."""

    telling: Telling
    copy: Copy | None = None
    vector: bytes | None = None
    encoder: str = ""
    topics: tuple[str, ...] = ()
    erased: bool = False  # nothing is left of it but its name


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of the log; `arrived` is what a decision about one article was made on."""

    number: int
    act: StoryAct
    arrived: Arrived | None = None


# One statement that both databases understand.
_HOLD = text(
    "INSERT INTO facts (name, value) VALUES (:name, '0') "
    "ON CONFLICT (name) DO UPDATE SET value = facts.value"
)
_RAISE = text(
    "UPDATE facts SET value = CAST(CAST(value AS BIGINT) + 1 AS TEXT) "
    "WHERE name = :name"
)


def hold(connection: Connection) -> None:
    """Be the only one who writes the log, until this transaction ends."""
    connection.execute(_HOLD, {"name": EPOCH})


def repaired(connection: Connection) -> int:
    """The number of the last line when stories were repaired last."""
    query = select(facts.c.value).where(facts.c.name == REPAIRED)
    return int(connection.execute(query).scalar() or 0)


def note_repaired(store: Store, connection: Connection, number: int) -> None:
    """Say that stories were repaired, as of a line."""
    store.dialect.upsert(connection, facts, [{"name": REPAIRED, "value": str(number)}])


def make_void(connection: Connection) -> None:
    """Say that every state from before is void; who calls it holds the log."""
    connection.execute(_RAISE, {"name": EPOCH})


def end(connection: Connection) -> int:
    """The number of the last line, 0 for an empty log."""
    return int(connection.execute(select(func.max(story_acts.c.id))).scalar() or 0)


def epoch(connection: Connection) -> int:
    """How often what lines were made on was changed: a state from before is void."""
    query = select(facts.c.value).where(facts.c.name == EPOCH)
    return int(connection.execute(query).scalar() or 0)


def append(
    connection: Connection, acts: Sequence[StoryAct], arrived: Mapping[str, Arrived]
) -> list[Line]:
    """Append lines, with the tellings of articles that came in; who calls it holds the
    log."""
    first = end(connection) + 1
    lines = [
        Line(
            number=number,
            act=act,
            arrived=arrived.get(act.article) if act.kind in ARRIVALS else None,
        )
        for number, act in enumerate(acts, start=first)
    ]
    told = _keep(connection, arrived)
    if lines:
        rows = [_row(line, told) for line in lines]
        connection.execute(story_acts.insert(), rows)
    return lines


def _row(line: Line, told: Mapping[str, int]) -> dict[str, Any]:
    act = line.act
    return {
        "id": line.number,
        "story": act.story,
        "other": act.into,
        "article_id": number_of(act.article),
        "telling_id": told.get(act.article) if line.arrived else None,
        "data": encode(act),
    }


def _keep(connection: Connection, arrived: Mapping[str, Arrived]) -> dict[str, int]:
    """Keep tellings; their numbers by article."""
    if not arrived:
        return {}
    newest = connection.execute(select(func.max(tellings.c.id))).scalar() or 0
    numbers = {article: n for n, article in enumerate(arrived, start=newest + 1)}
    rows = [
        {
            "id": numbers[article],
            "article_id": number_of(article),
            "digest": telling_digest(one.telling),
            "data": encode(one.telling),
            "copy": encode(one.copy) if one.copy else None,
            "vector": one.vector,
            "encoder": one.encoder,
            "topics": " ".join(one.topics),
        }
        for article, one in arrived.items()
    ]
    connection.execute(tellings.insert(), rows)
    return numbers


def telling_digest(telling: Telling) -> bytes:
    """What tells whether an article is still told as it was."""
    return digest16(canonical(telling))


_LINES = select(
    story_acts.c.id,
    story_acts.c.data,
    tellings.c.digest,
    tellings.c.data.label("telling"),
    tellings.c.copy,
    tellings.c.vector,
    tellings.c.encoder,
    tellings.c.topics,
).join_from(
    story_acts, tellings, tellings.c.id == story_acts.c.telling_id, isouter=True
)


def lines_after(connection: Connection, number: int, most: int) -> list[Line]:
    """The lines behind one of a number, at most so many."""
    query = _LINES.where(story_acts.c.id > number).order_by(story_acts.c.id)
    return _lines(connection, query.limit(most))


def lines_about(
    connection: Connection, *, stories: Sequence[str] = (), article: str = ""
) -> list[Line]:
    """The lines about some stories, or about an article by name, in order."""
    if article:
        query = _LINES.where(story_acts.c.article_id == number_of(article))
    else:
        some = list(stories)
        where = or_(story_acts.c.story.in_(some), story_acts.c.other.in_(some))
        query = _LINES.where(where)
    return _lines(connection, query.order_by(story_acts.c.id))


def _lines(connection: Connection, query: Select[Any]) -> list[Line]:
    return [
        Line(
            number=row.id,
            act=decode(row.data, StoryAct),
            arrived=None
            if row.telling is None
            else Arrived(
                telling=decode(row.telling, Telling),
                copy=None if row.copy is None else decode(row.copy, Copy),
                vector=None if row.vector is None else bytes(row.vector),
                encoder=row.encoder,
                topics=tuple(row.topics.split()),
                erased=not row.digest,
            ),
        )
        for row in connection.execute(query)
    ]


def told_digest(connection: Connection, article: str) -> bytes:
    """The digest of what an article was told as at last; b"" where it never was."""
    query = (
        select(tellings.c.digest)
        .where(tellings.c.article_id == number_of(article))
        .order_by(tellings.c.id.desc())
        .limit(1)
    )
    return bytes(connection.execute(query).scalar() or b"")


def line_digest(connection: Connection, number: int) -> bytes:
    """What tells a line from that of another log with its number; b"" where none is."""
    query = select(story_acts.c.data).where(story_acts.c.id == number)
    data = connection.execute(query).scalar()
    return b"" if data is None else digest16(bytes(data))


def are_gone(connection: Connection, articles: Iterable[str]) -> bool:
    """Whether one of some articles has no row any more."""
    numbers = {number_of(article) for article in articles}
    if not numbers:
        return False
    rows = ask(connection, "SELECT id FROM articles WHERE id IN {}", [*numbers])
    return len(rows) < len(numbers)


def headlines(connection: Connection, articles: Sequence[str]) -> list[str]:
    """The headlines that articles were told with, in the order of their names."""
    numbers = [number_of(article) for article in articles]
    query = "SELECT article_id, data FROM tellings WHERE article_id IN {} ORDER BY id"
    rows = ask(connection, query, numbers)
    found = {row.article_id: decode(row.data, Telling).headline for row in rows}
    return [found[number] for number in numbers if number in found]


def count_acts(connection: Connection) -> int:
    """How many lines the log has."""
    return int(
        connection.execute(select(func.count()).select_from(story_acts)).scalar_one()
    )


def articles_told(connection: Connection) -> set[int]:
    """Every article that came in."""
    query = select(story_acts.c.article_id).where(story_acts.c.telling_id.is_not(None))
    return {row[0] for row in connection.execute(query)}


def gaps(connection: Connection) -> int:
    """How many lines are missing between the first and the last."""
    return end(connection) - count_acts(connection)


# ---- erasure ----


def erase_telling(connection: Connection, number: int) -> bool:
    """Blank what the log was told of an article; whether it had been told.

    The lines stay, with the article's name and nothing of its text: without them the
    lines behind them would make no sense.
    """
    hold(connection)  # asked first: who writes the log may be about to tell it
    told = tellings.c.article_id == number
    if connection.execute(select(tellings.c.id).where(told).limit(1)).first() is None:
        return False
    blank = Telling(article=public_id(number), headline="")
    query = select(tellings.c.id, tellings.c.copy).where(told)
    for row in connection.execute(query).all():
        copy = None if row.copy is None else decode(row.copy, Copy)
        values = {
            "digest": b"",
            "data": encode(blank),
            "copy": copy and encode(replace(copy, agency="")),
            "vector": None,
            "encoder": "",
            "topics": "",
        }
        where = tellings.c.id == row.id
        connection.execute(update(tellings).where(where).values(values))
    mine = story_acts.c.article_id == number
    rows = connection.execute(select(story_acts.c.id, story_acts.c.data).where(mine))
    for row in rows.all():
        act = replace(decode(row.data, StoryAct), reasons=(), why="", odds=0.0)
        where = story_acts.c.id == row.id
        connection.execute(update(story_acts).where(where).values(data=encode(act)))
    make_void(connection)
    return True
