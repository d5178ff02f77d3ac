"""Links by which a reader shares a page: plain addresses of the networks.

Nothing is asked of a network before the reader follows its link. The order is that of
the list; those after `FIRST` are folded away.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final
from urllib.parse import quote

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


@dataclass(frozen=True, slots=True, kw_only=True)
class _Quoted:
    """What is shared, as it stands in a query; spaces as %20, since mail programs show
    a plus as a plus."""

    address: str
    title: str
    preview: str
    text: str


#: The networks' own pages for sharing, as they document them (2026-11).
_WAYS: Final[tuple[tuple[str, Callable[[_Quoted], str]], ...]] = (
    ("Facebook", lambda it: f"https://www.facebook.com/sharer/sharer.php?u={it.address}"),
    ("X", lambda it: f"https://x.com/intent/post?text={it.title}&url={it.address}"),
    ("LinkedIn",
     lambda it: f"https://www.linkedin.com/sharing/share-offsite/?url={it.address}"),
    ("Pinterest",
     lambda it: f"https://www.pinterest.com/pin/create/button/?url={it.address}"
                f"&media={it.preview}&description={it.title}"),
    ("Mastodon", lambda it: f"https://share.joinmastodon.org/#text={it.text}"),
    (E_MAIL, lambda it: f"mailto:?subject={it.title}&body={it.address}"),
    ("Bluesky", lambda it: f"https://bsky.app/intent/compose?text={it.text}"),
    ("WhatsApp", lambda it: f"https://wa.me/?text={it.text}"),
    ("Telegram", lambda it: f"https://t.me/share/url?url={it.address}&text={it.title}"),
)  # fmt: skip


def share_links(shared: Shared) -> tuple[ShareLink, ...]:
    """All ways of sharing a page."""
    # Half surrogates cannot be written into an address.
    clean = shared.title.encode("utf-8", errors="ignore").decode()
    address, title = quote(shared.address, safe=""), quote(clean, safe="")
    quoted = _Quoted(
        address=address,
        title=title,
        preview=quote(shared.preview, safe=""),
        text=f"{title}%20{address}" if title else address,
    )
    return tuple(ShareLink(name=name, address=way(quoted)) for name, way in _WAYS)
