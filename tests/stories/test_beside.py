"""Which live stories come into question beside one, without an encoder."""

from __future__ import annotations

from datetime import UTC, datetime

from nouvelles.records import StoryAct, Telling
from nouvelles.stories import Arrival, Stories
from nouvelles.stories.beside import BY_CLUES, BY_VECTOR, KEPT, beside, near
from tests.stories.test_related import COMET, DAM, TREATY

NOON = datetime(2026, 3, 12, 12, tzinfo=UTC)


def told(article: str, text: str, outlet: str = "", language: str = "en") -> Arrival:
    telling = Telling(
        article=article,
        headline=text.split(".")[0],
        text=text,
        language=language,
        outlet=outlet,
        at=NOON,
    )
    return Arrival(telling=telling)


def placed(*arrivals: Arrival) -> Stories:
    """Stories that hold these, each in one of its own."""
    stories = Stories()
    for one in arrivals:
        article = one.telling.article
        story = stories.standing.new_id(article)
        act = StoryAct(kind="begin", story=story, article=article, at=NOON)
        stories.replay(act, one)
    return stories


def test_a_bond_is_found_and_a_comet_is_not() -> None:
    stories = placed(told("dam", DAM), told("treaty", TREATY), told("comet", COMET))
    live = stories.live
    dam, treaty, comet = (stories.story_of(name) for name in ("dam", "treaty", "comet"))
    assert dam
    assert treaty
    assert comet
    assert near(live, dam)[0] == treaty
    assert dam not in near(live, dam)
    (found,) = beside(live, dam)
    assert (found.article, found.story) == ("treaty", treaty)
    assert [one.article for one in beside(live, treaty)] == ["dam"]
    assert beside(live, comet) == ()


def test_the_reader_is_shown_a_telling_in_a_known_language() -> None:
    stories = placed(told("dam", DAM, "a.example"), told("treaty", TREATY, "b.example"))
    story, dam = stories.story_of("treaty"), stories.story_of("dam")
    assert story
    assert dam
    second = told("traite", f"Traité. {TREATY}", "c.example", "fr")
    row = stories._keep(second, NOON)
    stories.live.put(row, story, 0.0)
    assert [one.article for one in beside(stories.live, dam)] == ["treaty"]
    assert [one.article for one in beside(stories.live, dam, "fr")] == ["traite"]


def test_what_is_looked_at_is_bounded() -> None:
    some = [
        told(f"a{n}", f"Town{n} votes. {DAM} The mayor of Town{n} is Ada{n} Person{n}.")
        for n in range(80)
    ]
    stories = Stories()
    for n, one in enumerate(some):  # all share the dam's clues, none is joined
        row = stories._keep(one, NOON)
        stories.live.put(row, f"story{n}", NOON.timestamp() / 3600)
    names = near(stories.live, "story3")
    assert "story3" not in names
    assert 0 < len(names) == len(set(names)) <= BY_CLUES + BY_VECTOR
    assert len(beside(stories.live, "story3")) <= KEPT
