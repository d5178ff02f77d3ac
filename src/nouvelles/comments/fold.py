"""Folding: what a text says once its disguise is off, and what was found of a disguise.

Genuine writing goes through unharmed: pure Cyrillic or Greek words stay, joiners that
Persian and Indic words need stay, families of emoji stay. Only words that mix scripts are
read by what their letters look like (the skeletons of UTS 39, section 4).
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from html import unescape
from importlib.resources import files
from typing import Final

import regex

from nouvelles.comments.shape import HIDDEN, MARK, STYLED, dressed, shape_of
from nouvelles.language.fold import fold as fold_words

#: Characters that are read of a text: so many of its beginning, and of its end, where
#: links stand. No comment form takes more.
BEGINNING: Final = 8_000
END: Final = 2_000
#: Marks that one letter keeps; bombs of marks cost nothing and mean nothing.
_MOST_MARKS: Final = 4

#: Kinds of signs that may be marks, by which there may be more of them than letters keep;
#: and kinds that are not seen, or seen in another dress.
_OF_MARKS: Final = frozenset((MARK, HIDDEN, "i"))
_UNSEEN: Final = frozenset((MARK, HIDDEN, STYLED))

_BREAK = regex.compile(r"<br\s?/?>")
_MARKS = regex.compile(rf"(\p{{M}}{{{_MOST_MARKS}}})\p{{M}}+")
#: Unseen signs inside of a word of a script that has no use for them.
_HIDDEN = regex.compile(r"(?<=[xXcCgGhs9])z+(?=[xXcCgGhs9m])")
#: Joiners where no script shapes letters with them (Arabic and Indic ones do).
_STRAY_JOINERS = regex.compile(
    r"(?<![\p{Arabic}\p{Deva}\p{Beng}\p{Guru}\p{Gujr}\p{Orya}\p{Taml}\p{Telu}"
    r"\p{Knda}\p{Mlym}\p{Sinh}\p{Khmr}\p{M}])[\u200c\u200d]"
)
#: A flag is two of these letters, and nothing beside them is one.
_FLAG = regex.compile(
    r"(?<![\U0001F1E6-\U0001F1FF])[\U0001F1E6-\U0001F1FF]{2}(?![\U0001F1E6-\U0001F1FF])"
)
_ODD_MARKS = regex.compile(r"(?<=[xXcCgG])m{1,}")
#: Words with a Western letter and another sign.
_MIXED = regex.compile(r"\b(?=\w*[A-Za-z])(?=\w*[^\W\x00-\x7f])\w+")
#: Letters one by one: s p a c e d, p.u.n.k, 【p】【u】.
_SPACED = regex.compile(r"(?<!\w)[^\W_](?:[^\w\n]{1,3}[^\W_](?!\w)){2,}", regex.V1)
#: Where there is none of these, there is none of those; marks are no letters to `re`,
#: which is three times as fast.
_ALONE = re.compile(r"\b\w\W{1,3}\w\b")
#: Letters that make a word when they stand one by one; « il y a à » are three.
_FEWEST_SPACED: Final = 4
_BETWEEN = regex.compile(r"[^\w]+")
_LEET: Final = str.maketrans("013457@$!", "oieastasi")
_LEET_SIGNS: Final = frozenset("013457@$")
#: What every word has that is read from digits.
_LEET_INSIDE = re.compile(r"[a-z][013457$]|[013457$!@][a-z]|[!$@][013457]")
_LEET_WORD = regex.compile(r"(?<![\w.@#/])[a-z013457$!][a-z013457@$!]*(?![\w./])")
#: What digits and letters are together in honest writing: 4k, 10th, mp3, a4, 12h30.
_NOT_LEET = regex.compile(
    r"\d+[a-z]{1,3}|[a-z]{1,4}\d+|\d+[a-z]\d+|[a-z]+[!$@]*|[\d$!@]+|[a-z]+\d+"
)


@dataclass(frozen=True, slots=True)
class Folded:
    """A text without its disguise, and counts of what the disguise was made of.

    `text` is lower case, without accents; `leet` the words read from digits, a second
    view (the text has them as they came, unless most of it is written so). Counts are of
    characters for `styled`, `hidden`, `marks`; of words for `mixed`, `spaced`, `digits`.
    """

    text: str
    shape: str
    leet: tuple[str, ...] = ()
    styled: int = 0
    hidden: int = 0
    marks: int = 0
    mixed: int = 0
    spaced: int = 0
    digits: int = 0


def cut(text: str) -> str:
    """What is read of a text: all of it, or its beginning and its end."""
    if len(text) <= BEGINNING + END:
        return text
    return f"{text[:BEGINNING]}\n{text[-END:]}"


def fold(text: str) -> Folded:
    """Take the disguise off; time is linear in the text, and bounded."""
    text = cut(text)
    if "&" in text:
        text = unescape(text)
    if "<br" in text:
        text = _BREAK.sub("\n", text)
    styled = hidden = marks = mixed = 0
    if text.isascii():
        shape, folded = shape_of(text), text.lower()
    else:
        shape = shape_of(text)
        kinds = set(shape)
        whole = text
        if not kinds.isdisjoint(_OF_MARKS):
            text = _MARKS.sub(r"\1", text)
        text = unicodedata.normalize("NFC", text)
        if STYLED in kinds:
            text = _FLAG.sub("⚑", text)
        if text is not whole:
            shape = shape_of(text)
            kinds = set(shape)
        styled = shape.count(STYLED)
        hidden = sum(map(len, _HIDDEN.findall(shape))) if HIDDEN in kinds else 0
        marks = sum(map(len, _ODD_MARKS.findall(shape))) if MARK in kinds else 0
        plain = text
        if not kinds.isdisjoint(_UNSEEN):
            plain = unicodedata.normalize("NFC", _seen(text))
        plain = plain.lower()
        if not (kinds.isdisjoint("xX") or kinds.isdisjoint("cCgGw")):
            plain, mixed = _skeletons(plain)
        folded = fold_words(plain)
    folded, spaced = _joined(folded)
    folded, leet, digits = _read_digits(folded)
    return Folded(folded, shape, leet, styled, hidden, marks, mixed, spaced, digits)


class _Plain(dict[int, str]):
    def __missing__(self, code: int) -> str:
        plain = self[code] = _plain(chr(code))
        return plain


def _plain(character: str) -> str:
    category = unicodedata.category(character)
    if category == "Me" or (category == "Cc" and character not in "\t\n\r"):
        return ""
    if category == "Cf" or character == "\u034f":
        return character if character in "\u200c\u200d" else ""
    return dressed(character) or character


_PLAIN = _Plain()


def _seen(text: str) -> str:
    """The text without unseen signs and dresses."""
    if "\u200c" in text or "\u200d" in text:
        text = _STRAY_JOINERS.sub("", text)
    return text.translate(_PLAIN)


@cache
def _alike() -> tuple[dict[str, str], dict[str, str]]:
    """Letter to the Latin one it looks like; Latin letter to the Cyrillic one."""
    data = files("nouvelles.comments") / "data" / "confusables.txt"
    latin: dict[str, str] = {}
    cyrillic: dict[str, str] = {}
    for line in data.read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            continue
        letter, others = line.split(" ")
        latin |= dict.fromkeys(others, letter)
    # The everyday alphabet only: а в с е н к м о р т у х, and Ukrainian і.
    for other in "авсенкмортухі":
        cyrillic[latin[other]] = other
    return latin, cyrillic


def _skeletons(text: str) -> tuple[str, int]:
    """Words that mix scripts as they look; how many there were."""
    latin, cyrillic = _alike()
    mostly: dict[str, str] = {}  # the script of most of the text, once it is asked for
    count = 0

    def skeleton(found: regex.Match[str]) -> str:
        nonlocal count, mostly
        word = found[0]
        others = [one for one in word if not one.isascii() and one.isalpha()]
        foreign = [one for one in others if _NOT_LATIN.match(one)]
        if not foreign:
            return word
        count += 1
        if not all(one in latin for one in foreign):
            return "".join(cyrillic.get(one, one) for one in word)
        inside = all(one in cyrillic for one in word if one.isascii() and one.isalpha())
        if inside:
            mostly = mostly or (cyrillic if _is_russian(text) else latin)
        table = mostly if inside else latin
        return "".join(table.get(one, one) for one in word)

    return _MIXED.sub(skeleton, text), count


def _is_russian(text: str) -> bool:
    russian = sum("а" <= letter <= "я" for letter in text)
    return 2 * russian > len(_LETTER.findall(text))


_LETTER = regex.compile(r"\p{L}")
_NOT_LATIN = regex.compile(
    r"[\p{L}--[\p{Latin}\p{Han}\p{Hiragana}\p{Katakana}]]", regex.V1
)


def _joined(text: str) -> tuple[str, int]:
    """Letters that were written one by one as words; how many words that made."""
    if not _ALONE.search(text):
        return text, 0
    count = 0

    def join(found: regex.Match[str]) -> str:
        nonlocal count
        word = _BETWEEN.sub("", found[0])
        if sum(letter.isalpha() for letter in word) < _FEWEST_SPACED:
            return found[0]
        count += 1
        return word

    return _SPACED.sub(join, text), count


def _read_digits(text: str) -> tuple[str, tuple[str, ...], int]:
    """The words read from digits; a text that is mostly written so is read so."""
    if _LEET_SIGNS.isdisjoint(text) or not _LEET_INSIDE.search(text):
        return text, (), 0
    words = [one for one in _LEET_WORD.findall(text) if not _NOT_LEET.fullmatch(one)]
    if not words:
        return text, (), 0
    if len(words) >= 2 and 5 * len(words) >= text.count(" ") + 1:
        return text.translate(_LEET), (), len(words)
    return text, tuple(word.translate(_LEET) for word in words), len(words)
