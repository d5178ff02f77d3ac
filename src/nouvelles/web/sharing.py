"""Links by which a reader shares a page: plain addresses of the networks.

Nothing is asked of a network before the reader follows its link. The order is that of
the list; those after `FIRST` are folded away.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final
from urllib.parse import quote, urlencode

from nouvelles.web.words import mark

#: Links that stand in the open.
FIRST: Final = 6

E_MAIL = mark("E-mail")


@dataclass(frozen=True, slots=True, kw_only=True)
class Shared:
    """What is shared: a page's absolute address, its title, and its preview's address."""

    address: str
    title: str
    preview: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ShareLink:
    """A way of sharing: its name (a message, where it is none of a network) and address."""

    name: str
    address: str


def _query(start: str, **fields: str) -> str:
    # Spaces as %20: mail programs show a plus as a plus.
    return f"{start}?{urlencode(fields, quote_via=quote)}"


def _text(shared: Shared) -> str:
    return f"{shared.title} {shared.address}".strip()


#: The networks' own pages for sharing, as they document them (2026-11).
_WAYS: Final[tuple[tuple[str, Callable[[Shared], str]], ...]] = (
    ("Facebook", lambda it: _query("https://www.facebook.com/sharer/sharer.php",
                                   u=it.address)),
    ("X", lambda it: _query("https://x.com/intent/post", text=it.title, url=it.address)),
    ("LinkedIn", lambda it: _query("https://www.linkedin.com/sharing/share-offsite/",
                                   url=it.address)),
    ("Pinterest", lambda it: _query("https://www.pinterest.com/pin/create/button/",
                                    url=it.address, media=it.preview,
                                    description=it.title)),
    ("Mastodon", lambda it: f"https://share.joinmastodon.org/#text={quote(_text(it))}"),
    (E_MAIL, lambda it: _query("mailto:", subject=it.title, body=it.address)),
    ("Bluesky", lambda it: _query("https://bsky.app/intent/compose", text=_text(it))),
    ("WhatsApp", lambda it: _query("https://wa.me/", text=_text(it))),
    ("Telegram", lambda it: _query("https://t.me/share/url", url=it.address,
                                   text=it.title)),
)  # fmt: skip


def share_links(shared: Shared) -> tuple[ShareLink, ...]:
    """All ways of sharing a page."""
    # Half surrogates cannot be written into an address.
    clean = shared.title.encode("utf-8", errors="ignore").decode()
    safe = Shared(address=shared.address, title=clean, preview=shared.preview)
    return tuple(ShareLink(name=name, address=way(safe)) for name, way in _WAYS)
