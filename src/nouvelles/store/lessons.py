"""What moderators taught the site's filter: places and numbers, no word of a comment; one
by one, so that it can be untaught."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from sqlalchemy import Connection, delete, func, select, update

from nouvelles.comments.records import Lesson, Taught
from nouvelles.store.asking import ask
from nouvelles.store.codec import decode, encode
from nouvelles.store.schema_comments import comment_acts, lessons

#: Lessons that are read when a filter opens; it remembers fewer.
MOST = 1_000

_STATE = "SELECT max(id) AS last, count(*) AS held FROM lessons WHERE undone IS NULL"

#: What tells whether anything was taught or untaught: the last number, how many hold.
State = tuple[int, int]


def add_lesson(
    connection: Connection,
    taught: Taught,
    *,
    spam: bool,
    comment: int,
    act: int,
    version: str,
    now: int,
) -> int:
    """Keep a moderator's decision on a comment as a lesson; its number. An earlier
    lesson of the same comment holds no more: the last word counts."""
    connection.execute(
        update(lessons)
        .where(lessons.c.comment_id == comment, lessons.c.undone.is_(None))
        .values(undone=now)
    )
    result = connection.execute(
        lessons.insert().values(
            comment_id=comment,
            act_id=act,
            at=now,
            label=int(spam),
            language=taught.language,
            features=encode(taught),
            version=version,
        )
    )
    (number,) = result.inserted_primary_key or (0,)
    return int(number)


def undo_lessons(connection: Connection, acts: Sequence[int], now: int) -> int:
    """Take back what acts taught; how many lessons hold no more."""
    result = connection.execute(
        update(lessons)
        .where(lessons.c.act_id.in_(acts), lessons.c.undone.is_(None))
        .values(undone=now)
    )
    return result.rowcount


def restore_lessons(connection: Connection, comments: Sequence[int]) -> None:
    """The last word on each comment counts again, of those that no act was undone for."""
    held = select(lessons.c.comment_id).where(lessons.c.undone.is_(None))
    last = (
        select(func.max(lessons.c.id))
        .join_from(lessons, comment_acts, comment_acts.c.id == lessons.c.act_id)
        .where(
            lessons.c.comment_id.in_(comments),
            lessons.c.comment_id.not_in(held),
            comment_acts.c.undone.is_(None),
        )
        .group_by(lessons.c.comment_id)
    )
    numbers = list(connection.execute(last).scalars())
    connection.execute(
        update(lessons).where(lessons.c.id.in_(numbers)).values(undone=None)
    )


def lesson_state(connection: Connection) -> State:
    """What changes with each lesson that is added or taken back."""
    (row,) = ask(connection, _STATE)  # asked for every comment that comes
    return int(row.last or 0), int(row.held)


def keys_held(connection: Connection, version: str) -> dict[int, str]:
    """The lessons of a filter's version that hold, as their numbers and keys, in the order
    of their teaching; of many, the last. Another version saw other places: its lessons say
    nothing to this."""
    query = (
        select(lessons.c.id, lessons.c.comment_id)
        .where(lessons.c.undone.is_(None), lessons.c.version == version)
        .order_by(lessons.c.id.desc())
        .limit(MOST)
    )
    found = connection.execute(query).all()
    return {int(row.id): str(row.comment_id) for row in reversed(found)}


def lessons_held(
    connection: Connection, version: str, without: Collection[int] = ()
) -> list[Lesson]:
    """The lessons of `keys_held` in their order, but for some numbers that are known."""
    keys = keys_held(connection, version)
    query = (
        select(lessons.c.id, lessons.c.label, lessons.c.features)
        .where(lessons.c.id.in_([number for number in keys if number not in without]))
        .order_by(lessons.c.id)
    )
    return [
        Lesson(keys[row.id], decode(row.features, Taught), bool(row.label))
        for row in connection.execute(query)
    ]


def drop_lessons(connection: Connection, comment: int) -> None:
    """Forget what a comment taught, which its author takes back."""
    connection.execute(delete(lessons).where(lessons.c.comment_id == comment))
