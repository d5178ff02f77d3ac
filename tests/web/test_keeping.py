"""What was counted is kept: in between, at the end, and when the database comes back."""

from __future__ import annotations

from datetime import date

import pytest

from nouvelles.errors import StoreError
from nouvelles.records import Ad
from nouvelles.store import Store, views
from nouvelles.testing import Clock
from nouvelles.web import keeping as module
from nouvelles.web.keeping import keep_counts, keeping
from nouvelles.web.tally import Tally

DAY = date(2026, 3, 12)
AD = Ad(
    id=7, advertiser="A", link="https://a.example/", since=DAY, until=DAY, words="x",
    cap=5,
)  # fmt: skip


def kept(store: Store) -> dict[str, int]:
    with store.read() as connection:
        return views.views_by_day(connection, DAY, DAY)


def test_counts_are_kept_at_the_end(store: Store, clock: Clock) -> None:
    views.add_views(store, DAY, {}, {7: 4})
    tally = Tally()
    with keeping(tally, store, clock):
        assert tally.spent(DAY, [AD]) == frozenset()
        tally.note(DAY, "/fr/", [7])
        # Together with what is kept of today, it is spent.
        assert tally.spent(DAY, [AD]) == {7}
    assert kept(store) == {"2026-03-12": 1}
    with store.read() as connection:
        assert views.ad_views_on(connection, DAY) == {7: 5}


def test_what_the_database_does_not_take_is_kept_later(
    sqlite_store: Store, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    tally = Tally()
    tally.note(DAY, "/fr/")

    class Said:
        def error(self, event: str, **words: str) -> None:
            said.append((event, words["error"]))

    said: list[tuple[str, str]] = []

    def refuse(*_: object) -> None:
        raise StoreError("paper", "disk is full")

    with monkeypatch.context() as broken:
        broken.setattr(module, "log", Said())
        broken.setattr(views, "add_views", refuse)
        keep_counts(tally, sqlite_store, clock)
    assert said == [("views not kept yet", "paper: disk is full")]
    assert kept(sqlite_store) == {}
    keep_counts(tally, sqlite_store, clock)
    assert kept(sqlite_store) == {"2026-03-12": 1}
    keep_counts(tally, sqlite_store, clock)
    assert kept(sqlite_store) == {"2026-03-12": 1}
