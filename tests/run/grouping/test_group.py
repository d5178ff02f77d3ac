"""Articles come into stories, once, whatever happens in between."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from threading import Event

import numpy as np
import pytest
from sqlalchemy import update

from nouvelles.errors import StoreError
from nouvelles.records import Entry, StoryAct
from nouvelles.run.erase import remove
from nouvelles.run.grouping import group
from nouvelles.run.grouping.beside import STILL_S, group_all
from nouvelles.run.grouping.encode import KEPT, Encoding
from nouvelles.run.grouping.group import LEFT_OUT, NOT_REPAIRED, PATIENCE_S, SLICE
from nouvelles.run.grouping.logbook import SNAPSHOT, Logbook
from nouvelles.run.grouping.reencode import reencode
from nouvelles.run.grouping.telling import NO_LANGUAGE
from nouvelles.run.lock import only_grouper
from nouvelles.run.reproject import rebuild
from nouvelles.store import Store, fetches, people, story_log, story_vectors
from nouvelles.store.codec import encode
from nouvelles.store.entries import add_entries
from nouvelles.store.erase import Removal
from nouvelles.store.read import ReadTables
from nouvelles.store.schema_stories import story_acts
from nouvelles.store.sources import source_for
from nouvelles.store.story_vectors import EncoderFacts
from nouvelles.stories import Arrival, Stories
from nouvelles.testing import Clock
from tests.run.grouping.papers import (
    TEXTS,
    add,
    grouped,
    grouper,
    ids_of,
    log_of,
    pages,
    quiet,
    stories_of,
    waiting,
)
from tests.run.small_paper import NOW, drain, filled, page


@pytest.fixture
def paper(store: Store) -> Store:
    return quiet(store)


def state(store: Store) -> bytes:
    """The engine's state, played from the log."""
    return Logbook(store).current().stories.snapshot()


def test_every_article_is_in_a_story(paper: Store, clock: Clock) -> None:
    grouped(paper, clock)
    placed = stories_of(paper)
    assert set(placed) == set(TEXTS)
    assert waiting(paper) == 0
    arrived = [line for line in log_of(paper) if line.arrived]
    assert len(arrived) == len(TEXTS)
    assert all(line.act.reasons for line in arrived if line.act.kind == "join")


def test_a_second_time_changes_nothing(paper: Store, clock: Clock) -> None:
    plan = grouped(paper, clock)
    before = log_of(paper)
    group_all(paper, clock, Event())
    assert log_of(paper) == before
    rebuild(paper, plan)  # marks every article
    group_all(paper, clock, Event())
    assert log_of(paper) == before
    assert waiting(paper) == 0


def test_the_log_played_again_gives_the_same_state_to_the_byte(
    paper: Store, clock: Clock
) -> None:
    filled(paper, clock, *pages())
    with grouper(paper, clock) as one:
        while one.round(Event()):
            continue
        one.repair(due=True)
        decided = one.logbook.current()
    played = Logbook(paper).current()
    assert played.line == decided.line == len(log_of(paper))
    assert played.stories.snapshot() == decided.stories.snapshot()


def test_and_so_it_does_over_weeks_of_repairs(paper: Store, clock: Clock) -> None:
    """Stories grow old and are let go; dates from the future are not believed."""
    plan = filled(paper, clock)
    with grouper(paper, clock) as one:
        for week in range(4):
            texts = {f"{name}{week}": text for name, text in TEXTS.items()}
            some = [
                replace(each, at=each.at + timedelta(days=7 * week))
                for each in pages(texts)
            ]
            add(paper, plan, clock, *some)
            announce(paper, f"odd{week}", at=datetime(2126, 1, 1, tzinfo=UTC))
            drain(paper, plan, clock)
            clock.now += 7 * 86_400
            while one.round(Event()):
                continue
            one.repair(due=True)
        decided = one.logbook.current().stories.snapshot()
    assert state(paper) == decided


