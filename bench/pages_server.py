"""A paper served for measuring: `python -m bench.pages_server PAPER KEEP`.

The real application in the real server, without worker and reader beside it; KEEP is how
many pages may be kept, 0 to have each made anew. Says its address on its first line.
"""

from __future__ import annotations

import socket
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

import uvicorn

from nouvelles.config import load_settings
from nouvelles.run.discussion.paper import discussing
from nouvelles.store import open_store, readtables
from nouvelles.store.read import ReadTables
from nouvelles.web import create_app
from nouvelles.web.protocol import configured


def main(paper: str, keep: int) -> None:
    store = open_store(Path(paper), load_settings(Path(paper)))
    readtables.ensure(store)
    with (
        discussing(store, time.time, None) as discussion,
        socket.create_server(("127.0.0.1", 0), backlog=1024) as listener,
    ):
        app = create_app(
            store.settings,
            ReadTables(store),
            clock=lambda: datetime.now(UTC),
            keep=keep,
            discussion=discussion,
        )
        config = configured(app)
        # What comes meanwhile waits in the backlog until the server takes it.
        print(f"http://127.0.0.1:{listener.getsockname()[1]}", flush=True)
        uvicorn.Server(config).run(sockets=[listener])


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
