"""The journey of one article or address: its captures, runs, entries, edits, tombstone."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import ColumnElement, Connection, or_, select

from nouvelles.records import Entry
from nouvelles.store.captures import moment
from nouvelles.store.codec import decode
from nouvelles.store.ledger import Status
from nouvelles.store.names import article_id_of, public_id
from nouvelles.store.schema import (
    archives,
    captures,
    current,
    edits,
    entries,
    runs,
    segments,
    sources,
    stages,
    steps,
    tombstones,
)
from nouvelles.store.schema_articles import article_captures, articles


@dataclass(frozen=True, slots=True, kw_only=True)
class RunTrace:
    """One run of one stage; digests are the first 16 bytes of SHA-256, hexadecimal."""

    stage: str
    version: str
    current: bool  # whether this version is the one in force
    status: str
    reason: str
    detail: str
    attempts: int
    ms: int | None
    at: datetime | None
    input: str
    output: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CaptureTrace:
    """One capture; `file` is below the paper's `warc/`, "" when its bytes are gone."""

    number: int
    kind: str
    url: str
    at: datetime
    status: int
    media_type: str
    size: int
    digest: str
    file: str
    offset: int
    length: int
    archive: str
    article: str  # public id of the article that it was placed in, "" for none
    runs: tuple[RunTrace, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryTrace:
    """What a feed announced, and when we saw it."""

    seen: datetime
    entry: Entry


@dataclass(frozen=True, slots=True, kw_only=True)
class EditTrace:
    """One decision of a person."""

    at: datetime
    who: str
    what: str
    about: str
    value: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TombstoneTrace:
    """A removed article; `pending` while erasing it has begun and not ended."""

    article: str
    status: int
    reason: str
    at: datetime
    pending: bool


def articles_of_key(connection: Connection, key: bytes) -> set[int]:
    """The articles that an address key leads to: held, announced or removed."""
    placed = (
        select(article_captures.c.article_id)
        .join_from(
            article_captures, captures, captures.c.id == article_captures.c.capture_id
        )
        .where(captures.c.url_key == key)
    )
    gone = select(tombstones.c.article_id).where(tombstones.c.url_key == key)
    found = {row[0] for query in (placed, gone) for row in connection.execute(query)}
    own = article_id_of(key)
    return found | ({own} if is_known(connection, own) else set())


def is_known(connection: Connection, number: int) -> bool:
    """Whether the paper has, had or was told of an article."""
    queries = (
        select(article_captures.c.article_id).where(
            article_captures.c.article_id == number
        ),
        select(entries.c.article_id).where(entries.c.article_id == number),
        select(articles.c.id).where(articles.c.id == number),
        select(tombstones.c.article_id).where(tombstones.c.article_id == number),
    )
    return any(connection.execute(query.limit(1)).first() for query in queries)


def captures_traced(
    connection: Connection, numbers: Collection[int], key: bytes | None
) -> tuple[CaptureTrace, ...]:
    """The captures of articles, and those of the address itself, oldest first."""
    placed = select(article_captures.c.capture_id).where(
        article_captures.c.article_id.in_(numbers)
    )
    matches: list[ColumnElement[bool]] = [captures.c.id.in_(placed)]
    if key is not None:
        matches.append(captures.c.url_key == key)
    rows = connection.execute(
        select(
            captures,
            segments.c.name.label("file"),
            archives.c.path.label("archive"),
            article_captures.c.article_id,
        )
        .join_from(
            captures, segments, segments.c.id == captures.c.segment_id, isouter=True
        )
        .outerjoin(archives, archives.c.id == captures.c.archive_id)
        .outerjoin(article_captures, article_captures.c.capture_id == captures.c.id)
        .where(or_(*matches))
        .order_by(captures.c.at, captures.c.id)
    ).all()
    made = _runs_of(connection, [row.id for row in rows])
    return tuple(
        CaptureTrace(
            number=row.id,
            kind="picture" if row.kind else "page",
            url=row.url,
            at=moment(row.at),
            status=row.status,
            media_type=row.media_type,
            size=row.size,
            digest=f"sha256:{bytes(row.digest).hex()}",
            file=row.file or "",
            offset=row.offset,
            length=row.length,
            archive=row.archive or "",
            article="" if row.article_id is None else public_id(row.article_id),
            runs=tuple(made[row.id]),
        )
        for row in rows
    )


def _runs_of(
    connection: Connection, items: Sequence[int]
) -> defaultdict[int, list[RunTrace]]:
    """All runs of captures, in the order of the line, the oldest version first.

    The steps are named so that the ledger's key, which begins with the step, is used.
    """
    rows = connection.execute(
        select(
            runs,
            stages.c.name,
            steps.c.version,
            current.c.step_id.label("in_force"),
        )
        .join_from(steps, runs, runs.c.step == steps.c.id)
        .join(stages, stages.c.id == steps.c.stage_id)
        .outerjoin(current, current.c.step_id == steps.c.id)
        .where(runs.c.item.in_(items), runs.c.step.in_(select(steps.c.id)))
        .order_by(stages.c.id, steps.c.id, runs.c.at)
    )
    made: defaultdict[int, list[RunTrace]] = defaultdict(list)
    for row in rows:
        made[row.item].append(
            RunTrace(
                stage=row.name,
                version=row.version,
                current=row.in_force is not None,
                status=Status(row.status).word,
                reason=row.reason or "",
                detail=row.detail or "",
                attempts=row.attempts or 0,
                ms=row.ms,
                at=None if row.at is None else _second(row.at),
                input=bytes(row.input).hex(),
                output="" if row.output is None else bytes(row.output).hex(),
            )
        )
    return made


def entries_traced(
    connection: Connection, numbers: Collection[int]
) -> tuple[EntryTrace, ...]:
    """What feeds announced of articles, in order of arrival."""
    rows = connection.execute(
        select(entries.c.seen, entries.c.data)
        .where(entries.c.article_id.in_(numbers))
        .order_by(entries.c.id)
    )
    return tuple(
        EntryTrace(seen=_second(row.seen), entry=decode(row.data, Entry))
        for row in rows
    )


def edits_traced(
    connection: Connection, abouts: Collection[str]
) -> tuple[EditTrace, ...]:
    """People's decisions about things, the oldest first."""
    rows = connection.execute(
        select(edits).where(edits.c.about.in_(abouts)).order_by(edits.c.id)
    )
    return tuple(
        EditTrace(
            at=_second(row.at),
            who=row.who,
            what=row.what,
            about=row.about,
            value=row.value,
            why=row.why,
        )
        for row in rows
    )


def tombstones_traced(
    connection: Connection, numbers: Collection[int]
) -> tuple[TombstoneTrace, ...]:
    """The tombstones of removed articles, one an article."""
    rows = connection.execute(
        select(tombstones)
        .where(tombstones.c.article_id.in_(numbers))
        .order_by(tombstones.c.article_id, tombstones.c.url_key)
    )
    found = {
        row.article_id: TombstoneTrace(
            article=public_id(row.article_id),
            status=row.status,
            reason=row.reason,
            at=_second(row.at),
            pending=row.pending,
        )
        for row in rows
    }
    return tuple(found.values())


def source_hosts(connection: Connection, items: Collection[int]) -> set[str]:
    """The hosts of the sources that captures belong to."""
    query = (
        select(sources.c.host)
        .join_from(captures, sources, sources.c.id == captures.c.source_id)
        .where(captures.c.id.in_(items))
        .distinct()
    )
    return {row[0] for row in connection.execute(query)}


def _second(seconds: int) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)
