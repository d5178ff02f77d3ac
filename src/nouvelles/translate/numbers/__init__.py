"""Numbers in a text of any language: in figures, in words, or loosely meant.

numbers("2,8 milliards en vingt-deux ans", "fr")    # 2.8e9 in figures, 22 in words
"""

from __future__ import annotations

from functools import lru_cache

from nouvelles.translate.numbers.figures import figures
from nouvelles.translate.numbers.number import Number
from nouvelles.translate.numbers.spoken import spoken
from nouvelles.translate.plain import plain

__all__ = ["Number", "numbers"]


@lru_cache(maxsize=4096)
def numbers(text: str, language: str) -> tuple[Number, ...]:
    """All numbers of a text, in reading order; spans are those of `plain(text)`.

    Of a language without a table (`data/numbers.toml`) only figures are read.
    """
    bare = plain(text)
    written = list(figures(bare, language))
    taken = {at for one in written for at in range(one.start, one.end)}
    said = [one for one in spoken(bare, language) if one.start not in taken]
    return tuple(sorted([*written, *said], key=lambda one: one.start))
