"""A paper served for measuring: `python -m bench.pages_server PAPER KEEP STANDING TALKS`.

The real application in the real server, without worker and reader beside it; KEEP is how
many pages may be kept, 0 to have each made anew; STANDING how many parts of pages may be
kept as they are set, 0 to have all of each set anew; TALKS whether there are comments.
Says its address on its first line.
"""

from __future__ import annotations

import socket
import sys
import time
from contextlib import AbstractContextManager, nullcontext
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import uvicorn

from nouvelles.config import load_settings
from nouvelles.store import Store, open_store, readtables
from nouvelles.store.read import ReadTables
from nouvelles.web import create_app
from nouvelles.web.protocol import configured, settle

if TYPE_CHECKING:
    from nouvelles.run.discussion.paper import PaperDiscussion


def main(paper: str, keep: int, standing: int, *, talks: bool) -> None:
    store = open_store(Path(paper), load_settings(Path(paper)))
    readtables.ensure(store)
    with (
        _discussion(store) if talks else nullcontext() as discussion,
        socket.create_server(("127.0.0.1", 0), backlog=1024) as listener,
    ):
        app = create_app(
            store.settings,
            ReadTables(store),
            clock=lambda: datetime.now(UTC),
            keep=keep,
            standing=standing,
            discussion=discussion,
        )
        config = configured(app)
        settle()  # as `serve` does
        # What comes meanwhile waits in the backlog until the server takes it.
        print(f"http://127.0.0.1:{listener.getsockname()[1]}", flush=True)
        uvicorn.Server(config).run(sockets=[listener])


def _discussion(store: Store) -> AbstractContextManager[PaperDiscussion]:
    """The comments, which a paper without them does not load."""
    from nouvelles.run.discussion.paper import discussing

    return discussing(store, time.time, None)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), talks=sys.argv[4] == "yes")
