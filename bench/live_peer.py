"""What lemon24/reader does, in its own environment: run by `bench.live`, not imported.

python live_peer.py DATABASE add < addresses    feeds are subscribed to
python live_peer.py DATABASE read               they are read and made searchable
python live_peer.py DATABASE search < words     seconds of each search, as JSON
"""

from __future__ import annotations

import json
import sys
import time
from itertools import islice

from reader import make_reader  # type: ignore[import-not-found]

WORKERS = 10


def main(database: str, what: str) -> None:
    reader = make_reader(database)
    if what == "add":
        for address in sys.stdin.read().split():
            reader.add_feed(address)
        reader.enable_search()
    elif what == "read":
        reader.update_feeds(workers=WORKERS)
        reader.update_search()
    else:
        spent = []
        for word in sys.stdin.read().split():
            began = time.perf_counter()
            list(islice(reader.search_entries(word), 20))
            spent.append(time.perf_counter() - began)
        print(
            json.dumps({"seconds": spent, "entries": reader.get_entry_counts().total})
        )


if __name__ == "__main__":
    main(*sys.argv[1:])
