"""WordPress's export (WXR 1.0 to 1.2): comments read out of it, and written into one.

Read as a stream, one post at a time, without entities of its own and without a network.
Control characters, which many such files hold and XML forbids, are taken out on the way.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, BinaryIO, Final
from xml.sax.saxutils import escape

import regex
from lxml import etree

from nouvelles.errors import InputError

_CONTROLS: Final = bytes(range(0x09)) + b"\x0b\x0c" + bytes(range(0x0E, 0x20))
_NOT_XML = regex.compile(r"[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

HEAD: Final = """\
<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/" \
xmlns:wp="http://wordpress.org/export/1.2/">
<channel>
<title>{title}</title>
<link>{link}</link>
<wp:wxr_version>1.2</wp:wxr_version>
<wp:base_site_url>{link}</wp:base_site_url>
"""
FOOT: Final = "</channel>\n</rss>\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """A comment as the file has it. `link` and `title` are of its post, `html` is its
    text; `approved` is WordPress's word: "1", "0", "spam", "trash"."""

    link: str
    title: str
    id: str
    author: str
    html: str
    at: datetime
    parent: str = ""
    email: str = ""
    home: str = ""
    approved: str = "1"
    kind: str = ""  # "", "comment", "pingback", "trackback"
    user: str = ""  # of the site's own people, else "" or "0"


def read_wxr(file: BinaryIO, about: str) -> Iterator[Imported]:
    """The comments of an export, in its order.

    Raises:
        InputError: it is no XML, or breaks off; what came before was given.
    """
    events = etree.iterparse(
        _Clean(file),
        events=("end",),
        tag="{*}item",
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
    )
    try:
        for _, item in events:
            yield from _comments(item)
            item.clear()
            while item.getprevious() is not None:
                del item.getparent()[0]
    except etree.XMLSyntaxError as error:
        raise InputError(
            about,
            f"this is no export of WordPress that can be read: {error.msg}",
            "Export again (Tools, Export, All content); nothing of a file is taken "
            "twice.",
        ) from error


class _Clean:
    """A file without the bytes that XML forbids (none of them is a part of UTF-8)."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file

    def read(self, size: int = -1) -> bytes:
        data = self._file.read(size)
        while data:
            clean = data.translate(None, _CONTROLS)
            if clean:
                return clean
            data = self._file.read(size)  # empty would be the end
        return b""


def _comments(item: Any) -> Iterator[Imported]:
    link, title = _of(item, "link"), _of(item, "title")
    for node in item.iterfind("{*}comment"):
        at = _time(_of(node, "comment_date_gmt")) or _time(_of(node, "comment_date"))
        if at is None:
            continue
        yield Imported(
            link=link,
            title=title,
            id=_of(node, "comment_id"),
            author=_of(node, "comment_author"),
            html=_of(node, "comment_content"),
            at=at,
            parent=_of(node, "comment_parent"),
            email=_of(node, "comment_author_email"),
            home=_of(node, "comment_author_url"),
            approved=_of(node, "comment_approved") or "1",
            kind=_of(node, "comment_type"),
            user=_of(node, "comment_user_id"),
        )


def _of(node: Any, name: str) -> str:
    found = node.find(f"{{*}}{name}")
    return "" if found is None else "".join(found.itertext()).strip()


def _time(given: str) -> datetime | None:
    """A time as WordPress writes it, "2026-03-12 09:30:00"; None for its zeros."""
    try:
        return datetime.strptime(given, "%Y-%m-%d %H:%M:%S").replace(tzinfo=UTC)
    except ValueError:
        return None


def write_post(link: str, title: str, comments: Iterable[Imported]) -> Iterator[str]:
    """A post with its comments; `HEAD`, filled in, and `FOOT` go round all."""
    yield "<item>\n" + _element("title", title) + _element("link", link)
    yield _element("wp:post_type", "post") + _element("wp:status", "publish")
    for one in comments:
        written = one.at.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S")
        fields = {
            "id": one.id,
            "author": one.author,
            "author_email": one.email,
            "author_url": one.home,
            "author_IP": "",
            "date": written,
            "date_gmt": written,
            "content": one.html,
            "approved": one.approved,
            "type": one.kind or "comment",
            "parent": one.parent or "0",
            "user_id": one.user or "0",
        }
        yield "<wp:comment>\n"
        for name, value in fields.items():
            yield _element(f"wp:comment_{name}", value)
        yield "</wp:comment>\n"
    yield "</item>\n"


def write_head(title: str, link: str) -> str:
    """What stands before the posts."""
    return HEAD.format(title=_escaped(title), link=_escaped(link))


def _element(name: str, text: str) -> str:
    return f"<{name}>{_escaped(text)}</{name}>\n"


def _escaped(text: str) -> str:
    return escape(_NOT_XML.sub("", text))
