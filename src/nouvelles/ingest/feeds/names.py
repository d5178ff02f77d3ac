"""The elements of feeds that we read: their many names, each under one of ours.

Sources: RSS 0.91, 0.92, 2.0, RSS 1.0 with its modules, Atom 0.3 and RFC 4287, Dublin
Core, Media RSS, iTunes, FeedBurner, Creative Commons; which names mean the same is
feedparser's experience (6.0.14, `namespaces/_base.py`), as known in November 2026.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

#: Namespaces in lower case, as feeds misspell them, to the prefix used below.
NAMESPACES: Mapping[str, str] = {
    "": "",
    "http://backend.userland.com/rss": "",
    "http://backend.userland.com/rss2": "",
    "http://blogs.law.harvard.edu/tech/rss": "",
    "http://purl.org/rss/1.0/": "",
    "http://my.netscape.com/rdf/simple/0.9/": "",
    "http://channel.netscape.com/rdf/simple/0.9/": "",
    "http://example.com/newformat#": "",
    "http://example.com/necho": "",
    "http://purl.org/echo/": "",
    "uri/of/echo/namespace#": "",
    "http://purl.org/pie/": "",
    "http://purl.org/atom/ns#": "",
    "http://www.w3.org/2005/atom": "",
    "http://purl.org/rss/1.0/modules/rss091#": "",
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#": "rdf",
    "http://purl.org/rss/1.0/modules/content/": "content",
    "http://purl.org/dc/elements/1.1/": "dc",
    "http://purl.org/dc/terms/": "dcterms",
    "http://search.yahoo.com/mrss": "media",
    "http://search.yahoo.com/mrss/": "media",
    "http://www.itunes.com/dtds/podcast-1.0.dtd": "itunes",
    "http://example.com/dtds/podcast-1.0.dtd": "itunes",
    "http://rssnamespace.org/feedburner/ext/1.0": "feedburner",
    "http://creativecommons.org/ns#license": "cc",
    "http://web.resource.org/cc/": "cc",
    "http://cyber.law.harvard.edu/rss/creativecommonsrssmodule.html": "cc-rss",
    "http://backend.userland.com/creativecommonsrssmodule": "cc-rss",
    "http://purl.org/rss/1.0/modules/syndication/": "sy",
    "http://www.w3.org/1999/xhtml": "xhtml",
}

#: Names in lower case with their prefix to ours.
FIELDS: Mapping[str, str] = {
    **{name: name for name in ("rss", "channel", "feed", "language", "ttl")},
    **{name: name for name in ("title", "link", "author", "enclosure", "license")},
    **dict.fromkeys(("item", "entry"), "item"),
    **dict.fromkeys(("guid", "id"), "id"),
    **dict.fromkeys(("pubdate", "published", "issued"), "published"),
    **dict.fromkeys(("updated", "modified", "lastbuilddate"), "updated"),
    **dict.fromkeys(("description", "summary", "abstract"), "summary"),
    **dict.fromkeys(("subtitle", "tagline", "itunes:subtitle"), "subtitle"),
    **dict.fromkeys(("content", "fullitem", "body"), "content"),
    **dict.fromkeys(("rights", "copyright"), "rights"),
    "managingeditor": "author",
    "rdf:rdf": "rdf",
    "content:encoded": "content",
    "xhtml:body": "content",
    "dc:title": "title",
    **dict.fromkeys(("dc:creator", "dc:author"), "author"),
    "dc:date": "updated",
    "dc:description": "summary",
    "dc:language": "language",
    "dc:rights": "rights",
    "dcterms:issued": "published",
    "dcterms:modified": "updated",
    "itunes:author": "author",
    "itunes:summary": "summary",
    "media:title": "media-title",
    "media:description": "media-text",
    "media:content": "media",
    "media:group": "media-group",
    "feedburner:origlink": "origin",
    "cc:license": "cc",
    "cc-rss:license": "cc",
    "sy:updateperiod": "period",
    "sy:updatefrequency": "frequency",
}

#: The elements of the Channel Definition Format, in lower case.
CDF_ELEMENTS = frozenset(
    (
        *("a", "abstract", "channel", "earliesttime", "http-equiv", "intervaltime"),
        *("item", "latesttime", "log", "login", "logo", "logtarget", "purgetime"),
        *("schedule", "title", "usage"),
    )
)

#: Elements whose text is HTML where they do not say of which kind it is; that of others
#: is plain text. That of CDF comes in several letters.
_ABSTRACT = ("abstract", "Abstract", "ABSTRACT")
HTML_NAMES = ("description", "encoded", "fullitem", "body", *_ABSTRACT)

#: Elements of HTML that a title or description may hold and still be taken for markup:
#: text such as "a <token> of love" is left as it is. The elements that feedparser's
#: cleaner accepts (6.0.14, `sanitizer.py`), without those of forms and MathML.
_HTML_ELEMENTS = """
    a abbr acronym address area article aside audio b big blockquote br button
    canvas caption center cite code col colgroup command datagrid datalist dd del
    details dfn dialog dir div dl dt em event-source fieldset figcaption figure
    font footer form h1 h2 h3 h4 h5 h6 header hr i img input ins kbd keygen label
    legend li m map menu meter multicol nav nextid nobr noscript ol optgroup option
    output p pre progress q s samp section select small sound source spacer span
    strike strong sub sup table tbody td textarea tfoot th thead time tr tt u ul
    var video
