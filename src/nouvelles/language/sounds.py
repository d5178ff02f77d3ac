"""What a name sounds like, in Latin consonants: Пелоси, פלוסי and Pelosi are all `pls`.

Vowels are written in some scripts and not in others, and each language hears b and p, g
and k, s and sh in a foreign name its own way. What is left when they are made one is
little, and enough: a text has some dozens of names, and another that shares the rare ones
tells of the same people. Scripts are romanised by anyascii (ISC licence).
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from anyascii import anyascii

_NO_LETTER: Final = re.compile("[^a-z]")

#: Letters that together are one sound; longest first.
_TOGETHER: Final = (
    ("sch", "s"), ("sh", "s"), ("ch", "s"), ("zh", "s"), ("ts", "s"), ("tz", "s"),
    ("th", "t"), ("ph", "p"), ("kh", "k"), ("gh", "k"), ("ck", "k"), ("x", "ks"),
)  # fmt: skip
_SOFT_C: Final = re.compile("c(?=[eiy])")
#: Written or not, heard as v or as u: said by no letter.
_VOWELS: Final = frozenset("aeiouyhw")
_ONE_SOUND: Final = str.maketrans("bfvcqgzjd", "pppkkksst")


@lru_cache(maxsize=200_000)
def sound(word: str) -> str:
    """The consonants of a word of any script, alike ones made one; "" if it has none.

    A first vowel is kept as "a". Two letters that follow each other and sound alike are
    one.
    """
    latin = _NO_LETTER.sub("", anyascii(word).lower())
    if len(latin) < 3:
        return ""
    opening = "a" if latin[0] in "aeiou" else ""
    for letters, one in _TOGETHER:
        latin = latin.replace(letters, one)
    latin = _SOFT_C.sub("s", latin)
    # A v inside a word may be a vowel (Hebrew vav); at its beginning it is none.
    first, rest = latin[0], latin[1:].replace("v", "u")
    kept = "".join(letter for letter in first + rest if letter not in _VOWELS)
    sounds = kept.translate(_ONE_SOUND)
    bare = "".join(
        letter
        for at, letter in enumerate(sounds)
        if at == 0 or letter != sounds[at - 1]
    )
    return opening + bare
