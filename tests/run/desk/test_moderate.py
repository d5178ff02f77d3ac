"""Acts on comments, what follows from them, and their undoing; on both databases."""

from __future__ import annotations

from typing import Any

import pytest
import zstandard

from nouvelles.comments import VERSION, Band, Filter, Remark, Site, Taught, shipped
from nouvelles.records import Comment, CommentState
from nouvelles.records.desk import Act, BanKind, ReportKind, Why
from nouvelles.run.desk import moderate
from nouvelles.run.desk.redaction import MARK
from nouvelles.run.desk.reporting import report
from nouvelles.store import (
    Store,
    bans,
    lessons,
    moderation,
    moderation_queue,
    readtables,
)
from nouvelles.store.audit import audit_lines
from nouvelles.store.codec import decode as decoded
from nouvelles.store.comments import comment_of, delete_own, live_bans
from nouvelles.store.moderation_queue import Asked
from nouvelles.store.read import ReadTables
from nouvelles.store.reports import open_reports
from nouvelles.store.schema_comments import lessons as lessons_table
from nouvelles.testing import Clock
from tests.desk_paper import comment, state_of

NOW = 1_773_313_200
SPAM = "Congratulations, you win a free prize, claim it at http://prize-{n}.example now"
HAM = "Merci pour cet article, la crue de {n} fut pire et personne n’en parle"


@pytest.fixture
def paper(store: Store) -> Store:
    readtables.ensure(store)
    return store


def decide(store: Store, act: Act, *ids: int, why: str = "") -> moderate.Done:
    return moderate.decide(store, ids, act, why=why, who="Ada", now=NOW)


def undo(store: Store, batch: int) -> moderate.Done:
    return moderate.undo(store, batch, who="Ada", now=NOW + 5)


def read(store: Store, number: int) -> Comment:
    with store.read() as connection:
        found = comment_of(connection, number)
    assert found is not None
    return found


def html_of(store: Store, number: int) -> str:
    """What readers see of a comment, as it is kept."""
    return read(store, number).html.partition(" ")[2]


@pytest.mark.parametrize(
    ("act", "state"),
    [
        (Act.APPROVE, CommentState.SHOWN),
        (Act.SPAM, CommentState.SPAM),
        (Act.REMOVE, CommentState.REMOVED),
    ],
)
def test_an_act_and_its_undoing(
    paper: Store, clock: Clock, act: Act, state: CommentState
) -> None:
    ids = [comment(paper, clock, f"Words {n}") for n in range(3)]
    before = [read(paper, id) for id in ids]
    done = decide(paper, act, *ids[:2], why=Why.ABUSE)
    assert done.comments == tuple(ids[:2])
    assert [state_of(paper, id) for id in ids] == [state, state, CommentState.QUEUED]
    back = undo(paper, done.batch)
    assert back.comments == tuple(ids[:2])
    assert [read(paper, id) for id in ids] == before
    assert undo(paper, done.batch).batch == 0  # once
    with paper.read() as connection:
        acts = [line.act for _, line in audit_lines(connection, 9)]
    assert acts == ["undo", act.value]


def test_many_at_once_are_undone_as_one(paper: Store, clock: Clock) -> None:
    count = 2 * moderate.AT_ONCE + 1
    ids = [comment(paper, clock, f"Words {n}") for n in range(count)]
    done = decide(paper, Act.SPAM, *ids)
    assert len(done.comments) == count
    assert undo(paper, done.batch).comments == done.comments
    assert {state_of(paper, id) for id in ids} == {CommentState.QUEUED}


def test_a_later_decision_is_not_undone_by_the_way(paper: Store, clock: Clock) -> None:
    first, second = (comment(paper, clock, f"Words {n}") for n in range(2))
    spam = decide(paper, Act.SPAM, first, second)
    later = decide(paper, Act.APPROVE, first)
    back = undo(paper, spam.batch)
    assert (back.comments, back.passed) == ((second,), 1)
    assert state_of(paper, first) is CommentState.SHOWN
    undo(paper, later.batch)
    assert state_of(paper, first) is CommentState.SPAM
    undo(paper, spam.batch)
    assert state_of(paper, first) is CommentState.QUEUED


