"""What a paper without comments and desk does not load: half of what all of it takes."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

HEAVY = (
    "numpy", "aiohttp", "argon2", "cryptography", "lxml", "selectolax", "nh3",
    "markdown_it", "alembic",
)  # fmt: skip

ASK = """
import sys
import nouvelles.store.read  # what a server reads from
from nouvelles.config import Settings
from nouvelles.web import create_app
from tests.web import invented_press as press
from tests.web.reader import Reader

app = create_app(Settings(), press.reads(), clock=lambda: press.NOW)
page = Reader(app=app).open("/fr/article/a1dam")
print("<h1" in page, *(name for name in {heavy} if name in sys.modules))
"""


def test_an_article_s_page_loads_nothing_of_comments_and_desk() -> None:
    made = subprocess.run(
        [sys.executable, "-c", ASK.format(heavy=HEAVY)],
        capture_output=True,
        cwd=Path(__file__).parents[2],
        text=True,
        check=False,
    )
    assert made.stdout.split() == ["True"], made.stderr
