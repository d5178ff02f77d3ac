"""The address that a page gives itself, where it may speak for it."""

from __future__ import annotations

from urllib.parse import urldefrag, urlsplit

from nouvelles.domains import registered_domain
from nouvelles.extract.links import Links
from nouvelles.extract.page import Page
from nouvelles.records import Doubt


def find_canonical(page: Page, links: Links) -> tuple[str, tuple[Doubt, ...]]:
    """The canonical address, or the capture's with the reason why not.

    A page speaks for its own registered domain only. Doubts: "canonical-elsewhere"
    (another domain), "canonical-home" (every page says that it is the home page).
    """
    doubts: list[Doubt] = []
    for stated in (*links.canonical, page.meta("og:url")):
        address = urldefrag(page.resolve(stated)).url
        if not address or address == page.url:
            continue
        if not _same_domain(address, page.url):
            doubts.append(Doubt(code="canonical-elsewhere", detail=address))
        elif _is_home(address) and not _is_home(page.url):
            doubts.append(Doubt(code="canonical-home", detail=address))
        else:
            return address, tuple(doubts)
    return page.url, tuple(dict.fromkeys(doubts))


def _host(address: str) -> str:
    try:
        return urlsplit(address).hostname or ""
    except ValueError:
        return ""


def _same_domain(one: str, other: str) -> bool:
    a, b = (_host(address).removeprefix("www.") for address in (one, other))
    if a == b or f".{a}".endswith(f".{b}") or f".{b}".endswith(f".{a}"):
        return bool(a)
    return registered_domain(a) == registered_domain(b)


def _is_home(address: str) -> bool:
    parts = urlsplit(address)
    return parts.path in ("", "/") and not parts.query
