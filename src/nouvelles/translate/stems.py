"""Words cut to what they share across forms and scripts, for comparing two languages."""

from __future__ import annotations

from difflib import SequenceMatcher
from functools import lru_cache
from typing import Final

import regex
from anyascii import anyascii

from nouvelles.language.sounds import sound
from nouvelles.translate.plain import plain

#: Letters of a word that stay: the rest is mostly its ending.
_STEM: Final = 5
#: Letters that two words of one origin share at their beginning, at least.
_KIN: Final = 4

#: Letters of a short name, of which one consonant is all that is heard (Dave, Дейв).
_BRIEF: Final = 5
_HEARD_LIKE: Final = 0.75
#: First letters that two spellings of a name share, and how alike the letters of two
#: scripts must be without them.
_ALIKE: Final = 3
_SPELLED_LIKE: Final = 0.7
#: Letters of an ending of declension, at most.
_ENDING: Final = 3

_WORD: Final = regex.compile(
    r"\p{Han}|[\p{L}--\p{Han}][\p{L}\p{M}--\p{Han}]*", regex.V1
)
_LATIN: Final = regex.compile(r"\p{Latin}")
_ELIDED: Final = frozenset(
    (
        "l",
        "d",
        "n",
        "s",
        "c",
        "j",
        "m",
        "t",
        "qu",
        "jusqu",
        "lorsqu",
        "puisqu",
        "dell",
        "all",
    )
)


@lru_cache(maxsize=200_000)
def stem(word: str) -> str:
    """The first letters of a word in small ones, without accents of Latin letters."""
    return bare(word)[:_STEM]


@lru_cache(maxsize=200_000)
def bare(word: str) -> str:
    """A word in small letters, those of Latin without accents: « Ecosse » is « Écosse »."""
    lowered = word.casefold()
    if lowered.isascii():
        return lowered
    if _LATIN.match(lowered):
        return anyascii(lowered).lower()
    return lowered.replace("ё", "е")


@lru_cache(maxsize=200_000)
def latin(word: str) -> str:
    """A word in Latin letters: Москва is "moskva"."""
    written = "".join(filter(str.isalpha, anyascii(word).lower()))
    return written if word.isascii() else written.replace("dzh", "j")


@lru_cache(maxsize=8192)
def content(text: str) -> tuple[str, ...]:
    """The words of a text as they stand, elided articles and such left out."""
    return tuple(
        word for word in _WORD.findall(plain(text)) if word.casefold() not in _ELIDED
    )


@lru_cache(maxsize=200_000)
def beginning(word: str) -> str:
    """The first letters by which words of one origin agree; "" for a short word."""
    written = latin(word)
    return written[:_KIN] if len(written) >= _KIN else ""


@lru_cache(maxsize=200_000)
def sounds(word: str) -> frozenset[str]:
    """What a word with a capital sounds like, in its first consonants: names are heard
    alike across scripts (Бьорн, Bjørn). Empty for a word of one consonant."""
    written = latin(word)
    if not word[:1].isupper() or len(written) < 3:
        return frozenset()
    heard = {sound(word), sound(written.replace("j", "y"))}
    return frozenset(one[:4] for one in heard if len(one) >= 2)


def same_origin(one: str, other: str) -> bool:
    """Whether two stems look or sound like one word of two languages."""
    return bool(
        latin(one) == latin(other)
        or (beginning(one) and beginning(one) == beginning(other))
        or (len(sound(one)) >= 3 and sound(one)[:4] == sound(other)[:4])
    )


