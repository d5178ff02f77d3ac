"""uvicorn's protocol, with a way past it for requests that come again.

A kept page takes uvicorn 40 us, most of it to read the request and to start a task for it;
the same bytes again take 10 (CPU, 2026-11). All else goes uvicorn's way.
"""

from __future__ import annotations

import gc

import uvicorn
from starlette.applications import Starlette
from uvicorn.protocols.http.httptools_impl import STATUS_LINE, HttpToolsProtocol

from nouvelles.web.repeats import Repeats, Sent, is_whole


def configured(app: Starlette) -> uvicorn.Config:
    """How the paper is served."""
    return uvicorn.Config(
        app,
        http=protocol_with(app.state.repeats),
        access_log=False,
        log_level="warning",
        server_header=False,
        # Whose X-Forwarded-For is believed is a setting of ours (`comments.proxies`).
        proxy_headers=False,
        lifespan="off",
    )


def settle() -> None:
    """Called once, when all is loaded: the collector of cycles looks no more at what is
    there, which took 50 ms every few thousand pages, with everybody waiting (CPU,
    2026-11)."""
    gc.collect()
    gc.freeze()


def protocol_with(repeats: Repeats) -> type[HttpToolsProtocol]:
    """The protocol of a server whose application remembers requests in `repeats`."""

    class Repeating(HttpToolsProtocol):
        #: Between the first byte of a request and the last of its body.
        within = False
        #: What came, where it is one whole request.
        asked = b""

        def data_received(self, data: bytes) -> None:
            self.asked = b""
            if self._is_free():
                sent = repeats.find(data, self.loop)
                if sent is not None:
                    self._send_again(sent)
                    return
                if is_whole(data):
                    self.asked = data
            super().data_received(data)

        def on_message_begin(self) -> None:
            super().on_message_begin()
            self.within = True
            self.scope["state"]["asked"] = self.asked

        def on_message_complete(self) -> None:
            super().on_message_complete()
            self.within = False

        def _is_free(self) -> bool:
            """Whether what comes now begins a request, and can be answered at once."""
            idle = self.cycle is None or self.cycle.response_complete
            return (
                idle
                and not self.within
                and not self.pipeline
                and not self.flow.write_paused
                and not self.transport.is_closing()
            )

        def _send_again(self, sent: Sent) -> None:
            self._unset_keepalive_if_required()
            self.server_state.total_requests += 1
            own = [b"%b: %b\r\n" % one for one in self.server_state.default_headers]
            head = [STATUS_LINE[sent.status], *own, sent.headers, b"\r\n"]
            self.transport.write(b"".join([*head, sent.body]))
            self.timeout_keep_alive_task = self.loop.call_later(
                self.timeout_keep_alive, self.timeout_keep_alive_handler
            )

    return Repeating
