"""Work that goes on in a thread beside everything else, until a block ends."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from threading import Event

from nouvelles.logs import Event as Logged
from nouvelles.logs import log

#: Work that goes on until told to stop.
Work = Callable[[Event], None]


@contextmanager
def beside(name: str, work: Work) -> Iterator[None]:
    """Work in a thread of this name; the end of the block tells it to stop, and waits."""
    stop = Event()
    thread = threading.Thread(target=work, args=(stop,), name=name)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join()


def alone(
    only: Callable[[], AbstractContextManager[bool]],
    work: Work,
    *,
    lost: Logged,
    again_s: float,
) -> Work:
    """Work that one process does for a paper.

    `only` says whether this is the one. Another is left to it and asked again after
    `again_s` seconds; so is what a fault stopped, which is logged as `lost`.
    """

    def run(stop: Event) -> None:
        while not stop.is_set():
            try:
                with only() as is_the_one:
                    if is_the_one:
                        work(stop)
            except Exception as error:  # noqa: BLE001 - the pages are served on
                log.error(lost, error=str(error) or repr(error))
            stop.wait(again_s)

    return run
