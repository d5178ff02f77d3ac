"""A real browser at a paper that is really served."""

from __future__ import annotations

import shutil
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
import uvicorn
from starlette.applications import Starlette

from nouvelles.web.protocol import configured

CHROMIUM = shutil.which("chromium")
ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip

NEEDS_CHROMIUM = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="there is no Chromium"),
]


class Announcing(uvicorn.Server):
    """A server that tells when it can be asked."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.ready = threading.Event()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self.ready.set()


@contextmanager
def served(make: Callable[[str], Starlette]) -> Iterator[str]:
    """A paper on a loopback port that the system chose, made for its address."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        found = f"http://127.0.0.1:{listening.getsockname()[1]}"
        server = Announcing(configured(make(found)))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
        thread.start()
        assert server.ready.wait(10), "the server did not start"
        yield found
        server.should_exit = True
        thread.join(10)
