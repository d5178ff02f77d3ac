"""The memory of translations on both databases."""

from __future__ import annotations

from nouvelles.records import Key, Remembered, Unit
from nouvelles.store import Store, memory
from nouvelles.store.memory import StoredMemory, keep_units
from nouvelles.testing import Clock
from nouvelles.translate import key_of


def unit(target: str, origin: str = "supplied", at: int = 0, by: str = "Ada") -> Unit:
    return Unit(
        source="one",
        target=target,
        language="en",
        target_language="fr",
        origin=origin,  # type: ignore[arg-type]
        by=by,
        at=at,
    )


def answer(engine: str, source: str = "one") -> Key:
    return Key(source=source, language="en", target_language="fr", engine=engine)


def test_answers_of_engines_stay_as_they_were(store: Store, clock: Clock) -> None:
    kept = StoredMemory(store, clock)
    kept.keep([(answer("a"), "un"), (answer("b"), "une")])
    kept.keep([(answer("a"), "deux")])
    assert kept.find([answer("b"), answer("a"), answer("c")]) == ["une", "un", None]


def test_the_most_trusted_is_recalled(store: Store, clock: Clock) -> None:
    kept = StoredMemory(store, clock)
    assert kept.recall("one", "en", "fr") is None
    kept.keep([(answer("a"), "un")])
    clock.now += 1
    kept.keep([(answer("b"), "une")])
    found = kept.recall("one", "en-US", "fr")
    assert found == Remembered(text="une", origin="engine", by="b")
    assert keep_units(store, [unit("supplied")], 5) == (1, 0)
    assert keep_units(store, [unit("reviewed", "reviewed")], 5) == (1, 0)
    assert keep_units(store, [unit("again")], 9) == (0, 1)  # never over a person's
    assert keep_units(store, [unit("reviewed", "reviewed")], 9) == (0, 0)
    found = kept.recall("one", "en", "fr")
    assert found == Remembered(text="reviewed", origin="reviewed", by="Ada")


def test_it_goes_out_as_it_came(store: Store, clock: Clock) -> None:
    many = [
        Unit(
            source=str(n), target=f"x{n}", language="en", target_language="fr", at=n + 1
        )
        for n in range(1203)
    ]
    assert keep_units(store, many, 7) == (1203, 0)
    StoredMemory(store, clock).keep([(answer("a"), "un")])
    assert [*memory.units(store, by_people=True)] == many
    assert [one.by for one in memory.units(store, target_language="fr")][-1] == "a"
    assert [*memory.units(store, language="de")] == []
    with store.read() as connection:
        assert memory.count_memory(connection) == {
            ("en", "fr", "engine"): 1,
            ("en", "fr", "supplied"): 1203,
        }


def test_what_people_give_is_counted_and_forgotten(store: Store, clock: Clock) -> None:
    def revision() -> int:
        with store.read() as connection:
            return memory.given_revision(connection)

    StoredMemory(store, clock).keep([(answer("a"), "un")])
    assert revision() == 0
    keep_units(store, [unit("supplied")], 5)
    keep_units(store, [unit("supplied")], 6)
    assert revision() == 1
    keep_units(store, [unit("other")], 5)
    assert revision() == 2
    with store.write() as connection:
        memory.forget(connection, [key_of("one", "en", "fr")])
    assert [*memory.units(store)] == []
