"""Where a telling belongs: which stories come into question, and the best of them."""

from __future__ import annotations

import pytest

from nouvelles.records import StoryAct
from nouvelles.stories import Arrival, Stories, why
from nouvelles.stories.embed import Encoder, encode
from tests.stories.texts import NOON, arrivals, place, retold, tellings


def codes(act: StoryAct) -> list[str]:
    return [reason.code for reason in act.reasons]


def test_rare_clues_find_a_story_without_vectors() -> None:
    begun, *joined = place(Stories(), arrivals(tellings("dam")))
    assert begun.kind == "begin"
    assert [act.kind for act in joined] == ["join"] * 3
    assert {act.story for act in joined} == {begun.story}


def test_vectors_find_a_story_whose_names_are_written_otherwise(
    encoder: Encoder,
) -> None:
    stories = Stories(encoder.size, encoder.languages)
    dam, _, portuguese, _ = tellings("dam")
    some = [*tellings("comet", "vote"), dam, portuguese]
    vectors = encode(encoder, some)
    acts = place(
        stories,
        [Arrival(telling=t, vectors=v) for t, v in zip(some, vectors, strict=True)],
    )
    assert (acts[-1].kind, acts[-1].story) == ("join", acts[-2].story)


def test_a_batch_is_placed_as_if_they_came_one_by_one() -> None:
    together, alone = Stories(), Stories()
    some = arrivals(tellings())
    acts = [(act.kind, act.story, act.odds) for act in together.place(some, NOON)]
    assert acts == [(act.kind, act.story, act.odds) for act in place(alone, some)]
    assert together.snapshot() == alone.snapshot()


def test_what_a_decision_says_of_itself() -> None:
    stories = Stories()
    acts = {act.article: act for act in place(stories, arrivals(tellings()))}
    said = {reason.code: reason for reason in acts["dam2"].reasons}
    assert acts["dam2"].odds > 0
    assert {"talmeira", "brandao", "ouvra"} <= set(said["names"].words)
    assert "12000" in said["numbers"].words
    assert said["names"].weight > 0
    assert said["closest"].words[0] in ("dam0", "dam1")
    weighed = [r.weight for r in acts["dam2"].reasons if r.code in ("names", "numbers")]
    assert weighed == sorted(weighed, reverse=True)
    assert acts["dam0"].reasons == ()


def test_the_next_best_story_is_named() -> None:
    stories = Stories()
    place(stories, arrivals(tellings()))
    dam, comet = tellings("dam")[0], tellings("comet")[0]
    (act,) = stories.place(
        arrivals([retold(dam, "both", f"{dam.text} {comet.text}")]), NOON
    )
    second = next(reason for reason in act.reasons if reason.code == "second")
    assert act.story == stories.story_of("dam0")
    assert second.words == (stories.story_of("comet0"),)
    assert second.weight < act.odds


def test_several_tellings_are_as_good_as_two_signals(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # That no pair has signals enough: each telling of the dam but the last begins a story.
    monkeypatch.setattr(why, "SPEAKS", 1e6)
    some = arrivals(tellings("dam"))
    stories = Stories()
    assert [act.kind for act in place(stories, some[:3])] == ["begin"] * 3
    merged(stories, "dam0", "dam1")
    (alone,) = stories.place(some[3:], NOON)  # two tellings are not several
    assert alone.kind == "begin"
    stories = Stories()
    place(stories, some[:3])
    merged(stories, "dam0", "dam1", "dam2")
    (act,) = stories.place(some[3:], NOON)
    assert (act.kind, act.story) == ("join", stories.story_of("dam0"))


def merged(stories: Stories, first: str, *others: str) -> list[StoryAct]:
    """The stories of some tellings brought into that of the first, as the log says."""
    acts = [
        StoryAct(
            kind="merge",
            story=stories.story_of(other) or "",
            into=stories.story_of(first) or "",
            at=NOON,
        )
        for other in others
    ]
    for act in acts:
        stories.replay(act)
    return acts


def test_what_has_nothing_in_common_begins_a_story() -> None:
    stories = Stories()
    acts = place(
        stories, arrivals(tellings("dam")[:1] + tellings("comet", "vote")[::2])
    )
    assert [act.kind for act in acts] == ["begin"] * 3
    assert len({act.story for act in acts}) == 3


# ---- what tells of many events ----


def test_a_round_up_joins_one_story_and_is_not_compared() -> None:
    stories = Stories()
    place(stories, arrivals(tellings()))
    dam, comet = tellings("dam")[0], tellings("comet")[0]
    both = retold(dam, "both", f"{dam.text} {comet.text}")
    (act,) = stories.place(arrivals([both]), NOON)
    assert "many" in codes(act)
    assert stories.story_of("both") == stories.story_of("dam0")
    (again,) = stories.place(arrivals([retold(both, "again")]), NOON)
    closest = next(reason for reason in again.reasons if reason.code == "closest")
    assert closest.words != ("both",)
    stories.repair(NOON)
    assert stories.story_of("dam0") != stories.story_of("comet0")


def test_a_telling_in_two_parts_of_one_event_is_no_round_up() -> None:
    acts = place(Stories(), arrivals(tellings("dam")))
    assert not any("many" in codes(act) for act in acts)
