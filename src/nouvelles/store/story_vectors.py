"""The vectors in the log of stories: whose they are, and how others take their place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, func, select, update

from nouvelles.records import Telling
from nouvelles.store.asking import ask
from nouvelles.store.codec import canonical, decode, read_json
from nouvelles.store.database import Store
from nouvelles.store.schema import facts
from nouvelles.store.schema_stories import tellings
from nouvelles.store.story_log import hold, make_void

#: The fact that says which encoder the vectors of the log are of.
ENCODER = "story encoder"


@dataclass(frozen=True, slots=True, kw_only=True)
class EncoderFacts:
    """An encoder: name and version ("" for none), how long its vectors are, and the
    languages that it knows (primary tags)."""

    name: str = ""
    size: int = 512
    languages: tuple[str, ...] = ()


def encoder_facts(connection: Connection) -> EncoderFacts:
    """The encoder of the vectors in the log; without a name where there are none yet."""
    query = select(facts.c.value).where(facts.c.name == ENCODER)
    value = connection.execute(query).scalar()
    return read_json(value.encode(), EncoderFacts) if value else EncoderFacts()


def name_encoder(store: Store, connection: Connection, encoder: EncoderFacts) -> None:
    """Say whose the vectors of the log are; a state with those of another is void."""
    hold(connection)
    note = {"name": ENCODER, "value": canonical(encoder).decode()}
    store.dialect.upsert(connection, facts, [note])
    make_void(connection)


def strange_vectors(
    connection: Connection, name: str, below: int, most: int
) -> list[tuple[int, Telling]]:
    """Tellings with a vector of another encoder than one, the newest first: those of a
    number below one, at most so many."""
    query = (
        select(tellings.c.id, tellings.c.data)
        .where(tellings.c.id < below, tellings.c.vector.is_not(None))
        .where(tellings.c.encoder != name)
        .order_by(tellings.c.id.desc())
        .limit(most)
    )
    return [(row.id, decode(row.data, Telling)) for row in connection.execute(query)]


def write_vectors(
    connection: Connection, vectors: Mapping[int, bytes | None], name: str
) -> None:
    """Replace the vectors of tellings."""
    for number, vector in vectors.items():
        values = {"vector": vector, "encoder": "" if vector is None else name}
        where = tellings.c.id == number
        connection.execute(update(tellings).where(where).values(values))


def vectors_after(
    connection: Connection, number: int, most: int, encoder: str
) -> list[tuple[int, bytes]]:
    """Tellings after a number with their vectors, in order, at most so many; of the
    encoder of that name alone."""
    query = (
        select(tellings.c.id, tellings.c.vector)
        .where(tellings.c.id > number, tellings.c.vector.is_not(None))
        .where(tellings.c.encoder == encoder)
        .order_by(tellings.c.id)
        .limit(most)
    )
    return [(row.id, row.vector) for row in connection.execute(query)]


def number_back(connection: Connection, most: int) -> int:
    """The number after which the last so many tellings come."""
    last = connection.execute(select(func.max(tellings.c.id))).scalar() or 0
    return max(0, int(last) - most)


_VECTORS_OF_STORIES = (
    "SELECT t.vector, t.encoder, a.language, s.story FROM tellings t "
    "JOIN articles a ON a.id = t.article_id "
    "JOIN story_articles s ON s.article_id = t.article_id "
    "WHERE t.id IN {} AND t.vector IS NOT NULL AND NOT a.hidden"
)


def vectors_of_stories(
    connection: Connection, numbers: Sequence[int], encoder: EncoderFacts
) -> list[tuple[str, bytes]]:
    """Stories with the vectors of those of some tellings that are still held, are in a
    language that the encoder knows, and that search may find."""
    return [
        (row.story, row.vector)
        for row in ask(connection, _VECTORS_OF_STORIES, numbers)
        if row.encoder == encoder.name and row.language in encoder.languages
    ]
