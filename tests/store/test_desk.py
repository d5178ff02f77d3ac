"""Notices, rules of pages and the audit as they are kept, on both databases."""

from __future__ import annotations

from datetime import UTC, datetime

from nouvelles.records import PageMode
from nouvelles.records.desk import (
    Act,
    Decision,
    Measure,
    NoticeForm,
    NoticeState,
    Why,
)
from nouvelles.run.desk import moderate
from nouvelles.run.desk.rules import set_page_rule
from nouvelles.store import Store, notices, page_modes, readtables
from nouvelles.store.audit import audit_lines, note_audit
from nouvelles.store.comments import page_rule
from nouvelles.testing import Clock
from tests.desk_paper import comment

NOW = 1_773_313_200
HOUR = 3_600


def notified(store: Store, receipt: bytes, at: int) -> int:
    form = NoticeForm(why="It is", law="", language="fr", good_faith=True)
    with store.write() as connection:
        return notices.add_notice(
            connection, form, receipt=receipt, page="article:x", comment=None,
            contact=None, now=at,
        )  # fmt: skip


def decide(store: Store, number: int, measure: Measure, at: int) -> bool:
    when = datetime.fromtimestamp(at, UTC)
    decision = Decision(measure=measure, facts="f", ground="g", who="Ada", at=when)
    with store.write() as connection:
        found = notices.notice_of(connection, number)
        assert found is not None
        return notices.decide(connection, found[0], decision)


def test_notices_are_listed_decided_and_counted(store: Store) -> None:
    first, second, third = (notified(store, bytes([n]) * 16, NOW + n) for n in range(3))
    waits = [NoticeState.OPEN, NoticeState.APPEALED]
    with store.read() as connection:
        listed = notices.notices_in(connection, waits, 2, before=None)
        assert [one.id for one in listed] == [first, second]
        assert notices.count_undecided(connection) == 3
        found = notices.notice_of_receipt(connection, b"\1" * 16)
        assert found is not None
        assert found.id == second
    assert decide(store, first, Measure.REMOVED, NOW + 2 * HOUR)
    assert decide(store, second, Measure.NOTHING, NOW + 4 * HOUR)
    assert not decide(store, second, Measure.REMOVED, NOW + 5 * HOUR)
    with store.write() as connection:
        found = notices.notice_of_receipt(connection, b"\0" * 16)
        assert found is not None
        assert notices.appeal(connection, found, "No", NOW + 5 * HOUR)
        assert not notices.appeal(connection, found, "No", NOW + 6 * HOUR)
    assert decide(store, first, Measure.NOTHING, NOW + 7 * HOUR)
    with store.read() as connection:
        done = notices.notices_in(
            connection, [NoticeState.DECIDED, NoticeState.CLOSED], 9, before=second
        )
        assert [(one.id, one.state) for one in done] == [(first, NoticeState.CLOSED)]
        counts = notices.count_notices(connection, NOW, NOW + 2)
        assert (counts.received, counts.open, counts.appeals, counts.reversed) == (
            2, 0, 1, 1,
        )  # fmt: skip
        assert counts.measures == {"removed": 1, "nothing": 1}
        assert counts.median_h is not None
        assert round(counts.median_h, 2) == 3.0
        assert notices.count_notices(connection, NOW + 2, NOW + 9).median_h is None
    assert third


def test_acts_are_counted_by_their_reasons(store: Store, clock: Clock) -> None:
    readtables.ensure(store)
    ids = [comment(store, clock, f"Words {n}") for n in range(5)]

    def act(act: Act, *some: int, why: str = "") -> int:
        return moderate.decide(store, some, act, why=why, who="Ada", now=NOW).batch

    act(Act.REMOVE, *ids[:2], why=Why.HATE)
    act(Act.REMOVE, ids[2], why=Why.ABUSE)
    act(Act.SPAM, ids[3])
    moderate.undo(store, act(Act.SPAM, ids[4]), who="Ada", now=NOW)
    act(Act.APPROVE, ids[4])
    with store.read() as connection:
        assert notices.count_acts(connection, NOW, NOW + 1) == {
            "hate": 2, "abuse": 1, "spam": 1,
        }  # fmt: skip
        assert notices.count_acts(connection, NOW + 1, NOW + 2) == {}


def test_a_page_is_closed_since_it_was_closed(store: Store) -> None:
    readtables.ensure(store)

    def rule(mode: PageMode | None, closed: bool, now: int) -> None:
        set_page_rule(store, "article:x", mode, closed=closed, who="Ada", now=now)

    rule(PageMode.BEFORE, True, NOW)
    rule(None, True, NOW + 9)
    with store.read() as connection:
        assert page_rule(connection, "article:x").closed == NOW
        (own,) = page_modes.own_rules(connection, 9)
    assert (own.page, own.mode, own.who) == ("article:x", None, "Ada")
    rule(None, False, NOW + 10)
    with store.read() as connection:
        assert page_modes.own_rules(connection, 9) == ()


def test_the_audit_is_read_backwards(store: Store) -> None:
    with store.write() as connection:
        for n in range(5):
            note_audit(connection, "Ada", f"act {n}", now=NOW + n)
    with store.read() as connection:
        first = audit_lines(connection, 2)
        rest = audit_lines(connection, 9, before=first[-1][0])
    assert [line.act for _, line in (*first, *rest)] == [
        f"act {n}" for n in range(4, -1, -1)
    ]
