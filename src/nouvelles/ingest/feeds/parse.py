"""Feeds as bytes: RSS, RDF, Atom, CDF and JSON Feed to entries."""

from __future__ import annotations

import codecs
from collections.abc import Callable
from contextlib import suppress

from msgspec.structs import replace

from nouvelles.ingest.charset import as_utf8, is_stated_utf8
from nouvelles.ingest.feeds.fast import read_fast
from nouvelles.ingest.feeds.fast_text import Unsure
from nouvelles.ingest.feeds.json_feed import parse_json_feed
from nouvelles.ingest.feeds.record import Feed, FeedError, tell_apart
from nouvelles.ingest.feeds.shape import MAX_DEPTH, is_page, is_too_deep, start_of
from nouvelles.ingest.feeds.tolerant import parse_xml_feed
from nouvelles.ingest.licences import find_licence
from nouvelles.ingest.troubles import Word
from nouvelles.records import Doubt

#: Larger feeds are refused: no outlet needs more.
MAX_FEED_BYTES = 20_000_000

#: Broken feeds above this many bytes are read as far as libxml2 can mend them, not by
#: feedparser: 0.4 s a megabyte on honest feeds, several on hostile ones (2026-11).
PATIENT_BYTES = 1_000_000


def parse_feed(
    data: bytes,
    *,
    address: str,
    charset: str = "",
    spdx: Callable[[str], str] = find_licence,
) -> Feed:
    """The feed in these bytes.

    `address` is where the feed lives: relative links start from it and entries name it.
    `charset` is the one that the HTTP answer states, a hint. `spdx` turns the address
    or text of a licence into an SPDX identifier, or "".

    An entry without an id takes its address as one, else a digest of its texts. Times
    keep the zone that the feed wrote. Texts are plain; summaries are the feed's own, and
    the full text of an article (`content`) is never taken for one.

    Raises:
        FeedError: the bytes are empty, too many, a page, nested too deep, or no feed.
    """
    if not data or data.isspace():
        raise FeedError(Word.EMPTY, address, "the feed is empty", "Fetch it again.")
    if len(data) > MAX_FEED_BYTES:
        raise FeedError(
            Word.TOO_LARGE,
            address,
            f"the feed has more than {MAX_FEED_BYTES} bytes",
            "Give a shorter one.",
        )
    if data.startswith(codecs.BOM_UTF8):
        data, charset = data[len(codecs.BOM_UTF8) :], "utf-8"
    trusted = is_stated_utf8(data, charset)
    if trusted:
        try:
            return tell_apart(read_fast(data, address=address, spdx=spdx))
        except Unsure:
            pass  # it is mended, or read by the tolerant reader, below
    sound, doubts = as_utf8(data, charset)
    feed = None
    if not trusted or sound is not data:
        with suppress(Unsure):
            feed = read_fast(sound, address=address, spdx=spdx)
    feed = feed or _patient(sound.lstrip(), address, spdx)
    return tell_apart(replace(feed, doubts=(*doubts, *feed.doubts)))


def _patient(data: bytes, address: str, spdx: Callable[[str], str]) -> Feed:
    """A feed in UTF-8 that is no sound XML: JSON, or what feedparser makes of it."""
    if data.startswith(b"{"):
        return parse_json_feed(data, address=address, spdx=spdx)
    if is_page(data, start_of(data)):
        raise FeedError(
            Word.HTML_NOT_FEED,
            address,
            "this is a web page, not a feed",
            "Look for its feed's address.",
        )
    if is_too_deep(data):
        raise FeedError(
            Word.TOO_DEEP,
            address,
            f"its elements are nested deeper than {MAX_DEPTH}",
            "Leave this address alone.",
        )
    if len(data) > PATIENT_BYTES:
        try:
            feed = read_fast(data, address=address, spdx=spdx, recover=True)
        except Unsure:
            pass  # no root that we know: feedparser says what it is
        else:
            doubt = Doubt(code=Word.MALFORMED, detail="read as far as it can be mended")
            return replace(feed, doubts=(doubt, *feed.doubts))
    return parse_xml_feed(data, address=address, spdx=spdx)
