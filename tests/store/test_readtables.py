"""Marks are taken by what their rows cost."""

from __future__ import annotations

from nouvelles.store import Store
from nouvelles.store.readtables import LIGHT, ensure, has_dirty, take_dirty
from nouvelles.store.schema import dirty


def test_captures_come_first_and_count_for_more(store: Store) -> None:
    ensure(store)
    marks = [{"kind": 0, "id": n} for n in range(3)]
    marks += [{"kind": 1, "id": n} for n in range(2 * LIGHT)]
    with store.write() as connection:
        connection.execute(dirty.insert(), marks)
    with store.write() as connection:
        first, articles, count = take_dirty(connection, 2 * LIGHT)
        assert (len(first), articles, count) == (2, [], 2 * LIGHT)
        last, articles, count = take_dirty(connection, 2 * LIGHT)
        assert sorted(first + last) == [0, 1, 2]
        assert (len(articles), count) == (LIGHT, 2 * LIGHT)
        _, articles, count = take_dirty(connection, 2 * LIGHT)
        assert (len(articles), count) == (LIGHT, LIGHT)
        assert not has_dirty(connection)
        assert take_dirty(connection, 2 * LIGHT) == ([], [], 0)
