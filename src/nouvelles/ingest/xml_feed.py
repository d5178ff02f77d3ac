"""RSS 0.9x, 1.0 and 2.0, RDF, Atom and CDF, well-formed or not, through feedparser."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any
from urllib.parse import urljoin

import feedparser
from charset_normalizer import from_bytes

from nouvelles.errors import InputError
from nouvelles.ingest.feed_record import Feed, entry_id
from nouvelles.ingest.feed_text import (
    feed_date,
    language_tag,
    page_address,
    plain_text,
)
from nouvelles.records import Doubt, Entry

Fields = Mapping[str, Any]

#: A page instead of a feed, as servers send it for errors and moved feeds.
_HTML_START = re.compile(
    rb"\s*(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html)\b", re.I | re.S
)

#: An encoding that the XML declaration, a byte order mark or UTF-16 itself states.
_STATED_CHARSET = re.compile(
    rb"\xef\xbb\xbf|\xff\xfe|\xfe\xff|<\0|\0<|\s*<\?xml[^>]*\bencoding\s*="
)

#: The author of RSS: "mail (Name)", "Name <mail>", or the mail address alone.
_RSS_AUTHOR = re.compile(
    r"[^\s@]+@[^\s@()<>]+(?:\s+\(([^@]*)\))?|([^@<>]*)<[^\s@]+@[^\s@]+>"
)

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
    """The feed in an XML document; broken XML is read as far as it goes.

    Raises:
        InputError: a page, or XML that is no feed, or a feed cut before its title.
    """
    if _HTML_START.match(data):
        raise InputError(
            address, "this is a web page, not a feed", "Look for its feed's address."
        )
    data, doubts = _with_charset(data)
    data = _NUMERIC_REFERENCE.sub(_sound_reference, data)
    parsed = _read(data, address)
    channel: Fields = parsed.feed
    error = parsed.get("bozo_exception")
    recoded = isinstance(error, feedparser.CharacterEncodingOverride)
    if not parsed.entries and (not parsed.version or (error and not recoded)):
        detail = f" ({error})" if error else ""
        raise InputError(
            address, f"no feed can be read in it{detail}", "Fetch it again."
        )
    if error:
        code = "charset-guessed" if recoded else "malformed"
        doubts.append(Doubt(code=code, detail=str(error)))
    language = language_tag(channel.get("language"))
    licence = _licence(channel, address, spdx)
    entries = tuple(
        _entry(fields, address, language, licence, spdx, parsed.version, doubts)
        for fields in parsed.entries
    )
    return Feed(
        address=address,
        title=_text(channel, "title"),
        language=language,
        home=page_address(urljoin(address, channel.get("link") or "")),
        licence=licence,
        entries=entries,
        doubts=tuple(doubts),
    )


def _read(data: bytes, address: str) -> feedparser.FeedParserDict:
    try:
        # A stream, never the bytes themselves: feedparser would open what looks like
        # the name of a file or an address. The type keeps the charset that the XML
        # declaration states in force.
        return feedparser.parse(
            io.BytesIO(data),
            response_headers={
                "content-location": address,
                "content-type": "application/xml",
            },
            sanitize_html=False,
            resolve_relative_uris=False,
        )
    except _FEEDPARSER_FAILS as error:
        raise InputError(
            address, f"the feed is too broken to be read ({error!r})", "Fetch it again."
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


def _with_charset(data: bytes) -> tuple[bytes, list[Doubt]]:
    """As UTF-8 where nothing states an encoding: feedparser then takes Latin-1, also
    for Cyrillic or Chinese."""
    if _STATED_CHARSET.match(data):
        return data, []
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        guess = from_bytes(data).best()
        if guess is None:
            return data, []
        doubt = Doubt(code="charset-guessed", detail=guess.encoding)
        return str(guess).encode("utf-8"), [doubt]
    return data, []


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
    summary = _summary(fields)
    # FeedBurner sends readers through its own counter; this is where they arrive.
    link = fields.get("feedburner_origlink") or fields.get("link") or ""
    url = page_address(urljoin(address, link)) if link else ""
    full = " ".join(str(part.get("value")) for part in fields.get("content", ()))
    guid = entry_id(str(fields.get("id") or ""), url, title, summary, full)
    if not url:
        doubts.append(Doubt(code="no-link", detail=guid))
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
    )


def _text(fields: Fields, name: str) -> str:
    detail = fields.get(f"{name}_detail") or {}
    return plain_text(str(fields.get(name) or ""), markup=detail.get("type") in _MARKUP)


def _summary(fields: Fields) -> str:
    """The summary; not the full text, which feedparser copies where there is none."""
    contents = [part.get("value") for part in fields.get("content", ())]
    if "summary_detail" not in fields and fields.get("summary") in contents:
        return ""
    return _text(fields, "summary")


def _date(fields: Fields, name: str, guid: str, doubts: list[Doubt]) -> datetime | None:
    # `in` first: feedparser warns when it answers for an absent `updated`.
    text = str(fields[name] or "") if name in fields else ""
    if not text:
        return None
    date = feed_date(text, fields.get(f"{name}_parsed"))
    if date is None:
        doubts.append(Doubt(code="bad-date", detail=f"{guid}: {text}"))
    return date


def _authors(fields: Fields) -> tuple[str, ...]:
    """Names only; an address of electronic mail is nobody's business."""
    raw = str(fields.get("author") or "")
    listed = [str(one.get("name") or "") for one in fields.get("authors", ()) if one]
    if len(listed) < 2 and (match := _RSS_AUTHOR.fullmatch(raw.strip())):
        # feedparser takes the ends of new domains (.example, .media) for names.
        listed = [match[1] or match[2] or ""]
    plain = (plain_text(name, markup=True) for name in listed or [raw])
    return tuple(dict.fromkeys(name for name in plain if name and "@" not in name))


def _licence(fields: Fields, address: str, spdx: Callable[[str], str]) -> str:
    """From a link of the kind `license`, creativeCommons:license, cc:license, or a
    statement of rights that holds the address of one."""
    for link in fields.get("links", ()):
        if link.get("rel") == "license" and link.get("href"):
            found = spdx(urljoin(address, link["href"]))
            if found:
                return found
    stated = (str(fields.get(name) or "") for name in ("license", "rights"))
    return next((found for text in stated if text and (found := spdx(text))), "")
