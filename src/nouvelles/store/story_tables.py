"""The read tables of stories: the log, line by line, as what pages read.

They are a fold of the log: `fold` adds lines to what is there, `fold_owed` those that are
still missing (all of them after the read tables were dropped). A story that has no
article any more leads to where its last one went.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any

from sqlalchemy import Connection, delete, func, select, text, update

from nouvelles.language.slug import slug
from nouvelles.records import ActKind, Copy, Reason
from nouvelles.store import readtables, story_log
from nouvelles.store.asking import ask, tell
from nouvelles.store.codec import decode, encode
from nouvelles.store.database import Store
from nouvelles.store.names import number_of, public_id
from nouvelles.store.readtables import FOLDED
from nouvelles.store.schema import facts
from nouvelles.store.schema_stories import (
    read_also,
    stories,
    story_articles,
    story_redirects,
)
from nouvelles.store.story_log import ARRIVALS, Line

#: Lines folded in one transaction: some 20 ms.
CHUNK = 64


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """Why an article stands in its story, as its row holds it."""

    copy: Copy | None = None
    odds: float = 0.0
    reasons: tuple[Reason, ...] = ()
    by: str = ""
    topics: tuple[str, ...] = ()


def folded(connection: Connection) -> int:
    """The number of the last line that the read tables know."""
    query = select(facts.c.value).where(facts.c.name == FOLDED)
    return int(connection.execute(query).scalar() or 0)


def fold_owed(store: Store) -> int:
    """Fold in what the read tables do not know yet, in small transactions; how many
    lines."""
    done = 0
    while True:
        with store.read() as connection:
            if folded(connection) >= story_log.end(connection):
                return done
        with store.write() as connection:
            story_log.hold(connection)
            lines = story_log.lines_after(connection, folded(connection), CHUNK)
            fold(store, connection, lines)
        done += len(lines)


def drop(store: Store) -> None:
    """Empty the read tables of stories: every line of the log is owed again."""
    with store.write() as connection:
        story_log.hold(connection)
        for table in (stories, story_articles, story_redirects, read_also):
            connection.execute(delete(table))
        note = {"name": FOLDED, "value": "0"}
        store.dialect.upsert(connection, facts, [note])


def placed(connection: Connection) -> dict[int, str]:
    """The story of every article that is in one."""
    rows = connection.execute(
        select(story_articles.c.article_id, story_articles.c.story)
    )
    return {row.article_id: row.story for row in rows}


def fold(store: Store, connection: Connection, lines: Sequence[Line]) -> None:
    """Add lines of the log, which follow those that were added before."""
    if not lines:
        return
    touched: set[str] = set()
    for arrives, some in groupby(lines, lambda line: line.act.kind in ARRIVALS):
        if arrives:
            _place(store, connection, [*some])
        else:
            for line in some:
                _FOLDS[line.act.kind](store, connection, line)
    for line in lines:
        touched |= {line.act.story, line.act.into}
    refresh_sorts(connection, touched - {""})
    tell(connection, _OWE, sorted(touched - {""}))
    note = {"name": FOLDED, "value": str(lines[-1].number)}
    store.dialect.upsert(connection, facts, [note])
    readtables.count_change(connection)


#: What stands beside a story is found again after it changed.
_OWE = "UPDATE stories SET owed = TRUE WHERE id IN {}"


def refresh_sorts(connection: Connection, ids: Iterable[str]) -> None:
    """Order stories anew by their newest tellings."""
    some = sorted(ids)
    if some:
        newest = (
            "UPDATE stories SET sort = (SELECT max(a.sort) FROM story_articles s "
            "JOIN articles a ON a.id = s.article_id WHERE s.story = stories.id) "
            "WHERE id IN {}"
        )
        tell(connection, newest, some)


def stories_of(connection: Connection, numbers: Sequence[int]) -> dict[int, str]:
    """The stories of those articles that are in one."""
    query = "SELECT article_id, story FROM story_articles WHERE article_id IN {}"
    rows = ask(connection, query, numbers)
    return {row.article_id: row.story for row in rows}


def forget_article(connection: Connection, number: int) -> None:
    """Let nothing but its name stand of an article that the log has forgotten: of its
    story it is no telling any more."""
    where = story_articles.c.article_id == number
    query = select(story_articles.c.story, story_articles.c.data).where(where)
    row = connection.execute(query).first()
    if row is None:
        return
    placed = decode(row.data, Placed)
    copy = placed.copy and replace(placed.copy, agency="")
    blank = encode(Placed(copy=copy, by=placed.by))
    connection.execute(update(story_articles).where(where).values(data=blank))
    # The story was named by the first article told: by the next one now.
    _name_by_told(connection, row.story)
    refresh_sorts(connection, [row.story])
    # Its words may have found what stands beside the story.
    found = (read_also.c.article_id == number) | (read_also.c.story == row.story)
    connection.execute(delete(read_also).where(found))
    tell(connection, _OWE, [row.story])


def count_stories(connection: Connection) -> int:
    """How many stories have an article."""
    query = select(func.count()).where(stories.c.sort.is_not(None))
    return int(connection.execute(query).scalar_one())


# ---- arrivals ----


def _place(store: Store, connection: Connection, lines: Sequence[Line]) -> None:
    for line in lines:
        if line.act.kind == "begin":
            _begin(store, connection, line.act.story)
    origins = _origins(connection, lines)
    rows = []
    for line in lines:
        act, told = line.act, line.arrived
        placed = Placed(
            copy=told.copy if told else None,
            odds=act.odds,
            reasons=act.reasons,
            by=act.by,
            topics=told.topics if told else (),
        )
        rows.append(
            {
                "article_id": _number(act.article),
                "story": act.story,
                "origin": origins[act.article],
                "pinned": False,
                "act_id": line.number,
                "data": encode(placed),
            }
        )
    store.dialect.upsert(connection, story_articles, rows)
    named = [
        {"story": line.act.story, "made": made}
        for line in lines
        if line.arrived and (made := slug(line.arrived.telling.headline))
    ]
    if named:
        connection.execute(_NAME, named)


#: Articles of a story that are asked for its name, the first ones.
_NAMING = 20

#: A story is named by the first article told in it that has words for it.
_NAME = text("UPDATE stories SET slug = :made WHERE id = :story AND slug = ''")


def _begin(store: Store, connection: Connection, id: str) -> None:
    connection.execute(delete(story_redirects).where(story_redirects.c.id == id))
    row = {
        "id": id,
        "slug": "",
        "sort": None,
        "hidden": False,
        "sensitive": False,
        "lead": None,
        "owed": True,
    }
    store.dialect.insert_new(connection, stories, [row])


def _origins(connection: Connection, lines: Sequence[Line]) -> dict[str, int]:
    """Whose texts articles have: of a copy of a copy, the first one's."""
    copies = [line.arrived.copy for line in lines if line.arrived and line.arrived.copy]
    known: dict[int, int] = {}
    if copies:
        query = "SELECT article_id, origin FROM story_articles WHERE article_id IN {}"
        rows = ask(connection, query, sorted({_number(copy.of) for copy in copies}))
        known = {row.article_id: row.origin for row in rows}
    found: dict[str, int] = {}
    for line in lines:
        article, copy = line.act.article, line.arrived.copy if line.arrived else None
        of = _number(copy.of if copy else article)
        known[_number(article)] = found[article] = known.get(of, of) if copy else of
    return found


