"""What the names of elements say of their use: words that page makers write everywhere.

A name is what stands in `class`, `id`, `role` and the like. The hints and the names of
services are data (`data/hints.toml`); the line decision weighs hints, and what is left
out is told by them.
"""

from __future__ import annotations

import re
import tomllib
from importlib.resources import files
from typing import Any, Final


def _read() -> dict[str, Any]:
    data = files("nouvelles.extract") / "data" / "hints.toml"
    return tomllib.loads(data.read_text(encoding="utf-8"))


_DATA: Final = _read()
#: Hint and pattern, in the order of the bits of a mask.
HINTS: Final[tuple[tuple[str, re.Pattern[str]], ...]] = tuple(
    (name, re.compile("|".join(patterns))) for name, patterns in _DATA["hints"].items()
)
BIT: Final = {name: 1 << bit for bit, (name, _) in enumerate(HINTS)}
#: Names of parts that services put on pages, and the reason for leaving them out.
SERVICES: Final[dict[str, str]] = {
    name: reason for reason, names in _DATA["services"].items() for name in names
}

#: The letters with which a pattern begins, two or three that every match has.
_BEGINNING: Final = re.compile(r"\^?([a-z]{2,3})(?![?*])")
#: Those letters, and the hints (as bits) that have a pattern which begins so.
_LIKELY: Final[dict[str, int]] = {}
for _name, _patterns in _DATA["hints"].items():
    for _pattern in _patterns:
        _found = _BEGINNING.match(_pattern)
        if _found is None:
            raise ValueError(
                f"{_name}: the hint {_pattern!r} begins with no two letters"
            )
        _LIKELY[_found[1]] = _LIKELY.get(_found[1], 0) | BIT[_name]

#: The words of a name: runs of letters, parted where a capital begins ("articleBody").
_WORD: Final = re.compile(r"[a-z]{2,}|[A-Z][a-z]+|[A-Z]{2,}")

#: How many names are remembered with what they say.
_MOST_KEPT: Final = 5_000

_services: dict[str, str] = {"": ""}
_SERVICE_NAMES: Final = frozenset(SERVICES)


def service(names: str) -> str:
    """Why an element of such names is not read: the word of a reason, or ""."""
    reason = _services.get(names)
    if reason is None:
        if len(_services) > _MOST_KEPT:
            _services.clear()
        words = names.lower().split()
        reason = ""
        if not _SERVICE_NAMES.isdisjoint(words):
            reason = next(SERVICES[word] for word in words if word in SERVICES)
        _services[names] = reason
    return reason


def words_of(names: str) -> frozenset[str]:
    """The distinct words of names, in lower case."""
    return frozenset([word.lower() for word in _WORD.findall(names)])


def hint(word: str) -> int:
    """The hints that a word gives, as a mask of bits (`BIT`)."""
    likely = mask = 0
    # Most words hold none of the beginnings: the patterns of the others alone are tried.
    for at in range(len(word) - 1):
        likely |= _LIKELY.get(word[at : at + 2], 0) | _LIKELY.get(word[at : at + 3], 0)
    while likely:
        bit = likely & -likely
        likely -= bit
        if HINTS[bit.bit_length() - 1][1].search(word):
            mask |= bit
    return mask


def hints(names: str) -> int:
    """The hints that the words of an element's names give, as a mask of bits (`BIT`)."""
    mask = 0
    for word in words_of(names):
        mask |= hint(word)
    return mask
