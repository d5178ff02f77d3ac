"""The second look: what came lately is grouped again, round what stands."""

from __future__ import annotations

from dataclasses import replace

import pytest

from nouvelles.records import Copy, StoryAct
from nouvelles.stories import Stories
from tests.stories.texts import NOON, arrivals, groups, place, retold, tellings


def apart(*articles: str) -> Stories:
    """Tellings of the dam that each began a story of its own, as their log says."""
    stories = Stories()
    for one in arrivals(tellings("dam")):
        article = one.telling.article
        if article in articles:
            act = StoryAct(kind="begin", story=f"s-{article}", article=article, at=NOON)
            stories.replay(act, one)
    return stories


def edit(stories: Stories, **said: object) -> list[StoryAct]:
    return stories.edit(StoryAct(at=NOON, by="Ada", **said))  # type: ignore[arg-type]


def test_stories_of_one_event_become_one() -> None:
    stories = apart("dam0", "dam2", "dam3")
    acts = stories.repair(NOON)
    assert {act.kind for act in acts} == {"merge"}
    assert groups(stories) == {frozenset({"dam0", "dam2", "dam3"})}
    into = stories.story_of("dam0")
    assert into is not None
    assert {stories.resolve(f"s-{a}") for a in ("dam0", "dam2", "dam3")} == {into}
    assert stories.repair(NOON) == []


def test_stories_of_different_events_stay_apart() -> None:
    stories = Stories()
    place(stories, arrivals(tellings()))
    before = groups(stories)
    assert stories.repair(NOON) == []
    assert groups(stories) == before


def test_a_telling_that_was_put_wrong_moves() -> None:
    stories = apart("dam0", "dam2", "dam3")
    stories.repair(NOON)
    wrong = arrivals(tellings("comet"))
    home = stories.story_of("dam0") or ""
    for one in wrong:
        act = StoryAct(kind="join", story=home, article=one.telling.article, at=NOON)
        stories.replay(act, one)
    stories.repair(NOON)
    assert groups(stories) == {
        frozenset({"dam0", "dam2", "dam3"}),
        frozenset({"comet0", "comet1"}),
    }


def test_copies_go_where_what_they_copy_goes() -> None:
    stories = apart("dam0", "dam2")
    copy = retold(tellings("dam")[2], "wire")
    (one,) = arrivals([copy])
    one = replace(one, copy=Copy(article="wire", of="dam2", kind="wire"))
    (act,) = stories.place([one], NOON)
    assert act.story == "s-dam2"
    stories.repair(NOON)
    assert groups(stories) == {frozenset({"dam0", "dam2", "wire"})}


def test_copies_leave_with_what_they_copy() -> None:
    stories = apart("dam0", "dam2", "dam3")
    stories.repair(NOON)
    home = stories.story_of("dam0") or ""
    comet, wire = tellings("comet")[0], retold(tellings("comet")[0], "wire")
    for one in arrivals([comet]):
        stories.replay(
            StoryAct(kind="join", story=home, article=comet.article, at=NOON), one
        )
    (copied,) = arrivals([wire])
    copied = replace(copied, copy=Copy(article="wire", of=comet.article, kind="wire"))
    stories.place([copied], NOON)
    assert stories.story_of("wire") == home
    stories.repair(NOON)
    assert stories.story_of("wire") == stories.story_of(comet.article) != home


# ---- editors ----


def test_what_an_editor_parted_stays_apart() -> None:
    stories = Stories()
    place(stories, arrivals(tellings("dam")))
    home = stories.story_of("dam0") or ""
    (act,) = edit(stories, kind="split", story=home, articles=("dam2",))
    assert act.into == stories.story_of("dam2") != home
    more = [retold(one, f"{one.article}-again") for one in tellings("dam")]
    place(stories, arrivals(more))
    stories.repair(NOON)
    assert stories.story_of("dam2") == act.into
    assert stories.story_of("dam0") == home


def test_what_an_editor_merged_stays_together() -> None:
    stories = Stories()
    place(stories, arrivals(tellings("dam", "comet")))
    dam, comet = stories.story_of("dam0") or "", stories.story_of("comet0") or ""
    edit(stories, kind="merge", story=comet, into=dam)
    place(stories, arrivals([retold(tellings("comet")[0], "later")]))
    stories.repair(NOON)
    assert stories.story_of("comet0") == stories.story_of("comet1") == dam


def test_what_an_editor_moved_or_pinned_never_moves() -> None:
    stories = Stories()
    place(stories, arrivals(tellings("dam", "comet")))
    dam, comet = stories.story_of("dam0") or "", stories.story_of("comet0") or ""
    edit(stories, kind="move", story=comet, article="comet0", into=dam)
    edit(stories, kind="pin", story=comet, article="comet1")
    place(stories, arrivals([retold(one, one.article + "x") for one in tellings()]))
    stories.repair(NOON)
    assert stories.story_of("comet0") == dam
    assert stories.story_of("comet1") == comet


@pytest.mark.parametrize("pinned", [("dam0",), ("dam2",), ("dam0", "dam2")])
def test_a_story_with_a_pinned_article_is_not_merged_away(
    pinned: tuple[str, ...],
) -> None:
    stories = apart("dam0", "dam2")
    for article in pinned:
        edit(stories, kind="pin", story=f"s-{article}", article=article)
    stories.repair(NOON)
    for article in pinned:
        assert stories.story_of(article) == f"s-{article}"
    assert len(groups(stories)) == len(pinned)


def test_editors_teach_how_readily_stories_join() -> None:
    stories = Stories()
    place(stories, arrivals(tellings()))
    dam, comet = stories.story_of("dam0") or "", stories.story_of("comet0") or ""
    edit(stories, kind="split", story=dam, articles=("dam1",))
    assert stories.standing.bias < 0
    edit(stories, kind="merge", story=comet, into=dam)
    assert stories.standing.bias == pytest.approx(0)
