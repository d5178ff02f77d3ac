"""Folding: what makes two spellings one word for a search.

Sources: Unicode NFKC and case folding (Python's unicodedata); stroke letters as in
CLDR's Latin-ASCII transform; Arabic and Persian letters as in Lucene's ArabicNormalizer
and PersianNormalizer; bigrams as in Lucene's CJKBigramFilter (all as known
2026-11-23).
"""

from __future__ import annotations

import re
import unicodedata
from itertools import pairwise
from typing import Final

import regex

from nouvelles.language.codepages import CodePages

#: Letters whose mark makes another letter of the alphabet, not an accent on the same
#: one (Russian й, Ukrainian ї, Belarusian ў, Macedonian ѓ ќ); ё is written е as often.
KEPT_LETTERS: Final = frozenset("йїўѓќ")

#: Latin letters with a stroke or ligature, which no normal form takes apart.
STROKES: Final = {
    "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "ħ": "h", "ı": "i",
    "ł": "l", "ŋ": "n", "ŧ": "t", "þ": "th", "ɓ": "b", "ɗ": "d", "ə": "e",
    "ƙ": "k", "ƴ": "y", "ɛ": "e", "ɔ": "o",
}  # fmt: skip

#: One letter for each that Arabic, Persian, Urdu and Pashto keyboards write
#: differently.
ARABIC: Final = {
    "آ": "ا", "أ": "ا", "إ": "ا", "ٱ": "ا", "ى": "ي", "ی": "ي", "ې": "ي", "ے": "ي",
    "ک": "ك", "ة": "ه", "ۀ": "ه", "ہ": "ه", "ھ": "ه", "ە": "ه", "ـ": "",
}  # fmt: skip

#: Tashkil, Koranic signs, and the points of Hebrew: read, but seldom typed.
_VOWEL_SIGNS = regex.compile(
    r"[\u0610-\u061A\u064B-\u065F\u0670\u06D6-\u06ED\u0591-\u05C7]"
)

#: Accents that stand alone, where NFKC knows no composed letter.
_ACCENTS = regex.compile(r"[\u0300-\u036F\u0483-\u0487\u1AB0-\u1AFF\u1DC0-\u1DFF]")

_EUROPEAN = regex.compile(r"[\p{Latin}\p{Greek}\p{Cyrillic}]")
_VARIATION = regex.compile(r"[\uFE00-\uFE0F\U000E0100-\U000E01EF]")

#: In Persian a zero-width non-joiner parts the words of a compound; elsewhere it only
#: shapes letters.
_PERSIAN_JOINT = regex.compile(r"(?<=\p{Arabic})\u200C+")


class _Folding(dict[int, str]):
    """Folds one code point when it is first met; `str.translate` then finds it here."""

    def __missing__(self, code: int) -> str:
        folded = self[code] = _fold_character(chr(code))
        return folded


def _fold_character(character: str) -> str:
    if unicodedata.category(character) == "Cf" or _VARIATION.match(character):
        return ""
    if unicodedata.category(character) == "Nd":
        return str(unicodedata.decimal(character))
    folded = ""
    for part in unicodedata.normalize("NFKC", character.casefold()):
        if _VOWEL_SIGNS.match(part) or _ACCENTS.match(part):
            continue
        if part in KEPT_LETTERS:
            folded += part
        elif part in ARABIC:
            folded += ARABIC[part]
        elif _EUROPEAN.match(part):
            base = unicodedata.normalize("NFD", part)[0]
            folded += STROKES.get(base, base)
        else:
            folded += part
    return folded


_FOLDING = _Folding()


def fold(text: str) -> str:
    """A text as searches compare it: case, accents, widths and vowel signs are gone.

    Latin, Greek and Cyrillic letters lose their diacritics unless these make another
    letter (`KEPT_LETTERS`); Arabic loses tashkil and tatweel, its variants of alef, ya,
    kaf and ha become one; full-width forms and the digits of all scripts become ASCII.
    Folding a folded text changes nothing.
    """
    if text.isascii():
        return text.lower()
    if "\u200c" in text:
        text = _PERSIAN_JOINT.sub(" ", text)
    composed = unicodedata.normalize("NFKC", text)
    return unicodedata.normalize("NFC", _folded(composed))


#: All letters but those of everyday alphabets that fold to themselves.
_CHANGING = re.compile("[^\x00-@\\[-\x7fα-ρσ-ωа-яא-תابت-غف-ويぁ-ゖァ-ヺ一-鿿가-힣]")
#: From so many different ones on, one table for all is sooner.
_MANY: Final = 40


