"""What serving pages does not load: it would stay in memory for as long as the paper."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from nouvelles.store import Store

#: What the judge of comments, the desk's passwords, stages, pictures and search by
#: meaning rest on: each is loaded with the act that needs it.
HEAVY = (
    "numpy", "aiohttp", "argon2", "cryptography", "cffi", "lxml", "selectolax",
    "pebble", "alembic", "PIL", "fastwarc", "threadpoolctl",
    "sqlalchemy.dialects.postgresql", "nouvelles.comments.prior",
    "nouvelles.stories.grouping", "nouvelles.run.prepare",
)  # fmt: skip

#: What makes safe HTML of comments: a paper that has some needs it for every page.
TALK = ("nh3", "markdown_it", "linkify_it")

PAGES = (
    "/fr/", "/en/", "/fr/flux.rss", "/fr/flux.json", "/fr/recherche?q=a", "/fr/sources",
    "/fr/rubrique/culture", "/sitemap.xml", "/robots.txt",
)  # fmt: skip

#: Told to a fresh process with an `app` made: pages are opened, and what it has loaded.
ASK = """
import re, sys
from tests.web.reader import Reader

reader = Reader(app=app)
opened = [reader.open(path) for path in {pages}]
for kind in ("article", "recit"):
    found = re.search(rf'"(/fr/{{kind}}/[^"]+)"', opened[0])
    opened += [reader.open(found[1])] if found else []
print(len(opened), *(name for name in {heavy} if name in sys.modules))
"""

#: A paper's pages alone; and with all that `serve` loads and puts together, but for its
#: worker and reader.
ALONE = """
from datetime import UTC, datetime
from pathlib import Path
from nouvelles.config import Settings
from nouvelles.store import open_store
from nouvelles.store.read import ReadTables
from nouvelles.web import create_app

store = open_store(Path({folder!r}), Settings())
reads = ReadTables(store)
app = create_app(store.settings, reads, clock=lambda: datetime.now(UTC))
"""
WHOLE = (
    ALONE
    + """
import time
import nouvelles.web.serve
from nouvelles.run.discussion.paper import discussing
from nouvelles.run.meaning import StorySearch

with discussing(store, time.time, None) as discussion, StorySearch(store) as meaning:
    app = create_app(
        store.settings, reads, clock=lambda: datetime.now(UTC),
        discussion=discussion, desk=store,
    )
"""
)


def test_a_paper_without_comments_and_desk_loads_nothing_of_them(
    sample_paper: Store,
) -> None:
    said = _loaded(ALONE.format(folder=str(sample_paper.folder)), (*HEAVY, *TALK))
    assert said == ["11"]  # an article and a story among them


def test_comments_and_desk_are_there_before_what_they_rest_on(
    sample_paper: Store,
) -> None:
    said = _loaded(WHOLE.format(folder=str(sample_paper.folder)), (*HEAVY, *TALK))
    assert said == ["11", *TALK]  # what comments stand on; and the check can fail


def _loaded(making: str, heavy: tuple[str, ...]) -> list[str]:
    """How many pages a fresh process opened, and which of these modules it has loaded."""
    made = subprocess.run(
        [sys.executable, "-c", making + ASK.format(pages=PAGES, heavy=heavy)],
        capture_output=True,
        cwd=Path(__file__).parents[2],
        text=True,
        check=False,
    )
    assert made.stdout, made.stderr
    return made.stdout.split()
