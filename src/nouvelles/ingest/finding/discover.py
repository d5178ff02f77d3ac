"""Where an outlet's feeds and sitemaps are, step by step, without asking anyone.

Whoever asks: the page itself (`candidates`), its robots.txt (`robots_sitemaps`), then
the usual places; `what_is` (module `kinds`) tells what came. Sources: the autodiscovery
of RSS (rssboard.org, 2006), of Atom and of JSON Feed 1.1, RFC 8288 for headers,
sitemaps.org for robots.txt; the usual places are those of WordPress, Hugo, Jekyll,
Ghost, Drupal and Blogger, as known in November 2026.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal
from urllib.parse import unquote, urljoin, urlsplit

from nouvelles.domains import registered_domain
from nouvelles.errors import InputError
from nouvelles.ingest.finding.link_header import header_links
from nouvelles.ingest.finding.page_links import LinkPage, read_links_of, text_of
from nouvelles.ingest.finding.sections import section_links
from nouvelles.ingest.finding.sitemap_order import is_news_name
from nouvelles.ingest.troubles import NotRead
from nouvelles.ingest.urls import host_of, normalise
from nouvelles.records import Headers

How = Literal[
    "link rel=alternate", "Link header", "anchor", "robots.txt", "usual place", "itself"
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """An address where a feed, a sitemap or a list of articles may be."""

    url: str
    kind: Literal["feed", "sitemap", "section"]
    title: str = ""
    media_type: str = ""
    how: How


#: Media types of feeds. JSON is one only under an address that says so: WordPress
#: announces every post as JSON (/wp-json/).
_FEED_TYPES = frozenset(
    {"application/rss+xml", "application/atom+xml", "application/rdf+xml"}
    | {"application/feed+json", "application/x-rss+xml", "application/rss", "text/rss"}
    | {"text/rss+xml", "application/x.atom+xml", "application/x-atom+xml"}
)
_DOUBTFUL_TYPES = frozenset({"application/json", "application/xml", "text/xml", ""})

#: An address that looks like a feed's: …/feed, …/rss.xml, …/x.rss, ?feed=atom, /rss/….
_FEED_PATH = re.compile(
    r"(?:^|/)(?:feeds?|rss|rss2|atom|rdf)(?:/|$)|\.(?:rss|atom|rdf)$"
    r"|(?:^|[/._-])(?:feeds?|rss2?|atom|index|news|latest)(?:[._-][a-z0-9]+)*\.xml$"
    r"|(?:^|/)(?:feed|index)\.json$|(?:^|/)rss[._-]?\w*(?:\.(?:php|aspx?))$",
    re.IGNORECASE,
)
_FEED_QUERY = re.compile(r"(?:^|&)(?:feed|format|type|alt)=(?:rss2?|atom|rdf)", re.I)

#: A sitemap's address: /sitemap.xml, /sitemap_index.xml.gz, /news-sitemap.xml
_SITEMAP_PATH = re.compile(r"sitemap[^/]*\.xml(?:\.gz)?$", re.IGNORECASE)

#: Addresses of other things that come in the clothes of feeds: interfaces, embeddings.
_NO_FEED = re.compile(r"/wp-json/|/oembed\b|/api/oembed|/opensearch", re.IGNORECASE)

#: Hosts that keep the feeds of others.
_FEED_HOSTS = frozenset({"feedburner.com", "feedpress.me", "feedblitz.com"})

#: A part of the outlet only: a category, a tag, a person, a search, one article.
_PART = re.compile(
    r"/(?:category|categories|categorie|tags?|author|autor|auteur|topics?|search)/"
    r"|[?&](?:cat|tag|author|s)=|/(?:19|20)\d\d/\d\d?/",
    re.IGNORECASE,
)

_FEED: Literal["feed"] = "feed"

#: Links of articles from which on a page itself can be read for want of a feed.
_MANY_LINKS = 3

#: What is found most often first.
_USUAL: tuple[tuple[str, Literal["feed", "sitemap"]], ...] = (
    ("/feed", "feed"),
    ("/rss.xml", "feed"),
    ("/rss", "feed"),
    ("/feed.xml", "feed"),
    ("/atom.xml", "feed"),
    ("/index.xml", "feed"),
    ("/feed.json", "feed"),
    ("/news-sitemap.xml", "sitemap"),
    ("/sitemap_index.xml", "sitemap"),
    ("/sitemap.xml", "sitemap"),
)

#: `Sitemap:` lines of a robots.txt, and the byte up to which they are looked for:
#: "at least 500 kibibytes" (RFC 9309, 2.5).
_SITEMAP_LINE = re.compile(r"^[ \t]*sitemap[ \t]*:[ \t]*(\S{1,2000})", re.I | re.M)
_ROBOTS_BYTES = 512_000


def candidates(
    page: bytes, *, address: str, headers: Headers = ()
) -> tuple[Candidate, ...]:
    """What a page and its headers announce, best first, each address once.

    `<link rel=alternate>` comes first, then Link headers, then links that look like
    feeds; feeds of parts (categories, authors) come after those of the whole. Behind all
    feeds come sitemaps, then the page itself ("section") where it links to articles, and
    feeds of comments last; these are left out where there is nothing else. Header names
    are lower-case.

    Raises:
        NotRead: "empty", "too-large", "too-deep", as `read_links_of`.
    """
    read = read_links_of(page, address=address, headers=headers)
    found = [*_head_links(read), *_headers(read, headers), *_anchors(read)]
    fit = [one for one in found if one.url and not _NO_FEED.search(one.url)]
    ranked = _ranked(fit)
    comments = tuple(one for one in ranked if _is_of_comments(one))
    others = tuple(one for one in ranked if one not in comments)
    better = (*others, *_itself(page, address, headers))
    return (*better, *comments) if better else ()


def robots_sitemaps(robots: bytes, *, address: str) -> tuple[Candidate, ...]:
    """The sitemaps that a robots.txt names, those named for news first. `address` is
    the robots.txt's own; they may be on any host."""
    text = robots[:_ROBOTS_BYTES].decode("utf-8-sig", "replace").replace("\r", "\n")
    urls = (_whole(address, match[1]) for match in _SITEMAP_LINE.finditer(text))
    unique = sorted(dict.fromkeys(filter(None, urls)), key=is_news_name, reverse=True)
    return tuple(Candidate(url=url, kind="sitemap", how="robots.txt") for url in unique)


