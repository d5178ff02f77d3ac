"""What follows from an entry or an address alone, with no question to the database.

Nothing here loads the database: who parses makes it in a process that has none.
"""

from __future__ import annotations

from functools import lru_cache

from msgspec import Struct, to_builtins

from nouvelles.domains import registered_domain
from nouvelles.ingest import article_key, host_of
from nouvelles.records import Entry, Shown, Source
from nouvelles.store.codec import canonical, digest16, encode


class Made(Struct, frozen=True, kw_only=True, gc=False):
    """What follows from an entry alone (see `announced.Item`), made before it is kept:
    the entry as it is kept, and what its article's row shows if nothing else is held of
    it and its source is this one (see `readtables.ReadRow`).

    These three are structs, not dataclasses: thousands are made of what a first look
    brings, in a third of the time, and the collector of garbage leaves them alone.
    """

    key: bytes
    address: bytes
    number: int
    host: str
    data: bytes
    source: Source
    listed: bytes
    authors: bytes
    language: str
    sort: int
    words: str


def url_key(url: str) -> bytes:
    """The 16 bytes under which an article's address is known."""
    return digest16(article_key(url).encode())


def entry_key(entry: Entry) -> bytes:
    """What makes an entry the same one: its outlet's id for it, in whichever feed."""
    return digest16(f"{bare(host_of(entry.url))}\n{entry.guid}".encode())


def bare(host: str) -> str:
    """The host without a leading www."""
    return host.removeprefix("www.")


def unknown_source(url: str) -> Source:
    """What is known of the source of an address that nobody has named."""
    return _unknown_source(host_of(url))


@lru_cache(maxsize=256)
def _unknown_source(host: str) -> Source:
    name = registered_domain(bare(host))
    return Source(host=name, name=name, home=f"https://{host}/")


#: Stands on read rows where the source does, which readers take from its own row.
_NOBODY = Source(host="", name="", home="")


def listed_of(shown: Shown) -> bytes:
    """The Listed as a read row holds it."""
    said: dict[str, object] = to_builtins(shown.listed)  # half the time of `replace`
    said["source"] = _NOBODY
    return encode(said)


def authors_of(shown: Shown) -> bytes:
    """The authors as a read row without a body holds them."""
    return canonical(shown.authors)
