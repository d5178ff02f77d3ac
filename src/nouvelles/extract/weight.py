"""How much a text says: characters, those of scripts without spaces counted twice.

As in the length of a post (twitter-text v3 configuration: weight 200 outside of Latin,
Cyrillic, Arabic …). The blocks are those of Unicode 15.1 that hold the scripts of
`language.fold.UNSPACED`.
"""

from __future__ import annotations

import re
from typing import Final

# The set by its properties is ten times slower to search, and this is asked of every line.
_WIDE: Final = re.compile(
    "["
    "\u0e01-\u0eff"  # Thai, Lao
    "\u1000-\u109f"  # Burmese
    "\u1100-\u11ff\u3131-\u318e\uac00-\ud7ff"  # Hangul
    "\u1780-\u17ff"  # Khmer
    "\u3001-\u303f\uff01-\uff60"  # their punctuation, full-width forms
    "\u2e80-\u2fdf\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"  # Han
    "\u3041-\u30ff\u31f0-\u31ff\uff66-\uff9f"  # kana
    "\U00020000-\U0003ffff"  # rarer Han
    "]+"
)


def weight(text: str) -> int:
    """The weighted length of a text."""
    if text.isascii():
        return len(text)
    return len(text) + sum(map(len, _WIDE.findall(text)))
