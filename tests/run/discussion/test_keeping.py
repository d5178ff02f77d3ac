"""What of comments is kept, with which key, and for how long."""

from __future__ import annotations

import stat
from dataclasses import replace
from pathlib import Path

import pytest

from nouvelles.comments import VERSION, Band, Remark, Verdict, shipped, taught
from nouvelles.config import CommentSettings, Settings
from nouvelles.errors import ConfigError, StoreError
from nouvelles.records import CommentState
from nouvelles.run.discussion.key import NAME, load_key
from nouvelles.run.discussion.paper import check_settings
from nouvelles.store import Store, lessons, readtables
from nouvelles.store.comments import (
    NewComment,
    add_comments,
    comment_of,
    comments_of,
    delete_own,
    note_act,
)
from nouvelles.store.comments_kept import DAY_S, HOUR_S, forget
from nouvelles.store.read import ReadTables
from nouvelles.store.schema_comments import comment_acts, comments
from tests.discussion.talk import BEGAN, comment

NOW = int(BEGAN.timestamp())


def test_the_key_is_made_once_for_its_owner_alone(tmp_path: Path) -> None:
    first = load_key(tmp_path)
    assert load_key(tmp_path).secret == first.secret
    assert stat.S_IMODE((tmp_path / NAME).stat().st_mode) == 0o600
    assert [one.name for one in tmp_path.iterdir()] == [NAME]
    assert first.decrypt(first.encrypt("é@example.org")) == "é@example.org"
    (tmp_path / NAME).write_bytes(b"short")
    with pytest.raises(StoreError, match="5 bytes in place of 32"):
        load_key(tmp_path)


def test_another_key_reads_nothing(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    one, other = load_key(tmp_path / "a"), load_key(tmp_path / "b")
    assert other.decrypt(one.encrypt("a@example.org")) == ""
    assert one.author("192.0.2.1", NOW) == one.author("192.0.2.200", NOW)
    assert one.author("192.0.2.1", NOW) != one.author("192.0.3.1", NOW)
    assert one.author("192.0.2.1", NOW) != one.author("192.0.2.1", NOW + DAY_S)
    assert one.author("192.0.2.1", NOW) != other.author("192.0.2.1", NOW)


@pytest.mark.parametrize(
    "wrong",
    [{"moderation": "never"}, {"address_h": 48}, {"proxies": ("10.0.0.1/8",)}],
)
def test_impossible_settings_are_named(wrong: dict[str, object]) -> None:
    settings = Settings(comments=replace(CommentSettings(), **wrong))  # type: ignore[arg-type]
    with pytest.raises(ConfigError, match=f"comments.{next(iter(wrong))}"):
        check_settings(settings)


def kept(store: Store, state: CommentState, **more: object) -> int:
    new = NewComment(
        comment=comment(0, state=state, home="https://a.example", at=BEGAN),
        author=b"a" * 16,
        email=b"secret",
        verdict=Verdict(score=0.9, band=Band.SPAM),
        **more,  # type: ignore[arg-type]
    )
    with store.write() as connection:
        (made,) = add_comments(connection, [new])
        note_act(connection, "x", "spam", made.id, made.page, NOW, before=made)
        lessons.add_lesson(
            connection,
            taught(shipped(), Remark(text=made.text, author=made.name)),
            spam=True,
            comment=made.id,
            act=1,
            version=VERSION,
            now=NOW,
        )
    return made.id


def row(store: Store, number: int) -> object:
    with store.read() as connection:
        query = comments.select().where(comments.c.id == number)
        return connection.execute(query).one()


def test_hashes_are_gone_within_a_day(store: Store) -> None:
    number = kept(store, CommentState.SHOWN)
    forget(store, NOW + 23 * HOUR_S)
    assert row(store, number).author is not None  # type: ignore[attr-defined]
    assert forget(store, NOW + 24 * HOUR_S).hashes == 1
    assert row(store, number).author is None  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("state", "days"), [(CommentState.SPAM, 15), (CommentState.REMOVED, 180)]
)
def test_words_that_are_not_shown_are_erased_in_time(
    store: Store, state: CommentState, days: int
) -> None:
    number = kept(store, state)
    shown = kept(store, CommentState.SHOWN)
    forget(store, NOW + days * DAY_S - 1)
    with store.read() as connection:
        before = comment_of(connection, number)
    assert before is not None
    assert before.text
    assert forget(store, NOW + days * DAY_S).texts == 1
    assert forget(store, NOW + days * DAY_S).texts == 0
    with store.read() as connection:
        after = comment_of(connection, number)
        acts = connection.execute(comment_acts.select()).all()
        held = [one.key for one in lessons.lessons_held(connection, VERSION)]
    assert after is not None
    assert (after.text, after.name, after.home, after.state) == ("", "", "", state)
    assert row(store, number).email is None  # type: ignore[attr-defined]
    assert [one.before is None for one in acts if one.comment_id == number] == [True]
    assert held == [str(number), str(shown)]  # what it taught holds without its words
    assert row(store, shown).email == b"secret"  # type: ignore[attr-defined]


