"""From sources to captures and entries: the only room that opens files and sockets.

Takes: web archives (`read_warc`), page files (`read_pages`), feeds as bytes
(`parse_feed`), addresses (`Client`, in `nouvelles.ingest.network.client`, so that who reads
files only does not load the network).

Gives: `Found` with a `Capture`, or with a `Fault` (cut, corrupt, not-a-record,
no-address, no-date, bad-http-head, unreadable) where something could not be read; `Feed`
with its entries. Captures become bytes and captures again with `encode_record`,
`decode_record`, `blank_record`. Addresses are compared with `article_key`.

Five folders: `archives` and `feeds` read bytes; `finding` tells where articles are
announced (discovery, sitemaps, section pages, OPML); `network` is the client; `pace` says
when to look again.

Raises `InputError` for what a person gave and nobody can read; a `Client` raises
`NotRead` with a word of `nouvelles.ingest.troubles` for whatever cannot be had.

    for found in read_warc(Path("news.warc.gz"), start=position):
        if isinstance(found.item, Capture): keep(found.item)
        position = found.position
"""

from typing import TYPE_CHECKING

from nouvelles.door import door

if TYPE_CHECKING:
    from nouvelles.ingest.archives.files import read_page, read_pages
    from nouvelles.ingest.archives.found import Fault, FaultReason, Found
    from nouvelles.ingest.archives.warc import read_warc
    from nouvelles.ingest.archives.warc_write import (
        blank_record,
        decode_record,
        encode_record,
    )
    from nouvelles.ingest.feeds.parse import parse_feed
    from nouvelles.ingest.feeds.record import Feed, FeedError
    from nouvelles.ingest.urls import article_key, host_of, normalise

__all__ = [
    "Fault",
    "FaultReason",
    "Feed",
    "FeedError",
    "Found",
    "article_key",
    "blank_record",
    "decode_record",
    "encode_record",
    "host_of",
    "normalise",
    "parse_feed",
    "read_page",
    "read_pages",
    "read_warc",
]

__getattr__ = door(
    __name__,
    {
        "archives.files": ["read_page", "read_pages"],
        "archives.found": ["Fault", "FaultReason", "Found"],
        "archives.warc": ["read_warc"],
        "archives.warc_write": ["blank_record", "decode_record", "encode_record"],
        "feeds.parse": ["parse_feed"],
        "feeds.record": ["Feed", "FeedError"],
        "urls": ["article_key", "host_of", "normalise"],
    },
)
