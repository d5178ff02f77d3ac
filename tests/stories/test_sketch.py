"""Sketches: what is kept of a telling, of fixed size, and what was rare stays rare."""

from __future__ import annotations

import math
from datetime import UTC, datetime

import numpy as np
import pytest

from nouvelles.records import Telling
from nouvelles.stories.background import REMEMBERED, Background
from nouvelles.stories.clues import clues
from nouvelles.stories.sketch import (
    KEYS,
    KIND_BITS,
    KINDS,
    NO_KEY,
    Frequencies,
    Sketch,
    hash_of,
    hours_of,
    key_of,
    sketch,
    weigh,
)

DAM = (
    "In the night the dam at Talmeira broke. Mayor Ada Brandão had 12,000 people taken "
    "to schools, and Germany sent help."
)


def telling(text: str = DAM, language: str = "en", **said: object) -> Telling:
    return Telling(article="a", headline="", text=text, language=language, **said)  # type: ignore[arg-type]


def sketched(one: Telling, frequencies: Frequencies | None = None) -> Sketch:
    usual = Background(8).measure(None)
    counts = frequencies or Frequencies()
    return sketch(one, clues(one), counts, None, usual, False)


def test_keys_ascend_and_are_filled_up() -> None:
    one = sketched(telling())
    used = one.keys[one.keys != NO_KEY]
    assert (len(one.keys), len(one.weights)) == (KEYS, KEYS)
    assert 0 < len(used) < KEYS
    assert (np.diff(used.astype(np.int64)) > 0).all()
    assert (one.weights[: len(used)] > 0).all()
    assert not one.weights[len(used) :].any()


def test_the_weights_of_a_kind_are_a_vector_of_length_one() -> None:
    one = sketched(telling())
    kinds = one.keys >> KIND_BITS
    for kind in range(len(KINDS)):
        mine = one.weights[(kinds == kind) & (one.keys != NO_KEY)]
        assert float(mine @ mine) == pytest.approx(1, abs=1e-5)


def test_a_long_text_keeps_the_heaviest() -> None:
    text = " ".join(
        f"Wordnumber{chr(97 + n % 26)}{chr(97 + n // 26)}x" for n in range(400)
    )
    one = sketched(telling(text))
    kinds = (one.keys[one.keys != NO_KEY] >> KIND_BITS).tolist()
    for kind, (_, most, _) in enumerate(KINDS):
        assert kinds.count(kind) <= most
    assert len(one.keys) == KEYS


def test_what_is_said_often_weighs_less() -> None:
    frequencies = Frequencies()
    spoke, met = (
        (clues(telling(text)), "en")
        for text in ("the minister spoke", "the minister met ferrets")
    )
    weigh([spoke] * 50, frequencies)
    ((keys, weights, finding),) = weigh([met], frequencies)
    weight = dict(zip(keys.tolist(), weights.tolist(), strict=True))
    common, rare = key_of(0, "minist", "en"), key_of(0, "ferret", "en")
    assert weight[common] < weight[rare]
    assert rare in finding


def test_tellings_are_weighed_together_as_one_by_one() -> None:
    together, alone = Frequencies(), Frequencies()
    some = [
        (clues(telling(text, language)), language)
        for text, language in ((DAM, "en"), ("", "en"), (DAM, "de"), (DAM * 2, "en"))
    ]
    weighed = weigh(some, together)
    for one, found in zip(some, weighed, strict=True):
        ((keys, weights, finding),) = weigh([one], alone)
        assert (found[0] == keys).all()
        assert (found[1] == weights).all()
        assert found[2] == finding
    assert (together.counts == alone.counts).all()
    assert (together.seen, together.all) == (alone.seen, alone.all)


def test_what_was_rare_when_it_came_stays_rare() -> None:
    frequencies = Frequencies()
    first = sketched(telling(), frequencies)
    before = first.weights.copy()
    for _ in range(20):
        sketched(telling(), frequencies)
    assert (first.weights == before).all()
    assert frequencies.all == frequencies.seen["en"] == 21


def test_words_are_of_a_language_and_the_rest_of_none() -> None:
    assert key_of(0, "gift", "en") != key_of(0, "gift", "de")
    assert key_of(1, "berlin", "en") == key_of(1, "berlin", "de")
    assert key_of(1, "berlin", "en") != key_of(2, "berlin", "en")
    assert key_of(len(KINDS) - 1, "DE", "en") < NO_KEY


def test_nothing_is_a_sketch_too() -> None:
    one = sketched(telling(""))
    assert (one.keys == NO_KEY).all()
    assert not one.finding
    assert (one.body, one.title, one.length) == (False, False, 0)


@pytest.mark.parametrize("year", [1, 1970, 1989])
def test_a_time_that_cannot_be_is_none(year: int) -> None:
    assert math.isnan(hours_of(telling(at=datetime(year, 1, 1, tzinfo=UTC))))


def test_times_in_hours() -> None:
    assert math.isnan(hours_of(telling()))
    assert hours_of(telling(at=datetime(2026, 3, 1, 1, tzinfo=UTC))) == (
        hours_of(telling(at=datetime(2026, 3, 1, tzinfo=UTC))) + 1
    )


def test_only_reports_are_an_outlets() -> None:
    report = sketched(telling(outlet="a.example"))
    opinion = sketched(telling(outlet="a.example", kind="opinion"))
    assert report.outlet == hash_of("a.example") != 0
    assert opinion.outlet == hash_of("") == 0


# ---- what is usual ----


def test_without_vectors_nothing_is_unusual() -> None:
    background = Background(4)
    first = background.measure(None)
    assert (background.measure(None) == first).all()
    assert background.seen == 0


def test_what_always_comes_becomes_usual() -> None:
    background = Background(4)
    one = np.zeros((2, 4), np.float32)
    one[:, 0] = 1
    means = [float(background.measure(one)[0]) for _ in range(3 * REMEMBERED)]
    assert means[0] < means[10] < means[REMEMBERED]
    assert means[-1] == pytest.approx(means[REMEMBERED], abs=1e-6)  # the last ones only
    other = np.zeros((2, 4), np.float32)
    other[:, 1] = 1
    mean, spread, *_ = background.measure(other).tolist()
    assert mean < 0.1  # it is like nothing that came
    assert spread > 0
