"""What commands share: opening the paper they act on, printing for all."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING, Any

import click
import msgspec

if TYPE_CHECKING:
    from nouvelles.store import Store

json_option = click.option(
    "--json", "as_json", is_flag=True, help="Print JSON for machines."
)


@contextmanager
def opened(paper: str) -> Iterator[Store]:
    """The paper in a folder, closed at the end.

    Raises:
        ConfigError: there is no paper there, or its settings are wrong.
        StoreError: its database cannot be used.
    """
    # Imported here: the database takes a tenth of a second to load, and not every command
    # opens a paper.
    from nouvelles.config import load_settings
    from nouvelles.store import open_store

    folder = Path(paper)
    store = open_store(folder, load_settings(folder))
    try:
        yield store
    finally:
        store.close()


def print_json(value: Any) -> None:
    """One JSON document on standard output, readable and stable."""
    data = msgspec.json.format(msgspec.json.encode(value), indent=2)
    click.echo(data.decode())


def print_lines(*lines: str) -> None:
    """Lines for people."""
    for line in lines:
        click.echo(line)


def counted(number: int, thing: str) -> str:
    """A number of things for people: 1 article, 2 articles."""
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"


def stop_on_signals() -> Event:
    """An event that Ctrl-C or a polite kill sets: work in hand is finished first."""
    stop = Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda _number, _frame: stop.set())
    return stop
