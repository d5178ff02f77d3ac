"""The desk asks the database for comments of a language, old ones too."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from alembic import command
from sqlalchemy import create_engine, text

from nouvelles.config import Settings
from nouvelles.records import Comment, CommentState
from nouvelles.store import Store, open_store, readtables
from nouvelles.store.codec import encode
from nouvelles.store.migrate import _configuration, upgrade
from nouvelles.store.moderation_queue import Asked, languages_waiting, queue_page
from nouvelles.testing import Clock
from tests.desk_paper import comment

NOW = 1_773_313_200


def test_the_language_of_older_comments_is_filled_in(tmp_path: Path) -> None:
    engine = create_engine(f"sqlite:///{tmp_path / 'nouvelles.db'}")
    configuration = _configuration()
    with engine.begin() as connection:
        configuration.attributes["connection"] = connection
        command.upgrade(configuration, "0006")
        for number, tag in enumerate(("fr-CA", "ar", ""), 1):
            one = Comment(
                id=number, page="article:x", name="Lina", text="Words", language=tag,
                at=datetime.fromtimestamp(NOW, UTC), state=CommentState.QUEUED,
            )  # fmt: skip
            connection.execute(
                text(
                    "INSERT INTO comments (id, page, state, at, data, editable, digest,"
                    " version, gate) VALUES (:id, 'article:x', 'queued', :at, :data, 0,"
                    " x'00', '', '')"
                ),
                {"id": number, "at": NOW, "data": encode(one)},
            )
    upgrade(engine)
    engine.dispose()
    store = open_store(tmp_path, Settings())
    readtables.ensure(store)
    with store.read() as connection:
        assert languages_waiting(connection, "queued") == ["ar", "fr"]
        found = queue_page(connection, Asked(language="fr"), 1, 10, NOW)
        assert [row.comment.language for row in found.rows] == ["fr-CA"]
    store.close()


def test_a_language_is_a_question_of_the_database(store: Store, clock: Clock) -> None:
    readtables.ensure(store)
    for number in range(12):
        tag = "fr-CA" if number % 3 else "ar"
        comment(store, clock, f"{number}", language=tag, age_s=100 - number)
    with store.read() as connection:
        asked = Asked(language="ar")
        first = queue_page(connection, asked, 1, 3, NOW)
        rest = queue_page(connection, asked, 2, 3, NOW)
        assert languages_waiting(connection, "queued") == ["fr", "ar"]
        assert languages_waiting(connection, "spam") == []
    assert [row.comment.text for row in first.rows] == ["0", "3", "6"]
    assert first.has_more
    assert [row.comment.text for row in rest.rows] == ["9"]
    assert not rest.has_more


def test_it_has_an_index_for_it(sqlite_store: Store) -> None:
    with sqlite_store.read() as connection:
        plan = connection.execute(
            text(
                "EXPLAIN QUERY PLAN SELECT id, data FROM comments WHERE state = 'queued'"
                " AND language = 'ar' ORDER BY at, id LIMIT 26"
            )
        )
        steps = [row.detail for row in plan]
    assert len(steps) == 1, steps
    assert "ix_comments_language (state=? AND language=?)" in steps[0]
