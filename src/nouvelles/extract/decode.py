"""Bytes to text as browsers decide, and better than they where a page lies.

The order is that of the HTML Standard (13.2.3.2, as known 2026-11-29): byte order mark,
HTTP charset, what the page says in its first 1,024 bytes, a later meta element, a guess.
Labels are those of the Encoding Standard (library webencodings). Unlike a browser we take
a page that is valid UTF-8 for UTF-8, and look for another encoding where the declared
one leaves many bytes unexplained.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from typing import Final

from webencodings import lookup

from nouvelles.extract.prescan import late, prescan, web_name
from nouvelles.records import Doubt

#: Bytes that are given to the statistical guess, from where letters outside ASCII begin.
_GUESS_BYTES: Final = 32_768

#: Share of undecodable characters among those outside ASCII above which the declared
#: encoding is taken for a lie rather than for damage.
_LIE_SHARE: Final = 0.02
_FEW_LOST: Final = 2

#: Bytes that tell UTF-16: as long as "<html>" in it.
_WIDE_BYTES: Final = 12

#: Name of our handler of errors, and how many it is asked to handle: each costs a call.
_WEB: Final = "nouvelles-web"
_MOST_REPAIRS: Final = 1_000

_BOMS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16le"),
    (codecs.BOM_UTF16_BE, "utf-16be"),
)
_HTTP_CHARSET: Final = re.compile(
    r"charset\s*=\s*(?:\"([^\"]*)\"?|([^\";,\s]+))", re.IGNORECASE
)
#: Encodings whose bytes may be valid UTF-8 (they are all ASCII), so that this is no sign.
_SEVEN_BIT: Final = frozenset({"iso-2022-jp"})

#: Python's codecs for the names of the Encoding Standard, where webencodings has another
#: or none. The standard decodes GBK as its superset; "replacement" stands for encodings
#: that no page may use (ISO-2022-KR, HZ …) and gives a single U+FFFD.
_CODECS: Final = {
    "gbk": "gb18030",
    "utf-16le": "utf-16-le",
    "utf-16be": "utf-16-be",
}
#: Encodings that may be guessed: those of the standard that a page may be in undeclared.
_GUESSED: Final = (
    "utf-8", "gb18030", "big5", "euc-jp", "shift_jis", "iso-2022-jp", "euc-kr",
    "windows-1250", "windows-1251", "windows-1252", "windows-1253", "windows-1254",
    "windows-1255", "windows-1256", "windows-1257", "windows-1258", "tis-620",
    "iso-8859-2", "iso-8859-5", "iso-8859-7", "koi8-r", "koi8-u", "ibm866",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Decoded:
    """A page's text, the encoding that was used, and whether it was not the declared.

    `encoding` is the Encoding Standard's name in lower case, such as "windows-1252".
    """

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
            return _answer(to_text(page[len(mark) :], encoding), encoding)
    wide = wide_order(page)
    http = _http_charset(content_type)
    if not wide and http not in _SEVEN_BIT:
        # Other encodings do not give valid UTF-8 by chance. A page that is all ASCII may
        # still be in one that shifts.
        if page.isascii():
            named = http or prescan(page)
            if named not in _SEVEN_BIT:
                text = page.decode("ascii")
                return Decoded(text=_without_nul(text, page), encoding=named or "utf-8")
        elif (strict := _strict_utf8(page)) is not None:
            doubts = _doubts(http or prescan(page), "utf-8", strict.count("\ufffd"))
            text = _without_nul(strict, page)
            return Decoded(text=text, encoding="utf-8", doubts=doubts)
    declared = [name for name in (http, prescan(page)) if name] or [late(page)]
    for encoding in filter(None, dict.fromkeys(declared)):
        text = to_text(page, encoding)
        if not _is_lie(text):
            return _answer(text, encoding, declared[0])
    guess = wide or _guess(page) or declared[0] or "utf-8"
    return _answer(to_text(page, guess), guess, declared[0])


def to_text(page: bytes, encoding: str) -> str:
    """Bytes decoded as the Encoding Standard says; never raises for any bytes."""
    if encoding == "replacement":
        return "\ufffd" if page else ""
    known = lookup(encoding)
    if known is None:
        raise LookupError(encoding)
    read = codecs.lookup(_CODECS[encoding]) if encoding in _CODECS else known.codec_info
    text: str = read.decode(page, "replace")[0]
    if 0 < text.count("\ufffd") <= _MOST_REPAIRS:
        text = read.decode(page, _WEB)[0]
    return text


def wide_order(page: bytes) -> str:
    """The kind of UTF-16 that unmarked bytes begin with, or "": markup, every other 0."""
    start = page[:_WIDE_BYTES]
    if len(start) < _WIDE_BYTES:
        return ""
    even, odd = start[::2], start[1::2]
    if not any(odd) and 0 not in even and b"<" in even:
        return "utf-16le"
    if not any(even) and 0 not in odd and b"<" in odd:
        return "utf-16be"
    return ""


def _http_charset(content_type: str) -> str:
    """The web's name of the encoding in a Content-Type header, or ""."""
    match = _HTTP_CHARSET.search(content_type)
    return web_name((match[1] or match[2] or "").strip("'")) if match else ""


