"""JSON Feed 1 and 1.1 (jsonfeed.org, as known in November 2026)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any
from urllib.parse import urljoin

import msgspec

from nouvelles.errors import InputError
from nouvelles.ingest.feed_record import Feed, entry_id
from nouvelles.ingest.feed_text import (
    feed_date,
    language_tag,
    page_address,
    plain_text,
)
from nouvelles.records import Doubt, Entry

Item = dict[str, Any]


def parse_json_feed(data: bytes, *, address: str, spdx: Callable[[str], str]) -> Feed:
    """The feed in a JSON document; fields of a wrong type count as absent.

    The standard has no field for a licence; the names `license` and `licence` are read
    where a feed adds them.

    Raises:
        InputError: not JSON, cut, or JSON of another kind.
    """
    document = _document(data, address)
    doubts: list[Doubt] = []
    whole = Feed(
        address=address,
        title=plain_text(_text(document, "title"), markup=False),
        language=language_tag(_text(document, "language")),
        home=page_address(urljoin(address, _text(document, "home_page_url"))),
        licence=_licence(document, spdx),
    )
    entries = tuple(
        _entry(item, document, whole, spdx, doubts)
        for item in document["items"]
        if isinstance(item, dict)
    )
    return Feed(
        address=address,
        title=whole.title,
        language=whole.language,
        home=whole.home,
        licence=whole.licence,
        entries=entries,
        doubts=tuple(doubts),
    )


def _document(data: bytes, address: str) -> Item:
    try:
        document = msgspec.json.decode(data.lstrip(b"\xef\xbb\xbf"))
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise InputError(
            address, f"the JSON cannot be read ({error})", "Fetch the feed again."
        ) from error
    if (
        not isinstance(document, dict)
        or "jsonfeed.org/version/" not in _text(document, "version")
        or not isinstance(document.get("items"), list)
    ):
        raise InputError(
            address, "this JSON is not a JSON Feed", "Give the address of a feed."
        )
    return document


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
    url = page_address(urljoin(feed.address, link)) if link else ""
    stated = item.get("id")
    # Version 1 let ids be numbers (jsonfeed.org/version/1, items).
    stated = str(stated) if isinstance(stated, str | int | float) else ""
    guid = entry_id(stated, url, title, summary, _text(item, "content_text"))
    if not url:
        doubts.append(Doubt(code="no-link", detail=guid))
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
    )


def _text(holder: Item, name: str) -> str:
    value = holder.get(name)
    return value if isinstance(value, str) else ""


def _date(item: Item, name: str, guid: str, doubts: list[Doubt]) -> datetime | None:
    text = _text(item, name)
    date = feed_date(text, None) if text else None
    if text and date is None:
        doubts.append(Doubt(code="bad-date", detail=f"{guid}: {text}"))
    return date


def _authors(holder: Item) -> tuple[str, ...]:
    """`authors` of version 1.1, `author` of version 1."""
    listed = holder.get("authors")
    found = listed if isinstance(listed, list) else [holder.get("author")]
    names = (_text(one, "name") for one in found if isinstance(one, dict))
    return tuple(name for raw in names if (name := plain_text(raw, markup=False)))


def _licence(holder: Item, spdx: Callable[[str], str]) -> str:
    return spdx(_text(holder, "license") or _text(holder, "licence"))
