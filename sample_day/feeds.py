"""Each outlet's feed, in its kind: RSS 2.0, Atom, RDF (RSS 1.0) or JSON Feed.

A feed says what the outlet says of itself: headline, summary, people, dates; never
the body. Newest first, as readers expect.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime
from email.utils import format_datetime

from .furniture import article_url, section_name
from .records import Article, Outlet, World
from .structured import Json
from .views import picture_url

Escape = Callable[[str], str]


def feed_name(outlet: Outlet) -> str:
    """The file of an outlet's feed."""
    return f"{outlet.id}.{'json' if outlet.feed.kind == 'json' else 'xml'}"


def write_feed(world: World, outlet: Outlet) -> bytes:
    """The bytes of an outlet's feed, in the charset of its site."""
    articles = [a for a in reversed(world.articles()) if a.outlet == outlet.id]
    text = WRITERS[outlet.feed.kind](world, outlet, articles)
    if outlet.feed.kind == "json":
        return text.encode()
    charset = _charset(outlet)
    head = f'<?xml version="1.0" encoding="{charset}"?>\n'
    return (head + text).encode(charset, errors="xmlcharrefreplace")


def _charset(outlet: Outlet) -> str:
    # Chinese sites with old pages serve their feeds in UTF-8 all the same.
    return "windows-1251" if outlet.charset == "windows-1251" else "utf-8"


def _escape(text: str) -> str:
    for character, reference in (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;")):
        text = text.replace(character, reference)
    return text.replace('"', "&quot;")


def link_of(article: Article, outlet: Outlet) -> str:
    """The address that a feed gives, which may carry a query that counts visits."""
    url = article_url(article, outlet)
    return f"{url}?{outlet.feed.query}" if outlet.feed.query else url


def _feed_url(outlet: Outlet) -> str:
    return f"https://{outlet.host}{outlet.feed.path}"


def _latest(articles: list[Article]) -> datetime:
    return max((a.modified or a.published).astimezone(UTC) for a in articles)


def _section(world: World, article: Article, outlet: Outlet) -> str:
    section = next(e.section for e in world.events if e.id == article.event)
    return section_name(world.words[outlet.language], section)


def _element(name: str, text: str, **attributes: str) -> str:
    pairs = "".join(f' {key}="{_escape(value)}"' for key, value in attributes.items())
    return f"<{name}{pairs}>{_escape(text)}</{name}>" if text else f"<{name}{pairs}/>"


def _write_rss(world: World, outlet: Outlet, articles: list[Article]) -> str:
    items = []
    for article in articles:
        lines = [
            _element("title", article.headline),
            _element("link", link_of(article, outlet)),
            f'<guid isPermaLink="false">{outlet.host}/{article.id}</guid>',
            _element("pubDate", format_datetime(article.published)),
            f"<description><![CDATA[<p>{_escape(article.summary)}</p>]]></description>",
            _element("category", _section(world, article, outlet)),
        ]
        lines += [_element("dc:creator", name) for name in article.byline]
        if article.image is not None:
            url = picture_url(outlet, article.image.name)
            lines.append(f'<enclosure url="{url}" type="image/jpeg" length="0"/>')
        items.append("<item>\n" + "\n".join(lines) + "\n</item>")
    head = [
        _element("title", outlet.name),
        _element("link", outlet.home),
        _element("description", outlet.tagline),
        _element("language", outlet.language),
        _element("copyright", outlet.licence_url or f"© 2026 {outlet.owner}"),
        _element("lastBuildDate", format_datetime(_latest(articles), usegmt=True)),
        f'<atom:link href="{_feed_url(outlet)}" rel="self" type="application/rss+xml"/>',
    ]
    return (
        '<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/">\n<channel>\n'
        + "\n".join([*head, *items])
        + "\n</channel>\n</rss>\n"
    )


def _write_atom(world: World, outlet: Outlet, articles: list[Article]) -> str:
    entries = []
    for article in articles:
        changed = article.modified or article.published
        lines = [
            _element("title", article.headline),
            _element("id", f"tag:{outlet.host},2026:{article.id}"),
            _element("link", "", rel="alternate", href=link_of(article, outlet)),
            _element("published", article.published.isoformat()),
            _element("updated", changed.isoformat()),
            _element("summary", article.summary),
            _element("category", "", term=_section(world, article, outlet)),
        ]
        lines += [
            f"<author>{_element('name', name)}</author>" for name in article.byline
        ]
        entries.append("<entry>\n" + "\n".join(lines) + "\n</entry>")
    head = [
        _element("title", outlet.name),
        _element("subtitle", outlet.tagline),
        _element("id", outlet.home),
        _element("link", "", rel="alternate", href=outlet.home),
        _element("link", "", rel="self", href=_feed_url(outlet)),
        _element("updated", _latest(articles).isoformat()),
        f"<author>{_element('name', outlet.name)}</author>",
        _element("rights", outlet.licence_url or f"© 2026 {outlet.owner}"),
    ]
    return (
        f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{outlet.language}">\n'
        + "\n".join([*head, *entries])
        + "\n</feed>\n"
    )


def _write_rdf(world: World, outlet: Outlet, articles: list[Article]) -> str:
    order, items = [], []
    for article in articles:
        url = _escape(link_of(article, outlet))
        order.append(f'<rdf:li rdf:resource="{url}"/>')
        lines = [
            _element("title", article.headline),
            f"<link>{url}</link>",
            _element("description", article.summary),
            _element("dc:date", article.published.isoformat()),
            _element("dc:subject", _section(world, article, outlet)),
        ]
        lines += [_element("dc:creator", name) for name in article.byline]
        items.append(f'<item rdf:about="{url}">\n' + "\n".join(lines) + "\n</item>")
    head = [
        _element("title", outlet.name),
        _element("link", outlet.home),
        _element("description", outlet.tagline),
        _element("dc:language", outlet.language),
        _element("dc:rights", f"© 2026 {outlet.owner}"),
        _element("dc:date", _latest(articles).isoformat()),
        "<items><rdf:Seq>" + "".join(order) + "</rdf:Seq></items>",
    ]
    return (
        '<rdf:RDF xmlns="http://purl.org/rss/1.0/"'
        ' xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/">\n'
        f'<channel rdf:about="{_feed_url(outlet)}">\n'
        + "\n".join(head)
        + "\n</channel>\n"
        + "\n".join(items)
        + "\n</rdf:RDF>\n"
    )


def _write_json(world: World, outlet: Outlet, articles: list[Article]) -> str:
    items: list[Json] = []
    for article in articles:
        item: Json = {
            "id": f"{outlet.host}/{article.id}",
            "url": link_of(article, outlet),
            "title": article.headline,
            "summary": article.summary,
            "date_published": article.published.isoformat(),
            "authors": [{"name": name} for name in article.byline],
            "tags": [_section(world, article, outlet), *article.keywords],
            "language": outlet.language,
        }
        if article.modified is not None:
            item["date_modified"] = article.modified.isoformat()
        if article.image is not None:
            item["image"] = picture_url(outlet, article.image.name)
        items.append(item)
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": outlet.name,
        "description": outlet.tagline,
        "home_page_url": outlet.home,
        "feed_url": _feed_url(outlet),
        "language": outlet.language,
        "items": items,
    }
    return json.dumps(feed, ensure_ascii=False, indent=1) + "\n"


WRITERS: dict[str, Callable[[World, Outlet, list[Article]], str]] = {
    "rss": _write_rss,
    "atom": _write_atom,
    "rdf": _write_rdf,
    "json": _write_json,
}
