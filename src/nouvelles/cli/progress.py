"""Bars on the terminal for long work. Apart from the rest for the sake of its imports."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Self

from rich.console import Console
from rich.progress import (
    BarColumn,
    Progress,
    TaskID,
    TaskProgressColumn,
    TextColumn,
    TimeRemainingColumn,
)

#: Called with how much is done and how much there is.
Steps = Callable[[int, int], None]


@contextmanager
def step_bar(what: str, *, quiet: bool = False) -> Iterator[Steps]:
    """A bar on the terminal's standard error; nothing where there is no terminal."""
    console = Console(stderr=True, quiet=quiet or not sys.stderr.isatty())
    with Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        TaskProgressColumn(),
        TimeRemainingColumn(),
        console=console,
        transient=True,
    ) as progress:
        task = progress.add_task(what, total=None)
        yield lambda done, total: progress.update(task, completed=done, total=total)


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