def _slug_by_log(connection: Connection, story: str) -> str:
    """The name of a story by the first article told in it of which something is left."""
    for line in story_log.lines_about(connection, stories=[story]):
        for headline in _headlines(connection, line, story):
            if made := slug(headline):
                return made
    return ""


def _name_by_told(connection: Connection, story: str) -> None:
    """Name a story by the first article still told in it; one of its former names leads
    to the new one, as any does that comes with its id."""
    query = select(story_articles.c.article_id).where(story_articles.c.story == story)
    first = query.order_by(story_articles.c.act_id, story_articles.c.article_id)
    told = connection.execute(first.limit(_NAMING)).scalars()
    headlines = story_log.headlines(connection, [public_id(one) for one in told])
    made = next(filter(None, map(slug, headlines)), "")
    connection.execute(update(stories).where(stories.c.id == story).values(slug=made))


def _named_by(connection: Connection, story: str, articles: Sequence[str]) -> bool:
    """Whether a story has its name from one of some articles."""
    query = select(stories.c.slug).where(stories.c.id == story)
    named = connection.execute(query).scalar() or ""
    headlines = story_log.headlines(connection, articles)
    return bool(named) and named in map(slug, headlines)


def _headlines(connection: Connection, line: Line, story: str) -> Sequence[str]:
    """Those of the articles that a line brings into a story."""
    act = line.act
    if act.kind in ARRIVALS and act.story == story:
        return [line.arrived.telling.headline] if line.arrived else []
    if act.into != story or act.kind == "merge":
        return []
    articles = act.articles or (act.article,)
    return story_log.headlines(connection, articles)