def test_what_its_author_deleted_stays_deleted(paper: Store, clock: Clock) -> None:
    id = comment(paper, clock, "My words")
    done = decide(paper, Act.APPROVE, id)
    with paper.write() as connection:
        delete_own(connection, read(paper, id), NOW)
    assert undo(paper, done.batch).comments == ()
    assert decide(paper, Act.APPROVE, id).comments == ()
    assert read(paper, id).text == ""
    assert state_of(paper, id) is CommentState.DELETED


def test_pages_learn_of_what_readers_see(paper: Store, clock: Clock) -> None:
    reads = ReadTables(paper)
    hidden = comment(paper, clock, "Spam or not")
    counter = reads.changed()
    decide(paper, Act.SPAM, hidden)
    assert reads.changed() == counter  # nobody saw it before or after
    done = decide(paper, Act.APPROVE, hidden)
    assert reads.changed() > counter
    counter = reads.changed()
    undo(paper, done.batch)
    assert reads.changed() > counter


def test_words_are_taken_out_and_kept_in_the_history(
    paper: Store, clock: Clock
) -> None:
    text = "Call Lina, 01 23 45 67 89"
    id = comment(paper, clock, text, state=CommentState.SHOWN, name="Lina P.")
    edited = f"Call Lina, {MARK}"

    def redact(text: str, **more: Any) -> moderate.Done:
        given = {"hide_name": False, "who": "Ada", "now": NOW, **more}
        return moderate.redact(paper, id, text, **given)

    assert redact("Something else").batch == 0
    assert redact(text).batch == 0
    done = redact(edited, hide_name=True)
    assert (read(paper, id).text, read(paper, id).name) == (edited, MARK)
    assert state_of(paper, id) is CommentState.SHOWN
    with paper.read() as connection:
        (noted,) = moderation.history_of(connection, id)
    assert noted.before is not None
    assert (noted.act, noted.who, noted.before.text) == ("redact", "Ada", text)
    undo(paper, done.batch)
    assert read(paper, id).text == text


def test_what_readers_see_is_made_with_each_act(paper: Store, clock: Clock) -> None:
    id = comment(paper, clock, "Call *Lina* now", state=CommentState.QUEUED)
    assert html_of(paper, id) == ""
    decide(paper, Act.APPROVE, id)
    assert html_of(paper, id) == "<p>Call <em>Lina</em> now</p>"
    done = moderate.redact(
        paper, id, f"Call *{MARK}* now", hide_name=False, who="Ada", now=NOW
    )
    assert html_of(paper, id) == f"<p>Call <em>{MARK}</em> now</p>"
    undo(paper, done.batch)
    assert html_of(paper, id) == "<p>Call <em>Lina</em> now</p>"
    decide(paper, Act.REMOVE, id, why=Why.ABUSE.value)
    assert html_of(paper, id) == ""


def test_featured_answers(paper: Store, clock: Clock) -> None:
    shown = comment(paper, clock, "An answer", state=CommentState.SHOWN)
    waiting = comment(paper, clock, "Another")
    done = decide(paper, Act.FEATURE, shown, waiting)
    assert done.comments == (shown,)
    assert read(paper, shown).featured
    decide(paper, Act.UNFEATURE, shown)
    assert not read(paper, shown).featured


def reports_of(store: Store, id: int) -> list[str]:
    with store.read() as connection:
        return [one.kind for one in open_reports(connection, [id]).get(id, ())]


def tell(
    store: Store,
    id: int,
    kind: ReportKind,
    *,
    author: bytes = b"a" * 16,
    may: bool = True,
) -> bool:
    return report(store, id, kind, "why", author=author, may_hide=may, now=NOW)


