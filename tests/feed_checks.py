"""What the specifications demand of a feed; each check names what is wrong.

Written from RFC 4287, from RSS 2.0 with the best practices of the RSS Advisory Board,
and from JSON Feed 1.1, without our own code.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import urlsplit
from xml.etree import ElementTree as ET

ATOM = "{http://www.w3.org/2005/Atom}"
CONTENT = "{http://purl.org/rss/1.0/modules/content/}"
DC = "{http://purl.org/dc/elements/1.1/}"
CC = "{http://backend.userland.com/creativeCommonsRssModule}"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"

RFC3339 = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)\Z")
RFC822 = re.compile(
    r"(Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d\d "
    r"(Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) \d{4} \d\d:\d\d:\d\d GMT\Z"
)
LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*\Z")


class InvalidFeed(AssertionError):
    """A feed breaks its specification."""


def demand(holds: bool, what: str) -> None:
    if not holds:
        raise InvalidFeed(what)


def demand_address(value: str | None, what: str) -> None:
    parts = urlsplit(value or "")
    demand(parts.scheme in ("http", "https") and bool(parts.netloc), f"{what}: {value}")
    demand(" " not in (value or ""), f"{what}: a space")


def check_feed(document: bytes, end: str) -> int:
    """Check a feed by the end of its address; how many entries it has."""
    return {"atom": check_atom, "rss": check_rss, "json": check_json}[end](document)


def check_atom(document: bytes) -> int:
    root = ET.fromstring(document)
    demand(root.tag == f"{ATOM}feed", "root")
    once = ("id", "title", "updated", "subtitle", "rights", "generator")
    _demand_known(root, ATOM, once, ("link", "entry", "author", "category"))
    _demand_head(root)
    links = [(one.get("rel"), one.get("type")) for one in root.findall(f"{ATOM}link")]
    demand(("self", "application/atom+xml") in links, "no link to itself")
    demand(max(Counter(links).values()) == 1, "two alternates of one type")
    entries = root.findall(f"{ATOM}entry")
    for entry in entries:
        known = ("id", "title", "updated", "published", "rights", "summary", "content")
        _demand_known(entry, ATOM, (*known, "source"), ("link", "author", "category"))
        _demand_head(entry)
        names = entry.findall(f"{ATOM}author/{ATOM}name")
        demand(bool(names) and all(one.text for one in names), "an author has no name")
        demand(LANGUAGE.match(entry.get(LANG, "und")) is not None, "language")
        for moment in entry.findall(f"{ATOM}published"):
            demand(RFC3339.match(moment.text or "") is not None, "published")
        source = entry.find(f"{ATOM}source")
        if source is not None:
            _demand_head(source)
        has_content = entry.find(f"{ATOM}content") is not None
        alternates = [one for one in entry.findall(f"{ATOM}link")
                      if one.get("rel", "alternate") == "alternate"]  # fmt: skip
        demand(has_content or bool(alternates), "neither content nor alternate")
        for link in entry.findall(f"{ATOM}link"):
            demand_address(link.get("href"), "link")
        for category in entry.findall(f"{ATOM}category"):
            demand(bool(category.get("term")), "a category without term")
    _demand_unique([entry.findtext(f"{ATOM}id") for entry in entries])
    return len(entries)


def check_rss(document: bytes) -> int:
    root = ET.fromstring(document)
    demand((root.tag, root.get("version"), len(root)) == ("rss", "2.0", 1), "root")
    (channel,) = root
    demand(channel.tag == "channel", "channel")
    once = ("title", "link", "description", "language", "copyright", "lastBuildDate")
    _demand_known(channel, "", (*once, "generator"), (f"{ATOM}link", "item"))
    for name in ("title", "link", "description"):
        demand(bool(channel.findtext(name)), f"no {name}")
    demand_address(channel.findtext("link"), "link")
    demand(LANGUAGE.match(channel.findtext("language", "")) is not None, "language")
    _demand_date(channel.findtext("lastBuildDate"))
    (own,) = channel.findall(f"{ATOM}link")
    demand(own.get("rel") == "self", "atom:link")
    demand(own.get("type") == "application/rss+xml", "atom:link: type")
    items = channel.findall("item")
    for item in items:
        once = ("title", "link", "guid", "pubDate", "description", f"{CONTENT}encoded")
        more = tuple(
            f"{DC}{n}" for n in ("publisher", "language", "source", "rights", "type")
        )
        often = (f"{DC}creator", "category")
        _demand_known(item, "", (*once, *more, f"{CC}license"), often)
        demand(bool(item.findtext("title") or item.findtext("description")), "no text")
        demand_address(item.findtext("link"), "link")
        guid = item.find("guid")
        demand(guid is not None and bool(guid.text), "no guid")
        demand(guid is None or guid.get("isPermaLink") == "false", "guid: no permalink")
        if item.find("pubDate") is not None:
            _demand_date(item.findtext("pubDate"))
        tag = item.findtext(f"{DC}language")
        demand(tag is None or LANGUAGE.match(tag) is not None, "dc:language")
        for name in (f"{DC}source", f"{CC}license"):
            if item.find(name) is not None:
                demand_address(item.findtext(name), name)
    _demand_unique([item.findtext("guid") for item in items])
    return len(items)


def check_json(document: bytes) -> int:
    feed = json.loads(document)
    demand(feed["version"] == "https://jsonfeed.org/version/1.1", "version")
    texts = {"version", "title", "home_page_url", "feed_url", "description", "language"}
    _demand_members(feed, texts, {"items": list})
    demand(bool(feed.get("title")), "no title")
    demand_address(feed["home_page_url"], "home_page_url")
    demand_address(feed["feed_url"], "feed_url")
    for item in feed["items"]:
        texts = {"id", "url", "external_url", "title", "summary", "content_html",
                 "content_text", "date_published", "date_modified", "language"}  # fmt: skip
        _demand_members(item, texts, {"authors": list, "tags": list})
        demand(bool(item["id"]), "an item without id")
        demand("content_html" in item or "content_text" in item, "no content")
        demand_address(item["url"], "url")
        if "external_url" in item:
            demand_address(item["external_url"], "external_url")
        for name in ("date_published", "date_modified"):
            demand(name not in item or bool(RFC3339.match(item[name])), name)
        demand(all(one.get("name") for one in item["authors"]), "authors")
        demand(LANGUAGE.match(item.get("language", "und")) is not None, "language")
        demand(all(isinstance(tag, str) for tag in item.get("tags", [])), "tags")
    _demand_unique([item["id"] for item in feed["items"]])
    return len(feed["items"])


def _demand_head(node: ET.Element) -> None:
    """What Atom wants of a feed, an entry and a source."""
    demand(bool(urlsplit(node.findtext(f"{ATOM}id", "")).scheme), "id: not absolute")
    demand(node.find(f"{ATOM}title") is not None, "no title")
    demand(bool(RFC3339.match(node.findtext(f"{ATOM}updated", ""))), "updated")


def _demand_known(
    node: ET.Element, space: str, once: tuple[str, ...], often: tuple[str, ...]
) -> None:
    counted = Counter(child.tag for child in node)
    for tag, number in counted.items():
        name = tag.removeprefix(space) if space else tag
        demand(name in once or name in often, f"{tag} does not belong here")
        demand(number == 1 or name in often, f"{tag} stands {number} times")


def _demand_members(
    found: dict[str, Any], texts: set[str], others: dict[str, type]
) -> None:
    for name, value in found.items():
        if name.startswith("_"):
            demand(isinstance(value, dict), f"{name}: an extension is an object")
        elif name in others:
            demand(isinstance(value, others[name]), name)
        else:
            demand(
                name in texts and isinstance(value, str), f"{name}: not a known text"
            )


def _demand_date(text: str | None) -> None:
    demand(RFC822.match(text or "") is not None, f"date: {text}")
    if (text or "")[12:13] == "0":
        return  # years of which the library thinks that they have two digits
    at = parsedate_to_datetime(text or "")
    demand(at.strftime("%a") == (text or "")[:3], f"weekday: {text}")


def _demand_unique(ids: list[Any]) -> None:
    demand(len(ids) == len(set(ids)), "an id stands twice")