@lru_cache(maxsize=200_000)
def heard_alike(one: str, other: str) -> bool:
    """Whether two names of different scripts may be one: one is heard at the beginning
    of the other (endings of declension follow it), or most of both is the same."""
    if (
        max(len(latin(one)), len(latin(other))) <= _BRIEF
        and latin(one)[:2] == latin(other)[:2]
    ):
        return True
    for first in _hearings(one):
        for second in _hearings(other):
            short, long = sorted((first, second), key=len)
            if len(short) >= 2 and long.startswith(short):
                return True
            if (
                short
                and short == long
                and len(latin(one)) <= _BRIEF >= len(latin(other))
            ):
                return True
            likeness = SequenceMatcher(None, first, second, autojunk=False).ratio()
            if len(short) >= 3 and likeness >= _HEARD_LIKE:
                return True
    return False


def is_latin(word: str) -> bool:
    return bool(_LATIN.match(word))


@lru_cache(maxsize=200_000)
def likeness(one: str, other: str) -> float:
    """How alike two names are, from 0 to 1: by their letters, and across scripts by what
    is heard. From 0.6 on they may be one (Джулія and Julia, Дидье and Didier)."""
    first, second = latin(one), latin(other)
    ratio = SequenceMatcher(None, first, second, autojunk=False).ratio()
    if first[:_KIN] == second[:_KIN]:
        return 0.9 + 0.1 * ratio
    if first[:_ALIKE] == second[:_ALIKE]:
        return max(0.7, ratio)
    if is_latin(one) == is_latin(other):
        return ratio
    if heard_alike(one, other):
        return 0.6 + 0.4 * ratio
    spelled = max(
        SequenceMatcher(None, first, second, autojunk=False).ratio()
        for first in _spellings(one)
        for second in _spellings(other)
    )
    return spelled if spelled >= _SPELLED_LIKE else 0.0


#: Letters that stand for one sound in names, by the conventions of the languages they
#: come from: Уидодо is Widodo, Огайо Ohio, Гавайи Hawaii.
_SOUNDS: Final = (
    ("sch", "sh"), ("ck", "k"), ("ph", "f"), ("qu", "k"), ("th", "t"), ("kh", "h"),
    ("ts", "z"), ("tz", "z"), ("x", "ks"), ("c", "k"), ("q", "k"), ("y", "i"), ("j", "i"),
    ("oo", "u"), ("ou", "u"), ("ee", "i"),
)  # fmt: skip


@lru_cache(maxsize=200_000)
def _spellings(name: str) -> frozenset[str]:
    """A name as it may be spelled, its ending of declension left out if it is not in Latin
    letters: each sound by one letter, w as u or v, a Cyrillic g as g or h."""
    written = latin(name)
    for letters, sound_ in _SOUNDS:
        written = written.replace(letters, sound_)
    if is_latin(name):
        return frozenset((written.replace("w", "u"), written.replace("w", "v")))
    forms = {written, written.replace("g", "h")}
    return frozenset(
        form[: max(_ALIKE, len(form) - cut)]
        for form in forms
        for cut in range(_ENDING + 1)
    )


@lru_cache(maxsize=200_000)
def _hearings(name: str) -> frozenset[str]:
    """The ways in which a name may be heard: w as v or not at all, g as h or as j, ch as
    k, gh not at all, th as z, kn as n, ts apart, Chinese q and x as s; a name that is not
    in Latin letters without its ending of declension too."""
    written = latin(name)
    forms = {written, written.replace("j", "y")}
    if written.startswith("w"):
        forms.add(f"v{written[1:]}")
    if written[:1] in ("q", "x"):
        forms.add(f"s{written[1:]}")
    forms |= {written.replace("gh", ""), written.replace("ch", "k")}
    forms |= {form.replace("th", "z") for form in forms}
    forms |= {regex.sub(r"^kn", "n", form) for form in forms}
    if not is_latin(name):
        forms |= {regex.sub(r"y?[eoi]m$", "", form) for form in forms if len(form) > 4}
        forms |= {form.replace("ts", "tes") for form in forms}
        forms |= {regex.sub(r"^k?h|^g", "h", written), written.replace("kh", "h")}
    forms |= {regex.sub(r"g(?=[ei])", "j", form) for form in forms}
    return frozenset(sound(form).removeprefix("a") for form in forms)
