"""What the process that finds stories by meaning holds: `run.meaning` starts it."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

import numpy as np
from threadpoolctl import threadpool_limits

from nouvelles.config import Settings
from nouvelles.run.grouping.encode import vectors_of
from nouvelles.store import Store, open_store
from nouvelles.store.story_vectors import (
    EncoderFacts,
    number_back,
    vectors_after,
    vectors_of_stories,
)
from nouvelles.stories.embed import Encoder, open_encoder
from nouvelles.stories.meaning import COMMON, Meanings, is_understood, nearest_stories

#: Tellings that are looked at, the newest, and how many are read at once.
MOST: Final = 200_000
CHUNK: Final = 2_000


class Known:
    """The encoder, the paper, and the tellings' short vectors."""

    def __init__(self, encoder: Encoder, store: Store) -> None:
        self.encoder, self.store = encoder, store
        languages = tuple(sorted(encoder.languages))
        self.facts = EncoderFacts(
            name=encoder.name, size=encoder.size, languages=languages
        )
        self.meanings = Meanings(encoder.size)
        self._common = encoder.encode_texts(COMMON).mean(axis=0)
        with store.read() as connection:
            self.last = number_back(connection, MOST)

    def stories(self, query: str) -> tuple[str, ...]:
        if not is_understood(query, self.encoder.languages):
            return ()
        vector = self.encoder.encode_texts([query])[0] - self._common
        with self.store.read() as connection:
            while self._read_on(connection):
                pass
            near = self.meanings.near(vector)
            rows = vectors_of_stories(connection, near, self.facts)
        told = [(story, vectors_of(data)) for story, data in rows]
        return tuple(
            nearest_stories(vector, [(s, v) for s, v in told if v is not None])
        )

    def _read_on(self, connection: Any) -> bool:
        """Take in some tellings that came since; whether there may be more."""
        rows = vectors_after(connection, self.last, CHUNK, self.encoder.name)
        if rows:
            vectors = [vectors_of(data) for _, data in rows]
            self.meanings.add(
                [number for number, _ in rows],
                np.stack([one for one in vectors if one is not None]),
            )
            self.last = rows[-1][0]
        return len(rows) == CHUNK


def open_known(folder: Path, settings: Settings) -> Known | None:
    """What is held of a paper; None where it has no encoder.

    Raises:
        EngineError: the encoder cannot be opened.
        StoreError: the paper cannot.
    """
    # One thread: several spin while they wait for each other (6 ms a query became 46).
    # The environment would say so too late, numpy is there already.
    threadpool_limits(1)
    encoder = open_encoder(settings.stories.encoder)
    return None if encoder is None else Known(encoder, open_store(folder, settings))
