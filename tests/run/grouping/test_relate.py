"""“Read also” follows the stories: found when they change, both ways, and forgotten."""

from __future__ import annotations

from threading import Event

import pytest

from nouvelles.records import ActKind
from nouvelles.run.erase import remove
from nouvelles.run.grouping import group as grouping
from nouvelles.run.grouping.beside import group_all
from nouvelles.run.grouping.desk import Wish, decide
from nouvelles.run.grouping.group import NOT_RELATED
from nouvelles.run.grouping.logbook import Logbook, Overtaken
from nouvelles.run.grouping.relate import relate
from nouvelles.run.prepare import prepare
from nouvelles.run.reproject import rebuild
from nouvelles.store import Store, people, read_also
from nouvelles.store.erase import Removal
from nouvelles.store.read import ReadTables
from nouvelles.testing import Clock
from tests.run.grouping.papers import (
    TEXTS,
    grouped,
    grouper,
    ids_of,
    pages,
    quiet,
    stories_of,
)
from tests.run.small_paper import LINE, NOW
from tests.stories.test_related import DAM, TREATY

#: Two steps of one affair, and two stories that have nothing to do with it.
BONDED = {
    "opened": DAM,
    "treaty": TREATY,
    "comet": TEXTS["comet"],
    "vote": TEXTS["vote"],
}


@pytest.fixture
def paper(store: Store, clock: Clock) -> Store:
    quiet_store = quiet(store)
    grouped(quiet_store, clock, *pages(BONDED))
    # With no encoder two steps of one affair are told like one: an editor parts them.
    treaty = ids_of(quiet_store)["treaty"]
    story = stories_of(quiet_store)["treaty"]
    wish = Wish(kind="split", story=story, articles=(treaty,), who="ada")
    decide(quiet_store, wish, clock)
    group_all(quiet_store, clock, Event())
    return quiet_store


def beside(store: Store) -> dict[str, list[str]]:
    """What stands beside each story, by the names of pages."""
    reads = ReadTables(store)
    return {
        name: [one.listed.url.rsplit("/", 1)[-1] for one in reads.read_also(story)]
        for name, story in stories_of(store).items()
    }


NOTHING: dict[str, list[str]] = {"comet": [], "vote": []}
BOTH = {"opened": ["treaty"], "treaty": ["opened"], **NOTHING}


def edit(store: Store, clock: Clock, kind: ActKind, story: str, into: str = "") -> None:
    decide(store, Wish(kind=kind, story=story, into=into, who="ada"), clock)


def owed(store: Store) -> list[str]:
    with store.read() as connection:
        return read_also.owed(connection, 100)


def test_a_bond_holds_both_ways(paper: Store) -> None:
    assert len({*stories_of(paper).values()}) == 4
    assert beside(paper) == BOTH
    assert owed(paper) == []


def test_nothing_leads_to_a_story_that_is_hidden(paper: Store, clock: Clock) -> None:
    story = stories_of(paper)["treaty"]
    edit(paper, clock, "hide", story)
    assert beside(paper)["opened"] == []
    edit(paper, clock, "unhide", story)
    assert beside(paper) == BOTH


def test_a_story_does_not_stand_beside_itself(paper: Store, clock: Clock) -> None:
    stories = stories_of(paper)
    edit(paper, clock, "merge", stories["treaty"], stories["opened"])
    assert beside(paper) == {"opened": [], "treaty": [], **NOTHING}
    group_all(paper, clock, Event())
    assert beside(paper) == {"opened": [], "treaty": [], **NOTHING}


def test_what_was_removed_is_named_no_more(paper: Store, clock: Clock) -> None:
    address = "https://treaty.example/treaty"
    remove(paper, Removal(url=address, status=410, reason="asked", who="ada"), NOW)
    assert beside(paper) == {"opened": [], **NOTHING}
    assert owed(paper)
    group_all(paper, clock, Event())
    assert beside(paper) == {"opened": [], **NOTHING}


def test_read_tables_made_anew_have_it_again(paper: Store, clock: Clock) -> None:
    rebuild(paper, prepare(paper, LINE, clock))
    assert beside(paper) != BOTH
    group_all(paper, clock, Event())
    assert beside(paper) == BOTH


def test_pages_stay_kept_where_nothing_changed(paper: Store, clock: Clock) -> None:
    edit(paper, clock, "sensitive", stories_of(paper)["comet"])
    before = ReadTables(paper).changed()
    with grouper(paper, clock) as one:
        assert one.relate() == 1
        assert one.relate() == 0
    assert ReadTables(paper).changed() == before


def test_somebody_else_writes_the_log_meanwhile(paper: Store, clock: Clock) -> None:
    story = stories_of(paper)["comet"]
    edit(paper, clock, "sensitive", story)
    logbook = Logbook(paper)
    logbook.current()
    edit(paper, clock, "unsensitive", story)
    with pytest.raises(Overtaken), paper.write() as connection:
        logbook.hold(connection)
    assert owed(paper) == [story]
    relate(paper, logbook, [story])
    assert owed(paper) == []


def test_what_fails_is_counted_and_not_tried_for_ever(
    paper: Store, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise KeyError("a bug")

    edit(paper, clock, "sensitive", stories_of(paper)["comet"])
    monkeypatch.setattr(grouping, "relate", fail)
    with grouper(paper, clock) as one:
        assert one.relate() == 1
        assert one.relate() == 0
    with paper.read() as connection:
        (incident,) = people.all_incidents(connection)
    assert incident.reason.startswith(NOT_RELATED.reason)
    assert beside(paper) == BOTH
