"""Every fault at once, beside an outlet without one, in one run of the loop."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from nouvelles.cli import main, source_check
from nouvelles.config import FILE_NAME, Settings
from nouvelles.ingest.network import lookup
from nouvelles.ingest.troubles import TROUBLES, Word
from nouvelles.run.reading import loop
from nouvelles.run.reading.health import SourceHealth, check_sources
from nouvelles.run.reading.subscribe import Wanted, subscribe
from nouvelles.store import Store, open_store
from nouvelles.testing import Clock
from tests.conftest import small
from tests.run.reading.conftest import Reading, on_loopback
from tests.run.reading.faults import World, open_world, without_invalid

HOUR = 3_600


@pytest.fixture(scope="module")
def paper(
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[tuple[Reading, World]]:
    """A paper that has read all outlets twice, an hour apart. For reading only."""
    folder = tmp_path_factory.mktemp("faults")
    store = open_store(folder, small(Settings()), create=True)
    with open_world(folder) as world, pytest.MonkeyPatch.context() as patch:
        patch.setattr(lookup, "_look_up", without_invalid(lookup._look_up))
        patch.setattr(loop, "PATIENCE_S", 0.0)  # the clock stands still
        limited = on_loopback(store, *world.ports, timeout_s=1.5)
        settings = limited.settings
        few = replace(settings.reading, feed_bytes=8_000_000, feed_entries=100)
        limited = replace(limited, settings=replace(settings, reading=few))
        reading = Reading(store=limited, outlet=world.good, clock=Clock())
        add(reading.store, world)
        reading.read()
        reading.clock.now += HOUR
        reading.read()
        yield reading, world
    store.close()


def add(store: Store, world: World) -> None:
    now = int(Clock()())
    good = Wanted(url=f"{world.good.base}/feed", outlet="https://good.example/")
    subscribe(store, [good], who="test", now=now)
    wanted = [one.wanted() for one in world.faulty if one.name != "many"]
    subscribe(store, wanted, who="test", now=now)
    many = [one.wanted() for one in world.faulty if one.name == "many"]
    subscribe(store, many, who="test", now=now, mode="headlines")


def healths(reading: Reading) -> dict[str, SourceHealth]:
    found = check_sources(reading.store, int(reading.clock()))
    return {one.host.removesuffix(".example"): one for one in found}


def test_the_good_outlet_is_read_whole_and_once(paper: tuple[Reading, World]) -> None:
    reading, world = paper
    good = healths(reading)["good"]
    assert good.is_well
    assert good.faults == ()
    assert good.pages.had == 30
    assert all(world.good.hits[f"/a/{number}"] <= 2 for number in range(30))
    assert world.good.unchanged >= 1  # the second look asked for changes only


def test_every_fault_is_counted_under_its_word(paper: tuple[Reading, World]) -> None:
    reading, world = paper
    found = healths(reading)
    assert set(found) == {"good", *(one.name for one in world.faulty)}
    words = {
        name: {Word(fault.word) for fault in health.faults}
        for name, health in found.items()
    }
    assert words == {"good": set()} | {one.name: {one.word} for one in world.faulty}


def test_what_can_be_read_there_is_read(paper: tuple[Reading, World]) -> None:
    reading, world = paper
    found = healths(reading)
    for one in world.faulty:
        health = found[one.name]
        assert health.is_well == one.reads, one.name
        assert (sum(health.entries) > 0) == one.reads, one.name
    assert sum(found["many"].entries) == 100
    assert sum(found["ids"].entries) == found["ids"].pages.had == 12
    assert found["gone"].feeds[0].state == "ended"
    (moved,) = found["moved"].feeds
    assert moved.url.endswith("/new")


def test_those_that_ask_for_time_get_it(paper: tuple[Reading, World]) -> None:
    _, world = paper
    hits = {one.name: one.outlet.hits["/feed"] for one in world.faulty}
    assert hits["limited"] <= 2  # an hour each time
    assert hits["gone"] == 1
    assert hits["closed"] == 0
    assert hits["robotless"] == 0


def test_each_is_shown_with_what_to_do(
    paper: tuple[Reading, World],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """A stranger can tell from `source check` what is wrong with each bad source."""
    reading, world = paper
    monkeypatch.setattr(source_check, "system_clock", reading.clock)
    (reading.store.folder / FILE_NAME).write_text("")

    def check(*more: str) -> str:
        words = ["--paper", str(reading.store.folder), "source", "check", *more]
        with pytest.raises(SystemExit) as ended:
            main(words)
        assert ended.value.code == 0
        return capsys.readouterr().out

    text = check()
    bad = sum(not one.reads for one in world.faulty)
    assert f"{len(world.faulty) + 1} sources: " in text
    assert f"{bad} in trouble" in text
    for one in world.faulty:
        part = check(f"{one.name}.example")
        trouble = TROUBLES[one.word]
        assert f"{one.word}" in part
        assert trouble.sentence in part
        assert trouble.advice in part
        assert part.startswith("✗") != one.reads
        assert one.outlet.base in part

    troubled = json.loads(check("--json", "--trouble"))
    assert {one["host"].removesuffix(".example") for one in troubled} >= {
        one.name for one in world.faulty if not one.reads
    }


def test_private_addresses_are_not_visited_unless_it_is_said(small: Reading) -> None:
    settings = small.store.settings
    network = replace(settings.network, allow_private=False)
    small.store = replace(small.store, settings=replace(settings, network=network))
    small.outlet.publish("/a", "The bridge")
    small.add()
    small.read()
    assert sum(small.outlet.hits.values()) == 0
    assert small.words() == {"refused": 1}


def test_the_folder_is_left_clean(paper: tuple[Reading, World], tmp_path: Path) -> None:
    """Reading leaves nothing half-written beside the database and the archive."""
    reading, _ = paper
    names = {path.name for path in reading.store.folder.rglob("*") if path.is_file()}
    assert not {name for name in names if name.endswith((".tmp", ".part"))}
