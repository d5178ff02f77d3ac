"""Live stories: which rows are kept of them, and what becomes of the rest."""

from __future__ import annotations

import numpy as np
import pytest

from nouvelles.stories import live as module
from nouvelles.stories.bank import Bank
from nouvelles.stories.live import KEPT, LATELY, Live, rank_of
from tests.stories.test_bank import SIZE, sketched


def add(
    live: Live, article: str, story: str, hours: float = 0, *, many: bool = False
) -> int:
    one = sketched(len(live.row_of_article))
    bank = Bank(SIZE, 1)
    bank["many"][bank.add(one)] = many
    row = live.add(article, bank, 0, one.finding)
    live.put(row, story, hours)
    return row


def test_of_a_story_the_first_rows_are_kept_and_the_last() -> None:
    live = Live(SIZE)
    rows = [add(live, f"a{n}", "one") for n in range(KEPT + 5)]
    assert live.stories["one"].rows == [*rows[:2], *rows[7:]]
    assert live.rows_of("one") == {*rows}  # the others came lately
    for n in range(LATELY):
        add(live, f"b{n}", f"other{n}")
    assert live.rows_of("one") == {*rows[:2], *rows[7:]}
    assert "a3" not in live.row_of_article


def test_stories_merge_in_order_of_arrival_and_numbers_are_used_again() -> None:
    live = Live(SIZE)
    a, b, c = (
        add(live, "a", "one", 1),
        add(live, "b", "two", 5),
        add(live, "c", "one", 3),
    )
    live.merge("two", "one")
    assert live.stories["one"].rows == [a, b, c]
    assert {live.story_of(row) for row in (a, b, c)} == {"one"}
    assert live.hours[live.stories["one"].number] == 5
    add(live, "d", "three")
    assert live.names == ["one", "three"]


def test_a_story_of_which_nobody_told_is_compared_no_more() -> None:
    live = Live(SIZE)
    old = add(live, "old", "one", 1)
    add(live, "new", "two", 9)
    assert live.expire(5) == ["one"]
    assert live.expire(5) == []
    assert [*live.stories] == ["two"]
    assert live.story_of(old) is None
    assert old not in live.lately


def test_a_story_goes_on_under_another_name() -> None:
    live = Live(SIZE)
    row = add(live, "a", "one")
    live.rename("one", "other")
    assert live.story_of(row) == "other"
    assert live.ranks[live.stories["other"].number] == rank_of("other")


def test_what_tells_of_many_events_is_silent_once_another_speaks() -> None:
    live = Live(SIZE)
    many = add(live, "many", "one", many=True)
    assert live.stories["one"].rows == [many]
    report = add(live, "report", "one")
    assert live.stories["one"].rows == [report]
    assert "many" not in live.row_of_article
    assert many not in live.many


def test_a_row_that_leaves_takes_its_direction_along() -> None:
    live = Live(SIZE)
    add(live, "a", "one")
    row = add(live, "b", "one")
    number = live.stories["one"].number
    alone = live.nearest.sums[number] - live.projected(row)
    live.leave(row)
    np.testing.assert_allclose(live.nearest.sums[number], alone, atol=1e-6)
    live.remove(live.row_of_article["a"])
    assert not live.stories


def test_directions_are_learned_after_some_tellings(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(module, "LEARNED", 100)
    live = Live(SIZE)
    rows = [add(live, f"a{n}", f"story{n % 60}") for n in range(110)]
    for name, story in live.stories.items():
        members = [row for row in rows if live.story_of(row) == name]
        total = sum(live.projected(row) for row in members)
        np.testing.assert_allclose(live.nearest.sums[story.number], total, atol=1e-5)


def test_names_are_ranked_by_their_first_letters() -> None:
    names = ["", "0a", "0b", "a", "aa", "zz"]
    assert sorted(names, key=rank_of) == names
