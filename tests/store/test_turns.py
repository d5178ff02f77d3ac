"""Writers of one process take turns."""

from __future__ import annotations

from threading import Event, Thread

import pytest

from nouvelles.store.turns import Turns


def test_one_at_a_time_in_the_order_in_which_they_came() -> None:
    turns = Turns()
    order: list[int] = []

    def write(number: int) -> None:
        with turns.take():
            order.append(number)

    threads = []
    with turns.take():
        for number in range(5):
            thread = Thread(target=write, args=(number,))
            thread.start()
            while len(turns._waiting) <= number:  # until it stands in line
                Event().wait(0.001)
            threads.append(thread)
        assert order == []
    for thread in threads:
        thread.join()
    assert order == list(range(5))


def test_a_fault_gives_the_turn_back() -> None:
    turns = Turns()
    with pytest.raises(ValueError), turns.take():
        raise ValueError
    with turns.take():
        pass
    assert not turns._taken
