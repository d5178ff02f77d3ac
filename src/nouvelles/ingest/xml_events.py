"""XML as a stream of elements, sound or broken, in bounded memory: no tree is built.

No DTD is heard and no entity is expanded: document types are cut out before anything is
parsed. Broken XML is repaired where the intent is plain (bare "&" and "<", HTML's named
characters, control characters, words in front of the XML), then read with libxml2's
recovery as far as it goes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from html.entities import html5
from typing import Any, Literal, NamedTuple, TypeVar

from lxml import etree

from nouvelles.ingest.charset import as_utf8
from nouvelles.ingest.troubles import NotRead, Word
from nouvelles.records import Doubt

T = TypeVar("T")

#: No sitemap and no subscription list nests deeper.
MOST_DEPTH = 200

#: Starts and ends of elements; a full sitemap with five pictures a page has two
#: million.
MOST_EVENTS = 3_000_000

#: Bytes that are handed to libxml2 at once.
_PIECE = 1 << 16

#: Control characters, which XML 1.0 does not have (production 2).
_CONTROL = dict.fromkeys([*range(9), 11, 12, *range(14, 32)])

#: "&" that begins no reference that XML itself knows, with the name that follows it,
#: and "<" that begins no markup.
_BARE = re.compile(
    r"&(?!#\d{1,7};|#x[0-9A-Fa-f]{1,6};|(?:amp|lt|gt|quot|apos);)"
    r"(?:([A-Za-z][A-Za-z0-9]{1,31};))?|<(?![A-Za-z_:/!?])"
)

#: What may stand in front of the XML, such as the warnings of PHP, and how much of it:
#: neither another document nor a comment, which may hold anything.
_FRONT = 8_192
_NO_FRONT = re.compile(r"<!doctype|<!--|<html\b|<rss\b|<feed\b|<rdf\b", re.IGNORECASE)

_DOCTYPE = re.compile(r"<!doctype\b", re.IGNORECASE)
_ANY_TAG = re.compile(r"<[A-Za-z_]")


class Event(NamedTuple):
    """The start or the end of an element.

    `name` is without its prefix, in lower case; so are the names of `attributes`. An
    end has the `text` that stood since the last start or end.
    """

    kind: Literal["start", "end"]
    name: str
    attributes: dict[str, str]
    text: str


def read_xml(
    data: bytes,
    about: str,
    collect: Callable[[Iterator[Event]], T],
    *,
    roots: str,
) -> tuple[T, tuple[Doubt, ...]]:
    """What `collect` makes of the elements, and what was repaired: "wrong-charset",
    "charset-guessed", "malformed". `collect` may stop early; on broken XML it is called
    once more. `roots` are the names, with "|" between, of the elements with which the
    document should begin: what stands in front of them is cut off.

    Raises:
        NotRead: "too-deep" or "too-large", and whatever `collect` raises.
    """
    data, doubts = as_utf8(data)
    text = _without_doctype(data.decode("utf-8", "replace"))
    if front := _front(text, roots):
        text = text[front:]
        doubts.append(Doubt(code=Word.MALFORMED.value, detail="text before the XML"))
    try:
        return collect(_events(text, about, recover=False)), tuple(doubts)
    except etree.XMLSyntaxError as error:
        if not front:
            doubts.append(Doubt(code=Word.MALFORMED.value, detail=str(error)))
    return collect(_events(_repaired(text), about, recover=True)), tuple(doubts)


@lru_cache(maxsize=4096)
def local_name(name: str) -> str:
    """The name of an element or attribute without namespace and prefix, lower-case."""
    return name.rpartition("}")[2].rpartition(":")[2].lower()


class _Target:
    """Collects what libxml2 reports until it is taken."""

    def __init__(self) -> None:
        self.events: list[Event] = []
        self._text: list[str] = []

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        named = {local_name(str(key)): value for key, value in attributes.items()}
        self.events.append(Event("start", local_name(name), named, ""))
        self._text.clear()

    def end(self, name: str) -> None:
        text = "".join(self._text).strip()
        self.events.append(Event("end", local_name(name), {}, text))
        self._text.clear()

    def data(self, text: str) -> None:
        self._text.append(text)

    def close(self) -> None:
        """Nothing is left to do; lxml asks for it."""


def _events(text: str, about: str, *, recover: bool) -> Iterator[Event]:
    target = _Target()
    # There is no document type left that could declare an entity; without resolving,
    # libxml2 would give "&amp;" in attributes as "&#38;".
    parser: Any = etree.XMLParser(
        target=target,
        recover=recover,
        encoding="utf-8",
        resolve_entities="internal",
        load_dtd=False,
        no_network=True,
        huge_tree=False,
    )
    data = text.encode("utf-8", "replace")
    depth = count = 0
    for start in range(0, len(data) + 1, _PIECE):
        parser.feed(data[start : start + _PIECE])
        if start + _PIECE > len(data):
            _close(parser, recover=recover)
        for event in target.events:
            depth += 1 if event.kind == "start" else -1
            if depth > MOST_DEPTH:
                raise NotRead(Word.TOO_DEEP, about)
            yield event
        count += len(target.events)
        if count > MOST_EVENTS:
            detail = f"more than {MOST_EVENTS // 2} elements"
            raise NotRead(Word.TOO_LARGE, about, detail)
        target.events.clear()


def _close(parser: Any, *, recover: bool) -> None:
    """The end of the data, at which broken markup may still give elements."""
    try:
        parser.close()
    except etree.XMLSyntaxError:
        # With recovery, what was found is what can be had.
        if not recover:
            raise


def _without_doctype(text: str) -> str:
    """The text without document types, and so without entities of its own."""
    parts: list[str] = []
    place = 0
    while found := _DOCTYPE.search(text, place):
        parts.append(text[place : found.start()])
        end = text.find(">", found.end())
        inner = text.find("[", found.end(), max(end, 0))
        if inner >= 0:
            end = text.find("]", inner)
            end = text.find(">", end) if end >= 0 else -1
        if end < 0:
            return "".join(parts)
        place = end + 1
    return "".join([*parts, text[place:]])


def _front(text: str, roots: str) -> int:
    """How many characters stand in front of the XML, spaces aside."""
    start = re.search(rf"<\?xml\b|<(?:[\w.-]+:)?(?:{roots})\b", text[:_FRONT])
    if start is None or not (before := text[: start.start()].strip()):
        return 0
    return 0 if _NO_FRONT.search(before) else start.start()


def _repaired(text: str) -> str:
    if not _ANY_TAG.search(text):
        return ""
    first, *rest = text.translate(_CONTROL).split("<![CDATA[")
    # Nothing may stand before an XML declaration, not even a space.
    parts = [_BARE.sub(_sound, first.lstrip())]
    for piece in rest:
        # A part that is not closed has no CDATA at all: it is read as text.
        inside, end, outside = piece.partition("]]>")
        if end:
            parts.append(f"<![CDATA[{inside}]]>")
        parts.append(_BARE.sub(_sound, outside if end else inside))
    return "".join(parts)


def _sound(match: re.Match[str]) -> str:
    if match[0] == "<":
        return "&lt;"
    character = html5.get(match[1] or "", "")
    if character and character not in "<&":
        return character
    return f"&amp;{match[0][1:]}"
