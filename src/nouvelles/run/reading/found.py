"""What stands in an answer: the record that goes from who parses to who writes."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

from nouvelles.ingest.troubles import Word
from nouvelles.records import Entry, Source
from nouvelles.store.alone import Made
from nouvelles.store.kinds import Kind

Trouble = tuple[Word, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """Bytes that came, and what is to be known for reading them (see `look.read_answer`).

    Of a document with a source, the rows of its entries are made, too: its first look
    brings nothing but new ones.
    """

    kind: Kind
    body: bytes
    address: str
    charset: str
    rule: str
    site: str
    now: float
    most: int
    source: Source | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What stands in an answer: entries to keep, pages without a headline to read.

    `parts` are the addresses of a sitemap's parts that are worth looking at. `digest`
    is of the bytes; `every_s` the pause that the feed asks for, 0 for none. `made` is what
    was made of the entries already, one for one, if of any.
    """

    digest: str
    title: str = ""
    entries: tuple[Entry, ...] = ()
    parts: tuple[str, ...] = ()
    troubles: tuple[Trouble, ...] = ()
    hub: str = ""
    topic: str = ""
    every_s: int = 0
    made: tuple[Made | None, ...] = ()


def digest_of(body: bytes) -> str:
    """What tells bytes from other bytes."""
    return hashlib.sha256(body).hexdigest()[:32]


def newest_of(entries: Iterable[Entry], most: int) -> list[Entry]:
    """The newest entries; those without a date stand where the outlet put them, first."""

    def age(place_and_entry: tuple[int, Entry]) -> tuple[bool, float, int]:
        place, entry = place_and_entry
        at = entry.published or entry.updated
        return (at is not None, -at.timestamp() if at else 0.0, place)

    ordered = sorted(enumerate(entries), key=age)
    return [entry for _, entry in ordered[:most]]
