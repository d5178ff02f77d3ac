"""Words that say what a short line is: "Lire aussi", "Share", "© 2026", "写真".

The words are data (`data/cues.toml`), by reason and language. A line is compared folded,
with its beginning; no language has to be known for it.
"""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Final

from nouvelles.language import fold

#: Longer lines are text, however they begin.
LONGEST: Final = 140

#: Characters of a folded line by which the words that may begin it are found.
_KEY: Final = 2


#: Phrases with the numbers of their reasons, longest first; the phrases alone.
_Starts = tuple[list[tuple[str, int]], tuple[str, ...]]


@cache
def _cues() -> tuple[tuple[str, ...], dict[str, _Starts], dict[str, int]]:
    """Reasons in order; beginnings by their first characters; whole lines."""
    data = files("nouvelles.extract") / "data" / "cues.toml"
    tables = tomllib.loads(data.read_text(encoding="utf-8"))
    starts: dict[str, list[tuple[str, int]]] = {}
    whole: dict[str, int] = {}
    for number, languages in enumerate(tables.values(), start=1):
        for phrases in languages.values():
            for phrase in phrases:
                if phrase.startswith("="):
                    whole.setdefault(fold(phrase[1:]), number)
                else:
                    folded = fold(phrase).lstrip()
                    starts.setdefault(folded[:_KEY], []).append((folded, number))
    for found in starts.values():
        found.sort(key=lambda pair: -len(pair[0]))
    by_key = {
        key: (found, tuple(phrase for phrase, _ in found))
        for key, found in starts.items()
    }
    return ("", *tables), by_key, whole


def reasons() -> tuple[str, ...]:
    """The words for the numbers that `cue` gives; the first is "" for none."""
    return _cues()[0]


@cache
def _most_letters() -> int:
    return max(len(one) for _, phrases in _cues()[1].values() for one in phrases)


def cue(line: str) -> int:
    """The number of the reason that a line's words give, 0 for none (see `reasons`)."""
    return find_cues([line])[0]


def find_cues(lines: list[str]) -> list[int]:
    """The cue of each line."""
    _, starts, whole = _cues()
    most = _most_letters() + 8
    found = []
    for line in lines:
        number = 0
        if line and len(line) <= LONGEST:
            # Folding is what costs; the beginning of a line decides.
            folded = fold(line[:most]).lstrip()
            number = whole.get(folded, 0)
            if not number:
                first = starts.get(folded[:_KEY]) or starts.get(folded[:1])
                if first and folded.startswith(first[1]):
                    number = _start(folded, first[0])
        found.append(number)
    return found


def _start(folded: str, starts: list[tuple[str, int]]) -> int:
    for phrase, number in starts:
        if folded.startswith(phrase):
            return number
    return 0
