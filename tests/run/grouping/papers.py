"""Papers whose articles are put into stories in this process, with no encoder."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from threading import Event

from nouvelles.config import NO_ENCODER, StoriesSettings
from nouvelles.records import Capture
from nouvelles.run.grouping.beside import group_all
from nouvelles.run.grouping.encode import Encoding
from nouvelles.run.grouping.group import Grouper
from nouvelles.run.grouping.logbook import Logbook
from nouvelles.store import Store, story_log, untold
from nouvelles.store.ledger import Plan
from nouvelles.store.read import ReadTables
from nouvelles.store.story_log import Line
from nouvelles.testing import Clock
from tests.run.small_paper import drain, filled, keep, page

#: Three of one event, in words of their own; a comet; a vote.
TEXTS = {
    "dam": "The dam at Talmeira broke in the night of 11 March and the river Ouvra rose by "
    "four metres. Mayor Ada Brandão said that 12,000 people were taken to schools.",
    "flood": "Mayor Ada Brandão had 12,000 people taken to schools of Talmeira after the "
    "dam broke and the Ouvra rose by four metres in the night of 11 March.",
    "talmeira": "In Talmeira 12,000 people sleep in schools since the river Ouvra rose by "
    "four metres when the dam broke, said the mayor, Ada Brandão.",
    "comet": "A comet that nobody expected was photographed from the Verna observatory, "
    "where Luis Ferran counted three tails and named it after his daughter.",
    "vote": "Parliament in Anselhafen lowered the voting age to sixteen by 61 votes to 58; "
    "Minister Greta Voss called it overdue.",
}


def quiet(store: Store) -> Store:
    """The same paper with no encoder."""
    settings = replace(store.settings, stories=StoriesSettings(encoder=NO_ENCODER))
    return replace(store, settings=settings)


def pages(texts: Mapping[str, str] = TEXTS) -> list[Capture]:
    """Pages an hour apart, each of an outlet of its own."""
    return [
        page(name, headline=text[:40], text=text, hour=hour, host=f"{name}.example")
        for hour, (name, text) in enumerate(texts.items())
    ]


def grouped(store: Store, clock: Clock, *more: Capture) -> Plan:
    """A paper with articles, all of them in stories."""
    plan = filled(store, clock, *(more or pages()))
    group_all(store, clock, Event())
    return plan


def add(store: Store, plan: Plan, clock: Clock, *more: Capture) -> None:
    """Bring in pages; whether they are grouped is the caller's."""
    keep(store, plan, *more)
    drain(store, plan, clock)


@contextmanager
def grouper(store: Store, clock: Clock, *, patient: bool = False) -> Iterator[Grouper]:
    """A grouper at work."""
    with Encoding(NO_ENCODER) as encoding:
        yield Grouper(
            store=store,
            clock=clock,
            encoding=encoding,
            logbook=Logbook(store),
            patient=patient,
        )


def ids_of(store: Store) -> dict[str, str]:
    """Public ids by the names of pages."""
    listed = ReadTables(store).articles(1, 500).items
    return {one.url.rsplit("/", 1)[-1]: one.id for one in listed}


def stories_of(store: Store) -> dict[str, str]:
    """Stories by the names of pages."""
    ids = ids_of(store)
    placed = ReadTables(store).stories_of([*ids.values()])
    return {name: placed[id] for name, id in ids.items() if id in placed}


def log_of(store: Store) -> list[Line]:
    """The whole log."""
    with store.read() as connection:
        return story_log.lines_after(connection, 0, 100_000)


def waiting(store: Store) -> int:
    with store.read() as connection:
        return untold.count_untold(connection)
