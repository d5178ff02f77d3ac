"""JSON Feed 1 and 1.1 (jsonfeed.org, as known in November 2026)."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import datetime
from typing import Any

import msgspec
from msgspec.structs import replace

from nouvelles.ingest.feeds.dates import read_date
from nouvelles.ingest.feeds.record import Feed, FeedError, entry_id
from nouvelles.ingest.feeds.text import (
    absolute,
    file_address,
    language_tag,
    page_address,
    plain_text,
)
from nouvelles.ingest.troubles import Word
from nouvelles.language import sound_json
from nouvelles.records import Doubt, Enclosure, Entry

Item = dict[str, Any]

_VERSION = re.compile(r"https?:\\?/\\?/jsonfeed\.org\\?/version\\?/[\d.]+")
_ITEMS = re.compile(r'"items"\s*:\s*\[')
_WHITE = re.compile(r"[ \t\r\n]*")

#: The protocols of hubs that are WebSub, the second by its old name.
_HUB_TYPES = ("websub", "pubsubhubbub")


def parse_json_feed(data: bytes, *, address: str, spdx: Callable[[str], str]) -> Feed:
    """The feed in a JSON document; fields of a wrong type count as absent.

    The standard has no field for a licence; the names `license` and `licence` are read
    where a feed adds them.

    Raises:
        FeedError: `no-feed`: not JSON, cut, or JSON of another kind; `too-deep`.
    """
    doubts: list[Doubt] = []
    document = _document(data, address, doubts)
    home = _text(document, "home_page_url")
    whole = Feed(
        address=address,
        title=plain_text(_text(document, "title"), markup=False),
        language=language_tag(_text(document, "language")),
        home=page_address(address, home) if home else "",
        licence=_licence(document, spdx),
        hub=absolute(address, _hub(document)) if _hub(document) else "",
        self_url=_text(document, "feed_url"),
    )
    entries = tuple(
        _entry(item, document, whole, spdx, doubts)
        for item in document["items"]
        if isinstance(item, dict)
    )
    return replace(whole, entries=entries, doubts=tuple(doubts))


def _document(data: bytes, address: str, doubts: list[Doubt]) -> Item:
    try:
        document = _decoded(data, doubts)
    except RecursionError:
        raise FeedError(
            Word.TOO_DEEP,
            address,
            "the JSON is nested too deep",
            "Leave this address alone.",
        ) from None
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise FeedError(
            Word.NO_FEED,
            address,
            f"the JSON cannot be read ({error})",
            "Fetch the feed again.",
        ) from error
    if (
        not isinstance(document, dict)
        or "jsonfeed.org/version/" not in _text(document, "version")
        or not isinstance(document.get("items"), list)
    ):
        raise FeedError(
            Word.NO_FEED,
            address,
            "this JSON is not a JSON Feed",
            "Give the address of a feed.",
        )
    return document


def _hub(document: Item) -> str:
    """The first hub of WebSub that the feed names."""
    hubs = document.get("hubs")
    for hub in hubs if isinstance(hubs, list) else ():
        if isinstance(hub, dict) and _text(hub, "type").lower() in _HUB_TYPES:
            return _text(hub, "url")
    return ""


def _entry(
    item: Item,
    document: Item,
    feed: Feed,
    spdx: Callable[[str], str],
    doubts: list[Doubt],
) -> Entry:
    title = plain_text(_text(item, "title"), markup=False)
    summary = plain_text(_text(item, "summary"), markup=False)
    link = _text(item, "url") or _text(item, "external_url")
    url = page_address(feed.address, link) if link else ""
    content = _content(item)
    stated = item.get("id")
    # Version 1 let ids be numbers (jsonfeed.org/version/1, items).
    stated = str(stated) if isinstance(stated, str | int | float) else ""
    guid = entry_id(stated, url, title, summary, content)
    if not url:
        doubts.append(Doubt(code=Word.NO_LINK, detail=guid))
    return Entry(
        feed=feed.address,
        guid=guid,
        url=url,
        title=title,
        summary=summary,
        authors=_authors(item) or _authors(document),
        published=_date(item, "date_published", guid, doubts),
        updated=_date(item, "date_modified", guid, doubts),
        language=language_tag(_text(item, "language")) or feed.language,
        licence=_licence(item, spdx) or feed.licence,
        content=content,
        enclosures=_enclosures(item, feed.address),
    )


def _content(item: Item) -> str:
    """The full text, of the markup or the plain one, whichever says more."""
    return max(
        plain_text(_text(item, "content_html"), markup=True),
        plain_text(_text(item, "content_text"), markup=False),
        key=len,
    )


def _enclosures(item: Item, address: str) -> tuple[Enclosure, ...]:
    attachments = item.get("attachments")
    found: dict[str, Enclosure] = {}
    for one in attachments if isinstance(attachments, list) else ():
        link = _text(one, "url") if isinstance(one, dict) else ""
        url = file_address(address, link) if link else ""
        if url and url not in found:
            size = one.get("size_in_bytes")
            found[url] = Enclosure(
                url=url,
                media_type=_text(one, "mime_type").strip().lower(),
                length=size if isinstance(size, int) and 0 < size < 10**15 else 0,
            )
    return tuple(found.values())


def _text(holder: Item, name: str) -> str:
    value = holder.get(name)
    return value if isinstance(value, str) else ""


def _date(item: Item, name: str, guid: str, doubts: list[Doubt]) -> datetime | None:
    text = _text(item, name)
    date = read_date(text) if text else None
    if text and date is None:
        doubts.append(Doubt(code=Word.BAD_DATE, detail=f"{guid}: {text[:80]}"))
    return date


def _authors(holder: Item) -> tuple[str, ...]:
    """`authors` of version 1.1, `author` of version 1."""
    listed = holder.get("authors")
    found = listed if isinstance(listed, list) else [holder.get("author")]
    names = (_text(one, "name") for one in found if isinstance(one, dict))
    return tuple(name for raw in names if (name := plain_text(raw, markup=False)))


def _decoded(data: bytes, doubts: list[Doubt]) -> Any:
    """The document; of a broken one, the items before the break.

    Raises:
        msgspec.DecodeError, UnicodeDecodeError: nothing can be read in it.
        RecursionError: it is nested too deep.
    """
    try:
        return msgspec.json.decode(data)
    except msgspec.DecodeError as error:
        text = sound_json(data.decode("utf-8", "replace"))
        version, items = _VERSION.search(text), _ITEMS.search(text)
        found = _items_from(text, items.end()) if items else []
        if version is None or not found:
            raise
        doubts.append(Doubt(code=Word.MALFORMED, detail=str(error)))
        return {"version": version[0], "items": found}


def _items_from(text: str, start: int) -> list[Any]:
    """The items of a list that begins at `start`, as far as they are whole."""
    decoder = json.JSONDecoder(strict=False)
    found: list[Any] = []
    while True:
        try:
            item, end = decoder.raw_decode(text, _gap(text, start))
        except ValueError:
            return found
        found.append(item)
        start = _gap(text, end)
        if text[start : start + 1] != ",":
            return found
        start += 1


def _gap(text: str, start: int) -> int:
    """Where the white space from `start` on ends."""
    end = _WHITE.match(text, start)
    return end.end() if end else start


def _licence(holder: Item, spdx: Callable[[str], str]) -> str:
    return spdx(_text(holder, "license") or _text(holder, "licence"))
