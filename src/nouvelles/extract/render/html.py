"""An article as HTML: its meaning in elements, nothing that runs, links of the web only."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from datetime import datetime
from html import escape
from typing import Final

from nouvelles.extract.render.facts import moment
from nouvelles.extract.render.spans import (
    Piece,
    nested,
    sound,
    web_address,
)
from nouvelles.records import Article, Block
from nouvelles.records.parts import Marked, cells_of, items_of

_ELEMENTS: Final = {
    "emphasis": "em", "strong": "strong", "quote": "q", "code": "code", "sub": "sub",
    "sup": "sup",
}  # fmt: skip
#: Those who are linked to learn nothing of the page, and get no praise by it.
_REL: Final = "nofollow noopener noreferrer"
#: Characters by which a text's direction is found out.
_LOOKED_AT: Final = 2_000

#: Pictures may be shown, and nothing else is fetched or run.
_POLICY: Final = "default-src 'none'; img-src http: https:; style-src 'unsafe-inline'"
_STYLE: Final = (
    "body{max-width:42rem;margin:2rem auto;padding:0 1rem;font:1.1rem/1.55 serif;"
    "overflow-wrap:anywhere}img{max-width:100%;height:auto}figure{margin:1.5rem 0}"
    "figcaption,.facts{font-size:.85em;opacity:.8}pre,.rows{overflow-x:auto}"
    "td,th{padding:.2rem .6rem;border-bottom:1px solid;text-align:start}"
    ".standfirst{font-weight:600}"
    "article+article{border-top:1px solid;margin-top:3rem;padding-top:1rem}"
    ":root{color-scheme:light dark}"
)


def to_html(article: Article) -> str:
    """One `article` element; what was linked without an address of the web is text."""
    head = [
        _element("p", escape(article.kicker), ' class="kicker"'),
        _element("h1", escape(article.headline)),
        _element("p", escape(article.standfirst), ' class="standfirst"'),
        _element("p", " · ".join(_facts(article)), ' class="facts"'),
    ]
    texts = [article.headline, *(block.text for block in article.body)]
    known = article.language and article.language != "und"
    language = f' lang="{escape(article.language)}"' if known else ""
    parts = [
        f'<article{language} dir="{direction(texts)}">',
        _element("header", "\n".join(filter(None, head))),
        *map(_block, article.body),
        "</article>",
    ]
    return sound("\n".join(part for part in parts if part))


def to_document(articles: Iterable[Article]) -> str:
    """A page of its own with articles, one after the other; it fetches only pictures."""
    listed = list(articles)
    title = " · ".join(article.headline for article in listed)
    return "\n".join([
        "<!doctype html>",
        '<html><head><meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width">',
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">',
        '<meta name="referrer" content="no-referrer">',
        f"<title>{escape(sound(title))}</title>",
        f"<style>{_STYLE}</style></head><body>",
        *map(to_html, listed),
        "</body></html>",
    ])  # fmt: skip


def direction(texts: Iterable[str]) -> str:
    """ "rtl" where most letters of texts run from right to left, else "ltr"."""
    letters = " ".join(texts)[:_LOOKED_AT]
    signs = [unicodedata.bidirectional(letter) for letter in letters]
    right = sum(sign in ("R", "AL") for sign in signs)
    return "rtl" if right > signs.count("L") else "ltr"


def _facts(article: Article) -> list[str]:
    signed = ", ".join(map(escape, (*article.byline, *article.agencies)))
    facts = [signed, escape(article.site_name)]
    if article.published:
        facts.append(_time(article.published, day_only=article.day_only))
    if article.modified and article.modified != article.published:
        facts.append(f"updated {_time(article.modified)}")
    return [fact for fact in facts if fact]


def _time(at: datetime, *, day_only: bool = False) -> str:
    machine = at.date().isoformat() if day_only else at.isoformat()
    shown = moment(at, day_only=day_only)
    return f'<time datetime="{machine}" dir="ltr">{shown}</time>'


def _block(block: Block) -> str:
    said = inline((block.text, block.marks))
    match block.kind:
        case "heading":
            return _element(f"h{max(2, min(block.level, 6))}", said)
        case "list" if block.items:
            items = (_element("li", inline(item)) for item in items_of(block))
            return _element("ul", "".join(items))
        case "quote":
            credit = _element("footer", escape(block.credit))
            return _element("blockquote", _element("p", said) + credit)
        case "table" if block.items:
            return _table(block)
        case "code":
            code = _element("code", escape(block.text))
            return _element("pre", code)
        case "image":
            return _image(block, said)
        case "embed":
            address = web_address(block.url)
            name = escape(block.text or address)
            return _element("p", _link(address, name), ' class="embed"')
        case "live":
            at = _time(block.at) if block.at else ""
            return _element("h2", " ".join(filter(None, (at, said)))) or "<hr>"
        case _:
            return _element("p", said)


def _table(block: Block) -> str:
    rows = []
    for row in items_of(block):
        cells = (f"<td>{inline(cell)}</td>" for cell in cells_of(row))
        rows.append(_element("tr", "".join(cells)))
    return f'<div class="rows"><table>{"".join(rows)}</table></div>'


def _image(block: Block, said: str) -> str:
    address = web_address(block.url)
    image = f'<img src="{escape(address)}" alt="" loading="lazy">' if address else ""
    credit = _element("small", escape(block.credit))
    caption = _element("figcaption", " ".join(filter(None, (said, credit))))
    return _element("figure", image + caption)


def inline(text: Marked) -> str:
    """A text with its marks."""
    words, marks = text
    # Most have none: then nothing is to be nested.
    return "".join(map(_piece, nested(words, marks))) if marks else escape(words)


def _piece(piece: Piece) -> str:
    if isinstance(piece, str):
        return escape(piece)
    inner = "".join(map(_piece, piece.pieces))
    if piece.kind == "link":
        return _link(piece.url, inner)
    return _element(_ELEMENTS[piece.kind], inner)


def _link(address: str, inner: str) -> str:
    """A link, or its words alone where there is no address."""
    return f'<a href="{escape(address)}" rel="{_REL}">{inner}</a>' if address else inner


def _element(tag: str, inner: str, attributes: str = "") -> str:
    return f"<{tag}{attributes}>{inner}</{tag}>" if inner else ""
