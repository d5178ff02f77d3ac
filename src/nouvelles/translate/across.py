"""Quotes that open in one sentence and close in another.

Each sentence goes through an engine by itself, and there its mark has no partner; in the
text it has one. Where a sentence between stays in its own language, its marks are the
outlet's and stay, but count.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

import regex

from nouvelles.language import primary
from nouvelles.translate.lexicon import table
from nouvelles.translate.marks import quote_spans

_SPACES: Final = " \u00a0\u202f\u2009"
#: What may stand before a mark that opens, and behind one that closes.
_OPENS: Final = regex.compile(r"(?:^|[\s(\[«“„\"'’—–-])$")
_CLOSES: Final = regex.compile(r"^(?:$|[\s.,;:!?…)\]»”\"'’—–-])")


class _Place(NamedTuple):
    sentence: int
    at: int


def set_across(
    texts: Sequence[str], language: str, *, own: Sequence[bool]
) -> list[str]:
    """The sentences of one text with quotes over several of them in the edition's marks;
    those that are `own` (the outlet's, or a person's) are not changed."""
    style = table("typography").get(primary(language))
    pairs, _ = _paired(texts)
    made = list(texts)
    if style is None or not pairs:
        return made
    opening, closing = style["outer"]
    space = style.get("inside", "")
    # From the last to the first, so that places before stay where they are.
    for opens, closes in reversed(pairs):
        for place, is_opening in ((closes, False), (opens, True)):
            if own[place.sentence]:
                continue
            text = made[place.sentence]
            before, behind = text[: place.at], text[place.at + 1 :]
            if is_opening:
                text = before + opening + space + behind.lstrip(_SPACES)
            else:
                text = before.rstrip(_SPACES) + space + closing + behind
            made[place.sentence] = text
    return made


def unpaired(texts: Sequence[str]) -> str | None:
    """The words from the first mark on that has no partner in any sentence of a text."""
    _, left = _paired(texts)
    return texts[left.sentence][left.at :] if left is not None else None


def _paired(
    texts: Sequence[str],
) -> tuple[list[tuple[_Place, _Place]], _Place | None]:
    """Marks that have no partner in their own sentence, two by two in reading order, and
    the first that has none in any."""
    pairs: list[tuple[_Place, _Place]] = []
    opened: _Place | None = None
    for number, text in enumerate(texts):
        for at in quote_spans(text).stray:
            place = _Place(number, at)
            before, behind = text[:at], text[at + 1 :]
            if opened is None:
                if not _OPENS.search(before[-1:]):
                    return pairs, place
                opened = place
            elif _CLOSES.search(behind[:1]):
                pairs.append((opened, place))
                opened = None
            else:
                return pairs, opened
    return pairs, opened
