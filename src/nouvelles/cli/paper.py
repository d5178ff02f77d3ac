"""What commands share: opening the paper they act on, printing for all."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Self

import click
import msgspec
from rich.console import Console
from rich.progress import (
    BarColumn,
    Progress,
    TaskID,
    TaskProgressColumn,
    TextColumn,
    TimeRemainingColumn,
)

from nouvelles.config import load_settings
from nouvelles.store import Store, open_store

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


class FileProgress:
    """A bar on the terminal's standard error; nothing where there is no terminal.

    Called with a file and the bytes of it that are read, or with None while only the
    stages are at work.
    """

    def __init__(self, *, quiet: bool = False) -> None:
        console = Console(stderr=True, quiet=quiet or not sys.stderr.isatty())
        self.progress = Progress(
            TextColumn("{task.description}"),
            BarColumn(),
            TaskProgressColumn(),
            TimeRemainingColumn(),
            console=console,
            transient=True,
        )
        self.tasks: dict[Path, TaskID] = {}

    def __enter__(self) -> Self:
        self.progress.start()
        return self

    def __exit__(self, *_exception: object) -> None:
        self.progress.stop()

    def __call__(self, path: Path | None, read: int) -> None:
        if path is None:
            self.progress.refresh()
            return
        if path not in self.tasks:
            size = path.stat().st_size
            self.tasks[path] = self.progress.add_task(path.name, total=size)
        self.progress.update(self.tasks[path], completed=read)