def test_reports_are_settled_and_opened_again(paper: Store, clock: Clock) -> None:
    id = comment(paper, clock, "Words", state=CommentState.SHOWN)
    assert tell(paper, id, ReportKind.ABUSE)
    assert tell(paper, id, ReportKind.ABUSE)  # the same reader: kept once
    tell(paper, id, ReportKind.HATE, author=b"b" * 16)
    assert reports_of(paper, id) == ["abuse", "hate"]
    assert state_of(paper, id) is CommentState.SHOWN
    done = decide(paper, Act.REMOVE, id, why=Why.ABUSE)
    assert reports_of(paper, id) == []
    undo(paper, done.batch)
    assert reports_of(paper, id) == ["abuse", "hate"]
    assert not tell(paper, 999, ReportKind.ABUSE)


def test_what_concerns_a_minor_is_hidden_first_and_once(
    paper: Store, clock: Clock
) -> None:
    id = comment(paper, clock, "Words", state=CommentState.SHOWN)
    counter = ReadTables(paper).changed()
    tell(paper, id, ReportKind.MINOR, may=False)  # a form that came as a machine's does
    assert state_of(paper, id) is CommentState.SHOWN
    tell(paper, id, ReportKind.MINOR, author=b"b" * 16)
    assert state_of(paper, id) is CommentState.QUEUED
    assert ReadTables(paper).changed() > counter
    decide(paper, Act.APPROVE, id)
    tell(paper, id, ReportKind.MINOR, author=b"c" * 16)
    assert state_of(paper, id) is CommentState.SHOWN
    assert reports_of(paper, id) == ["minor"]


def test_a_ban_is_in_force_until_its_day(paper: Store, clock: Clock) -> None:
    def hold(until: int | None) -> int | None:
        return moderate.hold_back(
            paper,
            BanKind.HOST,
            "casino.example",
            until=until,
            why="",
            who="Ada",
            now=NOW,
        )

    def held(now: int) -> list[str]:
        with paper.read() as connection:
            found = bans.bans_in_force(connection, now)
            assert len(live_bans(connection, now)) == len(found)
        return [one.value for one in found]

    batch = hold(NOW + 100)
    assert batch is not None
    assert hold(NOW + 100) is None
    assert held(NOW + 99) == ["casino.example"]
    assert held(NOW + 100) == []
    assert hold(None) is not None  # in the place of the first
    assert held(NOW + 10**9) == ["casino.example"]
    last = hold(NOW + 50)
    assert last is not None
    assert undo(paper, last).batch == last
    assert held(NOW + 1) == []


def taught(store: Store) -> list[tuple[int, bool]]:
    """Numbers of comments with what was decided of them."""
    with store.read() as connection:
        held = lessons.lessons_held(connection, VERSION)
    return [(int(one.key), one.spam) for one in held]


def test_acts_teach_and_undoing_unteaches(paper: Store, clock: Clock) -> None:
    first, second, third = (comment(paper, clock, f"Words {n}") for n in range(3))
    approved = decide(paper, Act.APPROVE, first)
    decide(paper, Act.REMOVE, second, why=Why.ABUSE)  # offensive is not spam
    assert taught(paper) == [(first, False)]
    spam = decide(paper, Act.SPAM, first, third)
    assert taught(paper) == [(first, True), (third, True)]
    undo(paper, spam.batch)
    assert taught(paper) == [(first, False)]
    undo(paper, approved.batch)
    assert taught(paper) == []


def test_no_word_of_a_comment_is_in_what_it_taught(paper: Store, clock: Clock) -> None:
    said = "Pumpernickel at https://lucky-spin.example/win or ottilie@quux.example"
    number = comment(paper, clock, said, name="Ottilie Quux")
    decide(paper, Act.SPAM, number)
    with paper.read() as connection:
        (row,) = connection.execute(lessons_table.select()).all()
    assert row.comment_id == number
    learned = decoded(row.features, Taught)
    held = [
        repr(tuple(row)).encode(),
        row.features,
        zstandard.decompress(row.features[1:]),
        learned.places,
        learned.ranks,
        *learned.teachers,
    ]
    for word in (b"pumpernickel", b"lucky", b"example", b"ottilie", b"quux", b"https"):
        assert not any(word in one.lower() for one in held)


