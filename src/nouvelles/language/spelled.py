"""A name as it is said, before what it sounds like is written down.

Scripts and languages add to a name what is none of it, or write its sounds in ways that
letter by letter say something else: Лондоном and Londýnem end in cases, אובמה and اوباما
begin with a vowel that no Latin letter stands for, Ομπάμα has a b and Джонсон a j of two
letters. What is left is for `sounds.sound`. These are rules of spelling; no name is known.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final
from unicodedata import normalize

import regex

#: Letters that are left of a word at least when an ending is taken off it.
_LEFT: Final = 4

#: Endings of cases that have a consonant: others are vowels, which are not heard anyway.
#: An -им is one only behind the suffix of a surname (Путиним is, Максим is not).
_CYRILLIC_ENDING: Final = regex.compile(
    r"(?:[ое]го|[ое]му|[ауюя]ми|[аия]х|ых|их|[оеє]м|(?<=[іиоеє][нв]|ськ|ск|цьк|цк)[иіы]м)$"
)
_ENDINGS: Final = {
    "cs": regex.compile(r"(?:em|ům|ách|ech|ích|ými|ami|ému|ým)$"),
    "sk": regex.compile(r"(?:om|em|ám|ách|och|ích|ými|ami|ému|ým)$"),
    "pl": regex.compile(r"(?:em|om|ami|ach|iego|iemu|ego|emu|ich|ych|im|ym)$"),
    "hr": regex.compile(r"(?:om|em|ima|ama|og)$"),
    "ro": regex.compile(r"(?:ului|ul|ilor|elor)$"),
    # Turkish parts what it adds to a name by an apostrophe, Arabic begins with its article.
    "tr": regex.compile(r"['’]\p{L}+$"),
}
_ARTICLE: Final = regex.compile(r"^(?:[وبكف]?ال|لل)(?=\p{L}{3})")
#: What Hebrew writes before a word as one with it: in, to, from, the, and, that, as.
_PREFIX: Final = regex.compile(r"^[בלמהושכ](?=\p{L}{4})")

_HEBREW: Final = str.maketrans(
    dict(zip("אבגדהוזחטיכךלמםנןסעפףצץקרשת", (
        *("", "b", "g", "d", "h", "w", "z", "h", "t", "y", "k", "k", "l", "m", "m"),
        *("n", "n", "s", "", "p", "p", "ts", "ts", "k", "r", "sh", "t"),
    ), strict=True))
)  # fmt: skip
_GERESH: Final = regex.compile(r"([גזצ])['’׳]")
_WITH_GERESH: Final = {"ג": "j", "ז": "zh", "צ": "ch"}

_MARKS: Final = regex.compile(r"\p{Mn}")
#: Two Greek letters of one sound, where they surely are; χ is an h before a vowel.
_GREEK: Final = (
    (regex.compile(r"(?<=^|[βγδζθκλμνξπρσςτφχψ])μπ"), "b"),
    (regex.compile(r"(?<=^|[βγδζθκλμνξπρσςτφχψ])ντ"), "d"),
    (regex.compile(r"(?<=^|[βγδζθκλμνξπρσςτφχψ])γκ"), "g"),
    (regex.compile(r"γγ"), "ng"),
    (regex.compile(r"γι(?=[αεηιουω])"), "y"),
    (regex.compile(r"^ου(?=[αεηιω])"), "v"),
    (regex.compile(r"χ(?=[αεηιουω])"), "h"),
)
_LATIN: Final = (
    (regex.compile(r"[čćç]"), "s"),
    (regex.compile(r"cz|sz"), "s"),
    (regex.compile(r"^w(?!h)"), "v"),
)

_IS_CYRILLIC: Final = regex.compile(r"\p{Cyrillic}")
_IS_GREEK: Final = regex.compile(r"\p{Greek}")
_IS_HEBREW: Final = regex.compile(r"\p{Hebrew}")
_IS_ARABIC: Final = regex.compile(r"\p{Arabic}")
_IS_DEVANAGARI: Final = regex.compile(r"\p{Devanagari}")
#: An anusvara is the nasal of the consonant behind it.
_ANUSVARA: Final = regex.compile(r"ं(?![पफबभम])")


@lru_cache(maxsize=200_000)
def spelled(word: str, language: str) -> tuple[str, ...]:
    """A word of a language (its primary tag) as `sound` hears a name rightly.

    One spelling, or two where a letter may belong to the name or stand before it.
    """
    word = word.lower()
    if _IS_HEBREW.match(word):
        bare = _PREFIX.sub("", word)
        both = (word,) if bare == word else (word, bare)
        return tuple(_of_hebrew(one) for one in both)
    if _IS_ARABIC.match(word):
        return (_of_arabic(word, language),)
    if _IS_CYRILLIC.match(word):
        return (_without(word, _CYRILLIC_ENDING).replace("дж", "ж"),)
    if _IS_GREEK.match(word):
        return (_of_greek(word),)
    if _IS_DEVANAGARI.match(word):
        return (_ANUSVARA.sub("न", word).replace("च", "श"),)
    if language in _ENDINGS:
        word = _without(word, _ENDINGS[language])
    return (_rewritten(word, _LATIN),)


def _without(word: str, ending: regex.Pattern[str]) -> str:
    bare = ending.sub("", word)
    return bare if len(bare) >= _LEFT else word


def _rewritten(word: str, rules: tuple[tuple[regex.Pattern[str], str], ...]) -> str:
    for letters, one in rules:
        word = letters.sub(one, word)
    return word


def _of_greek(word: str) -> str:
    return _rewritten(_MARKS.sub("", normalize("NFD", word)), _GREEK)


def _of_hebrew(word: str) -> str:
    opening = "a" if word[0] in "אע" else "v" if word.startswith("וו") else ""
    word = _GERESH.sub(lambda found: _WITH_GERESH[found[1]], word)
    return opening + word.translate(_HEBREW)


def _of_arabic(word: str, language: str) -> str:
    if language == "ar":
        word = _ARTICLE.sub("", word)
    if word[0] in "اآأإع":
        return "a" + word
    return "v" + word[1:] if word[0] == "و" and language != "ar" else word
