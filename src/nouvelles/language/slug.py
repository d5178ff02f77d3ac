"""A headline as readable words of an address."""

from __future__ import annotations

import re
from typing import Final

from anyascii import anyascii

from nouvelles.forgetting import remembered

#: Characters of a slug at most: long enough to be read, short enough for a mail's line.
SLUG_LENGTH: Final = 60


@remembered(2048)  # a page asks several times for each of its links
def slug(headline: str) -> str:
    """A headline as part of an address: ASCII words joined by hyphens, or "".

    Other scripts are romanised letter by letter (AnyAscii), which serves the eye and
    decides nothing: the id alone names the article or story.
    """
    words = re.findall(r"[a-z0-9]+", anyascii(headline.replace("’", " ")).lower())
    made = ""
    for word in words:
        longer = f"{made}-{word}" if made else word[:SLUG_LENGTH]
        if len(longer) > SLUG_LENGTH:
            break
        made = longer
    return made