def test_the_filter_of_a_site_follows_its_moderators(
    sqlite_store: Store, clock: Clock
) -> None:
    """A paper on whose subject the shipped prior is wrong."""
    store = sqlite_store
    readtables.ensure(store)
    said = "Nouvelle série d’ateliers de reliure, inscription au 01 23 45 67 8{n}"
    remark = Remark(text=said.format(n=9), author="Lina", language="fr")

    def score() -> float:
        with store.read() as connection:
            site = Site(shipped(), lessons.lessons_held(connection, VERSION))
        return Filter(site).judge(remark).score

    before = score()
    batches = []
    for n in range(8):
        spam = comment(store, clock, said.format(n=n), name=f"A{n}")
        ham = comment(store, clock, HAM.format(n=1900 + n), name=f"B{n}")
        batches.append(decide(store, Act.SPAM, spam).batch)
        batches.append(decide(store, Act.APPROVE, ham).batch)
    assert score() > before + 0.2
    for batch in batches:
        undo(store, batch)
    assert score() == before


def test_the_queue_in_order_by_what_is_asked(paper: Store, clock: Clock) -> None:
    def page(number: int = 1, **asked: Any) -> list[int]:
        with paper.read() as connection:
            found = moderation_queue.queue_page(
                connection, Asked(**asked), number, 2, int(clock())
            )
        return [one.comment.id for one in found.rows]

    old = comment(paper, clock, "Old", age_s=300, language="ar")
    new = comment(paper, clock, "New", age_s=10, band=Band.SPAM)
    mid = comment(paper, clock, "Middle", age_s=100, language="pt-BR", page="article:x")
    shown = comment(paper, clock, "Shown", state=CommentState.SHOWN, age_s=5)
    assert [page(), page(2), page(3)] == [[old, mid], [new], []]
    assert page(band="spam") == [new]
    assert page(language="pt") == [mid]
    assert page(page="article:x") == [mid]
    assert page(state="shown") == [shown]
    tell(paper, shown, ReportKind.HATE)
    assert page(state="", reported=True) == [shown]
    with paper.read() as connection:
        assert moderation_queue.count_waiting(connection, 2) == {
            "queued": 2, "spam": 0, "reported": 1,
        }  # fmt: skip
        assert sorted(moderation_queue.languages_waiting(connection, "queued")) == [
            "ar",
            "fr",
            "pt",
        ]


def test_rings_are_found_by_bits_that_differ(paper: Store, clock: Clock) -> None:
    ring = -(2**63) + 7  # as databases keep a print whose first bit is set
    near = comment(paper, clock, "A", ring=ring)
    alike = comment(paper, clock, "B", ring=ring ^ 0b11111 << 20)
    comment(paper, clock, "C", ring=ring ^ 0b111111 << 20)
    comment(paper, clock, "D")
    comment(paper, clock, "E", ring=ring, age_s=31 * 86_400)
    with paper.read() as connection:
        now = int(clock())
        assert moderation_queue.ring_of(connection, ring, now) == [near, alike]
        one = moderation_queue.one_waiting(connection, near, now)
    assert one is not None
    assert one.alike == 1


def test_the_context_of_a_comment(paper: Store, clock: Clock) -> None:
    parent = comment(paper, clock, "Asked", state=CommentState.SHOWN, name="Omar")
    id = comment(paper, clock, "Answered", parent=parent, gate="too fast")
    with paper.read() as connection:
        one = moderation_queue.one_waiting(connection, id, int(clock()))
        assert moderation_queue.one_waiting(connection, 0, int(clock())) is None
    assert one is not None
    assert one.parent is not None
    assert (one.parent.name, one.gate, one.head) == ("Omar", "too fast", None)