def test_a_snapshot_saves_the_way(paper: Store, clock: Clock) -> None:
    plan = filled(paper, clock, *pages())
    with grouper(paper, clock) as one:
        one.round(Event())
        assert one.logbook.save(late=1)
    add(paper, plan, clock, page("late", text="A late word about nothing at all."))
    group_all(paper, clock, Event())
    opened = Logbook(paper).current()
    assert opened.saved == len(TEXTS)
    assert opened.line == len(log_of(paper))
    with_snapshot = opened.stories.snapshot()
    (paper.folder / SNAPSHOT).unlink()
    assert state(paper) == with_snapshot


@pytest.mark.parametrize("spoiled", [b"", b"nonsense", b"\0" * 500])
def test_a_damaged_snapshot_is_left_aside(
    paper: Store, clock: Clock, spoiled: bytes
) -> None:
    grouped(paper, clock)
    before = state(paper)
    (paper.folder / SNAPSHOT).write_bytes(spoiled)
    assert state(paper) == before


def test_a_snapshot_of_another_paper_is_left_aside(paper: Store, clock: Clock) -> None:
    filled(paper, clock, *pages())
    with grouper(paper, clock) as one:
        one.round(Event())
        one.logbook.save(late=1)
    last = log_of(paper)[-1]
    changed = encode(replace(last.act, why="another"))
    with paper.write() as connection:  # as the log of a restored paper is another
        where = story_acts.c.id == last.number
        connection.execute(update(story_acts).where(where).values(data=changed))
    assert Logbook(paper).current().saved == 0


# ---- order and patience ----


def test_the_earliest_comes_first_whatever_the_order_of_arrival(
    paper: Store, clock: Clock
) -> None:
    filled(paper, clock, *reversed(pages()))
    group_all(paper, clock, Event())
    ids = {id: name for name, id in ids_of(paper).items()}
    order = [ids[line.act.article] for line in log_of(paper) if line.arrived]
    assert set(order) == set(TEXTS)
    with_times = ReadTables(paper).articles(1, 10).items
    assert order == [ids[one.id] for one in reversed(with_times)]


def announce(
    store: Store, *paths: str, at: datetime = datetime(2026, 3, 12, 9, tzinfo=UTC)
) -> None:
    entries = [
        Entry(
            feed="https://a.example/feed",
            guid=path,
            url=f"https://a.example/{path}",
            title=f"Announced {path}",
            summary=TEXTS["dam"],
            published=at,
            language="en",
        )
        for path in paths
    ]
    add_entries(store, entries, NOW)


def test_what_is_announced_waits_for_its_page_a_while(
    paper: Store, clock: Clock
) -> None:
    plan = filled(paper, clock)
    announce(paper, "soon", "never", "unread")
    drain(paper, plan, clock)
    with paper.write() as connection:
        source_id = source_for(connection, "https://a.example/")
        rows = [
            fetches.wanted(f"https://a.example/{path}", source_id, due=NOW)
            for path in ("soon", "never")
        ]
        fetches.want(paper, connection, rows)
    with grouper(paper, clock, patient=True) as one:
        one.round(Event())
        assert set(stories_of(paper)) == {"unread"}
        assert one.round(Event()) == 0  # nobody looks at them again and again
        add(paper, plan, clock, page("soon", headline="Here", text=TEXTS["dam"]))
        one.round(Event())
        assert set(stories_of(paper)) == {"unread", "soon"}
        clock.now += PATIENCE_S
        one.round(Event())
    assert set(stories_of(paper)) == {"unread", "soon", "never"}
    told = {line.arrived.telling.headline for line in log_of(paper) if line.arrived}
    assert told == {"Here", "Announced never", "Announced unread"}
    assert waiting(paper) == 0


# ---- another encoder ----

OLD = EncoderFacts(name="old 1", size=2, languages=("fr",))


def test_vectors_of_another_encoder_are_made_anew(paper: Store, clock: Clock) -> None:
    grouped(paper, clock)
    before = [line.act for line in log_of(paper)]
    vector = b"\x00\x3c" * 4
    with paper.write() as connection:
        numbers = range(1, len(TEXTS) + 1)
        vectors = dict.fromkeys(numbers, vector)
        story_vectors.write_vectors(connection, vectors, OLD.name)
        story_vectors.name_encoder(paper, connection, OLD)
    with Encoding("") as encoding:
        assert reencode(paper, encoding, Event())
        told = [line.arrived for line in log_of(paper) if line.arrived]
        assert {one.encoder for one in told} == {encoding.facts.name}
        made = encoding.encode([one.telling for one in told])
        # On some processors a vector's last bits depend on what is encoded beside it.
        now, anew = (
            np.frombuffer(b"".join(one.vector for one in some), KEPT)
            for some in (told, made)
        )
        np.testing.assert_allclose(now, anew, atol=0.002)
    assert [line.act for line in log_of(paper)] == before


