"""Serving the paper with uvicorn."""

from __future__ import annotations

import errno
import socket
from collections.abc import Callable
from contextlib import AbstractContextManager, ExitStack, nullcontext, suppress
from dataclasses import replace
from datetime import datetime
from ipaddress import ip_address
from typing import TYPE_CHECKING

import uvicorn

from nouvelles.config import PaperSettings, Settings
from nouvelles.errors import ConfigError
from nouvelles.logs import Event, log
from nouvelles.run.akismet.second_opinion import SecondOpinion
from nouvelles.run.akismet.telling import telling
from nouvelles.run.clock import Clock, moment_of
from nouvelles.run.discussion.judging import Judge, Late
from nouvelles.run.discussion.paper import discussing
from nouvelles.run.meaning import StorySearch
from nouvelles.run.reading.inbox import HubInbox
from nouvelles.run.reading.pushes import fault_counter
from nouvelles.store import Store, readtables
from nouvelles.store.read import ReadTables
from nouvelles.web.app import create_app
from nouvelles.web.keeping import forgetting, keeping
from nouvelles.web.protocol import configured, settle
from nouvelles.web.tally import Tally

if TYPE_CHECKING:
    from nouvelles.run.akismet.server import AkismetServer


class _Server(uvicorn.Server):
    """Says where the paper is once it can be read there."""

    def __init__(self, config: uvicorn.Config, ready: Callable[[str], None]) -> None:
        super().__init__(config)
        self.ready = ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        settle()
        if self.started and sockets:
            self.ready(f"{_address(sockets[0])}/")


def serve_paper(
    store: Store,
    host: str,
    port: int,
    clock: Clock,
    ready: Callable[[str], None],
    *,
    with_worker: bool = True,
    reads: bool = True,
) -> None:
    """Serve until told to stop by a signal, with the worker and the reader beside.

    Raises:
        ConfigError: the address cannot be listened on.
        StoreError: another process is this paper's worker.
    """

    def now() -> datetime:
        return moment_of(clock)

    with _listening(host, port) as listener, ExitStack() as resources:
        store = replace(store, settings=_where(store.settings, listener))
        readtables.ensure(store)
        inbox = HubInbox(store=store, clock=clock, note=fault_counter(store, clock))
        tally = Tally()
        meaning = StorySearch(store)
        second = SecondOpinion(store.settings, clock)
        # Those who wait for their comment are answered before the discussion ends.
        discussion = resources.enter_context(
            discussing(store, clock, Late(lambda: _filter(store)), second)
        )
        akismet = _akismet(store, clock)
        app = create_app(
            store.settings,
            ReadTables(store),
            clock=now,
            inbox=inbox,
            tally=tally,
            meaning=meaning,
            discussion=discussion,
            akismet=akismet,
            desk=store,
        )
        config = configured(app)
        # uvicorn ends its work on Ctrl-C, then passes the signal on: it has done its part.
        with (
            suppress(KeyboardInterrupt),
            meaning,
            keeping(tally, store, clock),
            forgetting(store, clock),
            _beside(akismet, store, clock),
            telling(second, store),
            _working(store, clock, reads=reads) if with_worker else nullcontext(),
        ):
            _Server(config, ready).run(sockets=[listener])
    log.debug(Event.SERVING, ended=True)


def _address(listener: socket.socket) -> str:
    host, port, *_ = listener.getsockname()
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def _where(settings: Settings, listener: socket.socket) -> Settings:
    """The settings, with the loopback address at which the paper is served when they leave
    that of a new paper: canonical links and the desk's check of origins depend on it."""
    own = ip_address(listener.getsockname()[0]).is_loopback
    if not own or settings.paper.address != PaperSettings().address:
        return settings
    return replace(settings, paper=replace(settings.paper, address=_address(listener)))


# Imported in them: what a paper does not do, or seldom, is not loaded to serve its pages.


def _filter(store: Store) -> Judge:
    """What judges comments."""
    from nouvelles.run.discussion.filtering import SiteFilter

    return SiteFilter(store)


def _working(
    store: Store, clock: Clock, *, reads: bool
) -> AbstractContextManager[None]:
    """The worker and the reader."""
    from nouvelles.run.live import working

    return working(store, clock, reads=reads)


def _akismet(store: Store, clock: Clock) -> AkismetServer | None:
    """What answers other sites, where the paper is told to."""
    own = store.settings.akismet
    if not own.serve:
        return None
    from nouvelles.run.akismet.house import HouseJudge
    from nouvelles.run.akismet.server import AkismetServer

    return AkismetServer(store, HouseJudge(), clock, own.per_minute)


def _beside(
    akismet: AkismetServer | None, store: Store, clock: Clock
) -> AbstractContextManager[None]:
    if akismet is None:
        return nullcontext()
    from nouvelles.run.akismet.beside import beside

    return beside(akismet, clock, allow_private=store.settings.network.allow_private)


def _listening(host: str, port: int) -> socket.socket:
    """A socket of our own, so that a port that is taken is said before any work."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
    except OSError as error:
        listener.close()
        taken = error.errno == errno.EADDRINUSE
        reason = "is taken by another program" if taken else f"({error.strerror})"
        raise ConfigError(
            f"{host}:{port}",
            f"cannot be listened on: the address {reason}",
            "Stop the other program or choose another with --port.",
        ) from error
    listener.listen(1024)
    return listener
