"""What must hold of whatever a page gives: an article that is sound, or a known reason."""

from __future__ import annotations

import json
from datetime import datetime
from typing import get_args

from nouvelles.errors import Reject
from nouvelles.extract import Reason, extract
from nouvelles.extract.render import to_document, to_html, to_json, to_markdown, to_text
from nouvelles.records import Article, ArticleKind, Block, BlockKind

_WEB = ("http://", "https://")
URL = "https://quay.example/2026/03/12/fish-market"


def outcome(page: bytes, url: str = URL, content_type: str = "text/html") -> str:
    """How an extraction ends: "article", or the reason; raises where it is not sound."""
    try:
        article = extract(page, url=url, content_type=content_type)
    except Reject as reject:
        reject.detail.encode()
        return Reason(reject.reason).value  # ValueError for a word of no list
    check_article(article, url)
    for render in (to_html, to_markdown, to_text):
        assert render(article).encode()
    assert to_document([article]).encode()
    json.loads(to_json(article))
    return "article"


def check_article(article: Article, url: str) -> None:
    """AssertionError unless an article of an address keeps what its record promises."""
    assert article.headline.strip()
    assert article.body
    assert article.language
    assert 0 <= article.language_confidence <= 1
    assert article.kind in get_args(ArticleKind)
    for date in (article.published, article.modified):
        assert date is None or date.tzinfo is not None
    for text in texts(article):
        assert text.encode()  # UnicodeEncodeError for half a surrogate
    for block in article.body:
        check_block(block)
    for left in article.left_out:
        assert left.reason
        assert len(left.words) <= 60
    # A page that names no address of its own has that under which it was found.
    assert article.canonical == url or article.canonical.startswith(_WEB)
    assert all(one.url.startswith(_WEB) for one in article.alternates)


def check_block(block: Block) -> None:
    assert block.kind in get_args(BlockKind)
    assert block.text or block.url or block.items or block.kind == "live"
    assert block.at is None or isinstance(block.at, datetime)
    assert "\n" not in block.text or block.kind == "code"
    for mark in block.marks:
        assert 0 <= mark.start < mark.end <= len(block.text), (mark, block.text)
        assert mark.kind != "link" or mark.url.startswith(("http", "mailto:", "tel:"))


def texts(article: Article) -> list[str]:
    """Every text of an article that is not empty."""
    found = [
        article.headline, article.kicker, article.standfirst, article.section,
        article.site_name, article.dateline, *article.byline, *article.agencies,
        *article.keywords,
    ]  # fmt: skip
    for block in article.body:
        found += [block.text, *block.items, block.credit, block.url]
    return [text for text in found if text]
