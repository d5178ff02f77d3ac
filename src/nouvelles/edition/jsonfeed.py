"""JSON Feed 1.1 (jsonfeed.org, August 2020)."""

from __future__ import annotations

import json
from typing import Any

from nouvelles.edition.feed import (
    BY_MACHINE,
    INVENTED,
    SOURCE_TYPE,
    Feed,
    FeedEntry,
    rfc3339,
    stable_id,
)

MEDIA_TYPE = "application/feed+json"
VERSION = "https://jsonfeed.org/version/1.1"


def write_json_feed(feed: Feed) -> bytes:
    """The JSON document of a feed, UTF-8.

    What the form has no member for (whose text it is, under which licence) stands in
    `_nouvelles`, as the specification wants extensions.
    """
    document: dict[str, Any] = {
        "version": VERSION,
        "title": feed.title,
        "home_page_url": feed.page,
        "feed_url": feed.address,
        "description": feed.subtitle,
        "language": feed.language,
        "_nouvelles": {"rights": feed.rights},
        "items": [_item(entry) for entry in feed.entries],
    }
    text = json.dumps(_given(document), ensure_ascii=False, indent=1)
    return text.encode("utf-8", errors="replace")


def _item(entry: FeedEntry) -> dict[str, Any]:
    item = {
        "id": stable_id("article", entry.id),
        "url": entry.page,
        "external_url": entry.original,
        "title": entry.title,
        "summary": entry.summary,
        "content_html": entry.content,
        "date_published": rfc3339(entry.published) if entry.published else "",
        "date_modified": rfc3339(entry.updated),
        "authors": [{"name": name} for name in entry.authors or (entry.outlet,)],
        "language": entry.language,
        "tags": [
            *([INVENTED] if entry.invented else []),
            *([BY_MACHINE] if entry.by_machine else []),
        ],
        "_nouvelles": _given(
            {
                "outlet": entry.outlet,
                "outlet_url": entry.outlet_home,
                "rights": entry.rights,
                "license_url": entry.licence_url,
                "translated_from": entry.translated_from,
                "digital_source_type": SOURCE_TYPE if entry.by_machine else "",
            }
        ),
    }
    found = _given(item)
    if not entry.content:
        # One of both contents must be there, be it empty.
        found["content_text"] = entry.summary
    return found


def _given(members: dict[str, Any]) -> dict[str, Any]:
    """Without what is not known: members that are optional may not be empty."""
    return {name: value for name, value in members.items() if value or name == "items"}
