"""What a page says about its own use, in its HTTP headers and its markup.

Opt-outs: TDM Reservation Protocol (W3C community group report, 2024-05-10) and robots
directives. Licences: rel=license (HTML Standard, RFC 8288 for the header), schema.org's
`license`, Dublin Core. The rule that keeps a picture's or a comment's licence away from
the article is at `_is_about_the_page`.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urljoin

import regex
from selectolax.lexbor import LexborHTMLParser, LexborNode

from nouvelles.errors import Reject
from nouvelles.language import sound_json
from nouvelles.markup import excess
from nouvelles.records import Capture, Claims
from nouvelles.rights.naming import spdx_of
from nouvelles.rights.robots import AGENT, Directives, parse_header, parse_meta

#: The reason word of the only rejection.
TDM_RESERVED: Final = "tdm-reserved"

#: Stands for terms that a page names and we do not know: no licence, but not silence.
UNKNOWN_LICENCE: Final = "LicenseRef-Unknown"

_DUBLIN_CORE: Final = frozenset(
    {"dc.rights", "dc.rights.license", "dc.license", "dcterms.rights"}
    | {"dcterms.license", "dcterms.rights.license"}
)

#: Regions whose licence links are about something else than the article.
_OTHER_ELEMENTS: Final = frozenset(
    {"figure", "figcaption", "picture", "blockquote", "aside", "nav", "form", "li"}
)
#: Words of class, id, role and itemtype that mark such regions on elements without
#: meaning of their own.
_OTHER_WORDS = regex.compile(
    r"comment|caption|credit|embed|image|photo|picture|gallery|media|video|audio"
    r"|related|teaser|widget|sidebar|card|disqus|quote",
    regex.IGNORECASE,
)

#: `<https://creativecommons.org/…>; rel="license"` in a Link header (RFC 8288).
_LINK = regex.compile(r"<([^<>]*)>((?:\s*;\s*[^,;\"]+(?:\"[^\"]*\")?)*)")
_REL_LICENSE = regex.compile(r";\s*rel\s*=\s*\"?[^\";]*\blicense\b", regex.IGNORECASE)

_ARTICLE_TYPE = regex.compile(r"(?:Article|Posting|Report|Review)$")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Found:
    """One statement of a licence: its words or address, and where it was read."""

    stated: str
    where: str


def read_claims(capture: Capture) -> Claims:
    """What a capture says about its own use.

    A capture whose status is not 200, or without any markup, gives empty claims unless
    its headers speak; the extract stage rejects it. Where several places name a
    licence, the closest to the article is heard: JSON-LD of the article, then `<link>`,
    Link header and Dublin Core, then `<a rel=license>`. Two different licences in one
    place are none; terms that we do not know are "LicenseRef-Unknown", which grants
    nothing.

    Raises:
        Reject: "tdm-reserved", by header or meta element; the meta element is heard
            first, and values other than 0 and 1 are as if unset.
    """
    if capture.status != 200:
        return Claims()
    # Markup is looked for in anything that has an angle bracket: a page sent with a
    # wrong content type still means what it says.
    page = _parse(capture.body)
    where: list[str] = []
    _heed_reservation(capture, page, where)
    directives = _robots(capture, page, where)
    licence, address = _licence(capture, page, where)
    return Claims(
        licence=licence,
        licence_url=address,
        robots=tuple(sorted(directives.robots)),
        max_snippet=directives.max_snippet,
        where=tuple(where),
    )


def _parse(body: bytes) -> LexborHTMLParser | None:
    # Latin-1 keeps every byte apart; all that is looked for is ASCII.
    if b"<" not in body[:4096] or excess(body):
        return None
    return LexborHTMLParser(body)


def _metas(page: LexborHTMLParser | None) -> Iterator[tuple[str, str]]:
    """Names (lower case) and contents of the page's meta elements."""
    for node in page.css("meta[content]") if page else ():
        attributes = node.attributes
        name = attributes.get("name") or attributes.get("property") or ""
        yield name.strip().lower(), (attributes.get("content") or "").strip()


def _heed_reservation(
    capture: Capture, page: LexborHTMLParser | None, where: list[str]
) -> None:
    said: dict[str, str] = {}
    policies: list[str] = []
    places: list[tuple[str, str, str]] = [
        ("header", name, value.strip()) for name, value in capture.headers
    ]
    places += [("meta", name, value) for name, value in _metas(page)]
    for place, name, value in places:
        if name == "tdm-reservation" and value in ("0", "1"):
            # Said twice in one place, the stricter holds.
            said[place] = max(said.get(place, "0"), value)
        elif name == "tdm-policy" and value:
            policies.append(f"{place} tdm-policy {value}")
    decisive = "meta" if "meta" in said else "header"
    if said.get(decisive) == "1":
        raise Reject(TDM_RESERVED, "; ".join([decisive, *policies]))
    where += [f"{place} tdm-reservation" for place in said]
    where += policies


