"""What JSON can spell and no text can hold: half a character, the end of a string.

`"\\ud800"` is half of a character that needs two: a string with it cannot be encoded.
`"\\u0000"` is a character that PostgreSQL does not store. JSON of the press has both.
"""

from __future__ import annotations

import re
from typing import Final

#: The first half without the second, the second without the first, and U+0000. A
#: backslash that is itself escaped stays one: only the four digits are changed.
_UNSOUND: Final = re.compile(
    r"\\u(?:[dD][89abAB][0-9a-fA-F]{2}(?!\\u[dD][c-fC-F][0-9a-fA-F]{2})"
    r"|(?<!\\u[dD][89abAB][0-9a-fA-F]{2}\\u)[dD][c-fC-F][0-9a-fA-F]{2}"
    r"|0000)"
)


def sound_json(text: str) -> str:
    """A JSON text whose strings can be encoded and stored: U+FFFD for what cannot."""
    return _UNSOUND.sub(r"\\ufffd", text)
