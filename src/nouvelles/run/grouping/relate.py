"""“Read also”: what is beside stories that changed, found some at a time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from nouvelles.run.grouping.logbook import Logbook, State
from nouvelles.store import Store, read_also
from nouvelles.store.read_also import Beside
from nouvelles.stories.beside import beside

#: Stories looked at in one go; with those that they name, at most seven times as many.
SOME: Final = 16


def relate(store: Store, logbook: Logbook, owed: Sequence[str]) -> None:
    """Find what is beside stories that are owed it, and beside those that they name: a
    bond holds both ways.

    Raises:
        Overtaken: somebody else wrote the log meanwhile; nothing is kept.
    """
    found = find(logbook.current(), owed, store.settings.paper.editions[0])
    with store.write() as connection:
        logbook.hold(connection)
        read_also.keep(connection, found, owed)


def find(
    state: State, names: Sequence[str], language: str
) -> Mapping[str, Sequence[Beside]]:
    """What is beside stories and beside those that they name, as far as they live."""
    live = state.stories.live
    found = {
        name: beside(live, name, language) for name in names if name in live.stories
    }
    named = sorted({one.story for some in found.values() for one in some} - {*found})
    found |= {name: beside(live, name, language) for name in named}
    return {
        name: [Beside(article=o.article, kind=o.kind, odds=o.odds) for o in some]
        for name, some in found.items()
    }
