"""What kind of sign each character of a text is: its shape, one letter a character.

A shape says nothing of what a text means, and the same of all languages: `Xxxx 99!`,
`ssss` for letters in mathematical dress. What tells a disguise from writing is seen here.
"""

from __future__ import annotations

import sys
import unicodedata
from typing import Final

import numpy as np
import regex

from nouvelles.comments.hashing import codes_of

#: Letters by script: small, and capital.
SCRIPTS: Final = {"LATIN": "xX", "CYRILLIC": "cC", "GREEK": "gG", "ARMENIAN": "gG"}
STYLED: Final = "s"
HIDDEN: Final = "z"
MARK: Final = "m"
EMOJI: Final = "e"
MONEY: Final = "¤"

#: Compatibility forms in which a letter or digit only changes its dress (UAX 44, 5.7.3).
_DRESSES: Final = (
    *("<font>", "<circle>", "<wide>", "<square>", "<super>", "<sub>"),
    *("<small>", "<narrow>"),
)
#: Digits that stand so in honest writing: m², CO₂, Indonesian orang² for orang-orang.
_RAISED: Final = ("<super>", "<sub>")
_WORN = regex.compile(
    r"^(?:NEGATIVE |CROSSED |OUTLINED )?(?:SQUARED|CIRCLED) LATIN CAPITAL LETTER (\w)$"
    r"|^REGIONAL INDICATOR SYMBOL LETTER (\w)$"
    r"|^LATIN LETTER SMALL CAPITAL (\w)$"
)
#: Names of scripts whose words need marks or joiners.
_COMPLEX: Final = frozenset(
    (
        *("ARABIC", "SYRIAC", "THAANA", "NKO", "HEBREW", "DEVANAGARI", "BENGALI"),
        *("GURMUKHI", "GUJARATI", "ORIYA", "TAMIL", "TELUGU", "KANNADA", "MALAYALAM"),
        *("SINHALA", "THAI", "LAO", "TIBETAN", "MYANMAR", "KHMER", "MONGOLIAN"),
        *("JAVANESE", "BALINESE", "ETHIOPIC"),
    )
)


def dressed(character: str) -> str:
    """The plain letter or digit under a dress (𝐆, Ⓐ, 🅰, 🇦, ɢ, Ｇ), or ""."""
    worn = _WORN.match(unicodedata.name(character, ""))
    if worn:
        return str(next(filter(None, worn.groups()))).lower()
    if not unicodedata.decomposition(character).startswith(_DRESSES):
        return ""
    plain = unicodedata.normalize("NFKC", character)
    return plain if plain.isalnum() else ""


def _kind(character: str) -> str:
    category = unicodedata.category(character)
    if character.isascii():
        if character.isalpha():
            return "X" if character.isupper() else "x"
        return "9" if character.isdigit() else MONEY if character == "$" else character
    if category in ("Cf", "Cc", "Cs", "Co", "Cn") or character == "\u034f":
        return HIDDEN
    if category == "No" and unicodedata.decomposition(character).startswith(_RAISED):
        return "9"
    if dressed(character):
        return STYLED
    if category.startswith("L"):
        return _letter(character)
    if category.startswith("M"):
        name = unicodedata.name(character, "").split()[0]
        return "i" if name in _COMPLEX else MARK
    if category == "Nd":
        return "9"
    if category == "Sc":
        return MONEY
    if category.startswith("Z"):
        return " "
    return EMOJI if category in ("So", "Sk", "Sm") else "."


def _letter(character: str) -> str:
    name = unicodedata.name(character, "").split(" ")[0].split("-")[0]
    if name in SCRIPTS:
        return SCRIPTS[name][character.isupper()]
    if name in _COMPLEX:
        return "a" if name == "ARABIC" else "i"
    return {"CJK": "h", "HIRAGANA": "k", "KATAKANA": "k", "HANGUL": "k"}.get(name, "w")


#: The kind of each code point as a byte (all are Latin-1), 0 until it is first met; the
#: system gives it memory only where something was met.
_KINDS: Final = np.zeros(sys.maxunicode + 1, np.uint8)


def shape_of(text: str) -> str:
    """The kinds of all characters, a string of the same length.

    `x X` Latin, `c C` Cyrillic, `g G` Greek and Armenian, `a` Arabic, `i` scripts whose
    words need marks, `h` Han, `k` kana and Hangul, `w` other letters, `9` digits, `s`
    letters in dress, `m` marks, `z` unseen signs, `e` emoji and symbols, `¤` currencies,
    `.` other punctuation; ASCII punctuation and spaces are themselves.
    """
    codes = codes_of(text)
    kinds = _KINDS.take(codes)
    if not kinds.all():
        for code in set(codes[kinds == 0].tolist()):
            _KINDS[code] = ord(_kind(chr(code)))
        kinds = _KINDS.take(codes)
    return kinds.tobytes().decode("latin-1")
