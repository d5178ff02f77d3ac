"""Another encoder than before: its vectors in the place of the old ones."""

from __future__ import annotations

import sys
from threading import Event
from typing import Final

from nouvelles.run.grouping.encode import Encoded, Encoding
from nouvelles.store import Store, story_vectors

#: The newest tellings that get a vector of the new encoder; older ones get none. What
#: is decided today is decided beside the stories of the last days.
RECENT: Final = 20_000

#: Tellings that are encoded at once, and written in one transaction.
BATCH: Final = 64


def reencode(store: Store, encoding: Encoding, stop: Event) -> bool:
    """Have all vectors of the log made by today's encoder; whether they are.

    They are not where one is told to stop: the next start goes on. Decisions stay as
    they are; the state is played again from the log.
    """
    encoder, name = encoding.facts, encoding.facts.name
    with store.read() as connection:
        before = story_vectors.encoder_facts(connection)
    if not name or encoder == before:
        return True
    below, done = sys.maxsize, 0
    while before.name and not stop.is_set():
        with store.read() as connection:
            some = story_vectors.strange_vectors(connection, name, below, BATCH)
        if not some:
            break
        fresh = done < RECENT
        tellings = [telling for _, telling in some]
        encoded = encoding.encode(tellings) if fresh else [Encoded() for _ in some]
        numbers = [number for number, _ in some]
        with store.write() as connection:
            made = [one.vector for one in encoded]
            vectors = dict(zip(numbers, made, strict=True))
            story_vectors.write_vectors(connection, vectors, name)
        below, done = numbers[-1], done + len(some)
    if stop.is_set():
        return False
    with store.write() as connection:
        story_vectors.name_encoder(store, connection, encoder)
    return True
