"""The encoding of a feed found out: stated, contradicted by the bytes, or guessed.

Order: a byte order mark or UTF-16/32 itself; UTF-8 that holds more than ASCII, whatever
is stated; the XML declaration; the HTTP answer; a guess. (RFC 7303 would put the answer
before the declaration; servers that say `iso-8859-1` of everything are why we do not.)

Sources: WHATWG Encoding standard (labels, windows-1252), XML 1.0 appendix F; as known in
November 2026.
"""

from __future__ import annotations

import codecs
import re
from functools import lru_cache

import webencodings

from nouvelles.ingest.troubles import Word
from nouvelles.records import Doubt

#: Nothing was stated, or nothing that helped: the encoding is a guess.
GUESSED = "charset-guessed"

#: Marks at the very start; UTF-32 before UTF-16, whose mark begins alike. Without a
#: mark, `<` and the sign after it show the width.
_MARKS = (
    (b"\xff\xfe\0\0", "utf-32"),
    (b"\0\0\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
    (b"<\0\0\0", "utf-32-le"),
    (b"\0\0\0<", "utf-32-be"),
    (b"<\0", "utf-16-le"),
    (b"\0<", "utf-16-be"),
)

#: The encoding in an XML declaration; servers put warnings before it.
_DECLARED = re.compile(
    rb"<\?xml\s[^<>]{0,200}?\bencoding\s*=\s*[\"']([A-Za-z0-9._:-]{1,40})[\"']"
)
_HEAD_BYTES = 4096

#: Python's names for encodings of text that the web's list lacks (DOS, Mac, UTF-32);
#: codecs of other kinds (punycode, unicode_escape) are not for feeds.
_TEXT_CODEC = re.compile(r"utf-(?:8|16|32)|cp\d+|iso|koi8|mac|hz|gb|big5|euc|johab")

#: Codecs that write everything in ASCII bytes: bytes alone do not give them away.
_SEVEN_BIT = ("iso2022", "hz")

#: Encodings of several bytes a sign. A short text in one of them can be sound UTF-8 by
#: chance, of two bytes a sign; never of three.
_EAST_ASIAN = re.compile(r"gb|big5|euc|shift|johab|cp9[345]|hz|iso2022")

#: The signs that windows-1252 has where Latin-1 has controls.
_WINDOWS_1252 = {
    byte: bytes([byte]).decode("cp1252")
    for byte in range(0x80, 0xA0)
    if byte not in (0x81, 0x8D, 0x8F, 0x90, 0x9D)
}

#: Four accented letters on end: no Western language writes so, but Cyrillic, Greek and
#: Arabic words look like this when they are read as Western.
_FOREIGN_RUN = re.compile(rb"[\xc0-\xff]{4,}")
_HIGH = re.compile(rb"[\x80-\xff]+")
_FEW_HIGH_BYTES = 12
_SOME_HIGH_BYTES = 50

#: What a press in the wrong encoding is likely to be in (Python's names).
_LIKELY = [
    *("cp1251", "koi8_r", "koi8_u", "gb18030", "big5", "euc_kr", "shift_jis", "euc_jp"),
    *("cp1250", "cp1252", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257", "cp1258"),
    *("iso8859_2", "iso8859_5", "iso8859_7", "iso8859_8", "iso8859_9", "cp874"),
]
_GUESS_BYTES = 50_000
_TAG = re.compile(rb"<[^<>]*>")

#: Bytes that are no UTF-8, as `surrogateescape` shows them.
_STRAY = re.compile("[\udc80-\udcff]")


def is_stated_utf8(data: bytes, stated: str = "") -> bool:
    """Whether UTF-8 is what an XML document states, or what holds without a word.

    Not whether it is true, which the XML parser finds out on its way.
    """
    match = _DECLARED.match(data) if data.startswith(b"<?") else None
    said = match[1].decode("ascii") if match else stated
    return not said or _codec(said) == "utf-8"


def as_utf8(data: bytes, stated: str = "") -> tuple[bytes, list[Doubt]]:
    """The same text in UTF-8 without a mark, and what was wrong with the stated encoding.

    `stated` is the charset of the HTTP answer, "" without one. Doubts: `wrong-charset`
    (an encoding is stated in which the text makes no sense), `charset-guessed`.
    """
    if data.startswith(codecs.BOM_UTF8):
        data = data[3:]
        stated = "utf-8"
    for mark, codec in _MARKS:
        if data.startswith(mark):
            return _wide(data, codec)
    match = _DECLARED.search(data, 0, _HEAD_BYTES)
    declared = match[1].decode("ascii") if match else ""
    codec = _codec(declared)
    if data.isascii() and not codec.startswith(_SEVEN_BIT):
        return data, []
    if _is_utf8(data, codec):
        said = declared or stated
        if _codec(said) in ("utf-8", "") and (not said or _codec(said)):
            return data, []
        return data, [_wrong(said, "utf-8")]
    text, doubts = _decoded(data, declared, stated)
    return text.encode("utf-8", "replace"), doubts


def _decoded(data: bytes, declared: str, stated: str) -> tuple[str, list[Doubt]]:
    """Bytes that are no sound UTF-8, by what is stated, or guessed."""
    text = _nearly_utf8(data)
    if text:
        return text, [_wrong(declared or stated or "utf-8", "utf-8 with stray bytes")]
    for label in (declared, stated):
        text = _by_label(data, label)
        if text:
            wrong = declared if label is stated and declared != stated else ""
            return text, [_wrong(wrong, label)] if wrong else []
    codec = _guess(data)
    if declared or stated:
        return _decode(data, codec), [_wrong(declared or stated, codec)]
    return _decode(data, codec), [Doubt(code=GUESSED, detail=codec)]


def _wide(data: bytes, codec: str) -> tuple[bytes, list[Doubt]]:
    """UTF-16 and UTF-32; a sign that is cut or broken is replaced."""
    text = data.decode(codec, "replace").lstrip("\ufeff")
    return text.encode("utf-8", "replace"), []


def _wrong(said: str, true: str) -> Doubt:
    return Doubt(code=Word.WRONG_CHARSET, detail=f"it says {said}, it is {true}")


@lru_cache(maxsize=64)
def _codec(label: str) -> str:
    """Python's name of an encoding by its label on the web, or "" for none."""
    found = webencodings.lookup(label)
    if found is not None:
        name = str(found.codec_info.name)
        return "gb18030" if name in ("gb2312", "gbk") else name
    try:
        name = codecs.lookup(label).name
    except (LookupError, ValueError):
        return ""
    return name if _TEXT_CODEC.match(name) else ""


def _is_utf8(data: bytes, declared: str) -> bool:
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    if declared.startswith(_SEVEN_BIT):
        return False
    if not _EAST_ASIAN.match(declared) or any(sign >= "\u0800" for sign in text):
        return True
    return not _decodes(data, declared)


def _decodes(data: bytes, codec: str) -> bool:
    try:
        data.decode(codec)
    except (UnicodeDecodeError, LookupError):
        return False
    return True


def _nearly_utf8(data: bytes) -> str:
    """UTF-8 with a few stray bytes (a cut sign, a quotation in Latin-1), or ""."""
    text = data.decode("utf-8", "surrogateescape")
    stray = len(_STRAY.findall(text))
    good = sum(1 for sign in text if sign > "\x7f") - stray
    if not stray or good < 10 * stray:
        return ""
    return _STRAY.sub(lambda m: _latin(bytes([ord(m[0]) - 0xDC00])), text)


def _by_label(data: bytes, label: str) -> str:
    """The text by a stated encoding; "" where it makes no sense in it."""
    codec = _codec(label)
    if codec in ("", "utf-8") or (codec in _WESTERN and _is_foreign(data)):
        return ""
    try:
        return _latin(data) if codec == "cp1252" else data.decode(codec)
    except (UnicodeDecodeError, LookupError):
        return ""


_WESTERN = ("cp1252", "iso8859-1", "iso8859-15", "latin-1")


def _latin(data: bytes) -> str:
    """As browsers read Latin-1: windows-1252, where every byte is a sign."""
    return data.decode("latin-1").translate(_WINDOWS_1252)


def _is_foreign(data: bytes) -> bool:
    """Whether most bytes above ASCII stand in runs that no Western language has."""
    high = sum(map(len, _HIGH.findall(data)))
    runs = sum(map(len, _FOREIGN_RUN.findall(data)))
    return high >= _FEW_HIGH_BYTES and 2 * runs > high


def _guess(data: bytes) -> str:
    """By the look of its text; of a few lone accents and quotation marks, Western."""
    runs = _HIGH.findall(data)
    high = sum(map(len, runs))
    if high < _FEW_HIGH_BYTES or (high < _SOME_HIGH_BYTES and 2 * high < 3 * len(runs)):
        return "cp1252"
    sample = _TAG.sub(b" ", data[: 4 * _GUESS_BYTES])[:_GUESS_BYTES]
    # Cut at a space, so that no sign of several bytes is cut in two.
    sample = sample[: sample.rfind(b" ") + 1] or sample
    # Imported here: it takes a while to load, and hardly a feed needs it.
    from charset_normalizer import from_bytes

    found = from_bytes(sample, cp_isolation=_LIKELY)
    best = found.best()
    if best is None:
        return "cp1252"
    for one in found:
        as_good = one.chaos <= best.chaos and one.coherence >= best.coherence
        if as_good and "cp1252" in one.could_be_from_charset:
            return "cp1252"
    return best.encoding


def _decode(data: bytes, codec: str) -> str:
    return _latin(data) if codec == "cp1252" else data.decode(codec, "replace")
