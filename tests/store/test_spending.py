"""What was sent to a service is counted by the day, and kept."""

from __future__ import annotations

from nouvelles.store import Store
from nouvelles.store.spending import StoredSpending


def test_a_day_s_spending_outlives_the_program(store: Store) -> None:
    spending = StoredSpending(store)
    assert spending.spent("server", 20_000) == 0
    spending.spend("server", 20_000, 5)
    spending.spend("server", 20_000, 7)
    spending.spend("other", 20_000, 1)
    assert StoredSpending(store).spent("server", 20_000) == 12
    assert spending.spent("server", 20_001) == 0
    spending.spend("server", 20_001, 3)
    assert (spending.spent("server", 20_001), spending.spent("other", 20_000)) == (3, 1)