def test_time_counts_from_the_last_decision(store: Store) -> None:
    number = kept(store, CommentState.REMOVED)
    later = NOW + 170 * DAY_S
    with store.write() as connection:
        note_act(connection, "x", "remove", number, "article:a4fr", later)
    assert forget(store, NOW + 181 * DAY_S).texts == 0
    assert forget(store, later + 180 * DAY_S).texts == 1


def test_what_its_author_deletes_teaches_nothing_any_more(store: Store) -> None:
    number = kept(store, CommentState.SHOWN)
    with store.write() as connection:
        found = comment_of(connection, number)
        assert found is not None
        delete_own(connection, found, NOW)
    with store.read() as connection:
        assert lessons.lessons_held(connection, VERSION) == []
        assert comments_of(connection, found.page) == ()
        befores = [one.before for one in connection.execute(comment_acts.select())]
    assert befores == [None, None]


def test_lessons_are_taken_back_and_the_last_word_counts(store: Store) -> None:
    learned = taught(shipped(), Remark(text="a"))
    with store.write() as connection:
        for act, spam in ((1, True), (2, False)):
            lessons.add_lesson(
                connection,
                learned,
                spam=spam,
                comment=7,
                act=act,
                version=VERSION,
                now=NOW,
            )
        assert [one.spam for one in lessons.lessons_held(connection, VERSION)] == [
            False
        ]
        before = lessons.lesson_state(connection)
        assert lessons.undo_lessons(connection, [2], NOW) == 1
        assert lessons.lesson_state(connection) != before
        assert lessons.lessons_held(connection, VERSION) == []


def test_what_is_gone_stands_where_it_is_answered(store: Store) -> None:
    with store.write() as connection:
        gone, removed, lone = add_comments(
            connection,
            [
                NewComment(comment=comment(n, state=state))
                for n, state in enumerate(
                    (CommentState.SHOWN, CommentState.REMOVED, CommentState.REMOVED)
                )
            ],
        )
        answer = comment(9, parent=removed.id)
        add_comments(connection, [NewComment(comment=answer)])
        add_comments(
            connection,
            [NewComment(comment=comment(8, state=CommentState.QUEUED, parent=gone.id))],
        )
        delete_own(connection, gone, NOW)
        found = comments_of(connection, gone.page)
    assert [(one.id, one.text == "") for one in found] == [
        (removed.id, True),
        (lone.id + 1, False),
    ]


def test_pages_are_made_anew_for_what_readers_see_alone(store: Store) -> None:
    readtables.ensure(store)
    reads = ReadTables(store)
    before = reads.changed()
    kept(store, CommentState.QUEUED)
    kept(store, CommentState.SPAM)
    assert reads.changed() == before
    number = kept(store, CommentState.SHOWN)
    shown = reads.changed()
    assert shown > before
    with store.write() as connection:
        found = comment_of(connection, number)
        assert found is not None
        delete_own(connection, found, NOW)
    assert reads.changed() > shown
