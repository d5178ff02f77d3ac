"""RSS 0.9x, 1.0 and 2.0, RDF, Atom and CDF, well-formed or not, through feedparser.

The patient way, for what the fast way (`feeds.fast`) is not sure of.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from nouvelles.ingest.feeds.authors import RSS_AUTHOR, author_name
from nouvelles.ingest.feeds.dates import read_date
from nouvelles.ingest.feeds.record import (
    Feed,
    FeedError,
    entry_id,
    stated_length,
    stated_period_s,
)
from nouvelles.ingest.feeds.text import (
    absolute,
    file_address,
    language_tag,
    page_address,
    plain_text,
)
from nouvelles.ingest.troubles import Word
from nouvelles.records import Doubt, Enclosure, Entry

if TYPE_CHECKING:
    import feedparser

Fields = Mapping[str, Any]

#: References with so many digits that they may be out of Unicode, or surrogates.
_NUMERIC_REFERENCE = re.compile(rb"&#([xX][0-9a-fA-F]{4,}|[0-9]{5,});")

#: What escapes feedparser 6.0 on mutilated feeds (65,000 tried, November 2026); it
#: documents no exceptions of its own.
_FEEDPARSER_FAILS = (
    ValueError,
    TypeError,
    LookupError,
    AttributeError,
    ArithmeticError,
)

_MARKUP = ("text/html", "application/xhtml+xml")


def parse_xml_feed(data: bytes, *, address: str, spdx: Callable[[str], str]) -> Feed:
    """The feed in an XML document in UTF-8; broken XML is read as far as it goes.

    Raises:
        FeedError: `no-feed`: XML that is no feed, or a feed cut before its title.
    """
    data = _NUMERIC_REFERENCE.sub(_sound_reference, data)
    parsed = _read(data, address)
    channel: Fields = parsed.feed
    error = parsed.get("bozo_exception")
    if not parsed.entries and (not parsed.version or error):
        detail = f" ({error})" if error else ""
        raise FeedError(
            Word.NO_FEED,
            address,
            f"no feed can be read in it{detail}",
            "Give the address of a feed, or fetch it again.",
        )
    doubts: list[Doubt] = []
    if error:
        doubts.append(Doubt(code=Word.MALFORMED, detail=str(error)))
    language = language_tag(channel.get("language"))
    licence = _licence(channel, address, spdx)
    entries = tuple(
        _entry(fields, address, language, licence, spdx, parsed.version, doubts)
        for fields in parsed.entries
    )
    home = str(channel.get("link") or "")
    period = ("ttl", "sy_updateperiod", "sy_updatefrequency")
    return Feed(
        address=address,
        title=_text(channel, "title"),
        language=language,
        home=page_address(address, home) if home else "",
        licence=licence,
        hub=_related(channel, address, "hub"),
        self_url=_related(channel, address, "self"),
        every_s=stated_period_s(*(str(channel.get(name) or "") for name in period)),
        entries=entries,
        doubts=tuple(doubts),
    )


def _read(data: bytes, address: str) -> feedparser.FeedParserDict:
    import feedparser  # here: it takes 80 ms to load, and most feeds need none of it

    try:
        # A stream, never the bytes themselves: feedparser would open what looks like
        # the name of a file or an address. Not told where the feed lives: it would make
        # ids of that, and they would change when the feed moves.
        return feedparser.parse(
            io.BytesIO(data),
            response_headers={"content-type": "application/xml; charset=utf-8"},
            sanitize_html=False,
            resolve_relative_uris=False,
        )
    except _FEEDPARSER_FAILS as error:
        raise FeedError(
            Word.NO_FEED,
            address,
            f"the feed is too broken to be read ({error!r})",
            "Fetch it again.",
        ) from error


def _sound_reference(match: re.Match[bytes]) -> bytes:
    """A character reference as it is, or the replacement character for an impossible
    one: feedparser would fail at it and lose the whole feed."""
    digits = match[1]
    hexadecimal = digits[:1] in b"xX"
    try:
        number = int(digits[1:], 16) if hexadecimal else int(digits)
    except ValueError:
        return match[0]
    sound = number < 0xD800 or 0xDFFF < number <= 0x10FFFF
    return match[0] if sound else b"&#xFFFD;"


def _entry(
    fields: Fields,
    address: str,
    language: str,
    licence: str,
    spdx: Callable[[str], str],
    version: str,
    doubts: list[Doubt],
) -> Entry:
    title = _text(fields, "title")
    summary, content = _bodies(fields)
    # FeedBurner sends readers through its own counter; this is where they arrive.
    link = str(fields.get("feedburner_origlink") or fields.get("link") or "")
    url = page_address(address, link) if link else ""
    guid = entry_id(str(fields.get("id") or ""), url, title, summary, content)
    if not url:
        doubts.append(Doubt(code=Word.NO_LINK, detail=guid))
    published = _date(fields, "published", guid, doubts)
    updated = _date(fields, "updated", guid, doubts)
    if published is None and version.startswith("rss"):
        # RSS has no other date: feedparser calls dc:date an update.
        published, updated = updated, None
    own = language_tag(fields.get("language")) or language_tag(
        fields.get("title_detail", {}).get("language")
    )
    return Entry(
        feed=address,
        guid=guid,
        url=url,
        title=title,
        summary=summary,
        authors=_authors(fields),
        published=published,
        updated=updated,
        language=own or language,
        licence=_licence(fields, address, spdx) or licence,
        content=content,
        enclosures=_enclosures(fields, address),
    )


def _text(fields: Fields, name: str) -> str:
    detail = fields.get(f"{name}_detail") or {}
    return plain_text(str(fields.get(name) or ""), markup=detail.get("type") in _MARKUP)


def _bodies(fields: Fields) -> tuple[str, str]:
    """The summary and the full text.

    feedparser copies the full text into the summary where there is none, and takes a
    second description for a full text.
    """
    parts = [part for part in fields.get("content", ()) if part.get("value")]
    texts = (
        plain_text(str(part["value"]), markup=part.get("type") in _MARKUP)
        for part in parts
    )
    content = max(texts, key=len, default="")
    values = [part["value"] for part in parts]
    if "summary_detail" not in fields and fields.get("summary") in values:
        return "", content
    return _text(fields, "summary"), content


def _date(fields: Fields, name: str, guid: str, doubts: list[Doubt]) -> datetime | None:
    # `in` first: feedparser warns when it answers for an absent `updated`.
    text = str(fields[name] or "") if name in fields else ""
    if not text:
        return None
    date = read_date(text)
    if date is None:
        doubts.append(Doubt(code=Word.BAD_DATE, detail=f"{guid}: {text[:80]}"))
    return date


def _authors(fields: Fields) -> tuple[str, ...]:
    """feedparser takes the ends of new domains (.example, .media) for names, so that
    what it was given is looked at first."""
    raw = str(fields.get("author") or "")
    listed = [str(one.get("name") or "") for one in fields.get("authors", ()) if one]
    if len(listed) < 2 and RSS_AUTHOR.fullmatch(raw.strip()):
        listed = [raw]
    names = (author_name(name) for name in listed or [raw])
    return tuple(dict.fromkeys(name for name in names if name))


def _enclosures(fields: Fields, address: str) -> tuple[Enclosure, ...]:
    links = [one for one in fields.get("links", ()) if one.get("rel") == "enclosure"]
    found: dict[str, Enclosure] = {}
    for one in [*links, *fields.get("media_content", ())]:
        link = str(one.get("href") or one.get("url") or "")
        url = file_address(address, link) if link else ""
        if url and url not in found:
            found[url] = Enclosure(
                url=url,
                media_type=str(one.get("type") or "").strip().lower(),
                length=stated_length(
                    str(one.get("length") or one.get("filesize") or "")
                ),
            )
    return tuple(found.values())


def _related(channel: Fields, address: str, relation: str) -> str:
    """Where the feed's first link of a relation leads."""
    for link in channel.get("links", ()):
        if relation in str(link.get("rel") or "").split() and link.get("href"):
            return absolute(address, str(link["href"]))
    return ""


def _licence(fields: Fields, address: str, spdx: Callable[[str], str]) -> str:
    """From a link of the kind `license`, creativeCommons:license, cc:license, or a
    statement of rights that holds the address of one."""
    for link in fields.get("links", ()):
        if link.get("rel") == "license" and link.get("href"):
            found = spdx(absolute(address, str(link["href"])))
            if found:
                return found
    stated = (str(fields.get(name) or "") for name in ("license", "rights"))
    return next((found for text in stated if text and (found := spdx(text))), "")
