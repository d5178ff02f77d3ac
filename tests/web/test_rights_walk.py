"""Every page and feed of the sample paper: nothing exceeds what the rights allow.

The walk starts at both editions and follows every link of the paper. On each page the
text of each article of the sample day is looked for as it stands in `expected.json`,
which knows the licences and opt-outs without asking our own code.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from importlib.resources import files
from typing import Any
from urllib.parse import urljoin, urlsplit

import httpx
import pytest
from selectolax.lexbor import LexborHTMLParser

from nouvelles.store import Store
from nouvelles.store.read import ReadTables
from nouvelles.web.app import create_app
from tests.web.reader import ADDRESS, Reader

#: Licences under which the whole text may be shown.
OPEN = {"CC-BY-4.0", "CC-BY-SA-4.0", "CC-BY-ND-4.0"}

#: A run of this many characters is a piece of one article and of no other text.
PIECE = 30
LIMIT = 200


def plain(text: str) -> str:
    """Text without marks of typography, so that only words are compared."""
    return re.sub(r"\s+", " ", text).strip()


def expected() -> dict[str, Any]:
    data = files("nouvelles.sample").joinpath("expected.json").read_text("utf-8")
    loaded: dict[str, Any] = json.loads(data)
    return loaded


def body_of(article: dict[str, Any]) -> str:
    """All text of an article after its headline."""
    parts: list[str] = []
    for block in article["body"]:
        for value in block.values():
            parts += value if isinstance(value, list) else [value]
    return plain(" ".join(parts))


def shown_characters(body: str, page: str) -> int:
    """How many characters of a body stand in a page, in pieces of at least `PIECE`."""
    count = position = 0
    while position + PIECE <= len(body):
        if body[position : position + PIECE] not in page:
            position += 1
            continue
        length = PIECE
        while (
            position + length < len(body)
            and body[position : position + length + 1] in page
        ):
            length += 1
        count += length
        position += length
    return count


def parts_of(path: str, answer: httpx.Response) -> list[str]:
    """The texts of a page, one for each article on it: cards, entries, or the page.

    Two outlets may each quote a little of the same wire: what counts is one article.
    """
    entries = entries_of(path, answer)
    if entries is not None:
        return [
            plain(re.sub(r"<[^>]+>", " ", html.unescape(html.unescape(entry))))
            for entry in entries
        ]
    body = LexborHTMLParser(answer.text).body
    if body is None:
        return [plain(answer.text)]
    own = {node.mem_id for node in body.css(".text li")}
    listed = [n for n in body.css(".card, .hit, li") if n.mem_id not in own]
    cards = [plain(node.text(separator=" ")) for node in listed]
    for node in listed:
        node.decompose()
    return [*cards, plain(body.text(separator=" "))]


def entries_of(path: str, answer: httpx.Response) -> list[str] | None:
    """The entries of a feed in any form, None for what is no feed."""
    end = path.partition("?")[0].rpartition(".")[2]
    if end == "json":
        items = answer.json()["items"]
        return [" ".join(str(value) for value in item.values()) for item in items]
    names = {"atom": "entry", "rss": "item"}
    if end not in names:
        return None
    name = names[end]
    return re.findall(rf"<{name}[ >].*?</{name}>", answer.text, re.S)


@pytest.fixture(scope="module")
def walked(sample_paper: Store) -> list[tuple[str, str]]:
    """(path, text) of every article on every page and feed that links lead to."""
    parts = list(_walk(sample_paper))
    assert len({path for path, _ in parts}) > 200
    return parts


def _walk(store: Store) -> Iterator[tuple[str, str]]:
    app = create_app(
        store.settings,
        ReadTables(store),
        clock=lambda: datetime(2026, 3, 12, 20, tzinfo=UTC),
    )
    reader = Reader(app=app)
    queue = ["/fr/", "/en/", "/robots.txt", "/fr/recherche?q=le", "/en/search?q=the"]
    seen = set(queue)
    while queue:
        path = queue.pop()
        answer = reader.get(path)
        while answer.status_code in (301, 302):
            answer = reader.get(answer.headers["location"])
        assert answer.status_code == 200, f"{path}: {answer.status_code}"
        if answer.headers["content-type"].startswith(("image/", "text/css")):
            continue
        for part in parts_of(path, answer):
            yield path, part
        for link in re.findall(r'(?:href|src)="([^"]+)"', answer.text):
            target = urlsplit(urljoin(ADDRESS + path, html.unescape(link)))
            local = target.path + (f"?{target.query}" if target.query else "")
            if f"{target.scheme}://{target.netloc}" == ADDRESS and local not in seen:
                seen.add(local)
                queue.append(local)


def may_be_whole(article: dict[str, Any], outlets: dict[str, Any]) -> bool:
    """By the licence that the outlet states, and nothing that takes it back."""
    outlet = outlets[article["outlet"]]
    return (
        outlet["licence"] in OPEN and not article["agency"] and not article["paywalled"]
    )


def test_no_page_shows_more_than_it_may(walked: list[tuple[str, str]]) -> None:
    gold = expected()
    outlets = _by_id(gold["outlets"])
    offences = []
    for article in gold["articles"]:
        if may_be_whole(article, outlets):
            continue
        body = body_of(article)
        for path, text in walked:
            if body[:PIECE] in text or any(
                body[at : at + PIECE] in text for at in range(0, len(body), 150)
            ):
                count = shown_characters(body, text)
                allowed = _borrowed(article, gold, outlets, text)
                if count > LIMIT and not allowed:
                    offences.append((article["id"], path, count))
    assert offences == []


def _borrowed(
    article: dict[str, Any],
    gold: dict[str, Any],
    outlets: dict[str, Any],
    text: str,
) -> bool:
    """Whether the words stand on the page as those of another article that may be whole.

    A wire's words in an outlet's own licensed page do not count: agency copies are
    never covered, so there is no such case but a correction's two captures.
    """
    return any(
        other["id"] != article["id"]
        and may_be_whole(other, outlets)
        and other["headline"] in text
        and shown_characters(body_of(article), body_of(other)) > LIMIT
        for other in gold["articles"]
    )


def test_whole_texts_are_shown_where_they_may_be(walked: list[tuple[str, str]]) -> None:
    """The walk can see a whole text: licensed articles have theirs on their page."""
    gold = expected()
    outlets = _by_id(gold["outlets"])
    missing = []
    for article in gold["articles"]:
        if not may_be_whole(article, outlets):
            continue
        body = body_of(article)
        enough = 0.9 * len(body)
        # A text that is shorter than what it should hold cannot hold it.
        long = (text for _, text in walked if len(text) >= enough)
        best = max((shown_characters(body, text) for text in long), default=0)
        if best < enough:
            missing.append((article["id"], best, len(body)))
    assert missing == []


def test_opted_out_pages_leave_nothing_but_their_entry(
    walked: list[tuple[str, str]],
) -> None:
    """Words that a wire or another outlet published too do not come from there."""
    gold = expected()
    reserved = [a for a in gold["articles"] if a["outlet"] == "lanhai-courier"]
    elsewhere = " ".join(body_of(a) for a in gold["articles"] if a not in reserved)
    assert reserved
    for article in reserved:
        body = body_of(article)
        said = plain(article["summary"]) + elsewhere
        pieces = {body[at : at + PIECE] for at in range(0, len(body) - PIECE, 40)}
        own = {piece for piece in pieces if piece not in said}
        assert own
        for path, text in walked:
            assert not any(piece in text for piece in own), (article["id"], path)


def _by_id(outlets: Any) -> dict[str, Any]:
    if isinstance(outlets, dict):
        return outlets
    return {outlet["id"]: outlet for outlet in outlets}
