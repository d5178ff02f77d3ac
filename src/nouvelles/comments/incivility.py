"""How uncivil a remark is, by a short list of insults: for the queue only.

Offensive is not spam, and this says nothing to the filter of spam. A list is crude: it
misses what is said politely, and flags who quotes an insult. So it only asks a person to
look, and only where the paper switched it on.
"""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from functools import cache
from importlib.resources import files

from nouvelles.language.fold import fold


@cache
def _insults() -> tuple[frozenset[str], tuple[str, ...]]:
    data = files("nouvelles.comments") / "data" / "insults.toml"
    read = tomllib.loads(data.read_text(encoding="utf-8"))
    words = [fold(word) for of in read.values() for word in of["words"].split()]
    stems = tuple(word[:-1] for word in words if word.endswith("*"))
    return frozenset(word for word in words if not word.endswith("*")), stems


def incivility(words: Sequence[str]) -> float:
    """From 0 to 1: how much of a remark's words (folded) insults."""
    whole, stems = _insults()
    found = sum(word in whole or word.startswith(stems) for word in words)
    return found / (found + 1) if found else 0.0
