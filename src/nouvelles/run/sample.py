"""The sample day as input: its outlets, its feeds, its web archive."""

from __future__ import annotations

from importlib.resources import as_file, files
from pathlib import Path
from threading import Event

import msgspec

from nouvelles.records import Source, Unit
from nouvelles.run.archive import Tally
from nouvelles.run.clock import Clock
from nouvelles.run.intake import Progress, take_in
from nouvelles.store import Store
from nouvelles.store.memory import keep_units
from nouvelles.store.sources import save_sources
from nouvelles.translate.tmx import read_tmx


def take_in_sample(
    store: Store, clock: Clock, stop: Event, progress: Progress
) -> Tally:
    """Load the sample day; a second time changes nothing."""
    with as_file(files("nouvelles.sample")) as folder:
        save_sources(store, sample_sources(folder))
        feeds = sorted((folder / "feeds").iterdir())
        archive = folder / "day.warc.gz"
        tally = take_in(store, [*feeds, archive], clock, stop, progress=progress)
        keep_units(store, sample_translations(folder), int(clock()))
    return tally


def sample_translations(folder: Path) -> list[Unit]:
    """The sentences that are supplied with the sample day, in French and English."""
    return [
        unit
        for path in sorted((folder / "translations").glob("*.tmx"))
        for unit in read_tmx(path.read_bytes(), path.name)
    ]


def sample_sources(folder: Path) -> list[Source]:
    """The outlets of the sample day."""
    data = (folder / "sources.json").read_bytes()
    return msgspec.json.decode(data, type=list[Source])
