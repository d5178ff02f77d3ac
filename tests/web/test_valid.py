"""Valid: the Nu HTML checker finds no error in any kind of page, nor in the sheet.

`make checkers` installs it (needs npm and Java); where it is not there these are skipped.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from nouvelles.config import ImprintSettings, PaperSettings, Settings
from nouvelles.records import Tombstone
from nouvelles.web import create_app
from tests.web import invented_press as press
from tests.web.invented_stories import the_story
from tests.web.reader import ADDRESS, Reader
from tests.web.test_accessible import PAGES, PICTURE, WORDS

ROOT = Path(__file__).parents[2]
CHECKER = ROOT / ".venv/checkers/node_modules/vnu-jar/build/dist/vnu.jar"

pytestmark = pytest.mark.skipif(
    not CHECKER.exists() or shutil.which("java") is None,
    reason="the Nu HTML checker is not installed (make checkers)",
)

#: Besides those that axe looks at: kinds of pages that are none of these.
MORE = (
    "/en/today", "/en/?page=2", "/fr/article/a8uk", "/en/article/a4fr", "/nowhere",
    "/fr/recit/none", "/fr/sources", "/en/search",
)  # fmt: skip


def messages(folder: Path) -> list[str]:
    """What the checker says of the files of a folder; it starts once for all."""
    done = subprocess.run(
        ["java", "-jar", str(CHECKER), "--also-check-css", "--format", "json", folder],
        capture_output=True,
        text=True,
        check=False,  # it ends with 1 where it found something
    )
    return [
        f"{Path(one['url']).name}: {one['message']}: {one.get('extract', '')[:200]}"
        for one in json.loads(done.stderr)["messages"]
        if one["type"] == "error" or one.get("subType") == "warning"
    ]


def test_every_kind_of_page_and_the_sheet_are_valid(tmp_path: Path) -> None:
    reads = press.reads(stories=[the_story()])
    reads.remove(
        "a8uk", Tombstone(status=451, reason="Ordre <b>n° 3</b>", at=press.NOW)
    )
    reads.remove("a4fr", Tombstone(status=410, reason="", at=press.NOW))
    reads.add_ad(WORDS)
    reads.add_ad(PICTURE)
    settings = Settings(
        paper=PaperSettings(address=ADDRESS),
        imprint=ImprintSettings(contact="redaction@nouvelles.example", host="X\nY"),
    )
    reader = Reader(app=create_app(settings, reads, clock=lambda: press.NOW))
    for number, path in enumerate([*PAGES, *MORE]):
        answer = reader.get(path)
        while answer.status_code in (301, 302, 308):
            answer = reader.get(answer.headers["location"])
        (tmp_path / f"{number:02}.html").write_bytes(answer.content)
    sheet = re.search(r'"(/static/[^"]+\.css)"', reader.open("/fr/"))
    assert sheet is not None
    (tmp_path / "paper.css").write_bytes(reader.get(sheet[1]).content)
    assert messages(tmp_path) == []


def test_the_checker_finds_what_is_wrong(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(
        "<!doctype html><html lang=en><title>x</title><p><div></p><img src=x>"
    )
    (tmp_path / "b.css").write_text("a{colour:red}")
    found = messages(tmp_path)
    assert {one.partition(":")[0] for one in found} == {"a.html", "b.css"}
