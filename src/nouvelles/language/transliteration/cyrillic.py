"""Russian and Ukrainian names in Latin letters.

French: the usage of its press, that is Russian and Ukrainian as they are heard
(« Khrouchtchev », « Sergueï », « Poutine », « Volodymyr Zelensky »). Otherwise BGN/PCGN:
Russian of 1947, Ukrainian of 2019 (Ukraine's own table, resolution 55 of 2010), without
apostrophes and with -y for -ий and -ый, as English papers print them.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import regex

_WORD: Final = regex.compile(
    r"\p{Cyrillic}(?:[\p{Cyrillic}\p{M}]|['’ʼ](?=\p{Cyrillic}))*"
)
_VOWELS: Final = frozenset("аеёиоуыэюяєії")
#: Letters before which a French g is hard only with a u behind it.
_SOFT: Final = frozenset("еёийыєі")
_HUSHING: Final = frozenset("жчшщ")

_SAME: Final = {
    "а": "a", "б": "b", "в": "v", "д": "d", "з": "z", "к": "k", "л": "l", "м": "m",
    "н": "n", "о": "o", "п": "p", "р": "r", "с": "s", "т": "t", "ф": "f", "х": "kh",
    "ц": "ts", "э": "e", "ы": "y", "ъ": "", "ь": "", "'": "", "’": "", "ʼ": "",
}  # fmt: skip
_FRENCH: Final = _SAME | {"ж": "j", "у": "ou", "ч": "tch", "ш": "ch", "щ": "chtch"}
_ENGLISH: Final = _SAME | {"ж": "zh", "у": "u", "ч": "ch", "ш": "sh", "щ": "shch"}
_OF_LANGUAGE: Final = {
    "ru": {"г": "g", "и": "i"},
    "uk": {"г": "h", "ґ": "g", "е": "e", "и": "y", "і": "i"},
}
#: Given names of which the press has a form of its own.
_GIVEN: Final = {
    ("ru", "fr"): {"александр": "alexandre"},
    ("ru", ""): {"александр": "alexander"},
}
#: Names whose ё is hardly ever written with its dots.
_DOTTED: Final = {
    "петр": "пётр", "федор": "фёдор", "семен": "семён", "артем": "артём",
    "алена": "алёна",
}  # fmt: skip


def cyrillic(name: str, language: str, edition: str) -> str:
    """A name in Latin letters; `language` is "ru" or "uk", `edition` a primary tag."""
    words = list(_WORD.finditer(name))
    made, end = "", 0
    for number, match in enumerate(words):
        is_last = number == len(words) - 1
        made += name[end : match.start()]
        made += _word(match[0], language, edition, is_last=is_last)
        end = match.end()
    return made + name[end:]


def _word(word: str, language: str, edition: str, *, is_last: bool) -> str:
    low = word.lower()
    reader = "fr" if edition == "fr" else ""
    given = _GIVEN.get((language, reader), {}).get(low)
    if given is None:
        if language == "ru":
            low = _DOTTED.get(low, low)
        sounds = _french if reader else _english
        given = "".join(sounds(low, language))
        if reader and language == "ru" and is_last and low.endswith(("ин", "ын")):
            given += "e"  # « Poutine », « Soljenitsyne »: surnames, said with their n
    if word.isupper() and len(word) > 1:
        return given.upper()
    return given[:1].upper() + given[1:] if word[0].isupper() else given


def _around(word: str) -> Iterator[tuple[int, str, str, str]]:
    """Each letter with its place, the one before and the one behind ("" for none)."""
    for at, letter in enumerate(word):
        before = word[at - 1] if at else ""
        yield at, before, letter, word[at + 1 : at + 2]


def _french(word: str, language: str) -> Iterator[str]:
    table = _FRENCH | _OF_LANGUAGE[language]
    for at, before, letter, behind in _around(word):
        rest = word[at:]
        after_vowel = before in _VOWELS and before not in ("и", "і")
        after_i = before in ("и", "і")
        if letter in "гґ" and table[letter] == "g" and behind in _SOFT:
            yield "gu"
        elif letter == "с" and before in _VOWELS and behind in _VOWELS:
            yield "ss"
        elif rest == "ий":
            yield "i" if language == "ru" else "y"
            return
        elif rest == "ый":
            yield "y"
            return
        elif letter == "й":
            yield "ï" if before in _VOWELS else "i"
        elif letter in "иі" and (letter == "і" or language == "ru"):
            yield "ï" if after_vowel else "i"
        elif letter == "ї":
            yield "ï" if before in _VOWELS else "i"
        elif letter == "е" and language == "ru":
            if after_vowel:
                yield "ïe"
            else:
                yield "ie" if before in ("ь", "ъ") else "e"
        elif letter == "ё":
            yield "e" if before in _HUSHING else "io"
        elif letter in "яює":
            vowel = {"я": "a", "ю": "ou", "є": "e"}[letter]
            yield ("ï" if after_vowel else "" if after_i else "i") + vowel
        elif letter == "к" and behind == "с" and at and language == "ru":
            yield "x"
        elif letter == "с" and before == "к" and at > 1 and language == "ru":
            continue  # the x stands for both
        elif letter == "г" and before == "з" and language == "uk":
            yield "gh"
        else:
            yield table.get(letter, letter)


def _english(word: str, language: str) -> Iterator[str]:
    table = _ENGLISH | _OF_LANGUAGE[language]
    for at, before, letter, _ in _around(word):
        rest = word[at:]
        is_first = before == ""
        opens = is_first or before in _VOWELS or before in ("ь", "ъ", "й")
        if rest in ("ий", "ый"):
            yield "y"
            return
        if language == "uk":
            if letter in "єїйюя":
                vowel = {"є": "e", "ї": "i", "й": "", "ю": "u", "я": "a"}[letter]
                soft = "" if letter == "ї" else "i"
                yield ("y" + vowel) if is_first else soft + vowel
            elif letter == "г" and before == "з":
                yield "gh"
            else:
                yield table.get(letter, letter)
        elif letter == "е":
            yield "ye" if opens else "e"
        elif letter == "ё":
            yield "e" if before in _HUSHING else "yo"
        elif letter in "йюя":
            yield {"й": "y", "ю": "yu", "я": "ya"}[letter]
        else:
            yield table.get(letter, letter)