def usual_places(address: str) -> tuple[Candidate, ...]:
    """Where feeds and sitemaps are when nothing says so, the commonest first.

    For an address with a path, a feed below it comes first (…/blog/ has …/blog/feed).

    Raises:
        InputError: not an http or https address.
    """
    root = normalise(address)
    path = urlsplit(root).path.rstrip("/")
    below = [f"{path}/feed"] if path else []
    places = [*((place, _FEED) for place in below), *_USUAL]
    return tuple(
        Candidate(url=urljoin(root, place), kind=kind, how="usual place")
        for place, kind in places
    )


def _head_links(page: LinkPage) -> list[Candidate]:
    found = []
    for node in page.tree.css("link[rel][href], a[rel][type][href]"):
        given = {name: value or "" for name, value in node.attributes.items()}
        one = _announced(
            page, given["rel"], given["href"], given, how="link rel=alternate"
        )
        found += [one] if one else []
    return found


def _headers(page: LinkPage, headers: Headers) -> list[Candidate]:
    found = []
    for link in header_links(headers):
        given = link.parameters
        rel = given.get("rel", "")
        one = _announced(page, rel, link.target, given, how="Link header")
        found += [one] if one else []
    return found


def _announced(
    page: LinkPage, rel: str, href: str, given: dict[str, str], *, how: How
) -> Candidate | None:
    relations = rel.lower().split()
    url = page.resolve(href)
    title = " ".join(given.get("title", "").split())
    media_type = given.get("type", "").partition(";")[0].strip().lower()
    if "sitemap" in relations:
        return Candidate(url=url, kind="sitemap", title=title, how=how)
    if not {"alternate", "feed"}.intersection(relations):
        return None
    sure = media_type in _FEED_TYPES or ("feed" in relations and not media_type)
    if sure or (media_type in _DOUBTFUL_TYPES and _looks_like_feed(url)):
        return Candidate(
            url=url, kind="feed", title=title, media_type=media_type, how=how
        )
    return None


def _anchors(page: LinkPage) -> list[Candidate]:
    own = registered_domain(host_of(page.address))
    found = []
    for node in page.tree.css("a[href]"):
        href = node.attributes.get("href") or ""
        url = page.resolve(href)
        if not url:
            continue
        domain = registered_domain(host_of(url))
        if domain != own and domain not in _FEED_HOSTS:
            continue
        is_feed = href.lower().startswith("feed:") or _looks_like_feed(url)
        is_sitemap = _SITEMAP_PATH.search(urlsplit(url).path) is not None
        if is_feed or is_sitemap or domain in _FEED_HOSTS:
            title = text_of(node) or (node.attributes.get("title") or "").strip()
            kind: Literal["feed", "sitemap"] = "sitemap" if is_sitemap else "feed"
            found.append(Candidate(url=url, kind=kind, title=title, how="anchor"))
    return found


def _itself(page: bytes, address: str, headers: Headers) -> list[Candidate]:
    try:
        links = section_links(page, address=address, headers=headers)
    except NotRead:  # no links of articles: the page is not worth reading
        return []
    if len(links) < _MANY_LINKS:
        return []
    return [Candidate(url=normalise(address), kind="section", how="itself")]


def _ranked(found: Iterable[Candidate]) -> tuple[Candidate, ...]:
    first: dict[str, Candidate] = {}
    for one in found:
        first.setdefault(one.url, one)
    return tuple(sorted(first.values(), key=_place))


def _place(one: Candidate) -> tuple[bool, bool, int]:
    """Sorting is stable: within a place the order is the page's."""
    order = ("link rel=alternate", "Link header", "anchor")
    is_part = _PART.search(one.url) is not None
    return one.kind == "sitemap", is_part, order.index(one.how)


def _is_of_comments(one: Candidate) -> bool:
    parts = urlsplit(one.url)
    said = f" {one.title} {unquote(parts.path)} {parts.query}".lower()
    return _comments().search(said) is not None


def _looks_like_feed(url: str) -> bool:
    if not url:
        return False
    parts = urlsplit(url)
    if _SITEMAP_PATH.search(parts.path):
        return False
    return bool(_FEED_PATH.search(parts.path) or _FEED_QUERY.search(parts.query))


def _whole(base: str, stated: str) -> str:
    try:
        return normalise(urljoin(base, stated))
    except (InputError, ValueError):
        return ""


@cache
def _comments() -> re.Pattern[str]:
    data = files("nouvelles.ingest") / "data" / "comment_words.txt"
    lines = data.read_text("utf-8").splitlines()
    words = [re.escape(line.strip()) for line in lines if line and line[0] != "#"]
    return re.compile(rf"(?:\b|_)(?:{'|'.join(words)})")
