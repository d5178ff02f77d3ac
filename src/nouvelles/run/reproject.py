"""Making all marked read rows now, for a person who waits for it."""

from __future__ import annotations

from collections.abc import Callable

from nouvelles.run.rows import refresh
from nouvelles.store import Store, readtables, story_tables
from nouvelles.store.ledger import Plan
from nouvelles.store.marks import count_marks, mark_articles

#: Called with how many rows are made and how many there are to make.
Steps = Callable[[int, int], None]


def _unseen(_done: int, _total: int) -> None:
    """Nobody watches."""


def refresh_all(store: Store, plan: Plan, steps: Steps = _unseen) -> int:
    """Serve every mark; how many were. A worker beside it takes some of them."""
    done = 0
    while made := refresh(store, plan):
        done += made
        steps(done, done + count_marks(store))
    return done


def reproject(
    store: Store, plan: Plan, *, source_id: int | None = None, steps: Steps = _unseen
) -> int:
    """Make the read rows of a source's articles, or of all, again; how many articles."""
    marked = mark_articles(store, source_id=source_id)
    refresh_all(store, plan, steps)
    return marked


def rebuild(store: Store, plan: Plan, steps: Steps = _unseen) -> int:
    """Drop the read tables, make them anew and fill them; how many marks were served.

    Readers see an empty paper that fills up meanwhile.
    """
    readtables.rebuild(store)
    made = refresh_all(store, plan, steps)
    story_tables.fold_owed(store)
    return made
