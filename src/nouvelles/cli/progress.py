"""A bar for long work of which the number of steps is known."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import (
    BarColumn,
    Progress,
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
