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

SITE = "http://paper.test"

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


def text_of(path: str, answer: httpx.Response) -> str:
    if path.endswith(".atom"):
        unescaped = html.unescape(html.unescape(answer.text))
        return plain(re.sub(r"<[^>]+>", " ", unescaped))
    tree = LexborHTMLParser(answer.text)
    return plain(tree.body.text(separator=" ")) if tree.body else ""


@pytest.fixture(scope="module")
def walked(sample_paper: Store) -> dict[str, str]:
    """The text of every page and feed that links lead to, by path."""
    pages = dict(_walk(sample_paper))
    assert len(pages) > 200
    return pages


def _walk(store: Store) -> Iterator[tuple[str, str]]:
    app = create_app(
        store.settings,
        ReadTables(store),
        clock=lambda: datetime(2026, 3, 12, 20, tzinfo=UTC),
    )
    queue = ["/fr/", "/en/", "/robots.txt", "/fr/recherche?q=le", "/en/search?q=the"]
    seen = set(queue)
    with _client(app) as client:
        while queue:
            path = queue.pop()
            answer = client.get(path)
            assert answer.status_code == 200, f"{path}: {answer.status_code}"
            kind = answer.headers["content-type"]
            if kind.startswith("image/") or kind.startswith("text/css"):
                continue
            yield path, text_of(path, answer)
            for link in re.findall(r'(?:href|src)="([^"]+)"', answer.text):
                target = urlsplit(urljoin(SITE + path, html.unescape(link)))
                local = target.path + (f"?{target.query}" if target.query else "")
                if target.netloc == "paper.test" and local not in seen:
                    seen.add(local)
                    queue.append(local)


def _client(app: Any) -> Any:
    from starlette.testclient import TestClient

    return TestClient(app, base_url=SITE, follow_redirects=True)


def may_be_whole(article: dict[str, Any], outlets: dict[str, Any]) -> bool:
    """By the licence that the outlet states, and nothing that takes it back."""
    outlet = outlets[article["outlet"]]
    return (
        outlet["licence"] in OPEN and not article["agency"] and not article["paywalled"]
    )


def test_no_page_shows_more_than_it_may(walked: dict[str, str]) -> None:
    gold = expected()
    outlets = _by_id(gold["outlets"])
    offences = []
    for article in gold["articles"]:
        if may_be_whole(article, outlets):
            continue
        body = body_of(article)
        for path, text in walked.items():
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


def test_whole_texts_are_shown_where_they_may_be(walked: dict[str, str]) -> None:
    """The walk can see a whole text: licensed articles have theirs on their page."""
    gold = expected()
    outlets = _by_id(gold["outlets"])
    missing = []
    for article in gold["articles"]:
        if not may_be_whole(article, outlets):
            continue
        body = body_of(article)
        best = max(shown_characters(body, text) for text in walked.values())
        if best < 0.9 * len(body):
            missing.append((article["id"], best, len(body)))
    assert missing == []


def test_opted_out_pages_leave_nothing_but_their_entry(walked: dict[str, str]) -> None:
    gold = expected()
    reserved = [a for a in gold["articles"] if a["outlet"] == "lanhai-courier"]
    assert reserved
    for article in reserved:
        pieces = [
            piece
            for at in range(0, len(body_of(article)) - PIECE, 40)
            if (piece := body_of(article)[at : at + PIECE])
            not in plain(article["summary"])
        ]
        for path, text in walked.items():
            assert not any(piece in text for piece in pieces), (article["id"], path)


def _by_id(outlets: Any) -> dict[str, Any]:
    if isinstance(outlets, dict):
        return outlets
    return {outlet["id"]: outlet for outlet in outlets}
