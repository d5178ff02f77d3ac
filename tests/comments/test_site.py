"""What moderators teach: learned, capped, forgotten, undone to the last bit."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from nouvelles.comments import Filter, Lesson, Remark, Site, shipped, sketch, taught
from nouvelles.comments.features import VIEWS
from nouvelles.comments.lesson import recalled
from nouvelles.comments.memory import Memory, seen, weighed
from nouvelles.comments.site import MOST_OF_ONE, REMEMBERED
from tests.comments.remarks import GENUINE, SPAM, lesson, lessons

ASKED = (
    Remark(text="Win big with a free bonus at lucky-spin.example", language="en"),
    Remark(text="When will the new bridge be open to the buses?", language="en"),
)


def leanings(site: Site) -> list[float]:
    return [site.leaning(remark, sketch(remark)) for remark in ASKED]


def test_what_was_decided_is_said_of_the_like() -> None:
    site = Site(shipped(), lessons())
    spam, genuine = leanings(site)
    assert spam > 0.3
    assert genuine < -0.3
    assert site.share == 1.0


def test_undoing_leaves_nothing_to_the_last_bit() -> None:
    every = lessons()
    site = Site(shipped(), every)
    wrong = lesson("wrong", ASKED[1], spam=True)
    site.learn(wrong)
    site.learn(lesson("after", Remark(text="And the trams?"), spam=False))
    assert leanings(site) != leanings(Site(shipped(), every))
    assert site.undo("wrong")
    never = Site(
        shipped(), [*every, lesson("after", Remark(text="And the trams?"), spam=False)]
    )
    assert leanings(site) == leanings(never)
    assert site.unseen() == never.unseen()
    assert not site.undo("wrong")


def test_what_is_learned_is_the_remark_to_the_last_bit_and_none_of_its_words() -> None:
    prior = shipped()
    text = "Ünïque Pumpernickel, at https://lucky-spin.example/win or 0151 2345678"
    remark = Remark(
        text=text, author="Ottilie Quux", title="Zeppelin", language="de-AT"
    )
    learned = taught(prior, remark)
    first, again = (
        seen(prior, sketch(remark), remark.language),
        recalled(prior, learned),
    )
    for name in ("places", "values", "ranks"):
        assert getattr(first, name).tobytes() == getattr(again, name).tobytes()
    assert first.opinions.tobytes() == again.opinions.tobytes()
    assert first.language == again.language
    assert len(learned.teachers) == 2
    held = repr(learned).lower().encode() + learned.places + learned.ranks
    for word in ("pumpernickel", "lucky", "example", "ottilie", "quux", "zeppelin"):
        assert word.encode() not in held.lower()


def test_thresholds_follow_what_is_undone_and_learned_again() -> None:
    every = lessons(6)
    judging = Filter(Site(shipped(), every))
    before = judging.thresholds()
    judging.site.undo("g0")
    judging.site.learn(Lesson("g0", every[0].taught, spam=True))
    assert judging.thresholds() != before
    assert judging.thresholds() == Filter(judging.site).thresholds()


def test_undoing_frees_what_the_cap_held_back() -> None:
    site = Site(shipped())
    for number in range(MOST_OF_ONE + 1):
        remark = Remark(text=f"{SPAM[number]} again", author="Lucky")
        taken = site.learn(lesson(str(number), remark, spam=True))
        assert taken == (number < MOST_OF_ONE)
    assert site.count(spam=True) == MOST_OF_ONE
    site.undo("0")
    assert site.count(spam=True) == MOST_OF_ONE


def test_a_flood_of_one_host_teaches_no_more_than_a_few() -> None:
    calm, flooded = Site(shipped(), lessons()), Site(shipped(), lessons())
    bait = Remark(text=f"{ASKED[1].text} bait.example", language="en")
    for number in range(200):
        flooded.learn(lesson(f"b{number}", bait, spam=True))
    assert flooded.count(spam=True) == calm.count(spam=True) + MOST_OF_ONE


def test_places_where_everybody_talks_are_capped_by_their_page() -> None:
    site = Site(shipped())
    for number in range(MOST_OF_ONE + 5):
        text = f"look https://www.youtube.com/watch?v={number} now"
        assert site.learn(lesson(str(number), Remark(text=text), spam=True))


def many_lessons(many: int) -> list[Lesson]:
    """So many decisions, a third of them spam, each of a host of its own."""
    made = []
    for number in range(many):
        text = f"{(GENUINE if number % 3 else SPAM)[number % 12]} {number}"
        text = text.replace("lucky-spin", f"spin{number}")
        made.append(lesson(str(number), Remark(text=text), spam=number % 3 == 0))
    return made


def test_memory_is_bounded_and_forgets_the_oldest_of_the_more_frequent_kind() -> None:
    every = many_lessons(REMEMBERED + 20)
    site = Site(shipped(), every)
    assert site.count(spam=True) + site.count(spam=False) == REMEMBERED
    assert site.count(spam=True) == len([one for one in every if one.spam])
    genuine = [one for one in every if not one.spam]
    assert [one for one in site.remembered if not one.spam] == genuine[20:]


def test_one_by_one_or_at_once_the_same_is_said_to_the_last_bit() -> None:
    every = many_lessons(REMEMBERED + 5)
    grown = Site(shipped())
    for one in every:
        assert grown.learn(one)
    whole = Site(shipped(), every)
    assert leanings(grown) == leanings(whole)
    assert grown.unseen() == whole.unseen()


def test_undoing_brings_back_what_was_pushed_out() -> None:
    every = many_lessons(REMEMBERED + 5)
    site = Site(shipped(), every)
    assert every[1] not in site.remembered
    for one in every[-5:]:
        assert site.undo(one.key)
    assert list(site.remembered) == every[:-5]
    assert leanings(site) == leanings(Site(shipped(), every[:-5]))


def test_what_is_said_without_a_decision_is_what_a_memory_without_it_says() -> None:
    every = [
        (one, lesson(f"{one.text[:9]}{n}", one, spam=n == 1))
        for n, texts in enumerate((GENUINE, SPAM))
        for one in (Remark(text=text, language="en") for text in texts[:4])
    ]
    site = Site(shipped(), [decided for _, decided in every])
    for number, (remark, decided) in enumerate(every):
        others = Site(shipped(), [one for _, one in every if one is not decided])
        alone = others.leaning(remark, sketch(remark))
        assert site.unseen()[number][1] == pytest.approx(alone, abs=1e-6)


def test_the_prior_counts_by_language() -> None:
    prior = shipped()
    memory = Memory(len(prior.steps), prior.many_opinions)
    one = seen(prior, sketch(ASKED[1]), "en")
    memory.add(one, spam=False)
    other = replace(one, language="fr")
    assert memory.leaning(one) < memory.leaning(other) < 0


def test_what_stands_between_words_counts_less_than_a_view_of_words() -> None:
    prior = shipped()
    look = sketch(Remark(text="No bridge?! Wait... 3 trams -- and 40 buses."))
    values = weighed(prior.known(look.places, look.ends))
    squares = [
        np.square(values[look.ends[n] : look.ends[n + 1]]).sum()
        for n in range(len(VIEWS))
    ]
    lengths = dict(zip(VIEWS, squares, strict=True))
    assert lengths["words"] == pytest.approx(1.0, abs=1e-3)
    assert lengths["signs"] == pytest.approx(0.3, abs=1e-3)


def test_an_empty_memory_says_nothing() -> None:
    memory = Memory(3, shipped().many_opinions)
    one = seen(shipped(), sketch(ASKED[0]), "")
    assert memory.leaning(one) == 0.0
    assert np.array_equal(memory.unseen(), np.zeros(0))
    assert Site(shipped()).nearest(ASKED[0], sketch(ASKED[0])) is None
