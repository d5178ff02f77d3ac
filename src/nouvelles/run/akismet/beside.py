"""What is done beside the Akismet server: counts and lessons kept, late verdicts told."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from queue import Empty
from threading import Event
from typing import Final

from nouvelles.errors import StoreError
from nouvelles.logs import Event as Logged
from nouvelles.logs import log
from nouvelles.run.akismet.late import tell_site, verdict_of
from nouvelles.run.akismet.server import AkismetServer
from nouvelles.run.clock import Clock

#: Seconds between two times of keeping: what a crash may cost.
EVERY_S: Final = 5.0


@contextmanager
def beside(
    server: AkismetServer, clock: Clock, *, allow_private: bool
) -> Iterator[None]:
    """Keep and tell in threads of their own, and once more at the end."""
    stop = Event()

    def keep() -> None:
        server.warm()
        while not stop.wait(EVERY_S):
            server.keep()

    def tell() -> None:
        while not stop.is_set():
            tell_late(server, clock, allow_private=allow_private, wait_s=1.0)

    threads = [threading.Thread(target=one, name="akismet") for one in (keep, tell)]
    for thread in threads:
        thread.start()
    try:
        yield
    finally:
        stop.set()
        server.close()
        for thread in threads:
            thread.join()


def tell_late(
    server: AkismetServer, clock: Clock, *, allow_private: bool, wait_s: float
) -> bool:
    """Tell the next verdict that came late, if one comes within a time; whether it did."""
    try:
        late = server.late.get(timeout=wait_s)
    except Empty:
        return False
    try:
        spam = verdict_of(late)
        site = server.site_of(late.key)
    except StoreError as error:
        log.warning(Logged.AKISMET_NOT_TOLD, error=str(error))
        return True
    if spam is None or site is None or site.disabled is not None:
        return True
    why = tell_site(late, site, spam=spam, clock=clock, allow_private=allow_private)
    if why:
        log.warning(Logged.AKISMET_NOT_TOLD, site=site.site, why=why)
    return True
