"""Tellings that come together are looked at at once: that makes no difference."""

from __future__ import annotations

from datetime import timedelta

import numpy as np
import pytest

from nouvelles.records import StoryAct, Telling
from nouvelles.stories import LIVE_DAYS, Arrival, Stories
from nouvelles.stories import live as live_module
from nouvelles.stories import look as look_module
from nouvelles.stories import postings as postings_module
from nouvelles.stories.look import BY_CLUES, Look, by_clues
from nouvelles.stories.sketch import Floats
from tests.stories.texts import NOON, arrivals, place, tellings

SIZE = 64
TOWNS = (
    "Talmeira",
    "Verna",
    "Ouvra",
    "Brandao",
    "Marisol",
    "Ferran",
    "Nortal",
    "Liskeard",
)


def press(number: int) -> list[Arrival]:
    """Tellings of two events a town, with vectors that lie round those of their events."""
    random = np.random.default_rng(1)
    events: Floats = random.normal(size=(2 * len(TOWNS), SIZE)).astype(np.float32)
    found = []
    for n in range(number):
        which = int(random.integers(len(events)))
        town, event = TOWNS[which // 2], ("flood", "election")[which % 2]
        vectors = events[which] + random.normal(size=(2, SIZE)).astype(np.float32) / 2
        telling = Telling(
            article=f"a{n:04}",
            headline=f"The {event} of {town}, {which + 20} witnesses",
            text=f"People of {town} and Mayor Ada{which} Ruiz{which} saw the {event}.",
            language="en",
            outlet=f"{n % 7}.example",
            # Some stories end before others begin.
            at=NOON + timedelta(days=LIVE_DAYS * 3 * n / number),
        )
        length = np.linalg.norm(vectors, axis=1, keepdims=True)
        found.append(Arrival(telling=telling, vectors=vectors / length))
    return found


@pytest.mark.parametrize("together", [1, 7, 50])
def test_the_log_played_again_gives_the_same_bytes(
    together: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    # So that rows are used again, and directions learned, within the test.
    monkeypatch.setattr(postings_module, "_LATELY", 150)
    monkeypatch.setattr(live_module, "LEARNED", 120)
    monkeypatch.setattr(live_module, "LATELY", 40)
    some = press(300)
    stories, again = Stories(SIZE), Stories(SIZE)
    acts: list[StoryAct] = []
    for start in range(0, len(some), together):
        batch = some[start : start + together]
        now = max(one.telling.at for one in batch if one.telling.at is not None)
        acts += stories.place(batch, now)
        if start % 5 == 0:
            acts += stories.repair(now)
    assert len({act.kind for act in acts}) > 1
    assert stories.live.bank.used < len(some)  # some rows were used again
    by_article = {one.telling.article: one for one in some}
    for act in acts:
        came = act.kind in ("begin", "join")
        again.replay(act, by_article[act.article] if came else None)
    assert again.snapshot() == stories.snapshot()
    assert Stories.restore(again.snapshot()).snapshot() == stories.snapshot()


def test_a_story_whose_first_telling_is_unlike_is_asked_no_further(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    stories = Stories()
    *known, last = arrivals(tellings("dam"))
    place(stories, known)
    dam = stories.story_of("dam0")
    live, links = stories.live, stories.links
    (kept,) = stories._sketched([last])
    assert kept is not None
    look = Look(live, links, [kept])
    assert look.others == [live.stories[dam or ""].rows]
    look.take(0, "dam3")
    assert look.names(0, []) == [dam]
    monkeypatch.setattr(look_module, "UNLIKE", 1e6)
    look = Look(live, links, [kept])
    assert look.others == [live.stories[dam or ""].rows[:1]]
    look.take(0, "dam3 again")
    assert look.names(0, []) == []


def test_an_article_that_comes_twice_at_once_is_placed_once() -> None:
    stories = Stories()
    some = arrivals(tellings("dam"))
    acts = stories.place([*some, *some], NOON)
    assert [act.article for act in acts] == [one.telling.article for one in some]


def test_stories_with_most_clues_in_common_come_first() -> None:
    stories = Stories()
    place(stories, arrivals(tellings()))
    live = stories.live
    dam = stories.story_of("dam0")
    assert dam is not None
    row = live.row_of_article["dam0"]
    keys = [live.bank.keys[live.bank.clues(row)]]
    (found,) = by_clues(live, keys, BY_CLUES)
    assert next(iter(found)) == dam
    assert [*found.values()] == sorted(found.values(), reverse=True)
    (others,) = by_clues(live, keys, BY_CLUES, own=[row])
    assert others[dam] < found[dam]
    assert by_clues(live, [], BY_CLUES) == []
