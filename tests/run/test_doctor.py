"""Each fault that can be put right is, once; the others are said with what to do."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import delete, func, insert, select, text, update

from nouvelles.records import Entry
from nouvelles.run.doctor import Finding, examine
from nouvelles.run.lock import only_worker
from nouvelles.store import Store, ledger, segments
from nouvelles.store.database import DATABASE_NAME
from nouvelles.store.entries import add_entries
from nouvelles.store.erase import Removal, pending
from nouvelles.store.erase import remove as set_tombstone
from nouvelles.store.held import each_article
from nouvelles.store.schema import captures, payloads, runs, tombstones
from nouvelles.store.schema_articles import article_captures, articles
from nouvelles.store.schema_stories import (
    stories,
    story_acts,
    story_articles,
    untold,
)
from nouvelles.testing import Clock
from tests.run.grouping.papers import grouped, quiet, stories_of, waiting
from tests.run.small_paper import LINE, NOW, drain, filled, keep, page, picture


def unseen(_done: int, _total: int) -> None:
    """Nobody watches."""


def look(store: Store, clock: Clock, *, full: bool = True) -> dict[str, Finding]:
    """The findings that are not in order, by check."""
    found = examine(store, LINE, clock, full=full, steps=unseen)
    return {one.check: one for one in found if one.state != "ok"}


@pytest.fixture
def paper(store: Store, clock: Clock) -> Store:
    filled(
        store,
        clock,
        page("one"),
        page("one", hour=1),
        page("two"),
        page("short", headline="short"),
        picture("p.png"),
    )
    return store


def segment_file(store: Store) -> Path:
    (path,) = store.folder.rglob("*.warc.gz")
    return path


def test_a_sound_paper(paper: Store, clock: Clock) -> None:
    assert look(paper, clock) == {}
    assert look(paper, clock, full=False) == {}


def test_what_is_shown_by_the_page_it_leads_to(store: Store, clock: Clock) -> None:
    link = "https://outlet.example/link"
    entry = Entry(feed="https://outlet.example/feed", guid="1", url=link, title="One")
    add_entries(store, [entry], NOW)
    filled(store, clock, replace(page("one", canonical=page("one").url), url=link))
    assert look(store, clock) == {}


def test_a_paper_with_nothing_in_it(store: Store, clock: Clock) -> None:
    assert look(store, clock) == {}


def test_junk_behind_a_segment_is_cut_off(paper: Store, clock: Clock) -> None:
    with segments.open_segment(paper, NOW) as segment:
        segment.append([b"junk" * 10])
    assert look(paper, clock)["segments"].state == "mended"
    assert look(paper, clock) == {}


def test_a_cut_segment_is_said(paper: Store, clock: Clock) -> None:
    path = segment_file(paper)
    path.write_bytes(path.read_bytes()[:-1])
    found = look(paper, clock)
    assert found["segments"].state == "wrong"
    assert "shorter" in found["segments"].said
    assert found["records"].said.startswith("https://a.example/p.png: ")


def test_a_missing_segment_is_said(paper: Store, clock: Clock) -> None:
    segment_file(paper).unlink()
    found = look(paper, clock)
    assert {name: one.state for name, one in found.items()} == {
        "segments": "wrong",
        "records": "wrong",
    }
    assert all(one.advice for one in found.values())


def test_a_file_that_nobody_knows_is_said(paper: Store, clock: Clock) -> None:
    stray = paper.folder / "warc" / "2020-01-01" / "0001.warc.gz"
    stray.parent.mkdir()
    stray.write_bytes(b"x")
    (paper.folder / "warc" / "notes.txt").write_text("mine")
    finding = look(paper, clock)["segments"]
    assert finding.state == "wrong"
    assert str(stray) in finding.said
    assert "notes" not in finding.said


def test_changed_bytes_are_found(paper: Store, clock: Clock) -> None:
    path = segment_file(paper)
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 255
    path.write_bytes(data)
    finding = look(paper, clock)["records"]
    assert finding.state == "wrong"
    assert "https://a.example/" in finding.said


def test_wrong_digests_are_found(paper: Store, clock: Clock) -> None:
    with paper.write() as connection:
        connection.execute(
            update(captures).where(captures.c.id == 1).values(digest=b"d" * 32)
        )
    assert "not those that were captured" in look(paper, clock)["records"].said


def test_what_a_dead_worker_held_is_put_back(paper: Store, clock: Clock) -> None:
    plan = filled(paper, clock)
    keep(paper, plan, page("late"))
    ledger.claim(paper, plan, LINE[0], 10, now=NOW, worker=99)
    if (
        not paper.is_sqlite
    ):  # another machine's worker may be alive until its lease ends
        assert look(paper, clock) == {}
        clock.now += paper.settings.worker.lease_s + 1
    assert look(paper, clock)["leases"].said.startswith("1 runs")
    drain(paper, plan, clock)
    assert look(paper, clock) == {}


def test_what_a_living_worker_holds_is_left(sqlite_store: Store, clock: Clock) -> None:
    plan = filled(sqlite_store, clock)
    keep(sqlite_store, plan, page("late"))
    ledger.claim(sqlite_store, plan, LINE[0], 10, now=NOW, worker=99)
    with only_worker(sqlite_store) as alone:
        assert alone
        assert look(sqlite_store, clock) == {}


def test_missing_runs_are_put_on_the_list(paper: Store, clock: Clock) -> None:
    with paper.write() as connection:
        plan, _ = ledger.register(connection, LINE, NOW)
        step = plan.step_of["terms"]
        connection.execute(delete(runs).where(runs.c.step == step, runs.c.item == 1))
        connection.execute(
            delete(payloads).where(
                payloads.c.stage_id == plan.stage_id_of["terms"], payloads.c.item == 1
            )
        )
    assert look(paper, clock)["ledger"].said.startswith("1 runs")
    drain(paper, plan, clock)
    assert look(paper, clock) == {}


def test_lost_outputs_are_made_again(paper: Store, clock: Clock) -> None:
    with paper.write() as connection:
        plan, _ = ledger.register(connection, LINE, NOW)
        stage_id = plan.stage_id_of["terms"]
        connection.execute(delete(payloads).where(payloads.c.stage_id == stage_id))
    assert look(paper, clock)["outputs"].said.startswith("3 lost outputs")
    drain(paper, plan, clock)
    assert look(paper, clock) == {}


def test_outputs_of_no_run_are_dropped(paper: Store, clock: Clock) -> None:
    with paper.write() as connection:
        before = connection.execute(select(func.count(payloads.c.id))).scalar_one()
        row = {"item": 99, "stage_id": 1, "digest": b"d" * 16, "data": b"Z"}
        connection.execute(insert(payloads).values(**row))
    assert look(paper, clock)["orphans"].said.startswith("1 outputs")
    with paper.read() as connection:
        after = connection.execute(select(func.count(payloads.c.id))).scalar_one()
    assert after == before


def lose_rows(store: Store) -> None:
    with store.write() as connection:
        connection.execute(delete(articles))


def lose_places(store: Store) -> None:
    with store.write() as connection:
        connection.execute(delete(article_captures))


def misplace(store: Store) -> None:
    with store.write() as connection:
        connection.execute(update(article_captures).values(output=b"x" * 16))


def lose_words(store: Store) -> None:
    with store.write() as connection:
        connection.execute(text("DELETE FROM article_search"))


def strange_words(store: Store) -> None:
    with store.write() as connection:
        if store.is_sqlite:
            words = (
                "INSERT INTO article_search (rowid, words) VALUES (12345, 'strange')"
            )
            connection.execute(text(words))
        else:
            store.dialect.search_write(connection, [(12345, "strange words")], [])


def strange_place(store: Store) -> None:
    row = {
        "capture_id": 999,
        "article_id": 12345,
        "at": 0,
        "output": b"x" * 16,
        "headline": "",
    }
    with store.write() as connection:
        connection.execute(insert(article_captures).values(**row))


@pytest.mark.parametrize(
    "spoil",
    [lose_rows, lose_places, misplace, lose_words, strange_words, strange_place],
)
def test_read_tables_are_put_right(
    paper: Store, clock: Clock, spoil: Callable[[Store], None]
) -> None:
    before = sorted(one.shown.listed.id for one in each_article(paper))
    spoil(paper)
    assert look(paper, clock)["read tables"].state == "mended"
    assert sorted(one.shown.listed.id for one in each_article(paper)) == before
    assert look(paper, clock) == {}


def test_unfinished_removals_are_finished(paper: Store, clock: Clock) -> None:
    removal = Removal(url="https://a.example/one", status=410, reason="r", who="w")
    set_tombstone(paper, removal, NOW)
    assert look(paper, clock)["removals"].said.startswith("1 removals")
    with paper.read() as connection:
        assert pending(connection) == []
        count = select(func.count()).select_from(captures)
        assert connection.execute(count).scalar_one() == 3
    assert look(paper, clock) == {}


def test_a_removal_that_waits_for_a_reader_is_said(
    sqlite_store: Store, clock: Clock
) -> None:
    filled(sqlite_store, clock, page("one"))
    removal = Removal(url="https://a.example/one", status=410, reason="r", who="w")
    with sqlite_store.read() as reader:
        reader.execute(select(tombstones)).all()  # holds an old state
        set_tombstone(sqlite_store, removal, NOW)
        found = look(sqlite_store, clock)
    assert found["removals"].state == "wrong"
    assert look(sqlite_store, clock)["removals"].state == "mended"


def test_a_damaged_database_is_not_touched(sqlite_store: Store, clock: Clock) -> None:
    """Only SQLite: a server keeps watch over its own files."""
    filled(sqlite_store, clock, page("one"))
    with closing(sqlite3.connect(sqlite_store.folder / DATABASE_NAME)) as connection:
        connection.execute("UPDATE captures SET source_id = 99")
        connection.commit()
    (finding,) = look(sqlite_store, clock).values()
    assert (finding.check, finding.state) == ("database", "wrong")
    assert "captures row 1 names no sources" in finding.said
    assert "restore" in finding.advice


# ---- stories ----


@pytest.fixture
def told(store: Store, clock: Clock) -> Store:
    """A paper whose articles are in stories."""
    grouped(quiet(store), clock)
    return store


def misplace_in_story(store: Store) -> None:
    with store.write() as connection:
        connection.execute(update(story_articles).values(story="nowhere0"))


def lose_stories(store: Store) -> None:
    with store.write() as connection:
        connection.execute(delete(stories))
        connection.execute(delete(story_articles))


def test_a_sound_paper_with_stories(told: Store, clock: Clock) -> None:
    assert look(told, clock) == {}


@pytest.mark.parametrize("spoil", [misplace_in_story, lose_stories])
def test_stories_are_put_right_by_their_log(
    told: Store, clock: Clock, spoil: Callable[[Store], None]
) -> None:
    before = stories_of(told)
    spoil(told)
    assert look(told, clock)["stories"].state == "mended"
    assert stories_of(told) == before
    assert look(told, clock) == {}


def test_articles_that_nobody_told_are_put_on_the_list(
    paper: Store, clock: Clock
) -> None:
    with paper.write() as connection:
        connection.execute(delete(untold))
    assert look(paper, clock)["tellings"].said.startswith("2 articles")
    assert look(paper, clock) == {}
    assert waiting(paper) == 2


def test_a_log_with_a_gap_is_said(told: Store, clock: Clock) -> None:
    with told.write() as connection:
        connection.execute(delete(story_acts).where(story_acts.c.id == 2))
    finding = look(told, clock)["stories"]
    assert (finding.state, finding.said) == (
        "wrong",
        "1 lines of their log are missing",
    )
    assert "restore" in finding.advice
