"""The memory of translations, in the database: what `translate.memory` asks."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from sqlalchemy import Connection, func, select

from nouvelles.language import primary
from nouvelles.records import Key, Origin, Remembered, Unit
from nouvelles.store.asking import ask, tell
from nouvelles.store.database import Store
from nouvelles.store.schema import facts
from nouvelles.store.schema_translation import translation_memory as memory

#: How origins are kept: the higher, the more trusted.
_KEPT: Final[dict[Origin, int]] = {"engine": 0, "supplied": 1, "reviewed": 2}
_ORIGINS: Final = {number: origin for origin, number in _KEPT.items()}

#: The fact that counts how often people or files gave sentences.
_REVISION: Final = "translations given"

#: Units that are written in one transaction, and read in one go.
_MANY: Final = 500


@dataclass(frozen=True, slots=True)
class StoredMemory:
    """The memory of one paper; a `Memory` and an `EngineMemory`. `now` gives seconds."""

    store: Store
    now: Callable[[], float]

    def recall(
        self, text: str, language: str, target_language: str
    ) -> Remembered | None:
        """The most trusted translation of exactly this text, the newest of equals."""
        wanted = _key(text, language, target_language).source_digest
        query = (
            select(memory.c.target, memory.c.origin, memory.c.made_by)
            .where(memory.c.source_key == wanted)
            .order_by(memory.c.origin.desc(), memory.c.at.desc(), memory.c.id.desc())
            .limit(1)
        )
        with self.store.read() as connection:
            row = connection.execute(query).first()
        if row is None:
            return None
        return Remembered(text=row.target, origin=_ORIGINS[row.origin], by=row.made_by)

    def find(self, keys: Sequence[Key]) -> list[str | None]:
        """What an engine answered before, for each key."""
        query = "SELECT key, target FROM translation_memory WHERE key IN {}"
        with self.store.read() as connection:
            rows = ask(connection, query, [key.digest for key in keys])
            found = {bytes(row.key): row.target for row in rows}
        return [found.get(key.digest) for key in keys]

    def keep(self, made: Sequence[tuple[Key, str]]) -> None:
        """Remember answers of engines."""
        rows = [
            _row(key, text, "engine", key.engine, int(self.now())) for key, text in made
        ]
        with self.store.write() as connection:
            self.store.dialect.insert_new(connection, memory, rows)


def keep_units(
    store: Store, units: Iterable[Unit], now: int, *, raises: bool = True
) -> tuple[int, int]:
    """Remember what people or files give; how many were new or changed, how many not
    taken, because a person of this paper had written another.

    With `raises` articles that may have these sentences are made again.

    Units of engines are kept as supplied: which model they came from is not known.
    """
    kept = refused = 0
    for chunk in _chunks(units):
        rows = {}
        for unit in chunk:
            key = _key(unit.source, unit.language, unit.target_language)
            origin: Origin = "reviewed" if unit.origin == "reviewed" else "supplied"
            rows[key.digest] = _row(key, unit.target, origin, unit.by, unit.at or now)
        query = "SELECT key, origin, target FROM translation_memory WHERE key IN {}"
        with store.write() as connection:
            for known in ask(connection, query, [*rows]):
                row = rows[bytes(known.key)]
                if known.origin > row["origin"]:
                    refused += 1
                    del rows[bytes(known.key)]
                elif (known.origin, known.target) == (row["origin"], row["target"]):
                    del rows[bytes(known.key)]
            store.dialect.upsert(connection, memory, [*rows.values()], keys=("key",))
            if rows and raises:
                revision = given_revision(connection) + 1
                fact = {"name": _REVISION, "value": str(revision)}
                store.dialect.upsert(connection, facts, [fact])
        kept += len(rows)
    return kept, refused


def units(
    store: Store,
    *,
    language: str = "",
    target_language: str = "",
    by_people: bool = False,
) -> Iterator[Unit]:
    """What is remembered, in the order it came; of a pair, or of people alone."""
    query = select(memory).order_by(memory.c.id).limit(_MANY)
    if language:
        query = query.where(memory.c.language == language)
    if target_language:
        query = query.where(memory.c.target_language == target_language)
    if by_people:
        query = query.where(memory.c.origin > 0)
    last = -1
    while True:
        with store.read() as connection:
            rows = connection.execute(query.where(memory.c.id > last)).all()
        for row in rows:
            yield Unit(
                source=row.source,
                target=row.target,
                language=row.language,
                target_language=row.target_language,
                origin=_ORIGINS[row.origin],
                by=row.made_by,
                at=row.at,
            )
        if len(rows) < _MANY:
            return
        last = rows[-1].id


def count_memory(connection: Connection) -> dict[tuple[str, str, Origin], int]:
    """How many sentences are remembered, by pair and origin."""
    columns = (memory.c.language, memory.c.target_language, memory.c.origin)
    query = select(*columns, func.count()).group_by(*columns).order_by(*columns)
    return {
        (row[0], row[1], _ORIGINS[row[2]]): int(row[3])
        for row in connection.execute(query)
    }


def given_pairs(connection: Connection) -> set[tuple[str, str]]:
    """The pairs of languages for which people or files gave sentences."""
    query = select(memory.c.language, memory.c.target_language).distinct()
    rows = connection.execute(query.where(memory.c.origin > 0))
    return {(row[0], row[1]) for row in rows}


def given_revision(connection: Connection) -> int:
    """A counter that rises when people or files give sentences."""
    query = select(facts.c.value).where(facts.c.name == _REVISION)
    return int(connection.execute(query).scalar() or 0)


def forget(connection: Connection, sources: Sequence[Key]) -> None:
    """Erase all translations of some sentences."""
    if sources:
        query = "DELETE FROM translation_memory WHERE source_key IN {}"
        tell(connection, query, [key.source_digest for key in sources])


def _key(text: str, language: str, target_language: str) -> Key:
    return Key(
        source=text,
        language=primary(language),
        target_language=primary(target_language),
    )


def _row(key: Key, text: str, origin: Origin, by: str, at: int) -> dict[str, object]:
    return {
        "key": key.digest,
        "source_key": key.source_digest,
        "language": key.language,
        "target_language": key.target_language,
        "origin": _KEPT[origin],
        "made_by": by,
        "source": key.source,
        "target": text,
        "at": at,
    }


def _chunks(units: Iterable[Unit]) -> Iterator[list[Unit]]:
    chunk: list[Unit] = []
    for unit in units:
        chunk.append(unit)
        if len(chunk) == _MANY:
            yield chunk
            chunk = []
    if chunk:
        yield chunk