def _strict_utf8(page: bytes) -> str | None:
    try:
        # Not final: a cut inside the last character is no sign against UTF-8.
        return codecs.getincrementaldecoder("utf-8")().decode(page, final=False)
    except UnicodeDecodeError:
        return None


def _is_lie(text: str) -> bool:
    lost = text.count("\ufffd") + text.count("\0")
    if lost <= _FEW_LOST:
        return False
    foreign = len(text) - len(text.encode("ascii", "ignore"))
    return lost > _LIE_SHARE * foreign


def _guess(page: bytes) -> str:
    """An encoding by the statistics of its letters, or "" where there is no telling."""
    # Its tables take 0.1 s to load, for one page in thousands.
    from chardet import detect

    first = re.search(rb"[\x80-\xff]", page)
    start = max(0, first.start() - 256) if first else 0
    found = detect(
        page[start : start + _GUESS_BYTES],
        include_encodings=_GUESSED,
        prefer_superset=True,
    )
    return web_name(found["encoding"] or "")


def _answer(text: str, encoding: str, declared: str = "") -> Decoded:
    doubts = _doubts(declared, encoding, text.count("\ufffd"))
    return Decoded(text=text.replace("\0", "\ufffd"), encoding=encoding, doubts=doubts)


def _doubts(declared: str, encoding: str, lost: int) -> tuple[Doubt, ...]:
    doubts: list[Doubt] = []
    if declared and encoding != declared:
        detail = f"{declared} declared, {encoding} read"
        doubts.append(Doubt(code="charset", detail=detail))
    if lost:
        doubts.append(Doubt(code="undecodable", detail=f"{lost} characters"))
    return tuple(doubts)


def _without_nul(text: str, page: bytes) -> str:
    """Without NUL, at which parsers in C may stop; the HTML Standard has U+FFFD, too."""
    # Bytes are searched a hundred times faster than wide characters.
    return text.replace("\0", "\ufffd") if b"\0" in page else text


def _repaired(error: UnicodeError) -> tuple[str, int]:
    """What the Encoding Standard reads where Python's codecs give up.

    Bytes 80 to 9F that a windows code page leaves out are C1 controls, 80 in GBK is the
    euro sign; the rest is U+FFFD. EUC-JP has the rows 13, 89 to 92 and 115 to 119 that
    vendors added, which Python has in its Shift_JIS of Windows only.
    """
    if not isinstance(error, UnicodeDecodeError):
        raise error
    start, data = error.start, error.object
    byte = data[start]
    if error.encoding == "charmap" and 0x80 <= byte <= 0x9F:
        return chr(byte), start + 1
    if error.encoding == "gb18030" and byte == 0x80:
        return "€", start + 1
    if error.encoding == "euc_jp" and (
        character := _vendor_pair(data[start : start + 2])
    ):
        return character, start + 2
    # A byte of ASCII that an illegal pair swallowed is read for itself.
    rest = range(start + 1, error.end)
    return "\ufffd", next(
        (n for n in rest if data[n] < 0x80), max(error.end, start + 1)
    )


def _vendor_pair(data: bytes) -> str:
    """The character of two bytes of EUC-JP by the table of Windows, or "" for none."""
    if len(data) < 2 or not (0xA1 <= data[0] <= 0xFE and 0xA1 <= data[1] <= 0xFE):
        return ""
    row, cell = data[0] - 0xA1, data[1] - 0xA1
    lead = row // 2 + (0x81 if row < 62 else 0xC1)
    trail = cell + 0x9F if row % 2 else cell + (0x40 if cell < 63 else 0x41)
    return bytes((lead, trail)).decode("cp932", "ignore")


codecs.register_error(_WEB, _repaired)
