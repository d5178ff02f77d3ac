"""The links of a page by where they lead, each with its title and its date."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

import regex
from selectolax.lexbor import LexborNode

from nouvelles.ingest.feeds.dates import read_date
from nouvelles.ingest.finding.article_address import signs_of_article
from nouvelles.ingest.finding.page_links import LinkPage, ancestors, text_of
from nouvelles.ingest.urls import article_key

_HEADINGS = "h1, h2, h3, h4, h5, h6, [role=heading]"

#: How far up from a link its own container may reach.
_CONTAINER_DEPTH = 8

#: No date is longer; what is longer need not be looked at.
_LONGEST_DATE = 100

#: Words, or characters of scripts with few or no spaces, that make a title.
_TITLE_WORDS = 4
_TITLE_SIGNS = 8
_UNSPACED = regex.compile(
    r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Hangul}\p{Thai}\p{Lao}\p{Khmer}"
    r"\p{Myanmar}\p{Tibetan}]"
)


@dataclass
class Link:
    """All anchors of a page that lead to one address."""

    url: str
    signs: int
    nodes: list[LexborNode] = field(default_factory=list)
    title: str = ""
    headed: bool = False
    published: datetime | None = None


def grouped(page: LinkPage, anchors: Iterable[LexborNode]) -> list[Link]:
    """Anchors by address, in the order of the page; links to the page itself left out."""
    here = article_key(page.address)
    found: dict[str, Link] = {}
    for anchor in anchors:
        url = page.resolve(anchor.attributes.get("href"))
        if not url:
            continue
        if url not in found:
            signs = -1 if article_key(url) == here else signs_of_article(url)
            found[url] = Link(url=url, signs=signs)
        found[url].nodes.append(anchor)
    return list(found.values())


def described(links: list[Link], page: LinkPage) -> list[Link]:
    """The links with their titles and dates."""
    by_url = {link.url: link for link in links}
    for link in links:
        texts = [text_of(node) or _label(node) for node in link.nodes]
        link.title = max(texts, key=len)
    # The author's or the category's link in a card takes nothing from the article's.
    likely = [
        link
        for link in links
        if link.signs >= 1 or (link.signs == 0 and has_words(link.title))
    ]
    owner = _owners(links) | _owners(likely)
    for node in page.tree.css(_HEADINGS):
        _head(node, owner, by_url)
    for node in page.tree.css("time[datetime]"):
        dated = by_url.get(_owner(node, owner))
        if dated and dated.published is None:
            stated = node.attributes.get("datetime") or ""
            dated.published = read_date(stated[:_LONGEST_DATE])
    return links


def _owners(links: list[Link]) -> dict[int, str]:
    """To which link each container belongs, by the container; "" for several."""
    owner: dict[int, str] = {}
    for link in links:
        for node in link.nodes:
            owner[node.mem_id] = link.url
            for _, above in zip(range(_CONTAINER_DEPTH), ancestors(node), strict=False):
                if owner.setdefault(above.mem_id, link.url) != link.url:
                    owner[above.mem_id] = ""
    return owner


def _head(node: LexborNode, owner: dict[int, str], by_url: dict[str, Link]) -> None:
    """The heading as the title of its link: of the one that it holds or stands in, or
    of the one beside it, where that has no title of its own ("read more")."""
    link = by_url.get(_owner(node, owner))
    title = text_of(node)
    if link is None or link.headed or not title:
        return
    around = {anchor.mem_id for anchor in link.nodes}
    close = any(inner.mem_id in around for inner in node.css("a[href]")) or any(
        above.mem_id in around
        for _, above in zip(range(_CONTAINER_DEPTH), ancestors(node), strict=False)
    )
    if close or (has_words(title) and not has_words(link.title)):
        link.title, link.headed = title, True


def _owner(node: LexborNode, owner: dict[int, str]) -> str:
    """The address whose container holds a node most closely."""
    inner = node.css_first("a[href]")
    if inner is not None and inner.mem_id in owner:
        return owner[inner.mem_id]
    for _, above in zip(range(_CONTAINER_DEPTH), ancestors(node), strict=False):
        if above.mem_id in owner:
            return owner[above.mem_id]
    return ""


def _label(node: LexborNode) -> str:
    given = node.attributes.get("aria-label") or node.attributes.get("title") or ""
    return " ".join(given.split())


def has_words(title: str) -> bool:
    """Whether there are words enough for a title."""
    if len(title.split()) >= _TITLE_WORDS:
        return True
    return len(_UNSPACED.findall(title)) >= _TITLE_SIGNS