def _robots(
    capture: Capture, page: LexborHTMLParser | None, where: list[str]
) -> Directives:
    found = Directives()
    for name, value in capture.headers:
        if name == "x-robots-tag":
            found |= parse_header(value)
            where.append("header x-robots-tag")
    for name, content in _metas(page):
        if name in ("robots", AGENT):
            found |= parse_meta(content)
            where.append(f"meta {name}")
    return found


def _licence(
    capture: Capture, page: LexborHTMLParser | None, where: list[str]
) -> tuple[str, str]:
    """The SPDX identifier and the words or address that name it."""
    ranks = [list(_from_header(capture))]
    if page is not None:
        ranks[0] += _from_head(page)
        ranks.insert(0, list(_from_json_ld(page, capture.url)))
        ranks.append(list(_from_anchors(page, capture.url)))
    for found in ranks:
        if not found:
            continue
        where += dict.fromkeys(one.where for one in found)
        identifiers = {spdx_of(one.stated) for one in found}
        if len(identifiers) > 1:
            where.append("several licences")
            return UNKNOWN_LICENCE, ""
        return identifiers.pop() or UNKNOWN_LICENCE, found[0].stated
    return "", ""


def _from_header(capture: Capture) -> Iterator[_Found]:
    for match in _LINK.finditer(capture.header("link")):
        if _REL_LICENSE.search(match[2]):
            address = _absolute(capture.url, match[1])
            yield _Found(stated=address, where="header link license")


def _from_head(page: LexborHTMLParser) -> Iterator[_Found]:
    for node in page.css("link[rel][href]"):
        if _is_license(node):
            yield _Found(stated=_attribute(node, "href"), where="link license")
    for name, content in _metas(page):
        # Rights in prose ("© the outlet") are no statement of a licence.
        if name in _DUBLIN_CORE and spdx_of(content):
            yield _Found(stated=content, where=f"meta {name}")


def _from_anchors(page: LexborHTMLParser, url: str) -> Iterator[_Found]:
    for node in page.css("a[rel][href]"):
        if _is_license(node) and _is_about_the_page(node):
            address = _absolute(url, _attribute(node, "href"))
            yield _Found(stated=address, where="a license")


def _attribute(node: LexborNode, name: str) -> str:
    return (node.attributes.get(name) or "").strip()


def _absolute(base: str, address: str) -> str:
    try:
        return urljoin(base, address)
    except ValueError:  # an unclosed bracket, as in "http://[x"
        return address


def _is_license(node: LexborNode) -> bool:
    return "license" in _attribute(node, "rel").lower().split()


def _is_about_the_page(node: LexborNode) -> bool:
    """Whether a licence link speaks for the article rather than for a part or guest.

    The rule: neither the link nor any element around it is a figure, quotation, aside,
    navigation, form or list item; carries a class, id, role or itemtype that speaks of
    comments, captions, credits, pictures, players, embeds, related items or cards; or
    has the RDFa attribute `about`, which gives its content another subject.
    """
    above: LexborNode | None = node
    while above is not None and above.tag not in ("body", "html", "-undef"):
        if above.tag in _OTHER_ELEMENTS or "about" in above.attributes:
            return False
        words = ("class", "id", "role", "itemtype", "itemprop")
        said = " ".join(_attribute(above, name) for name in words)
        if _OTHER_WORDS.search(said):
            return False
        above = above.parent
    return True


def _from_json_ld(page: LexborHTMLParser, url: str) -> Iterator[_Found]:
    for script in page.css('script[type="application/ld+json"]'):
        try:
            data = json.loads(sound_json(script.text()), strict=False)
        except (ValueError, RecursionError):
            continue  # broken markup grants nothing
        for thing in _things(data):
            for stated in _names(thing.get("license")):
                yield _Found(stated=_absolute(url, stated), where="json-ld license")


def _things(data: Any) -> Iterator[dict[str, Any]]:
    """Articles at the top of a JSON-LD document, in its graph, or as main entity."""
    pending = [data]
    while pending:
        value = pending.pop(0)
        if isinstance(value, list):
            pending = [*value, *pending]
        elif isinstance(value, dict):
            types = value.get("@type")
            names = types if isinstance(types, list) else [types]
            if any(isinstance(t, str) and _ARTICLE_TYPE.search(t) for t in names):
                yield value
            elif "@graph" in value or "mainEntity" in value:
                pending = [value.get("@graph"), value.get("mainEntity"), *pending]


def _names(value: Any) -> Iterator[str]:
    """The addresses or names in a `license` property."""
    for one in value if isinstance(value, list) else [value]:
        if isinstance(one, dict):
            one = one.get("@id") or one.get("url") or one.get("name")
        if isinstance(one, str) and one.strip():
            yield one.strip()
