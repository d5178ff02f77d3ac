"""The prior of comments: what may be learned from, what is made of it, that it holds."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from nouvelles.comments import Remark, Site, sketch
from nouvelles.comments.prior import pack, shipped, unpack
from tests.comments.remarks import GENUINE, SPAM
from tools.learning.spam.made import made
from tools.learning.spam.rows import Labelled, lessons, lessons_without, part_of


def row(number: int, spam: bool, source: str = "youtube", kind: str = "") -> Labelled:
    text = (SPAM if spam else GENUINE)[number % 12]
    return Labelled(
        id=f"{source}-{number}",
        remark=Remark(text=f"{text} {number // 12}", language="en"),
        spam=spam,
        set=source,
        group=f"g{number // 2}",
        kind=kind,
    )


def test_sets_without_a_licence_teach_nothing() -> None:
    rows = [
        row(1, True, "youtube"),
        row(2, False, "datacamp"),
        row(3, False, "news_germeval21"),
        row(4, False, "challenge", "hard_ham_personal_url"),
        row(5, True, "challenge", "adv_leet"),
        row(6, False, "challenge", "hard_ham_written"),
    ]
    assert [one.id for one in lessons(rows)] == [
        "youtube-1",
        "challenge-5",
        "challenge-6",
    ]


def test_a_new_site_teaches_nothing_nor_do_its_near_copies() -> None:
    rows = [
        row(0, True, "sms"),
        row(1, True, "tgspam"),  # of the group of the first
        row(4, True, "sms_mt"),  # the same messages, translated
        row(6, True, "tgspam"),
        row(8, True, "challenge", "adv_leet"),  # copies a real row
        row(10, True, "challenge", "adv_praise_html"),
        row(12, True, "youtube"),
    ]
    found = lessons_without(rows, "sms", groups=["g6"])
    assert [one.id for one in found] == ["tgspam-6", "challenge-10"]


def test_made_lessons_are_the_same_each_time_and_keep_their_group() -> None:
    rows = [row(number, number % 3 == 0) for number in range(400)]
    first, second = list(made(rows)), list(made(rows))
    assert first == second
    kinds = {one.kind for one in first}
    assert {"made:home", "made:source", "made:seller", "made:thanks"} <= kinds
    groups = {one.id: one.group for one in rows}
    assert all(groups[one.id.split("+")[0]] == one.group for one in first)
    sellers = [one for one in first if one.kind == "made:seller"]
    assert all(one.spam and one.remark.author_url for one in sellers)


def test_parts_keep_groups_whole() -> None:
    assert {part_of("g1", 4) for _ in range(3)} == {part_of("g1", 4)}
    assert len({part_of(f"g{n}", 4) for n in range(50)}) == 4


@pytest.fixture(scope="module")
def rows() -> list[Labelled]:
    pytest.importorskip("catboost")
    pytest.importorskip("sklearn")
    sets = ("youtube", "tgspam")
    return [row(number, number % 3 == 0, sets[number % 2]) for number in range(360)]


def test_learning_tells_spam_and_gives_the_same_again(rows: list[Labelled]) -> None:
    from tools.learning.spam.learn import learn

    data = pack(learn(rows, tell=lambda _: None))
    assert data == pack(learn(rows, tell=lambda _: None))
    prior = unpack(data)
    spam, genuine = (prior.odds(sketch(Remark(text=t))) for t in (SPAM[3], GENUINE[3]))
    assert spam > prior.thresholds.queue > genuine
    assert Site(prior).share == 0


def test_the_shipped_prior_is_small_and_written_as_it_is_read() -> None:
    prior = shipped()
    data = pack(prior)
    assert len(data) < 1_000_000
    again = unpack(data)
    look = sketch(Remark(text=SPAM[0], author="x", author_url="http://y.example"))
    assert again.odds(look) == pytest.approx(prior.odds(look), abs=1e-3)
    assert np.array_equal(again.rarity, prior.rarity)
    assert np.isfinite(prior.fact_weights(look)).all()


def test_a_prior_of_other_facts_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    data = pack(shipped())
    monkeypatch.setattr("nouvelles.comments.prior.names", lambda: ("other",))
    with pytest.raises(ValueError, match="learn it anew"):
        unpack(data)


def test_ranks_go_from_none_to_all() -> None:
    prior = shipped()
    look = sketch(Remark(text="x"))
    low = prior.ranks(replace(look, facts=np.full_like(look.facts, -1e9)))
    high = prior.ranks(replace(look, facts=np.full_like(look.facts, 1e9)))
    assert (low == 0).all()
    assert (high == 1).all()
