"""What is believed before anything is compared."""

from __future__ import annotations

from itertools import pairwise

import pytest

from nouvelles.records import Reason, StoryAct
from nouvelles.stories.sparse import prior
from nouvelles.stories.standing import Standing
from tests.stories.texts import NOON


def tell(standing: Standing, article: str, story: str, copy: str = "") -> None:
    kind = "begin" if story not in standing.members else "join"
    reasons = (Reason(code="copy", words=("same", copy)),) if copy else ()
    act = StoryAct(kind=kind, story=story, article=article, at=NOON, reasons=reasons)
    standing.apply(act)


def alone(number: int) -> Standing:
    standing = Standing()
    for at in range(number):
        tell(standing, f"a{at}", f"s{at}")
    return standing


def test_nothing_is_asked_of_a_paper_that_is_new_or_dense() -> None:
    standing = Standing()
    assert prior(standing) == 0
    for at in range(3_000):
        tell(standing, f"a{at}", f"s{at % 1_000}")
    assert prior(standing) == 0


def test_the_rarer_two_tell_of_one_event_the_more_is_asked() -> None:
    found = [prior(alone(number)) for number in (30, 100, 1_000, 10_000)]
    assert all(after < before < 0 for before, after in pairwise(found))


def test_copies_say_nothing_of_it() -> None:
    standing = alone(1_000)
    before = prior(standing)
    for at in range(10_000):
        tell(standing, f"c{at}", "s0", copy="a0")
    assert prior(standing) == pytest.approx(before)
