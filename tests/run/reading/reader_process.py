"""`python reader_process.py PAPER`: the reader alone, as a process that can be killed."""

from __future__ import annotations

import sys
from pathlib import Path
from threading import Event

from nouvelles.config import load_settings
from nouvelles.pipeline import STAGES
from nouvelles.run.clock import system_clock
from nouvelles.run.prepare import prepare
from nouvelles.run.reading import read_press
from nouvelles.store import open_store

if __name__ == "__main__":
    folder = Path(sys.argv[1])
    store = open_store(folder, load_settings(folder))
    plan = prepare(store, STAGES, system_clock)
    read_press(store, plan, system_clock, Event(), forever=False)
    store.close()
