"""Stories as they grow: any order, anything missing, and the same state when replayed."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import permutations
from types import FrameType
from typing import Any

import numpy as np
import pytest

from nouvelles.errors import InputError
from nouvelles.records import Copy, StoryAct, Telling
from nouvelles.stories import LIVE_DAYS, Arrival, Stories
from nouvelles.stories.embed import Encoder, encode
from tests.stories.texts import EVENTS, NOON, arrivals, groups, place, retold, tellings

TraceFunction = Callable[[FrameType, str, Any], Any]

EACH = {
    frozenset(f"{event}{n}" for n in range(len(told))) for event, told in EVENTS.items()
}


def with_vectors(encoder: Encoder, some: list[Telling]) -> list[Arrival]:
    vectors = encode(encoder, some)
    return [
        Arrival(telling=one, vectors=both.astype(np.float16).astype(np.float32))
        for one, both in zip(some, vectors, strict=True)
    ]


# ---- in any order ----


@pytest.mark.parametrize("seed", range(6))
def test_in_any_order(encoder: Encoder, seed: int) -> None:
    some = with_vectors(encoder, tellings())
    order = np.random.default_rng(seed).permutation(len(some))
    stories = Stories(encoder.size, encoder.languages)
    place(stories, [some[at] for at in order])
    stories.repair(NOON)
    assert groups(stories) == EACH


@pytest.mark.parametrize("order", list(permutations(range(4)))[::5])
def test_in_any_order_without_an_encoder(order: tuple[int, ...]) -> None:
    some = arrivals(tellings("dam"))
    stories = Stories()
    place(stories, [some[at] for at in order])
    stories.repair(NOON)
    assert len(groups(stories)) == 1


def test_a_late_article_finds_its_story() -> None:
    stories = Stories()
    first, *rest = tellings("dam")
    place(stories, arrivals(rest))
    (act,) = stories.place(arrivals([first]), NOON + timedelta(days=LIVE_DAYS - 1))
    assert act.kind == "join"


def test_after_days_a_story_is_not_joined_any_more() -> None:
    stories = Stories()
    place(stories, arrivals(tellings("dam")))
    later = NOON + timedelta(days=LIVE_DAYS + 1)
    words = [
        f"{a}{b}" for a in "bdfgklmn" for b in ("aru", "oli", "enta", "iva", "usto")
    ]
    fillers = [
        Telling(
            article=f"f{n}",
            headline=f"{words[n % 40]}{words[n // 40]} {words[n * 7 % 40]}{words[n // 5]}",
        )
        for n in range(200)
    ]
    place(stories, arrivals(fillers), later)
    (act,) = stories.place(arrivals([retold(tellings("dam")[0], "late")]), later)
    assert act.kind == "begin"
    assert (
        len(stories.members(stories.story_of("dam0") or "")) == 4
    )  # it is still there


def test_an_article_comes_in_once() -> None:
    stories = Stories()
    some = arrivals(tellings("dam"))
    acts = stories.place([*some, *some], NOON)
    assert len(acts) == len(some)
    before = stories.snapshot()
    assert stories.place(some, NOON) == []
    assert stories.snapshot() == before


# ---- anything missing ----

ODD: dict[str, dict[str, object]] = {
    "no headline": {"headline": ""},
    "no text": {"text": ""},
    "no date": {"at": None},
    "1970": {"at": datetime(1970, 1, 1, tzinfo=UTC)},
    "future": {"at": datetime(2199, 1, 1, tzinfo=UTC)},
    "no language": {"language": "und"},
    "unknown language": {"language": "tlh-Latn-x-none"},
    "empty language": {"language": ""},
    "no outlet": {"outlet": ""},
}


@pytest.mark.parametrize("odd", ODD.values(), ids=list(ODD))
def test_what_is_missing_keeps_none_from_its_story(
    encoder: Encoder, odd: dict[str, object]
) -> None:
    stories = Stories(encoder.size, encoder.languages)
    first, second, *_ = tellings("dam")
    some = [first, *tellings("comet"), replace(second, **odd)]  # type: ignore[arg-type]
    *_, act = place(stories, with_vectors(encoder, some))
    assert act.story == stories.story_of("dam0")


@pytest.mark.parametrize("encoded", [True, False])
def test_nothing_at_all_is_a_story_of_its_own(encoder: Encoder, encoded: bool) -> None:
    stories = Stories(encoder.size, encoder.languages)
    nothing = [Telling(article=f"n{n}", headline=" " * n) for n in range(5)]
    some = with_vectors(encoder, nothing) if encoded else arrivals(nothing)
    assert [act.kind for act in place(stories, some)] == ["begin"] * 5
    assert stories.repair(NOON) == []
    assert len(groups(stories)) == 5


def test_one_word_says_too_little(encoder: Encoder) -> None:
    words = [
        "Sport",
        "Weather",
        "Opinion",
        "Politik",
        "Live",
        "Video",
        "Погода",
        "国際",
    ]
    some = [Telling(article=word, headline=word, at=NOON) for word in words]
    stories = Stories(encoder.size, encoder.languages)
    place(stories, [*with_vectors(encoder, tellings()), *with_vectors(encoder, some)])
    stories.repair(NOON)
    assert groups(stories) >= EACH


def test_no_articles() -> None:
    stories = Stories()
    assert stories.place([], NOON) == []
    assert stories.repair(NOON) == []
    assert stories.story_of("nobody") is None
    assert stories.members("nobody") == ()
    assert stories.resolve("nobody") == "nobody"
    stories.forget("nobody")


def test_a_page_that_is_published_every_minute_with_a_counter(encoder: Encoder) -> None:
    times = 500
    counted = [
        Telling(
            article=f"c{n}",
            headline=f"Tracker: {n} ships pass the canal",
            text=f"Our page counts the ships. {n} ships passed the canal of Nort by now.",
            language="en",
            outlet="counter.example",
            at=NOON + timedelta(minutes=n),
        )
        for n in range(times)
    ]
    some = with_vectors(encoder, counted[:1]) * times
    some = [replace(one, telling=t) for one, t in zip(some, counted, strict=True)]
    stories = Stories(encoder.size, encoder.languages)
    place(stories, with_vectors(encoder, tellings()))
    for start in range(0, times, 100):
        stories.place(some[start : start + 100], NOON)
        stories.repair(NOON)
    assert groups(stories) >= EACH  # it swallows nobody
    assert stories.live.bank.used < times + 100
    assert all(stories.story_of(one.article) for one in counted)


def test_copies_are_where_what_they_copy_is() -> None:
    stories = Stories()
    place(stories, arrivals(tellings()))
    used = stories.live.bank.used
    for n in range(100):
        (one,) = arrivals([retold(tellings("comet")[0], f"copy{n}")])
        copy = Copy(article=f"copy{n}", of="comet0", kind="wire", agency="AFP")
        (act,) = stories.place([replace(one, copy=copy)], NOON)
        assert act.story == stories.story_of("comet0")
        assert act.reasons[0].words == ("wire", "comet0")
    assert stories.live.bank.used == used  # they speak for nobody


def test_a_copy_of_what_was_removed_is_looked_at_by_itself() -> None:
    stories = Stories()
    copy = Copy(article="copy", of="gone", kind="same")
    (one,) = arrivals([retold(tellings("dam")[0], "copy")])
    (act,) = stories.place([replace(one, copy=copy)], NOON)
    assert act.kind == "begin"


# ---- live blogs ----


def live(article: str, *events: str) -> Telling:
    """A live blog that tells of some events."""
    first = tellings(events[0])[0]
    text = " ".join(tellings(event)[0].text for event in events)
    return replace(retold(first, article, text), kind="live")


def test_a_live_blog_joins_and_is_not_compared() -> None:
    stories = Stories()
    place(stories, arrivals(tellings("dam")[:1]))
    (joined,) = stories.place(arrivals([live("blog", "dam")]), NOON)
    assert joined.kind == "join"
    (act,) = stories.place(arrivals([retold(tellings("dam")[1], "next")]), NOON)
    closest = next(reason for reason in act.reasons if reason.code == "closest")
    assert closest.words == ("dam0",)


def test_a_live_blog_that_is_first_speaks_until_others_do() -> None:
    stories = Stories()
    blog, *joined = place(
        stories, arrivals([live("blog", "dam"), *tellings("dam")[:3]])
    )
    assert [act.kind for act in (blog, *joined)] == ["begin", "join", "join", "join"]
    said = [
        reason.words
        for act in joined
        for reason in act.reasons
        if reason.code == "closest"
    ]
    assert said[0] == ("blog",)
    assert ("blog",) not in said[1:]


@pytest.mark.parametrize("at", [0, 2, 5, 8])
def test_live_blogs_bridge_no_stories(at: int) -> None:
    stories = Stories()
    some = tellings()
    blogs = [live("blog", "dam", "comet"), live("other", "comet", "dam", "vote")]
    place(stories, arrivals([*some[:at], *blogs, *some[at:]]))
    stories.repair(NOON)
    homes = {stories.story_of(f"{event}0") for event in EVENTS}
    assert len(homes) == len(EVENTS)


# ---- the log, and what was removed ----


def played(size: int, acts: list[StoryAct], came: dict[str, Arrival]) -> Stories:
    stories = Stories(size, frozenset({"en", "de", "fr", "pt"}))
    for act in acts:
        begins = act.kind in ("begin", "join")
        stories.replay(act, came[act.article] if begins else None)
    return stories


def test_the_log_played_again_is_the_same_state_to_the_byte(encoder: Encoder) -> None:
    stories = Stories(encoder.size, frozenset({"en", "de", "fr", "pt"}))
    more = [retold(one, one.article + "x") for one in tellings()]
    blog = live("blog", "dam", "comet")
    some = with_vectors(encoder, [*tellings(), blog, *more])
    wire = Copy(article="vote0x", of="vote0", kind="wire")
    some = [replace(a, copy=wire) if a.telling.article == "vote0x" else a for a in some]
    acts: list[StoryAct] = []
    for start in range(0, len(some), 3):
        acts += stories.place(some[start : start + 3], NOON)
        acts += stories.repair(NOON)
        if start == 9:
            home = stories.story_of("dam0") or ""
            split = StoryAct(
                kind="split", story=home, articles=("dam1",), at=NOON, by="Ada"
            )
            acts += stories.edit(split)
    came = {one.telling.article: one for one in some}
    again = played(encoder.size, acts, came)
    assert groups(again) == groups(stories)
    assert again.snapshot() == stories.snapshot()
    assert Stories.restore(stories.snapshot()).snapshot() == stories.snapshot()


def test_a_state_that_was_restored_decides_alike() -> None:
    whole, first = Stories(), Stories()
    some = arrivals(tellings())
    for stories in (whole, first):
        place(stories, some[:5])
    restored = Stories.restore(first.snapshot())
    for stories in (whole, restored):
        place(stories, some[5:])
        stories.repair(NOON)
    assert groups(restored) == groups(whole) == EACH
    assert restored.snapshot() == whole.snapshot()


def test_a_snapshot_is_read_while_a_debugger_looks_on() -> None:
    """Who traces looks at local variables, and numpy resizes nothing that two hold."""
    stories = Stories()
    place(stories, arrivals(tellings()))
    data = stories.snapshot()

    def look(frame: FrameType, _event: str, _arg: object) -> TraceFunction:
        assert frame.f_locals is not None
        return look

    before = sys.gettrace()
    sys.settrace(look)
    try:
        again = Stories.restore(data)
    finally:
        sys.settrace(before)
    assert again.snapshot() == data


@pytest.mark.parametrize(
    "data", [b"", b"x", b"\x90", b"\1\0\0\0\x90", b"\2\0\0\0\x91\0"]
)
def test_bytes_that_are_no_snapshot(data: bytes) -> None:
    with pytest.raises(InputError, match="snapshot"):
        Stories.restore(data)


def test_a_snapshot_that_ends_too_early() -> None:
    with pytest.raises(InputError, match="ends too early"):
        Stories.restore(Stories().snapshot()[:-1000])


def test_what_was_removed_is_compared_with_no_more() -> None:
    stories = Stories()
    dam0, dam1, *_ = tellings("dam")
    place(stories, arrivals([dam0]))
    stories.forget("dam0")
    assert stories.story_of("dam0") is None
    (act,) = stories.place(arrivals([dam1]), NOON)
    assert act.kind == "begin"
    assert stories.repair(NOON) == []


@pytest.mark.parametrize("kind", ["begin", "join", "merge", "hide", "pin", "lead"])
def test_an_act_that_cannot_be_done_changes_nothing(kind: str) -> None:
    stories = Stories()
    place(stories, arrivals(tellings("dam")))
    before = stories.snapshot()
    with pytest.raises(InputError):
        stories.edit(StoryAct(kind=kind, story="nobody", at=NOON, by="Ada"))  # type: ignore[arg-type]
    assert stories.snapshot() == before
