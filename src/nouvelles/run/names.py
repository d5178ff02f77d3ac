"""The list of hidden names, changed and seen at once."""

from __future__ import annotations

from nouvelles.errors import InputError
from nouvelles.language import tokens
from nouvelles.run.reproject import Steps, reproject
from nouvelles.store import Store, people
from nouvelles.store.ledger import Plan


def change_hidden(
    store: Store,
    plan: Plan,
    name: str,
    *,
    why: str | None,
    who: str,
    now: int,
    steps: Steps,
) -> bool:
    """Hide a name, or (`why` None) show it again, and make all articles again.

    Returns whether the list changed; the articles are made again in any case, which
    mends what a crash between the two left.

    Raises:
        InputError: the name has no letters, or is to be shown and is not on the list.
    """
    name = " ".join(name.split())
    if not tokens(name):
        raise InputError(repr(name), "is no name", "Write it as articles print it.")
    if why is not None:
        changed = people.hide_name(store, name, why, who, now)
    else:
        changed = people.show_name(store, name, who, now)
        if not changed:
            raise InputError(
                name, "is not on the list", "See it with `nouvelles names list`."
            )
    reproject(store, plan, steps=steps)
    return changed