"""
HTML_ELEMENTS = frozenset(_HTML_ELEMENTS.split())


#: Tags that are remembered: of the press they are some hundred.
_REMEMBERED = 1_000


class Names(dict[str, str]):
    """Tags as lxml writes them, `{namespace}name`, to our field, "" for none.

    Learns tags as they come; `default` is the namespace that a document uses without a
    prefix, which counts as a feed's own even if nobody knows it.
    """

    def __init__(self, default: str) -> None:
        super().__init__(_COMMON)
        self._default = default

    def __missing__(self, tag: object) -> str:
        if not isinstance(tag, str):
            return ""  # a reference that nothing is known of, in what was mended
        space, _, name = tag[1:].rpartition("}") if tag[0] == "{" else ("", "", tag)
        prefix = NAMESPACES.get(space.lower(), "" if space == self._default else None)
        field = ""
        if prefix is not None:
            field = FIELDS.get(f"{prefix}:{name}".lower().lstrip(":"), "")
        if len(self) < _REMEMBERED:
            self[tag] = field
        return field


@lru_cache(maxsize=64)
def names_under(root: str, prefix: str | None) -> Names:
    """The names of documents whose first element has this tag and prefix: to begin with
    none takes as long as to read a small entry."""
    return Names("" if prefix else root[1:].rpartition("}")[0])


#: The names of the usual namespaces, spelled as their standards do, known beforehand.
_SPELLED = {
    "": (
        *("", "{http://www.w3.org/2005/Atom}", "{http://purl.org/rss/1.0/}"),
        "{http://purl.org/atom/ns#}",
    ),
    "rdf": ("{http://www.w3.org/1999/02/22-rdf-syntax-ns#}",),
    "itunes": ("{http://www.itunes.com/dtds/podcast-1.0.dtd}",),
    "content": ("{http://purl.org/rss/1.0/modules/content/}",),
    "dc": ("{http://purl.org/dc/elements/1.1/}",),
    "media": ("{http://search.yahoo.com/mrss/}",),
}
_COMMON: dict[str, str] = dict.fromkeys(("category", "comments", "guid", "source"), "")
_COMMON.update(
    (space + key.rpartition(":")[2], field)
    for key, field in FIELDS.items()
    for space in _SPELLED.get(key.rpartition(":")[0], ())
)
_COMMON["pubDate"] = "published"
_COMMON["{http://www.w3.org/1999/02/22-rdf-syntax-ns#}RDF"] = "rdf"
