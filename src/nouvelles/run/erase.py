"""Taking an article out of the paper, and finishing what a crash interrupted."""

from __future__ import annotations

from nouvelles.store import Store, erase


def remove(store: Store, removal: erase.Removal, now: int) -> tuple[list[str], bool]:
    """Remove the articles behind an address: their public names, and whether all is gone.

    Readers see the tombstone at once. While another process still reads an old state
    the last traces stay in the database's journal; the worker finishes then.
    """
    names = erase.remove(store, removal, now)
    finish_erasing(store)
    with store.read() as connection:
        return names, not erase.pending(connection)


def finish_erasing(store: Store) -> bool:
    """Go on with erasures that are not complete; whether anything was left to do."""
    with store.read() as connection:
        numbers = erase.pending(connection)
    done = [erase.erase(store, number) for number in numbers]
    return any(done)
