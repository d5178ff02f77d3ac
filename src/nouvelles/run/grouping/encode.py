"""Vectors of articles, and the names and numbers in them, found in a process of their
own: pages are served meanwhile.

The process starts with the first articles and loads its encoder once. One on which it
dies or hangs costs its own vector: the others are tried again one by one.
"""

from __future__ import annotations

import multiprocessing
from collections.abc import Sequence
from concurrent.futures import TimeoutError
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from types import TracebackType
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray
from pebble import ProcessExpired, ProcessPool
from threadpoolctl import threadpool_limits

from nouvelles.config import NO_ENCODER
from nouvelles.records import Telling
from nouvelles.store.story_vectors import EncoderFacts
from nouvelles.stories.clues import Clues, clues
from nouvelles.stories.embed import Encoder, encode, open_encoder
from nouvelles.stories.topics import Prototypes

#: Seconds after which a batch, and what is in it, is given up. To load a model counts.
LONGEST_S = 120.0

#: How vectors are kept: half the bytes, and nothing that a decision would notice.
KEPT = np.dtype("<f2")


def kept(vectors: NDArray[np.float32]) -> list[bytes]:
    """The vectors of tellings as they are kept, two of each."""
    return [pair.tobytes() for pair in vectors.astype(KEPT)]


def vectors_of(data: bytes | None) -> NDArray[np.float32] | None:
    """The two vectors of a telling, as they are decided on: at first, and when the log
    is played again."""
    if data is None:
        return None
    return np.frombuffer(data, KEPT).astype(np.float32).reshape(2, -1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Encoded:
    """What is compared of a telling: its vectors as they are kept, and its clues; None
    for what was not made."""

    vector: bytes | None = None
    clues: Clues | None = None


class Encoding:
    """The encoder that a setting names, behind a process."""

    def __init__(self, setting: str) -> None:
        self.setting = setting
        self._pool: ProcessPool | None = None
        self._facts: EncoderFacts | None = None
        self._prototypes: Prototypes | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._end()

    @property
    def facts(self) -> EncoderFacts:
        """What is to be known of the encoder; without a name where there is none.

        Raises:
            InputError: the setting names nothing that can be opened.
        """
        if self._facts is None:
            none = self.setting == NO_ENCODER
            self._facts = EncoderFacts() if none else self._ask(_own_facts)
        return self._facts

    @property
    def prototypes(self) -> Prototypes | None:
        """Where topics lie among the encoder's vectors; None where there is none.

        Raises:
            InputError: the setting names nothing that can be opened.
        """
        if self._prototypes is None and self.facts.name:
            self._prototypes = self._ask(_own_prototypes)
        return self._prototypes

    def encode(self, tellings: Sequence[Telling]) -> list[Encoded]:
        """What is compared of tellings; without a vector what cannot have one.

        Raises:
            InputError: the setting names nothing that can be opened.
        """
        if not tellings or not self.facts.name:
            return [Encoded() for _ in tellings]
        try:
            return [*self._ask(_encode, tuple(tellings))]
        except (ProcessExpired, TimeoutError):
            if len(tellings) == 1:
                return [Encoded()]
            return [each for one in tellings for each in self.encode([one])]

    def _ask(self, function: Any, *given: Any) -> Any:
        try:
            return self._scheduled(function, given)
        except BrokenProcessPool:  # the process was killed while it had nothing to do
            self._end()
            return self._scheduled(function, given)

    def _scheduled(self, function: Any, given: tuple[Any, ...]) -> Any:
        if self._pool is None:
            self._pool = ProcessPool(
                max_workers=1,
                context=multiprocessing.get_context("spawn"),
                initializer=_open,
                initargs=[self.setting],
            )
        return self._pool.schedule(function, args=given, timeout=LONGEST_S).result()

    def _end(self) -> None:
        if self._pool is not None:
            self._pool.stop()
            self._pool.join()
            self._pool = None


# ---- in the process ----

_encoder: Encoder | None = None
_failure: Exception | None = None


def _open(setting: str) -> None:
    global _encoder, _failure
    # One thread: several spin while they wait for each other. The environment would say
    # so too late, numpy is there already.
    threadpool_limits(1)
    try:
        _encoder = open_encoder(setting)
    except Exception as error:  # noqa: BLE001 - told to whoever asks for a vector
        _failure = error


def _opened() -> Encoder | None:
    if _failure is not None:
        raise _failure
    return _encoder


def _own_facts() -> EncoderFacts:
    encoder = _opened()
    if encoder is None:
        return EncoderFacts()
    languages = tuple(sorted(encoder.languages))
    return EncoderFacts(name=encoder.name, size=encoder.size, languages=languages)


def _own_prototypes() -> Prototypes | None:
    encoder = _opened()
    return Prototypes.of(encoder.encode_texts) if encoder else None


def _encode(tellings: tuple[Telling, ...]) -> list[Encoded]:
    encoder = _opened()
    assert encoder is not None  # nobody asks where there is none
    return [
        Encoded(vector=vector, clues=clues(telling))
        for telling, vector in zip(
            tellings, kept(encode(encoder, tellings)), strict=True
        )
    ]
