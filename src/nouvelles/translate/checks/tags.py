"""Tags, placeholders and addresses: each comes back once, as it was."""

from __future__ import annotations

from collections import Counter
from typing import Final

import regex

from nouvelles.translate.pair import Flag, Pair
from nouvelles.translate.plain import TAG
from nouvelles.translate.reasons import Fault

#: What stands for something that is put back later: XQ3X, {name}, %(count)s, %s, &amp;
_PLACEHOLDER: Final = regex.compile(
    r"\bXQ\d+X\b|\{\w*\}|%\(\w+\)[sd]|%[sd]\b|&(?:#\d+|[a-z]+);"
)
#: A sign that all of these have one of.
_MAY_HAVE: Final = regex.compile(r"[<{%&@]|\bXQ|://")
_ADDRESS: Final = regex.compile(r"https?://[^\s<>\"»”]+|[\w.+-]+@[\w-]+(?:\.[\w-]+)+")


def tags(pair: Pair) -> Flag | None:
    """Flags markup of the source that is missing, more than it was, or changed."""
    if not (_MAY_HAVE.search(pair.source) or _MAY_HAVE.search(pair.target)):
        return None
    ours, theirs = _marks(pair.source), _marks(pair.target)
    if ours == theirs:
        return None
    (changed,) = list((ours - theirs) or (theirs - ours))[:1]
    return Flag(check="tags", fault=Fault.TAG, detail=changed)


def _marks(text: str) -> Counter[str]:
    found = Counter(" ".join(match[0].split()) for match in TAG.finditer(text))
    bare = TAG.sub(" ", text)
    found.update(_PLACEHOLDER.findall(bare))
    found.update(match[0].rstrip(".,;:!?)") for match in _ADDRESS.finditer(bare))
    return found
