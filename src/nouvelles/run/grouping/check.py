"""The log of stories, the engine's state and the read tables, held against each other."""

from __future__ import annotations

from nouvelles.errors import StoreError
from nouvelles.run.grouping.logbook import Logbook
from nouvelles.store import Store, story_log, story_tables, untold
from nouvelles.store.names import public_id

#: Articles marked in one transaction.
CHUNK = 500

#: How often one looks, while others write.
TRIES = 10


def missing_lines(store: Store) -> int:
    """Lines that the log has lost: nothing can bring them back."""
    with store.read() as connection:
        return story_log.gaps(connection)


def mark_overlooked(store: Store) -> int:
    """Mark articles that nobody told the engine of; how many."""
    marked = 0
    while True:
        with store.write() as connection:
            found = untold.overlooked(connection, CHUNK)
            untold.mark_untold(connection, found)
        if not found:
            return marked
        marked += len(found)


def misplaced(store: Store) -> int:
    """Articles whose story is another in the read tables than by the log.

    Raises:
        StoreError: the log is written faster than it can be read.
    """
    story_tables.fold_owed(store)
    logbook = Logbook(store)
    for _ in range(TRIES):
        state = logbook.current()
        with store.read() as connection:
            if story_tables.folded(connection) != state.line:
                continue
            placed = story_tables.placed(connection)
            told = story_log.articles_told(connection)
        return sum(
            state.stories.story_of(public_id(number)) != placed.get(number)
            for number in told | placed.keys()
        )
    raise StoreError(
        str(store.folder), "the log of stories is busy", "Try again in a moment."
    )
