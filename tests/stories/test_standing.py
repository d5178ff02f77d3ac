"""Which article is in which story: each act by hand, and each act that cannot be done."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from nouvelles.errors import InputError
from nouvelles.records import ActKind, StoryAct
from nouvelles.stories.standing import Standing, story_id

NOON = datetime(2026, 3, 12, 12, tzinfo=UTC)


def act(kind: ActKind, story: str, **said: object) -> StoryAct:
    return StoryAct(kind=kind, story=story, at=NOON, **said)  # type: ignore[arg-type]


def do(standing: Standing, kind: ActKind, story: str, **said: object) -> None:
    """What an editor does, if it can be done."""
    one = act(kind, story, by="Ada", **said)
    standing.check(one)
    standing.apply(one)


def part(standing: Standing, story: str, *articles: str, into: str) -> None:
    """What an editor splits off, with the id that the engine gives the new story."""
    one = act("split", story, by="Ada", articles=articles)
    standing.check(one)
    standing.apply(replace(one, into=into))


@pytest.fixture
def standing() -> Standing:
    """Three stories: s of a, b, c; t of d, e; u of f."""
    made = Standing()
    for story, articles in {"s": "abc", "t": "de", "u": "f"}.items():
        made.apply(act("begin", story, article=articles[0]))
        for article in articles[1:]:
            made.apply(act("join", story, article=article))
    return made


def stories_of(standing: Standing) -> dict[str, str]:
    return {story: "".join(articles) for story, articles in standing.members.items()}


def test_a_story_begins_and_others_join(standing: Standing) -> None:
    assert stories_of(standing) == {"s": "abc", "t": "de", "u": "f"}
    assert standing.home == {"a": "s", "b": "s", "c": "s", "d": "t", "e": "t", "f": "u"}
    assert not standing.fixed


def test_an_engines_move(standing: Standing) -> None:
    standing.apply(act("move", "s", article="b", into="t"))
    assert stories_of(standing) == {"s": "ac", "t": "deb", "u": "f"}
    assert not standing.fixed
    assert not standing.are_apart("s", "t")


def test_an_editors_move_holds(standing: Standing) -> None:
    do(standing, "move", "s", article="b", into="t")
    assert standing.home["b"] == "t"
    assert standing.fixed == {"b"}
    assert standing.are_apart("s", "t")
    assert standing.are_apart("t", "s")


def test_a_move_into_a_new_story(standing: Standing) -> None:
    one = act("move", "s", by="Ada", article="b")
    standing.check(one)
    standing.apply(replace(one, into=standing.new_id("b")))
    assert standing.home["b"] == story_id("b")


def test_the_last_article_leads_its_storys_id_on(standing: Standing) -> None:
    do(standing, "move", "u", article="f", into="t")
    assert "u" not in standing.members
    assert standing.resolve("u") == "t"


def test_a_merge_leads_ids_on(standing: Standing) -> None:
    do(standing, "merge", "u", into="t")
    do(standing, "merge", "t", into="s")
    assert stories_of(standing) == {"s": "abcdef"}
    assert [standing.resolve(one) for one in "stu"] == ["s", "s", "s"]
    assert standing.fixed == set("abcdef")


def test_an_engines_merge_fixes_nothing(standing: Standing) -> None:
    standing.apply(act("merge", "u", into="t"))
    assert not standing.fixed


def test_a_split(standing: Standing) -> None:
    part(standing, "s", "b", "c", into="v")
    assert stories_of(standing) == {"s": "a", "t": "de", "u": "f", "v": "bc"}
    assert standing.fixed == {"b", "c"}
    assert standing.are_apart("s", "v")
    assert not standing.are_apart("s", "t")


def test_what_was_parted_stays_parted_through_merges(standing: Standing) -> None:
    part(standing, "s", "c", into="v")
    standing.apply(act("merge", "v", into="t"))
    assert standing.are_apart("s", "t")
    standing.apply(act("merge", "u", into="s"))
    assert standing.are_apart("s", "t")


def test_an_editor_may_think_again(standing: Standing) -> None:
    part(standing, "s", "c", into="v")
    do(standing, "merge", "v", into="s")
    assert stories_of(standing)["s"] == "abc"
    assert not standing.apart


def test_pinned_until_unpinned(standing: Standing) -> None:
    do(standing, "pin", "s", article="a")
    assert standing.fixed == {"a"}
    assert standing.is_fixed("s")
    do(standing, "unpin", "s", article="a")
    assert not standing.is_fixed("s")


def test_a_lead_until_it_is_taken_back_or_leaves(standing: Standing) -> None:
    do(standing, "lead", "s", article="b")
    do(standing, "lead", "t", article="e")
    assert standing.leads == {"s": "b", "t": "e"}
    do(standing, "unlead", "t")
    assert standing.leads == {"s": "b"}
    do(standing, "move", "s", article="b", into="t")
    assert standing.leads == {}


@pytest.mark.parametrize(
    ("kind", "name"), [("hide", "hidden"), ("sensitive", "sensitive")]
)
def test_marks_go_along_with_a_merge(
    standing: Standing, kind: ActKind, name: str
) -> None:
    do(standing, kind, "u")
    standing.apply(act("merge", "u", into="t"))
    assert getattr(standing, name) == {"t"}
    standing.apply(act("unhide" if kind == "hide" else "unsensitive", "t", by="Ada"))
    assert getattr(standing, name) == set()


def test_an_article_that_was_removed(standing: Standing) -> None:
    do(standing, "pin", "s", article="a")
    do(standing, "lead", "s", article="a")
    standing.forget("a")
    standing.forget("a")
    standing.forget("nobody")
    assert stories_of(standing)["s"] == "bc"
    assert not standing.fixed
    assert not standing.leads
    standing.forget("f")
    assert "u" not in standing.members


def test_ids_are_never_used_again(standing: Standing) -> None:
    id = standing.new_id("x")
    assert id == story_id("x") == standing.new_id("x")
    assert (len(id), id.isalnum(), id.islower()) == (10, True, True)
    standing.apply(act("begin", id, article="x"))
    assert standing.new_id("x") != id
    standing.apply(act("merge", id, into="s"))
    assert standing.new_id("x") != id


@pytest.mark.parametrize(
    ("bad", "about"),
    [
        (act("begin", "s", article="x"), "begin"),
        (act("join", "s", article="x"), "join"),
        (act("merge", "nobody", into="s"), "nobody"),
        (act("merge", "", into="s"), ""),
        (act("merge", "s", into="s"), "s"),
        (act("merge", "s", into="nobody"), "nobody"),
        (act("merge", "s"), ""),
        (act("split", "nobody", articles=("a",)), "nobody"),
        (act("split", "s"), "s"),
        (act("split", "s", articles=("a", "b", "c")), "s"),
        (act("split", "s", articles=("a", "a", "b")), "a"),
        (act("split", "s", articles=("a", "d")), "d"),
        (act("split", "s", articles=("a",), into="t"), "t"),
        (act("move", "s", article="d", into="t"), "d"),
        (act("move", "s", article="", into="t"), ""),
        (act("move", "s", article="a", into="s"), "a"),
        (act("move", "s", article="a", into="nobody"), "nobody"),
        (act("move", "", article="a", into="t"), ""),
        (act("pin", "s", article="x"), "x"),
        (act("pin", "s", article="d"), "d"),
        (act("unpin", "s", article="x"), "x"),
        (act("lead", "s", article="d"), "d"),
        (act("lead", "s"), ""),
        (act("hide", ""), ""),
        (act("unhide", "nobody"), "nobody"),
        (act("sensitive", "nobody"), "nobody"),
    ],
)
def test_what_cannot_be_done_is_told(
    standing: Standing, bad: StoryAct, about: str
) -> None:
    before = stories_of(standing)
    with pytest.raises(InputError) as caught:
        standing.check(bad)
    assert caught.value.about == about
    assert caught.value.reason
    assert caught.value.advice
    assert stories_of(standing) == before
