"""The order in which a line's characters are seen (Unicode Bidirectional Algorithm).

Raqm orders a text that one font can draw. A headline may need several, so its parts are
ordered here first: the rules of UAX 9 (Unicode 16) for text without explicit controls,
which `clean` takes out, and without paired brackets (rule N0).
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from typing import Final, TypeVar

Part = TypeVar("Part")

#: Controls that a shaping engine needs to see: they join letters or keep them apart.
_JOINERS: Final = "\u200c\u200d"
#: What ends a line, and categories of what is not seen.
_BREAKS: Final = "\t\n\v\f\r\x85\u2028\u2029"
_UNSEEN: Final = ("Cc", "Cf", "Cs", "Co", "Cn")
_NUMBERS: Final = ("EN", "AN")


def clean(text: str) -> str:
    """A text on one line without characters that are not seen, overrides above all."""
    line = "".join(" " if character in _BREAKS else character for character in text)
    kept = "".join(
        character
        for character in line
        if character in _JOINERS or unicodedata.category(character) not in _UNSEEN
    )
    return " ".join(word for word in kept.split(" ") if word)


def find_levels(text: str, *, rtl: bool) -> list[int]:
    """The embedding level of each character: even ones run from left to right."""
    base = "R" if rtl else "L"
    kinds = _weak([unicodedata.bidirectional(c) or "L" for c in text], base)
    kinds = _neutral(kinds, base)
    if rtl:
        return [1 if kind == "R" else 2 for kind in kinds]
    return [{"L": 0, "R": 1}.get(kind, 2) for kind in kinds]


def in_order(parts: Sequence[Part], levels: Sequence[int]) -> list[Part]:
    """Parts of a line as they are seen from left to right (rule L2)."""
    seen = list(zip(levels, parts, strict=True))
    for level in range(max(levels, default=0), 0, -1):
        start = 0
        while start < len(seen):
            stop = start
            while stop < len(seen) and seen[stop][0] >= level:
                stop += 1
            seen[start:stop] = seen[start:stop][::-1]
            start = stop + 1
    return [part for _, part in seen]


def _weak(kinds: list[str], base: str) -> list[str]:
    """Rules W1 to W7: marks, numbers and what stands between them."""
    strong, found = base, list(kinds)
    for place, kind in enumerate(kinds):
        if kind in ("NSM", "BN"):
            found[place] = found[place - 1] if place else base
        elif kind in ("L", "R", "AL"):
            strong = kind
        elif kind == "EN" and strong == "AL":
            found[place] = "AN"
    for place in range(1, len(found) - 1):
        before, kind, after = found[place - 1 : place + 2]
        joins = kind == "CS" or (kind == "ES" and before == "EN")
        if joins and before == after and before in _NUMBERS:
            found[place] = before
    for step in (1, -1):  # W5: signs of currency and per cent go with their number
        order = range(len(found)) if step > 0 else range(len(found) - 1, -1, -1)
        for place in order:
            beside = place - step
            inside = 0 <= beside < len(found)
            if found[place] == "ET" and inside and found[beside] == "EN":
                found[place] = "EN"
    strong = base
    for place, kind in enumerate(found):
        if kind == "AL":
            found[place] = kind = "R"
        if kind in ("L", "R"):
            strong = kind
        elif kind == "EN" and strong == "L":
            found[place] = "L"
    return found


def _neutral(kinds: list[str], base: str) -> list[str]:
    """Rules N1 and N2: what has no direction goes with what stands on both sides."""
    found = list(kinds)
    place = 0
    while place < len(found):
        if found[place] in ("L", "R", *_NUMBERS):
            place += 1
            continue
        stop = place
        while stop < len(found) and found[stop] not in ("L", "R", *_NUMBERS):
            stop += 1
        before = _side(found[place - 1]) if place else base
        after = _side(found[stop]) if stop < len(found) else base
        found[place:stop] = [before if before == after else base] * (stop - place)
        place = stop
    return found


def _side(kind: str) -> str:
    return "R" if kind in _NUMBERS else kind