def test_told_to_stop_the_next_start_goes_on(paper: Store, clock: Clock) -> None:
    grouped(paper, clock)
    with paper.write() as connection:
        story_vectors.name_encoder(paper, connection, OLD)
    stop = Event()
    stop.set()
    with Encoding("") as encoding:
        assert not reencode(paper, encoding, stop)
        with paper.read() as connection:
            assert story_vectors.encoder_facts(connection) == OLD
        assert reencode(paper, encoding, Event())


# ---- what goes wrong ----


def test_a_failing_article_is_counted_and_left_out(
    paper: Store, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = Stories.place

    def fail(
        self: Stories, arrivals: Sequence[Arrival], now: datetime
    ) -> list[StoryAct]:
        if any("comet" in one.telling.text for one in arrivals):
            raise ZeroDivisionError("a bug")
        return place(self, arrivals, now)

    monkeypatch.setattr(Stories, "place", fail)
    grouped(paper, clock)
    assert set(stories_of(paper)) == set(TEXTS) - {"comet"}
    assert waiting(paper) == 0
    with paper.read() as connection:
        (incident,) = people.all_incidents(connection)
    assert incident.about.endswith("/comet")
    assert incident.reason.startswith(LEFT_OUT.reason)
    assert "ZeroDivisionError" in incident.reason
    monkeypatch.undo()
    assert Logbook(paper).current().line == len(log_of(paper))


def test_a_repair_that_fails_is_counted_and_stops_nothing(
    paper: Store, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_self: Stories, _now: datetime) -> list[StoryAct]:
        raise ZeroDivisionError("a bug")

    monkeypatch.setattr(Stories, "repair", fail)
    grouped(paper, clock)
    assert set(stories_of(paper)) == set(TEXTS)
    with paper.read() as connection:
        (incident,) = people.all_incidents(connection)
        assert story_log.repaired(connection) == 0  # still owed
    assert incident.reason.startswith(NOT_REPAIRED.reason)
    monkeypatch.undo()
    group_all(paper, clock, Event())
    with paper.read() as connection:
        assert story_log.repaired(connection) == story_log.end(connection) > 0


def test_nothing_is_written_by_halves(
    paper: Store, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan = grouped(paper, clock)
    before = (log_of(paper), stories_of(paper))
    add(paper, plan, clock, page("late", text="A late word about nothing at all."))

    def fail(*_given: object) -> None:
        raise StoreError("disk", "is full")

    monkeypatch.setattr("nouvelles.store.untold.serve", fail)
    with pytest.raises(StoreError, match="is full"):
        group_all(paper, clock, Event())
    assert (log_of(paper), stories_of(paper)) == before
    monkeypatch.undo()
    group_all(paper, clock, Event())
    assert set(stories_of(paper)) == {*TEXTS, "late"}


def test_lines_of_others_are_played_before_a_decision(
    paper: Store, clock: Clock
) -> None:
    plan = filled(paper, clock, *pages())
    with grouper(paper, clock) as one, grouper(paper, clock) as other:
        one.round(Event())
        add(paper, plan, clock, page("late", text="A late word about nothing at all."))
        assert other.round(Event()) == 1
        add(paper, plan, clock, page("last", text="Another one, of something else."))
        assert one.round(Event()) == 1
        decided = one.logbook.current().stories.snapshot()
    assert set(stories_of(paper)) == {*TEXTS, "late", "last"}
    assert state(paper) == decided


def test_who_is_overtaken_forgets_and_comes_again(
    paper: Store, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan = filled(paper, clock, *pages())
    write = Logbook.write
    overtaken = []

    with grouper(paper, clock) as one, grouper(paper, clock) as other:
        one.round(Event())
        add(paper, plan, clock, page("late", text="A late word about nothing at all."))

        def late(self: Logbook, *given: object) -> None:
            if self is one.logbook and not overtaken:
                overtaken.append(self)
                other.round(Event())
            write(self, *given)  # type: ignore[arg-type]

        monkeypatch.setattr(Logbook, "write", late)
        one.round(Event())
        assert overtaken
        one.round(Event())
        decided = one.logbook.current().stories.snapshot()
    assert set(stories_of(paper)) == {*TEXTS, "late"}
    assert len([line for line in log_of(paper) if line.arrived]) == len(TEXTS) + 1
    assert state(paper) == decided


def test_one_groups_at_a_time(paper: Store, clock: Clock) -> None:
    filled(paper, clock, *pages())
    stop = Event()
    with only_grouper(paper) as alone:
        assert alone
        group_all(paper, clock, stop, stop.set)  # waits, until told to stop
    assert stories_of(paper) == {}
    group_all(paper, clock, Event())
    assert set(stories_of(paper)) == set(TEXTS)


def test_one_who_does_not_get_on_is_not_waited_for(paper: Store, clock: Clock) -> None:
    filled(paper, clock, *pages())
    looks = []

    def later() -> None:
        looks.append(clock.now)
        clock.now += STILL_S

    with only_grouper(paper):
        group_all(paper, clock, Event(), later)
    assert len(looks) == 2  # as long as it may be at its first articles
    assert stories_of(paper) == {}


# ---- erasure ----


def test_a_removed_article_is_in_no_state_any_more(paper: Store, clock: Clock) -> None:
    filled(paper, clock, *pages())
    word = TEXTS["comet"][:40].encode()
    with grouper(paper, clock) as one:
        one.round(Event())
        one.logbook.save(late=1)
        id = stories_of(paper)["comet"]
        removal = Removal(
            url="https://comet.example/comet", status=410, reason="r", who="w"
        )
        remove(paper, removal, NOW)
        assert "comet" not in stories_of(paper)
        assert word not in one.logbook.current().stories.snapshot()
        decided = one.logbook.current().stories.snapshot()
    assert not (paper.folder / SNAPSHOT).exists()
    assert state(paper) == decided
    assert all(
        word not in line.arrived.telling.text.encode()
        for line in log_of(paper)
        if line.arrived
    )
    assert ReadTables(paper).story(id) is not None


# ---- a lot, and odd ----


def test_odd_articles_are_grouped_and_counted(paper: Store, clock: Clock) -> None:
    announce(paper, "odd")
    entry = Entry(
        feed="https://b.example/feed",
        guid="x",
        url="https://b.example/x",
        title="",
        published=datetime(1970, 1, 1, tzinfo=UTC),
    )
    future = replace(
        entry,
        guid="y",
        url="https://b.example/y",
        title="One",
        published=datetime(2126, 1, 1, tzinfo=UTC),
    )
    filled(paper, clock)
    add_entries(paper, [entry, future], NOW)
    grouped(paper, clock)
    assert {"odd", "x", "y"} <= set(stories_of(paper))
    with paper.read() as connection:
        found = people.all_incidents(connection)
    counts = {(one.about, one.reason): one.count for one in found}
    assert counts[("b.example", NO_LANGUAGE.reason)] == 2
    assert len(found) == 3


def test_many_copies_are_one_story_and_one_origin(paper: Store, clock: Clock) -> None:
    text = " ".join(TEXTS.values())
    many = [
        page(f"copy{n}", headline="A dam broke", text=text, host=f"h{n}.example")
        for n in range(3 * SLICE)
    ]
    grouped(paper, clock, *many)
    (id,) = set(stories_of(paper).values())
    story = ReadTables(paper).story(id)
    assert story is not None
    assert len({one.origin for one in story.told}) == 1  # type: ignore[union-attr]


def test_after_so_many_articles_what_was_decided_is_looked_at_again(
    paper: Store, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(group, "REPAIR_AFTER", len(TEXTS))
    filled(paper, clock, *pages())
    with grouper(paper, clock) as one:
        one.repair_due = float("inf")  # it is not the time that asks for it
        one.round(Event())
        with paper.read() as connection:
            assert story_log.repaired(connection) == story_log.end(connection) > 0
