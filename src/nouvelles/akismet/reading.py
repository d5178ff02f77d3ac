"""A request taken apart: which fields, in which encoding, with which key.

Sites send everything they know of a reader: WordPress adds the address, every header and
the whole form. What we do not read is dropped here, before anything else sees it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from email.message import Message
from typing import Final
from urllib.parse import unquote_to_bytes

import webencodings

from nouvelles.akismet.records import Call, Endpoint

#: Pairs in one request: WordPress sends about 60.
_MOST_PAIRS: Final = 1_000

#: What we read; all else is dropped.
_READ: Final = frozenset(
    (
        "api_key", "key", "blog", "blog_lang", "blog_charset", "comment_type",
        "comment_author", "comment_author_email", "comment_author_url",
        "comment_content", "content_type", "permalink", "user_role", "is_test",
        "honeypot_field_name", "callback",
        "month", "filter", "format", "order", "limit", "offset", "from",
    )
)  # fmt: skip

#: comment_context, comment_context[] and comment_context[0] are one list.
_CONTEXT: Final = re.compile(r"comment_context(?:\[\d{0,6}\])?\Z")
#: What WordPress tells of a reader's request; a trap may not be named so either.
_OF_THE_READER: Final = re.compile(r"(?:HTTP_|POST_|REMOTE_|REQUEST_|DOCUMENT_)")

_KEY: Final = re.compile(r"[0-9a-f]{12}\Z")

Pair = tuple[bytes, bytes]


def read_call(
    endpoint: Endpoint, query: bytes, body: bytes, content_type: str, host: str
) -> Call:
    """The question in a request. `query` and `body` are encoded as forms are; of two
    fields of one name the body's wins, and the last in it."""
    stated, kind = _charset(content_type)
    if body and kind not in ("application/x-www-form-urlencoded", "text/plain"):
        return Call(
            endpoint=endpoint, fields={}, trouble=f"A body of type {kind} is not read."
        )
    pairs = [*_pairs(query), *_pairs(body)]
    if len(pairs) > _MOST_PAIRS:
        trouble = f"More than {_MOST_PAIRS} fields are not read."
        return Call(endpoint=endpoint, fields={}, trouble=trouble)
    named = [(_text(name, stated, ""), value) for name, value in pairs]
    blog = next((value for name, value in named if name == "blog_charset"), b"")
    blog_charset = blog.decode("ascii", "replace")
    fields: dict[str, str] = {}
    context: list[str] = []
    trap = _trap(named)
    for name, value in named:
        if _CONTEXT.match(name):
            context.append(_text(value, stated, blog_charset))
        elif name in _READ:
            fields[name] = _text(value, stated, blog_charset)
        elif name and name == trap:
            fields["trapped"] = "1" if value.strip() else ""
    return Call(
        endpoint=endpoint,
        key=_key(endpoint, fields, host),
        fields=fields,
        context=tuple(context),
    )


def _pairs(data: bytes) -> Iterator[Pair]:
    """The pairs of a form; one more than are read at the most."""
    for part in data.split(b"&", _MOST_PAIRS + 1)[: _MOST_PAIRS + 1]:
        name, _, value = part.partition(b"=")
        if name:
            yield _unquoted(name), _unquoted(value)


def _unquoted(data: bytes) -> bytes:
    return unquote_to_bytes(data.replace(b"+", b" "))


def _trap(named: list[tuple[str, bytes]]) -> str:
    """The name of the field that people do not see, where the site has one."""
    for name, value in named:
        if name == "honeypot_field_name":
            found = value.decode("utf-8", "replace")
            return "" if _OF_THE_READER.match(found) or found in _READ else found
    return ""


def _text(data: bytes, stated: str, blog_charset: str) -> str:
    """A value as text: UTF-8 if it can be, else as the request says, else as the site.

    Sites that state ISO-8859-1 send UTF-8 more often than not, and the other way round it
    cannot be mistaken. Encodings that write all in ASCII are believed first.
    """
    if data.isascii() and b"\x1b" not in data:
        return data.decode("ascii")
    named = [stated, blog_charset]
    order = [*named, "utf-8"] if b"\x1b" in data else ["utf-8", *named]
    for label in order:
        encoding = webencodings.lookup(label) if label else None
        # "replacement" stands for encodings that nobody should believe.
        if encoding is None or encoding.name == "replacement":
            continue
        try:
            return str(encoding.codec_info.decode(data, "strict")[0])
        except UnicodeDecodeError:
            continue
    return data.decode("utf-8", "replace")


def _charset(content_type: str) -> tuple[str, str]:
    message = Message()
    message["content-type"] = " ".join(content_type.split()) or "text/plain"
    return message.get_content_charset("")[:40], message.get_content_type()


def _key(endpoint: Endpoint, fields: dict[str, str], host: str) -> str:
    """The key: from the fields, else the first label of the host (older clients)."""
    names = (
        ("key", "api_key") if endpoint == Endpoint.VERIFY_KEY else ("api_key", "key")
    )
    for name in names:
        if fields.get(name):
            return fields[name][:64]
    label = host.split(".", 1)[0].lower() if "." in host else ""
    return label if _KEY.match(label) else ""
