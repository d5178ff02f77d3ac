"""The link elements of a page: canonical address, other languages, licence."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import regex

from nouvelles.extract.page import Page
from nouvelles.records import Alternate

#: BCP 47 as far as `hreflang` writes it: a language, perhaps a script and a region.
_TAG = regex.compile(
    r"^(?:[a-z]{2,3}(?:[-_][a-z0-9]{2,8})*|x-default)$", regex.IGNORECASE
)
_MOST_ALTERNATES: Final = 60
#: Relations that state something about the use of a page.
_STATING: Final = frozenset({"license", "copyright", "tdm-policy", "usage-info"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Links:
    """Addresses as written, in order; `stating` are (relation, address)."""

    canonical: tuple[str, ...] = ()
    amp: str = ""
    alternates: tuple[Alternate, ...] = ()
    stating: tuple[tuple[str, str], ...] = ()


def read_links(page: Page) -> Links:
    """The links of a page's head (HTML 4.2.4 allows some in the body: not read)."""
    head = page.tree.head
    canonical: list[str] = []
    stating: list[tuple[str, str]] = []
    alternates: dict[str, Alternate] = {}
    for node in head.iter() if head is not None else ():
        if node.tag != "link":
            continue
        attributes = node.attributes
        href, rel = attributes.get("href") or "", (attributes.get("rel") or "").lower()
        if not href or rel in ("stylesheet", "preload", "preconnect", "icon"):
            continue
        for word in rel.split():
            if word == "canonical":
                canonical.append(href)
            elif word in _STATING:
                stating.append((word, href))
            elif word == "alternate" and attributes.get("hreflang"):
                tag = (attributes.get("hreflang") or "").strip()
                whole = href.startswith(("https://", "http://"))
                if _TAG.match(tag) and (url := href if whole else page.resolve(href)):
                    alternates.setdefault(tag, Alternate(language=tag, url=url))
    return Links(
        canonical=tuple(canonical),
        alternates=tuple(alternates.values())[:_MOST_ALTERNATES],
        stating=tuple(stating),
    )
