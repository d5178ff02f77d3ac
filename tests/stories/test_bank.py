"""The bank: rows are kept as they were, and used again."""

from __future__ import annotations

import numpy as np

from nouvelles.records import Telling
from nouvelles.stories.background import Background
from nouvelles.stories.bank import WEIGHTS, Bank
from nouvelles.stories.clues import clues
from nouvelles.stories.sketch import NO_KEY, Floats, Frequencies, Sketch, sketch

SIZE = 32


def sketched(seed: int = 0) -> Sketch:
    random = np.random.default_rng(seed)
    vectors: Floats = random.normal(size=(2, SIZE)).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    telling = Telling(
        article="a", headline="The dam of Talmeira breaks", outlet="a.example"
    )
    usual = Background(SIZE).measure(vectors)
    return sketch(telling, clues(telling), Frequencies(), vectors, usual, True)


def test_a_sketch_is_kept_but_for_rounding() -> None:
    bank, one = Bank(SIZE), sketched()
    row = bank.add(one, 7)
    said = one.keys != NO_KEY
    assert (bank.keys[bank.clues(row)] == one.keys[said]).all()
    kept = WEIGHTS[bank.weights[bank.clues(row)]]
    np.testing.assert_allclose(kept, one.weights[said], atol=0.004, rtol=0.02)
    assert (kept > 0).all()
    assert (bank["outlet"][row], bank["arrival"][row]) == (one.outlet, 7)
    assert one.vectors is not None
    np.testing.assert_allclose(bank.vectors(row), one.vectors, atol=0.005)


def test_a_record_of_another_bank_is_the_same_but_for_when_it_came() -> None:
    other, bank = Bank(SIZE, 1), Bank(SIZE)
    taken = bank.take_over(other, other.add(sketched()), 3)
    kept = bank.add(sketched(), 3)
    assert bank["outlet"][taken] == bank["outlet"][kept]
    assert bank["arrival"][taken] == 3
    assert (bank.vectors(taken) == bank.vectors(kept)).all()
    clues = [bank.clues(row) for row in (taken, kept)]
    assert clues[0] != clues[1]
    assert (bank.keys[clues[0]] == bank.keys[clues[1]]).all()
    assert (bank.weights[clues[0]] == bank.weights[clues[1]]).all()


def test_rows_that_were_released_are_filled_again() -> None:
    bank = Bank(SIZE)
    rows = [bank.add(sketched()) for _ in range(3)]
    bank.release([rows[1]])
    assert bank.add(sketched(1)) == rows[1]
    assert bank.add(sketched()) == 3
    assert bank.used == 4


def test_room_for_clues_is_used_again() -> None:
    bank = Bank(SIZE)
    rows = [bank.add(sketched()) for _ in range(3)]
    used = bank.used_clues
    bank.release([rows[1]])
    again = bank.add(sketched(1))
    assert bank.used_clues == used
    for row in (rows[0], again, rows[2]):
        (found,) = bank.take([row]).keys.reshape(1, -1).tolist()
        assert found == bank.keys[bank.clues(row)].tolist()
        assert found == sorted(set(found))
    taken = bank.take([rows[2], again])
    assert taken.owners(np.arange(len(taken.keys))).tolist() == [
        *[0] * int(taken.ends[0]),
        *[1] * int(taken.ends[1] - taken.ends[0]),
    ]


def test_it_grows_also_while_somebody_looks_at_a_part() -> None:
    bank = Bank(SIZE, 2)
    looked_at = bank["hours"]
    for seed in range(3):
        bank.add(sketched(seed))
    assert len(looked_at) == 2
    for seed in range(3):
        keys = sketched(seed).keys
        np.testing.assert_array_equal(bank.keys[bank.clues(seed)], keys[keys != NO_KEY])
        assert bank.vectors(seed).any()
