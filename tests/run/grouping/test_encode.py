"""Vectors from a process of their own: the same ones, and what is lost with it."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from pebble import ProcessExpired

from nouvelles.config import NO_ENCODER
from nouvelles.errors import InputError
from nouvelles.records import Telling
from nouvelles.run.grouping.encode import Encoded, Encoding, vectors_of
from nouvelles.stories.clues import clues
from nouvelles.stories.embed import encode as encode_here
from nouvelles.stories.embed import open_encoder

TELLINGS = (
    Telling(article="a", headline="The dam broke", text="Water came. All ran."),
    Telling(article="b", headline="Le barrage a cédé", language="fr"),
    Telling(article="c", headline=""),
)


@pytest.fixture(scope="module")
def encoding() -> Iterator[Encoding]:
    with Encoding("") as made:
        yield made


def test_what_is_made_there_is_what_would_be_made_here(encoding: Encoding) -> None:
    here = open_encoder("")
    assert here is not None
    facts = encoding.facts
    assert (facts.name, facts.size) == (here.name, here.size)
    assert set(facts.languages) == here.languages
    wanted = encode_here(here, TELLINGS).astype(np.float16)
    for one, vectors, telling in zip(
        encoding.encode(TELLINGS), wanted, TELLINGS, strict=True
    ):
        found = vectors_of(one.vector)
        assert found is not None
        assert found.dtype == np.float32
        assert np.array_equal(found, vectors.astype(np.float32))
        assert one.clues == clues(telling)
    assert encoding.encode([]) == []


def test_no_process_is_started_for_none() -> None:
    with Encoding(NO_ENCODER) as one:
        assert one.facts.name == ""
        assert one.prototypes is None
        assert one.encode(TELLINGS) == [Encoded()] * 3
        assert one._pool is None


def test_a_folder_without_a_model_is_named(tmp_path: Path) -> None:
    with Encoding(str(tmp_path)) as one:
        for _ in range(2):
            with pytest.raises(InputError, match=str(tmp_path)):
                one.encode(TELLINGS)


def test_what_the_process_dies_on_has_no_vector_and_the_others_have(
    encoding: Encoding, monkeypatch: pytest.MonkeyPatch
) -> None:
    ask = Encoding._ask

    def die(self: Encoding, function: Any, *given: Any) -> Any:
        if given and any(one.article == "b" for one in given[0]):
            raise ProcessExpired("killed", code=9)
        return ask(self, function, *given)

    monkeypatch.setattr(Encoding, "_ask", die)
    first, second, third = encoding.encode(TELLINGS)
    assert second == Encoded()
    assert first.vector
    assert third.vector


def test_a_process_that_dies_is_started_again(encoding: Encoding) -> None:
    pid = encoding._ask(os.getpid)
    os.kill(pid, signal.SIGKILL)
    assert all(one.vector for one in encoding.encode(TELLINGS))
    assert encoding._ask(os.getpid) != pid
