"""Feeds as bytes: RSS, RDF, Atom and JSON Feed to entries."""

from __future__ import annotations

from collections.abc import Callable

from nouvelles.errors import InputError
from nouvelles.ingest.feed_record import Feed, tell_apart
from nouvelles.ingest.json_feed import parse_json_feed
from nouvelles.ingest.licences import find_licence
from nouvelles.ingest.xml_feed import parse_xml_feed

#: Larger feeds are refused: feedparser needs up to 9 s a megabyte on hostile nesting
#: (measured on one core, 2026-11), and no outlet needs more.
MAX_FEED_BYTES = 20_000_000


def parse_feed(
    data: bytes, *, address: str, spdx: Callable[[str], str] = find_licence
) -> Feed:
    """The feed in these bytes.

    `address` is where the feed lives: relative links start from it and entries name it.
    `spdx` turns the address or text of a licence into an SPDX identifier, or "".

    An entry without an id takes its address as one, else a digest of its texts. Times
    keep the zone that the feed wrote. Summaries are the feed's own, as plain text; the
    full text of an article is never taken for one.

    Raises:
        InputError: the bytes are empty, too many, a page, or no feed at all.
    """
    if not data.strip():
        raise InputError(address, "the feed is empty", "Fetch it again.")
    if len(data) > MAX_FEED_BYTES:
        raise InputError(
            address,
            f"the feed has more than {MAX_FEED_BYTES} bytes",
            "Give a shorter one.",
        )
    if data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{"):
        return tell_apart(parse_json_feed(data, address=address, spdx=spdx))
    return tell_apart(parse_xml_feed(data, address=address, spdx=spdx))
