"""Which lines of a labelled page are its article's text.

A label is 1 (text), 0 (no text), or `UNKNOWN`: a copy of a line that was already found, a
line without words, or one of which a page labelled by segments says nothing.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import Final

import regex

from nouvelles.language.fold import UNSPACED

UNKNOWN: Final = -1.0

#: Words of a run by which a line is found in the labelled text, as the bench counts.
_RUN: Final = 4
#: The share of a line's runs from which it is part of the text.
_SHARE: Final = 0.5
#: Places in the text that are tried for one line, and words round which short ones are.
_MOST_PLACES: Final = 5
_MOST_WORDS: Final = 400

_TOKEN = regex.compile(rf"[{UNSPACED}]|(?:(?![{UNSPACED}])\w)+")
_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")
_SPACES = re.compile(r"\s+")


def tokens(text: str) -> list[str]:
    """The words of a text; each character of a script without spaces is one."""
    found: list[str] = _TOKEN.findall(
        _UNSEEN.sub("", unicodedata.normalize("NFC", text))
    )
    return found


def label_by_text(lines: Sequence[str], text: str) -> list[float]:
    """Labels of lines by the whole text of an article, aligned in order."""
    wanted = tokens(text)
    places: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for at in range(len(wanted) - _RUN + 1):
        places[tuple(wanted[at : at + _RUN])].append(at)
    words = [tokens(line) for line in lines]
    candidates = {
        number: found
        for number, said in enumerate(words)
        if len(said) >= _RUN and (found := _starts(said, places))
    }
    chosen = _in_order(candidates, words)
    labels = [0.0 if said else UNKNOWN for said in words]
    covered = bytearray(len(wanted))
    for number, start in chosen.items():
        labels[number] = 1.0
        _cover(covered, start, len(words[number]))
    for number, starts in candidates.items():
        if number in chosen:
            continue
        size = len(words[number])
        free = [s for s in starts if _covered(covered, s, size) < _SHARE * size]
        # Out of order, but nowhere else on the page; or a copy.
        labels[number] = 1.0 if free else UNKNOWN
        if free:
            _cover(covered, free[0], size)
    _label_short(labels, words, wanted, chosen, covered)
    return labels


def label_by_segments(
    lines: Sequence[str], wanted: Sequence[str], unwanted: Sequence[str]
) -> list[float]:
    """Labels of lines by segments that are in the text, and segments that are not."""
    squeezed = [_SPACES.sub(" ", line).strip() for line in lines]
    labels = [UNKNOWN] * len(lines)
    for segment in wanted:
        said = _SPACES.sub(" ", segment).strip()
        hits = [n for n, line in enumerate(squeezed) if said in line]
        if hits:
            labels[max(hits, key=lambda n: len(squeezed[n]))] = 1.0
    for segment in unwanted:
        said = _SPACES.sub(" ", segment).strip()
        for number, line in enumerate(squeezed):
            if said in line and labels[number] == UNKNOWN:
                labels[number] = 0.0
    return labels


def _starts(
    said: list[str], places: dict[tuple[str, ...], list[int]]
) -> list[int] | None:
    """Where in the text a line may begin, None for a line that is no part of it."""
    runs = [tuple(said[at : at + _RUN]) for at in range(len(said) - _RUN + 1)]
    if sum(run in places for run in runs) < _SHARE * len(runs):
        return None
    votes: Counter[int] = Counter()
    for offset, run in enumerate(runs):
        for place in places.get(run, ())[:20]:
            votes[place - offset] += 1
    most = max(votes.values())
    return sorted(s for s, count in votes.items() if count >= 0.8 * most)


def _in_order(
    candidates: dict[int, list[int]], words: list[list[str]]
) -> dict[int, int]:
    """The heaviest choice of lines whose places in the text increase as theirs do."""
    items = [
        (number, start, len(words[number]))
        for number, starts in candidates.items()
        for start in starts[:_MOST_PLACES]
    ]
    if not items:
        return {}
    best: list[tuple[int, int]] = []
    for at, (number, start, size) in enumerate(items):
        weight, before = 0, -1
        for other in range(max(0, at - _MOST_WORDS), at):
            number2, start2, size2 = items[other]
            fits = start2 + size2 / 2 <= start + size / 2 and start2 < start
            if number2 < number and fits and best[other][0] > weight:
                weight, before = best[other][0], other
        best.append((weight + size, before))
    chosen: dict[int, int] = {}
    at = max(range(len(best)), key=lambda place: best[place][0])
    while at >= 0:
        chosen[items[at][0]] = items[at][1]
        at = best[at][1]
    return chosen


def _label_short(
    labels: list[float],
    words: list[list[str]],
    wanted: list[str],
    chosen: dict[int, int],
    covered: bytearray,
) -> None:
    """Lines of few words are text where the text has them between its longer lines."""
    numbers = sorted(chosen)
    for number, said in enumerate(words):
        if not said or len(said) >= _RUN:
            continue
        at = bisect_left(numbers, number)
        start, end = 0, len(wanted)
        if at:
            last = numbers[at - 1]
            start = max(0, chosen[last] + len(words[last]) - 1)
        if at < len(numbers):
            end = min(len(wanted), chosen[numbers[at]] + 1)
        if end - start > _MOST_WORDS:
            start = start if at else end - _MOST_WORDS
            end = start + _MOST_WORDS
        for place in range(start, end - len(said) + 1):
            same = wanted[place : place + len(said)] == said
            if same and not any(covered[place : place + len(said)]):
                labels[number] = 1.0
                _cover(covered, place, len(said))
                break


def _cover(covered: bytearray, start: int, size: int) -> None:
    for place in range(max(0, start), min(len(covered), start + size)):
        covered[place] = 1


def _covered(covered: bytearray, start: int, size: int) -> int:
    return sum(covered[max(0, start) : start + size])
