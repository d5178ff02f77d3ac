"""How the paper's server starts."""

from __future__ import annotations

import asyncio
import gc
import socket

from nouvelles.config import PaperSettings, Settings
from nouvelles.web import create_app
from nouvelles.web.protocol import configured
from nouvelles.web.serve import _Server
from tests.web import invented_press as press
from tests.web.reader import ADDRESS


def test_what_is_there_at_the_start_is_no_work_for_the_collector() -> None:
    settings = Settings(paper=PaperSettings(address=ADDRESS))
    app = create_app(settings, press.reads(), clock=lambda: press.NOW)
    config, told = configured(app), list[str]()
    server = _Server(config, told.append)

    async def start() -> None:
        with socket.create_server(("127.0.0.1", 0)) as listener:
            config.load()
            server.lifespan = config.lifespan_class(config)
            await server.startup(sockets=[listener])
            await server.shutdown(sockets=[listener])

    gc.unfreeze()  # what others may have frozen
    try:
        asyncio.run(start())
        assert gc.get_freeze_count() > 10_000
        assert len(told) == 1
        assert told[0].startswith("http://127.0.0.1:")
    finally:
        gc.unfreeze()
