"""What is kept: the current and the previous version, and never nothing at all."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import func, select

from nouvelles.errors import Reject
from nouvelles.records import Capture, Claims
from nouvelles.run import prepare as run_prepare
from nouvelles.run.prepare import prepare
from nouvelles.stage import Stage
from nouvelles.store import Store, segments
from nouvelles.store.held import each_article
from nouvelles.store.ledger import Plan
from nouvelles.store.retention import DAY_S, Dropped, drop_old_versions, keep_house
from nouvelles.store.schema import captures, payloads, runs, steps
from nouvelles.testing import Clock
from tests.run.small_paper import LINE, NOW, drain, filled, keep, page
from tests.run.small_paper import run_stages as drain_stages


def other_licence(capture: Capture) -> Claims:
    """Another output than the first version's, so that both are kept."""
    return Claims(licence="CC0-1.0", where=(capture.url,))


def refuse(capture: Capture) -> Claims:
    raise Reject("tdm-reserved")


def raised(version: str, **changes: object) -> tuple[Stage, ...]:
    return (replace(LINE[0], version=version, **changes), *LINE[1:])  # type: ignore[arg-type]


def versions_of(store: Store, stage: str, plan: Plan) -> dict[str, int]:
    with store.read() as connection:
        rows = connection.execute(
            select(steps.c.version, func.count())
            .join_from(runs, steps, steps.c.id == runs.c.step)
            .where(steps.c.stage_id == plan.stage_id_of[stage])
            .group_by(steps.c.version)
        )
        return {row[0]: row[1] for row in rows}


def outputs_of(store: Store, stage: str, plan: Plan) -> int:
    with store.read() as connection:
        query = select(func.count()).where(
            payloads.c.stage_id == plan.stage_id_of[stage]
        )
        return int(connection.execute(query).scalar_one())


def test_current_and_previous_stay(store: Store, clock: Clock) -> None:
    filled(store, clock, page("one"), page("two"))
    for version, function in (("2", other_licence), ("3", LINE[0].function)):
        plan = prepare(store, raised(version, function=function), clock)
        drain(store, plan, clock)
    # Version 3 gives what version 1 gave: its outputs are the same and stay.
    assert drop_old_versions(store, plan) == (2, 0)
    assert versions_of(store, "claims", plan) == {"2": 2, "3": 2}
    assert outputs_of(store, "claims", plan) == 4
    plan = prepare(store, raised("4"), clock)
    drain(store, plan, clock)
    assert drop_old_versions(store, plan) == (2, 2)
    assert outputs_of(store, "claims", plan) == 2
    assert drop_old_versions(store, plan) == (0, 0)
    assert len(list(each_article(store))) == 2


def test_nothing_is_dropped_while_the_new_is_on_its_way(
    store: Store, clock: Clock
) -> None:
    filled(store, clock, page("one"))
    for version in ("2", "3"):
        plan = prepare(store, raised(version, function=other_licence), clock)
        # What was open for version 2 is off the list: nobody would ever do it.
        assert versions_of(store, "claims", plan) == {"1": 1, version: 1}
    assert drop_old_versions(store, plan) == (0, 0)
    assert versions_of(store, "claims", plan) == {"1": 1, "3": 1}


def test_the_only_good_output_stays(store: Store, clock: Clock) -> None:
    """The bytes are gone: no newer version can make it again, and the article stays."""
    filled(store, clock, page("one"))
    assert segments.prune(store, NOW + 1) == 1
    for version in ("2", "3", "4"):
        plan = prepare(
            store, tuple(replace(stage, version=version) for stage in LINE), clock
        )
        drain(store, plan, clock)
    drop_old_versions(store, plan)
    assert versions_of(store, "extract", plan) == {"1": 1}
    assert outputs_of(store, "extract", plan) == 1
    (article,) = each_article(store)
    assert article.shown.listed.headline == "one"


def test_a_newer_refusal_does_not_take_the_last_good_output(
    store: Store, clock: Clock
) -> None:
    filled(store, clock, page("one"))
    for version in ("2", "3"):
        plan = prepare(store, raised(version, function=refuse), clock)
        drain(store, plan, clock)
    drop_old_versions(store, plan)
    assert versions_of(store, "claims", plan) == {"1": 1, "2": 1, "3": 1}
    assert list(each_article(store)) == []  # but it is shown nowhere


def test_old_page_bytes_go_once_a_day(store: Store, clock: Clock) -> None:
    plan = filled(store, clock, page("one"))
    days = store.settings.store.page_days
    assert keep_house(store, plan, NOW + days * DAY_S) == Dropped()
    assert keep_house(store, plan, NOW + days * DAY_S + 1) == Dropped(segments=1)
    assert not list(store.folder.rglob("*.warc.gz"))
    assert len(list(each_article(store))) == 1


def test_a_segment_that_is_being_written_is_left(store: Store, clock: Clock) -> None:
    plan = filled(store, clock, page("one"))
    with segments.open_segment(store, NOW):
        assert segments.prune(store, NOW + 1) == 0
    assert segments.prune(store, NOW + 1) == 1
    keep(store, plan, page("two"))


def test_a_crash_in_pruning_is_taken_up_again(
    store: Store, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After the file went and before its row did."""
    filled(store, clock, page("one"))
    (path,) = store.folder.rglob("*.warc.gz")
    path.unlink()
    assert segments.prune(store, NOW + 1) == 1
    with store.read() as connection:
        where = captures.c.segment_id.is_not(None)
        left = connection.execute(select(captures.c.id).where(where)).all()
    assert left == []


def test_a_scan_that_was_cut_short_is_made_up_for(
    store: Store, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A crash between the raised version and its work on the list loses nothing."""
    filled(store, clock, page("one"))

    def crash(*_arguments: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(run_prepare, "scan", crash)
        with pytest.raises(KeyboardInterrupt):
            prepare(store, raised("2"), clock)
    plan = prepare(store, raised("2"), clock)
    assert versions_of(store, "claims", plan) == {"1": 1, "2": 1}


def test_a_new_stage_meets_what_is_there(store: Store, clock: Clock) -> None:
    plan = prepare(store, LINE[:2], clock)
    keep(store, plan, page("one"))
    drain_stages(store, plan, clock)
    plan = prepare(store, LINE, clock)
    assert versions_of(store, "terms", plan) == {"1": 1}
