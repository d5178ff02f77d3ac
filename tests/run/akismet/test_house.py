"""Our own filter by key: it learns of what is submitted, and keeps no word of it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from nouvelles.akismet import Comment
from nouvelles.comments.site import MOST_OF_ONE, REMEMBERED
from nouvelles.run.akismet.house import HouseJudge, KeyModel
from tests.akismet.small_prior import small_prior

SPAM = [
    Comment(
        text=f"Replica watches {n} at https://shop{n}.example/luxury buy cheap now {n * 7}",
        author=f"Luxury Watches {n}",
        url=f"https://shop{n}.example",
        language="en-US",
    )
    for n in range(24)
]
HAM = [
    Comment(
        text=f"I lived {n + 2} years in that town and the mayor never answered our letters",
        author=f"Reader {n}",
        language="en-US",
        context=("Politics", "Cities"),
    )
    for n in range(24)
]


@pytest.fixture(scope="module")
def judge() -> HouseJudge:
    return HouseJudge(small_prior())


def taught(judge: HouseJudge, many: int = 12) -> KeyModel:
    model = judge.fresh()
    for spam, ham in zip(SPAM[:many], HAM[:many], strict=True):
        judge.learn(model, judge.lesson(spam), spam=True)
        judge.learn(model, judge.lesson(ham), spam=False)
    return model


def spam(judge: HouseJudge, model: KeyModel, comment: Comment) -> bool:
    return judge.judge(model, comment, 0.0, trial=True).spam


def test_what_a_key_taught_it_alone_knows(judge: HouseJudge) -> None:
    model, other = taught(judge), judge.fresh()
    assert [spam(judge, model, one) for one in SPAM[12:]] == [True] * 12
    assert [spam(judge, model, one) for one in HAM[12:]] == [False] * 12
    assert not any(spam(judge, other, one) for one in SPAM)


def test_what_is_kept_says_the_same_and_holds_no_word(judge: HouseJudge) -> None:
    model = taught(judge)
    data = judge.save(model)
    again = judge.load(data)
    assert judge.save(again) == data
    for one in (*SPAM, *HAM):
        assert spam(judge, again, one) == spam(judge, model, one)
    for word in (b"Replica", b"watches", b"shop1", b"mayor", b"Reader", b"Luxury"):
        assert word.lower() not in data.lower()


def test_the_last_word_counts(judge: HouseJudge) -> None:
    model = taught(judge)
    for _ in range(3):
        judge.learn(model, judge.lesson(SPAM[0]), spam=False)
    assert model.site.count(spam=True) == 11
    assert model.site.count(spam=False) == 13
    judge.learn(model, judge.lesson(SPAM[0]), spam=True)
    assert model.site.count(spam=True) == 12
    assert judge.save(model) != judge.save(taught(judge))  # another order
    assert spam(judge, model, SPAM[20])


def test_one_author_and_one_host_teach_no_more_than_a_few(judge: HouseJudge) -> None:
    model = taught(judge)
    flood = [replace(HAM[0], text=f"{one.text} indeed", author="X") for one in HAM]
    for one in flood:
        judge.learn(model, judge.lesson(one), spam=True)
    assert model.site.count(spam=True) == 12 + MOST_OF_ONE


def test_memory_is_bounded(judge: HouseJudge) -> None:
    model = judge.fresh()
    for n in range(REMEMBERED + 20):
        one = Comment(text=f"word{n} other{n} third{n * n}", author=f"Nobody {n}")
        judge.learn(model, judge.lesson(one), spam=n % 2 == 0)
    kept = model.site.count(spam=True) + model.site.count(spam=False)
    assert REMEMBERED // 2 < kept <= REMEMBERED
    assert len(judge.save(model)) < REMEMBERED * 4_000


def test_a_key_that_goes_on_submitting_holds_no_more(
    judge: HouseJudge, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("nouvelles.comments.site.REMEMBERED", 30)
    monkeypatch.setattr("nouvelles.run.akismet.house.MOST", 34)
    model = judge.fresh()
    for one, other in zip(SPAM, HAM, strict=True):
        judge.learn(model, judge.lesson(one), spam=True)
        judge.learn(model, judge.lesson(other), spam=False)
        assert len(model.site.lessons) < 34
    assert len(model.site.remembered) <= 30
    assert model.filter.site is model.site
    assert spam(judge, model, replace(SPAM[0], text=f"{SPAM[23].text} again"))
    assert not spam(judge, model, replace(HAM[0], text=f"{HAM[23].text} again"))


def test_only_what_leads_somewhere_may_be_dropped(judge: HouseJudge) -> None:
    model = taught(judge)
    assert judge.judge(model, SPAM[20], 0.0, trial=True).sure
    alone = replace(HAM[3], text="cheap replica watches luxury buy now")
    assert not judge.judge(model, alone, 0.0, trial=True).sure


def test_trials_leave_nothing(judge: HouseJudge) -> None:
    model = judge.fresh()
    for trial, seen in ((True, 0), (False, 1)):
        judge.judge(model, SPAM[0], 5.0, trial=trial)
        assert sum(model.rings._hosts.values()) == seen


@pytest.mark.parametrize("text", ["", "\x00\ud800", "a" * 20_000, "\u0301" * 20_000])
def test_whatever_is_sent_is_judged(judge: HouseJudge, text: str) -> None:
    model = judge.fresh()
    one = Comment(text=text, author=text[:500], url=text[:500])
    judge.judge(model, one, 0.0, trial=False)
    judge.learn(model, judge.lesson(one), spam=True)
    assert judge.load(judge.save(model)).site.count(spam=True) == 1
