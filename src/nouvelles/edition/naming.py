"""Names in a text: two capitalised words or more, and what the last of them sounds like."""

from __future__ import annotations

from collections.abc import Container, Iterator
from dataclasses import dataclass
from typing import Final

import regex
from anyascii import anyascii

from nouvelles.language.identify import primary

_CAPITALISED: Final = r"\p{Lu}[\p{Lu}\p{Ll}\p{M}'’\-]+"
_NAME = regex.compile(
    rf"(?<![\p{{L}}\p{{M}}]){_CAPITALISED}"
    r"(?:[ \u00A0](?:d[aeiou]s?|del|della|van|von|der|al|el|bin|ibn|y|e)"
    rf"(?=[ \u00A0]\p{{Lu}}))?(?:[ \u00A0]{_CAPITALISED})+(?![\p{{L}}\p{{M}}])"
)
_POSSESSIVE = regex.compile(r"['’]s?$")
_LETTER = regex.compile(r"\p{L}")
_JOINT = regex.compile(r"[\s\-]")
#: Small words inside names, without a capital of their own.
_PARTICLES: Final = frozenset({
    "al", "bin", "da", "das", "de", "del", "della", "der", "des", "di", "do", "dos", "du",
    "e", "el", "ibn", "la", "le", "van", "von", "y",
})  # fmt: skip
#: Languages whose common nouns bear capitals too.
_CAPITALS: Final = ("de", "lb")
#: Soundex (Russell 1918): letters that sound alike have one digit; here in all places,
#: and h, w, y and vowels in none, since Arabic and Persian write few of them.
_SOUNDS: Final = {
    letter: digit
    for digit, letters in enumerate(("bfpv", "cgjkqsxz", "dt", "l", "mn", "r"), 1)
    for letter in letters
}
#: Digits of a code that tell a name from another.
_CODE: Final = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """A name as it is written, with the sounds of its last word."""

    written: str
    code: str

    def is_common(self, common: Container[str]) -> bool:
        """Whether one of its words is a common one ("National Library"): such names are
        translated, and cannot be known again."""
        words = _JOINT.split(self.written.lower())
        return any(word in common for word in words if word not in _PARTICLES)


def names(sentence: str, language: str) -> Iterator[Name]:
    """The names of two words or more of a sentence in a script with capitals."""
    if primary(language) in _CAPITALS:
        return
    for match in _NAME.finditer(sentence):
        written = _POSSESSIVE.sub("", match[0])
        if not _LETTER.search(sentence, 0, match.start()):
            # The first word bears a capital whatever it is.
            written = written.partition(" ")[2]
        if " " not in written:
            continue
        code = sounds(_JOINT.split(written)[-1])
        if len(code) >= _CODE:
            yield Name(written=written, code=code)


def sounds(word: str) -> str:
    """The consonants of a word of any alphabet as digits, neighbours of one sound once."""
    code = ""
    for letter in anyascii(word).lower():
        digit = str(_SOUNDS.get(letter, ""))
        if digit and not code.endswith(digit):
            code += digit
    return code