def _number(article: str) -> int:
    number = number_of(article)
    assert number is not None, article  # the engine names articles as it was told them
    return number


# ---- what happens to stories ----


def _move(store: Store, connection: Connection, line: Line) -> None:
    """One article, or those of a split, into another story, which may be new."""
    act = line.act
    _open(store, connection, act.into)
    for article in act.articles or (act.article,):
        where = story_articles.c.article_id == _number(article)
        row = connection.execute(select(story_articles.c.data).where(where)).first()
        if row is None:  # never came in
            continue
        placed = replace(
            decode(row.data, Placed), odds=act.odds, reasons=act.reasons, by=act.by
        )
        connection.execute(
            update(story_articles)
            .where(where)
            .values(story=act.into, act_id=line.number, data=encode(placed))
        )
    _close_empty(store, connection, act.story, act.into)
    if act.story and _named_by(connection, act.story, act.articles or (act.article,)):
        _name_by_told(connection, act.story)


def _open(store: Store, connection: Connection, id: str) -> None:
    where = stories.c.id == id
    if connection.execute(select(stories.c.id).where(where)).first() is None:
        _begin(store, connection, id)
        made = _slug_by_log(connection, id)
        connection.execute(update(stories).where(where).values(slug=made))


def _close_empty(store: Store, connection: Connection, id: str, into: str) -> None:
    """A story whose last article went leads to where it went."""
    mine = select(story_articles.c.article_id).where(story_articles.c.story == id)
    if id and id != into and connection.execute(mine.limit(1)).first() is None:
        _lead_on(store, connection, id, into)


def _lead_on(store: Store, connection: Connection, id: str, into: str) -> None:
    connection.execute(delete(stories).where(stories.c.id == id))
    connection.execute(delete(read_also).where(read_also.c.story == id))
    others = story_redirects.c.story == id
    connection.execute(update(story_redirects).where(others).values(story=into))
    store.dialect.upsert(connection, story_redirects, [{"id": id, "story": into}])


def _merge(store: Store, connection: Connection, line: Line) -> None:
    """All of a story goes into another, which is as hidden and sensitive as either."""
    act = line.act
    _open(store, connection, act.into)
    where = stories.c.id == act.story
    was = connection.execute(select(stories).where(where)).one_or_none()
    if was is not None:
        values = {
            "hidden": stories.c.hidden | was.hidden,
            "sensitive": stories.c.sensitive | was.sensitive,
        }
        into = stories.c.id == act.into
        connection.execute(update(stories).where(into).values(values))
    mine = story_articles.c.story == act.story
    connection.execute(update(story_articles).where(mine).values(story=act.into))
    _lead_on(store, connection, act.story, act.into)


def _pin(_store: Store, connection: Connection, line: Line) -> None:
    where = story_articles.c.article_id == _number(line.act.article)
    pinned = line.act.kind == "pin"
    connection.execute(update(story_articles).where(where).values(pinned=pinned))


def _mark(_store: Store, connection: Connection, line: Line) -> None:
    act = line.act
    is_lead = act.kind == "lead"
    values: Mapping[str, Mapping[str, Any]] = {
        "lead": {"lead": _number(act.article) if is_lead else None},
        "hide": {"hidden": act.kind == "hide"},
        "sensitive": {"sensitive": act.kind == "sensitive"},
    }
    what = values[act.kind.removeprefix("un")]
    connection.execute(update(stories).where(stories.c.id == act.story).values(what))


_FOLDS: Mapping[ActKind, Callable[[Store, Connection, Line], None]] = {
    "move": _move,
    "split": _move,
    "merge": _merge,
    "pin": _pin,
    "unpin": _pin,
    "lead": _mark,
    "unlead": _mark,
    "hide": _mark,
    "unhide": _mark,
    "sensitive": _mark,
    "unsensitive": _mark,
}
