"""How much a reader loads: bytes of pages, sheet and script."""

from __future__ import annotations

import re

import pytest
from selectolax.lexbor import LexborHTMLParser

from nouvelles.config import PaperSettings, Settings, TranslationSettings
from nouvelles.store import Store
from nouvelles.store.comments import NewComment, add_comments
from nouvelles.web import create_app
from tests.discussion.talk import comment
from tests.web import sample_press
from tests.web.reader import ADDRESS, Reader
from tests.web.talking import talking

ARTICLE = 30_000
PACKED = 8_000
FIRST_VISIT = 50_000
SHEET = 20_000
SCRIPT = 10_000


@pytest.fixture(scope="module")
def reader() -> Reader:
    settings = Settings(paper=PaperSettings(address=ADDRESS))
    reads = sample_press.reads()
    return Reader(app=create_app(settings, reads, clock=lambda: sample_press.NOW))


def sent(reader: Reader, path: str) -> int:
    """The bytes of an answer as a browser gets them."""
    answer = reader.get(path, accept_encoding="gzip")
    assert answer.status_code == 200
    return int(answer.headers["content-length"])


def test_every_article_of_the_day_is_light(reader: Reader) -> None:
    large = []
    for one in sample_press.articles():
        at = reader.get(f"/fr/article/{one.listed.id}").headers["location"]
        whole, packed = len(reader.get(at).content), sent(reader, at)
        if whole > ARTICLE or packed > PACKED:
            large.append((at, whole, packed))
    assert large == []


def test_a_first_visit_is_light(reader: Reader) -> None:
    at = reader.get(f"/fr/article/{sample_press.articles()[0].listed.id}")
    path = at.headers["location"]
    files = {
        name: sent(reader, name)
        for name in re.findall(r'(?:href|src)="(/static/[^"]+)"', reader.open(path))
    }
    assert {name.rpartition(".")[2] for name in files} == {"css", "svg", "js"}
    assert sent(reader, path) + sum(files.values()) <= FIRST_VISIT
    for name in files:
        size = len(reader.get(name).content)
        assert size <= {"css": SHEET, "js": SCRIPT, "svg": 2_000}[name[-3:].strip(".")]


def test_an_article_with_thirty_comments_is_light(sqlite_store: Store) -> None:
    engines = TranslationSettings()  # each comment in another language has a link more
    reads = sample_press.reads()
    with talking(sqlite_store, reads=reads, translation=engines) as paper:
        large = []
        for one in sample_press.articles():
            _fill(sqlite_store, f"article:{one.listed.id}")
            for edition in ("fr", "ar"):
                path = f"/{edition}/article/{one.listed.id}"
                at = paper.reader.get(path).headers["location"]
                page = paper.reader.get(at)
                assert (
                    "30" in LexborHTMLParser(page.text).css_first("#comments h2").text()
                )
                assert page.text.count('<li id="c') >= 15
                whole, packed = len(page.content), sent(paper.reader, at)
                if whole > ARTICLE or packed > PACKED:
                    large.append((at, whole, packed))
    assert large == []


def _fill(store: Store, page: str) -> None:
    """Twenty comments on a page, ten of them answered."""
    with store.write() as connection:
        heads = add_comments(
            connection, [NewComment(comment=comment(n, page=page)) for n in range(20)]
        )
        answers = [
            comment(20 + n, page=page, parent=heads[2 * n].id) for n in range(10)
        ]
        add_comments(connection, [NewComment(comment=one) for one in answers])


def test_what_comments_are_set_with_is_light(sqlite_store: Store) -> None:
    with talking(sqlite_store) as paper:
        pages = [paper.page(), f"{paper.page()}/commenter"]
        for page in pages:
            sheets = re.findall(r'href="(/static/[^"]+css)"', paper.reader.open(page))
            assert len(sheets) == 2
            assert sum(sent(paper.reader, one) for one in sheets) <= 8_000
            assert len(paper.reader.get(sheets[1]).content) <= 3_000