def _folded(composed: str) -> str:
    """Each letter of a text in form NFKC folded.

    `str.translate` looks every letter up, which took longer than all else here; so it is
    done for those that change, in any order: what is folded folds to itself.
    """
    changing = set(_CHANGING.findall(composed))
    if len(changing) > _MANY:
        return composed.translate(_FOLDING)
    for letter in changing:
        composed = composed.replace(letter, _FOLDING[ord(letter)])
    return composed


#: Scripts that are written without spaces, or (Hangul) glue particles to the noun; the
#: inside of a character class.
UNSPACED: Final = (
    r"\p{Han}\p{Hiragana}\p{Katakana}\p{Hangul}\u30FC"
    r"\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}"
)
_WORD = regex.compile(
    rf"(?P<run>(?:[{UNSPACED}&&[\p{{L}}\p{{Nl}}\u3005\u3007\u30FC]]\p{{M}}*)+)"
    rf"|(?P<word>[\p{{L}}\p{{N}}--[{UNSPACED}]](?:[\p{{L}}\p{{N}}\p{{M}}--[{UNSPACED}]])*)",
    regex.V1,
)
_LETTER_WITH_MARKS = regex.compile(r"\P{M}\p{M}*")


#: Pieces of text that are remembered, and characters of the longest of them: the press
#: says the same words again and again. All of them take some 16 MB.
REMEMBERED: Final = 100_000
LONGEST_REMEMBERED: Final = 24

#: The first letter of the scripts that are written without spaces (Thai KO KAI): what
#: has only letters and digits before it is one word.
FIRST_UNSPACED: Final = "\u0e01"

#: What stands before and after words, and makes no difference to them.
_AROUND_WORDS: Final = ".,;:!?()[]\"'«»“”„‘’…–—-/"


class _Pieces(dict[str, str]):
    """Cuts a piece of text, in lower case, when it is first met; then it is found here."""

    def __missing__(self, piece: str) -> str:
        bare = piece.strip(_AROUND_WORDS)
        known = self.get(bare) if bare != piece else None
        if known is not None:
            words = known
        else:
            words = fold(bare)
            if not (words.isalnum() and max(words) < FIRST_UNSPACED):
                words = " ".join(_cut(words))
        if len(piece) <= LONGEST_REMEMBERED:
            if len(self) >= REMEMBERED:
                self.clear()
            self[piece] = piece if piece == words else words
        return words


_PIECES = _Pieces()


def tokens(text: str) -> list[str]:
    """The folded words of a text in reading order, in any language without knowing it.

    Runs of scripts written without spaces (Han, kana, Hangul, Thai, Lao, Khmer,
    Burmese) give their overlapping pairs of letters, marks staying with their letter; a
    letter alone stays alone. A query cut by this same function is found as a phrase of
    tokens inside a longer run; a query of one such letter must be asked as a prefix.
    """
    return joined_tokens(text).split()


def joined_tokens(text: str) -> str:
    """The same words in one string, parted by single spaces.

    Neither folding nor cutting looks across white space, so that a text is cut piece by
    piece, and each piece once: 70 us for 180 words of the press, against 280 us in one
    go (2026-11). Texts that a code page holds are cut in half of that.
    """
    lowered = text.lower()
    whole = _CODE_PAGES.folded(lowered)
    if whole is not None:
        return " ".join(whole.split())
    return " ".join(filter(None, map(_PIECES.__getitem__, lowered.split())))


def distinct_words(text: str) -> str:
    """The same words, each once: what an index needs that knows no places."""
    lowered = text.lower()
    whole = _CODE_PAGES.folded(lowered)
    if whole is not None:
        return " ".join(dict.fromkeys(whole.split()))
    pieces = dict.fromkeys(lowered.split())
    return " ".join(dict.fromkeys(" ".join(map(_PIECES.__getitem__, pieces)).split()))


def _cut(folded: str) -> list[str]:
    found: list[str] = []
    for match in _WORD.finditer(folded):
        if match["word"] is not None:
            found.append(match["word"])
            continue
        letters = _LETTER_WITH_MARKS.findall(match["run"])
        if len(letters) == 1:
            found.append(letters[0])
        found.extend(a + b for a, b in pairwise(letters))
    return found


_CODE_PAGES = CodePages(fold, _cut)
