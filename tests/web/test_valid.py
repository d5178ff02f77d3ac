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
from nouvelles.records import CommentState, Shown, Tombstone
from nouvelles.run.desk.complaints import complain
from nouvelles.store import Store
from nouvelles.store.comments import comment_of
from nouvelles.testing import Clock
from nouvelles.web import create_app
from tests.desk_hashing import light_hashing
from tests.desk_paper import Visitor, add_people, comment, desk_app
from tests.store.told import tell_all, told_paper
from tests.web import invented_press as press
from tests.web.invented_stories import the_story
from tests.web.invented_translations import head, translated
from tests.web.reader import ADDRESS, Reader
from tests.web.talking import number_of, own_path, talking
from tests.web.test_accessible import PAGES, PICTURE, WORDS

__all__ = ["light_hashing"]

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


def test_pages_of_translations_and_comments_are_valid(
    sqlite_store: Store, tmp_path: Path
) -> None:
    pages = tmp_path / "pages"
    pages.mkdir()
    reads = press.reads(stories=[the_story()])
    shown = reads.article("a8uk")
    assert isinstance(shown, Shown)
    reads.translate(translated(shown, "fr"), head(shown, "fr"))
    with talking(sqlite_store, reads=reads) as paper:
        own = own_path(paper.say("> Passage\n\nL’*alerte* : https://outlet.example/."))
        first = number_of(paper.article(), "Amal")
        paper.say("C’est vrai.", name="Ben", to=first)
        paper.say("a doubtful word")
        page, read = paper.page(), paper.reader
        found = read.get("/fr/article/a8uk").headers["location"]
        paths = [
            page, f"{page}/commenter", f"{page}/commenter?to={first}", own, found,
            f"{found}/original", "/fr/confidentialite",
        ]  # fmt: skip
        # One's own page with the form of a complaint, then with the complaint.
        hidden = own_path(paper.say("casino", name="Karl"))
        texts = [read.open(path) for path in (*paths, hidden)]
        assert 'name="complain"' in texts[-1]
        read.post(hidden, {"complain": "1", "text": "C’était ironique."})
        texts.append(read.open(hidden))
        assert "ironique" in texts[-1]
        for number, text in enumerate(texts):
            (pages / f"{number:02}.html").write_text(text, "utf-8")
        sheet = re.search(r'"(/static/[^"]+talk\.css)"', read.open(page))
        assert sheet is not None
        (pages / "talk.css").write_bytes(read.get(sheet[1]).content)
    assert messages(pages) == []


@pytest.mark.usefixtures("light_hashing")
def test_pages_of_the_desk_and_its_forms_are_valid(
    sqlite_store: Store, clock: Clock, tmp_path: Path
) -> None:
    pages = tmp_path / "pages"
    pages.mkdir()
    ids = told_paper(sqlite_store, clock)
    tell_all(sqlite_store, ids)
    add_people(sqlite_store, clock)
    page = f"article:{ids['dam']}"
    for number in range(3):
        comment(sqlite_store, clock, f"Voir https://casino.example/{number}", page=page)
    put_aside = comment(
        sqlite_store, clock, "Hard words", page=page, state=CommentState.REMOVED
    )
    with sqlite_store.read() as connection:
        one = comment_of(connection, put_aside)
    assert one is not None
    assert complain(sqlite_store, one, "It was irony.", int(clock()))
    app = desk_app(sqlite_store, clock)
    ada, reader = Visitor(app), Visitor(app)
    read = reader.get(f"/fr/article/dam-{ids['dam']}").text
    notified = re.search(r'href="([^"]+)"[^>]*>Signaler un contenu illicite', read)
    assert notified is not None
    public = [notified[1], "/fr/transparence", "/desk/fr/sign-in"]
    found = [reader.get(path).text for path in public]
    ada.sign_in()
    rooms = (
        "queue", "comment/1", "lists", "pages", "notices", "log", "complaints",
        "complaints/1",
    )  # fmt: skip
    found += [ada.get(f"/desk/fr/{room}").text for room in rooms]
    for number, text in enumerate(found):
        (pages / f"{number:02}.html").write_text(text, "utf-8")
    assert messages(pages) == []


def test_the_checker_finds_what_is_wrong(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(
        "<!doctype html><html lang=en><title>x</title><p><div></p><img src=x>"
    )
    (tmp_path / "b.css").write_text("a{colour:red}")
    found = messages(tmp_path)
    assert {one.partition(":")[0] for one in found} == {"a.html", "b.css"}
