"""Keys, counts and lessons of the Akismet server, on both databases."""

from __future__ import annotations

from nouvelles.akismet import Month, SiteKey
from nouvelles.store import Store
from nouvelles.store.akismet import (
    KeptLessons,
    add_counts,
    add_key,
    all_keys,
    disable_key,
    find_key,
    keep_lessons,
    lessons_of,
    months_of,
)

KEY = "0123456789ab"
OTHER = "ba9876543210"


def test_keys(store: Store) -> None:
    first = SiteKey(key=OTHER, site="one.example", created=1)
    add_key(store, SiteKey(key=KEY, site="two.example", created=2))
    add_key(store, first)
    assert disable_key(store, KEY, 3)
    assert not disable_key(store, KEY, 4)
    assert not disable_key(store, "ffffffffffff", 4)
    second = SiteKey(key=KEY, site="two.example", created=2, disabled=3)
    with store.read() as connection:
        assert all_keys(connection) == [first, second]
        assert find_key(connection, KEY) == second
        assert find_key(connection, "'") is None


def test_counts_add_up(store: Store) -> None:
    add_counts(store, {})
    add_counts(store, {(KEY, "2026-11", "spam"): 2, (KEY, "2026-12", "ham"): 1})
    add_counts(store, {(KEY, "2026-11", "spam"): 3, (OTHER, "2026-11", "later"): 9})
    with store.read() as connection:
        assert months_of(connection, KEY) == [
            Month(month="2026-11", spam=5),
            Month(month="2026-12", ham=1),
        ]
        assert months_of(connection, "ffffffffffff") == []


def test_lessons(store: Store) -> None:
    for lessons in (1, 2):
        kept = KeptLessons(version="1", lessons=lessons, data=b"\x00\xff" * lessons)
        with store.write() as connection:
            keep_lessons(store, connection, 5, {KEY: kept})
        with store.read() as connection:
            assert lessons_of(connection, KEY) == kept
            assert lessons_of(connection, OTHER) is None
