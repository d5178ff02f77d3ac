"""A hidden name leaves search at once, and comes back when it is taken off the list."""

from __future__ import annotations

import pytest

from nouvelles.errors import InputError
from nouvelles.run.names import change_hidden
from nouvelles.run.reproject import rebuild
from nouvelles.store import Store
from nouvelles.store.held import each_article
from nouvelles.store.hidden import list_hidden
from nouvelles.store.ledger import Plan
from nouvelles.store.read import ReadTables
from nouvelles.testing import Clock
from tests.run.small_paper import NOW, filled, page


def change(store: Store, plan: Plan, name: str, why: str | None) -> bool:
    seen: list[tuple[int, int]] = []
    made = change_hidden(
        store,
        plan,
        name,
        why=why,
        who="ed",
        now=NOW,
        steps=lambda done, total: seen.append((done, total)),
    )
    assert seen
    assert seen[-1][0] == seen[-1][1]
    return made


@pytest.fixture
def plan(store: Store, clock: Clock) -> Plan:
    return filled(store, clock, page("one", text="By Ada Example."), page("two"))


def test_a_name_is_hidden_and_shown_again(store: Store, plan: Plan) -> None:
    reads = ReadTables(store)
    assert reads.search("ada", 1, 10).total == 1
    assert change(store, plan, " Ada  Example ", "a minor")
    found = reads.search("ada", 1, 10)
    assert (found.items, found.total) == ((), 0)  # its number would tell, too
    assert reads.search("some", 1, 10).total == 1
    with store.read() as connection:
        (hidden,) = list_hidden(connection)
    assert (hidden.name, hidden.why) == ("Ada Example", "a minor")
    assert not change(store, plan, "Ada Example", "a minor")
    assert change(store, plan, "Ada Example", None)
    assert reads.search("ada", 1, 10).total == 1


def test_what_is_no_name_is_refused(store: Store, plan: Plan) -> None:
    for name, why in (("", "x"), ("…", "x"), ("Nobody", None)):
        with pytest.raises(InputError):
            change_hidden(
                store, plan, name, why=why, who="e", now=0, steps=lambda *_: None
            )


def test_everything_is_made_anew(store: Store, plan: Plan) -> None:
    before = [(one.shown, one.digest) for one in each_article(store)]
    assert rebuild(store, plan) == 2
    assert [(one.shown, one.digest) for one in each_article(store)] == before
