"""The editor's hand: decisions about stories, put on the log beside the engine's."""

from __future__ import annotations

from dataclasses import dataclass

from nouvelles.errors import StoreError
from nouvelles.records import ActKind, StoryAct
from nouvelles.run.clock import Clock, moment_of
from nouvelles.store import Store, readtables, story_tables

#: How often a decision is tried that others came before.
TRIES = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What an editor wants: the fields of a `StoryAct` that a person gives."""

    kind: ActKind
    story: str
    who: str
    why: str = ""
    article: str = ""
    into: str = ""
    articles: tuple[str, ...] = ()


def decide(store: Store, wish: Wish, clock: Clock) -> tuple[StoryAct, ...]:
    """Do what an editor wants; the lines that the log has of it.

    It holds against the engine from now on, here and wherever the log is played again.

    Raises:
        InputError: it cannot be; nothing is changed.
        StoreError: others write the log all the time.
    """
    # Imported here: who only looks at stories needs none of the engine, and it takes a
    # while to load.
    from nouvelles.run.grouping.logbook import Logbook, Overtaken

    readtables.ensure(store)
    story_tables.fold_owed(store)
    logbook = Logbook(store)
    for _ in range(TRIES):
        act = StoryAct(
            kind=wish.kind,
            story=wish.story,
            at=moment_of(clock),
            by=wish.who,
            article=wish.article,
            into=wish.into,
            articles=wish.articles,
            why=wish.why,
        )
        acts = tuple(logbook.current().stories.edit(act))
        try:
            logbook.write(acts, {})
        except Overtaken:
            continue
        return acts
    raise StoreError(
        str(store.folder), "the log of stories is busy", "Try again in a moment."
    )
