"""What serving pages does not load: it would stay in memory for as long as the paper."""

from __future__ import annotations

import re
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

from nouvelles.records import Comment
from nouvelles.store import Store
from nouvelles.store.comments import NewComment, add_comments
from nouvelles.store.read import ReadTables
from nouvelles.web import create_app
from tests.web.reader import Reader

#: What the judge of comments, the desk's passwords, stages, pictures and search by
#: meaning rest on: each is loaded with the act that needs it.
HEAVY = (
    "numpy", "aiohttp", "argon2", "cryptography", "cffi", "lxml", "selectolax",
    "pebble", "alembic", "PIL", "fastwarc", "threadpoolctl",
    "sqlalchemy.dialects.postgresql", "nouvelles.comments.prior",
    "nouvelles.stories.grouping", "nouvelles.run.prepare",
)  # fmt: skip

#: What makes safe HTML of comments, which is done when they are written; what few come to.
TALK = (
    "nh3", "markdown_it", "linkify_it", "nouvelles.web.noticing",
    "nouvelles.web.desk.app", "nouvelles.run.desk.complaints",
)  # fmt: skip

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
    found = discussion.comments("article:{number}")
    assert [one.html.partition(" ")[2] for one in found] == ["<p>As <em>said</em></p>"]
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
    number = _add_comment(sample_paper)
    making = WHOLE.format(folder=str(sample_paper.folder), number=number)
    told = (*HEAVY, *TALK, "nouvelles.web.posting")
    assert _loaded(making, told) == ["11", "nouvelles.web.posting"]  # it can fail


def _add_comment(store: Store) -> str:
    """A comment on the article that leads the front page; the article's number."""
    reads = ReadTables(store)
    app = create_app(store.settings, reads, clock=lambda: datetime.now(UTC))
    found = re.search(r'"/fr/article/[^"]*-([a-z0-9]+)"', Reader(app=app).open("/fr/"))
    assert found
    said = Comment(
        id=0,
        page=f"article:{found[1]}",
        name="A",
        text="As *said*",
        at=datetime.now(UTC),
    )
    with store.write() as connection:
        add_comments(connection, [NewComment(comment=said)])
    return found[1]


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
