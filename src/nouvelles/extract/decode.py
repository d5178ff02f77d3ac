"""Bytes to text as browsers decide, and better than they where a page lies.

The order is that of the WHATWG Encoding and HTML Standards (13.2.3.2, as known
2026-11-23): byte order mark, HTTP charset, meta element in the first 1,024 bytes.
Labels are those of the Encoding Standard (library webencodings).
"""

from __future__ import annotations

import codecs
from dataclasses import dataclass
from typing import Final

import regex
from charset_normalizer import from_bytes
from webencodings import lookup

from nouvelles.records import Doubt

#: Bytes in which a meta element may declare the encoding.
PRESCAN_BYTES: Final = 1_024

#: Bytes that are given to the statistical guess, which is slow (0.1 s for so many).
_GUESS_BYTES: Final = 32_768

#: Share of undecodable characters among those outside ASCII above which the declared
#: encoding is taken for a lie rather than for damage.
_LIE_SHARE: Final = 0.02

_BOMS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_META_CHARSET = regex.compile(
    rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([a-zA-Z0-9_:.\-]+)", regex.IGNORECASE
)
_XML_ENCODING = regex.compile(rb"^\s*<\?xml[^>]{0,100}encoding=[\"']([a-zA-Z0-9_.\-]+)")
_HTTP_CHARSET = regex.compile(r"charset\s*=\s*[\"']?([^\"';,\s]+)", regex.IGNORECASE)

#: Encodings of ASCII bytes only, in which valid UTF-8 is no sign of UTF-8.
_SEVEN_BIT: Final = frozenset({"iso2022_jp", "iso-2022-jp", "hz", "utf-7"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Decoded:
    """A page's text, the encoding that was used, and whether it was not the declared."""

    text: str
    encoding: str
    doubts: tuple[Doubt, ...] = ()


def decode(page: bytes, content_type: str = "") -> Decoded:
    """The text of a page; bytes that no encoding explains become U+FFFD.

    Doubts: "charset" (declared and used encoding differ), "undecodable" (how many
    characters were lost).
    """
    for mark, encoding in _BOMS:
        if page.startswith(mark):
            text = page[len(mark) :].decode(encoding, "replace")
            return Decoded(text=_cleaned(text), encoding=encoding)
    declared = _declared(page, content_type)
    if not any(name in _SEVEN_BIT for name in declared):
        if page.isascii():
            encoding = declared[0] if declared else "utf-8"
            return Decoded(text=_cleaned(page.decode("ascii")), encoding=encoding)
        # Other encodings do not give valid UTF-8 by chance.
        if (strict := _strict_utf8(page)) is not None:
            return _answer(strict, "utf-8", declared)
    for encoding in [*declared, *(() if "utf-8" in declared else ("utf-8",))]:
        text = page.decode(encoding, "replace")
        if not _is_lie(text):
            return _answer(text, encoding, declared)
    guess = _guess(page) or (declared[0] if declared else "cp1252")
    return _answer(page.decode(guess, "replace"), guess, declared)


def _declared(page: bytes, content_type: str) -> list[str]:
    """Python's names of the encodings that are declared, the most binding first."""
    labels: list[str] = []
    if http := _HTTP_CHARSET.search(content_type):
        labels.append(http[1])
    head = page[:PRESCAN_BYTES]
    for pattern in (_META_CHARSET, _XML_ENCODING):
        if match := pattern.search(head):
            labels.append(match[1].decode("ascii"))
    found: list[str] = []
    for label in labels:
        name = _python_name(label)
        if name and name not in found:
            found.append(name)
    return found


def _python_name(label: str) -> str:
    encoding = lookup(label)
    if encoding is None:
        return ""
    # The standard decodes GBK as its superset. A meta element that could be read is not
    # in UTF-16, whatever it says.
    special = {"gbk": "gb18030", "utf-16le": "utf-8", "utf-16be": "utf-8"}
    if encoding.name in special:
        return special[encoding.name]
    return "" if encoding.name == "x-user-defined" else str(encoding.codec_info.name)


def _strict_utf8(page: bytes) -> str | None:
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        # Not final: a cut inside the last character is no sign against UTF-8.
        return decoder.decode(page, final=False)
    except UnicodeDecodeError:
        return None


def _is_lie(text: str) -> bool:
    lost = text.count("\ufffd")
    if lost <= 2:
        return False
    foreign = sum(1 for character in text if character > "\x7f")
    return lost > _LIE_SHARE * foreign


def _guess(page: bytes) -> str:
    """An encoding by the statistics of its letters, from where they begin."""
    first = next((i for i, byte in enumerate(page) if byte > 127), 0)
    start = max(0, first - 256)
    best = from_bytes(page[start : start + _GUESS_BYTES]).best()
    return best.encoding if best else ""


def _answer(text: str, encoding: str, declared: list[str]) -> Decoded:
    doubts: list[Doubt] = []
    if declared and encoding != declared[0]:
        detail = f"{declared[0]} declared, {encoding} read"
        doubts.append(Doubt(code="charset", detail=detail))
    if lost := text.count("\ufffd"):
        doubts.append(Doubt(code="undecodable", detail=f"{lost} characters"))
    return Decoded(text=_cleaned(text), encoding=encoding, doubts=tuple(doubts))


def _cleaned(text: str) -> str:
    """Without NUL, at which parsers in C may stop (HTML Standard: U+FFFD instead)."""
    return text.replace("\x00", "\ufffd") if "\x00" in text else text
