"""A passage of an article that a comment is about: whether it stands there, and where."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from urllib.parse import quote

#: Words of each end by which a long passage is named.
ENDS = 5
#: Words up to which a passage is named whole.
SHORT = 12

_SAME = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "«": '"', "»": '"'})


def quotes(passage: str, texts: Iterable[str]) -> bool:
    """Whether a passage stands in one of the texts, however its spaces and quotation
    marks are written; `…` at an end may stand for more."""
    wanted = _folded(passage.strip("… "))
    return bool(wanted) and any(wanted in _folded(text) for text in texts)


def fragment(passage: str) -> str:
    """The text fragment that leads a browser to a passage: "#:~:text=…".

    https://wicg.github.io/scroll-to-text-fragment/ (2026). A browser that does not know
    it stays where it is.
    """
    words = passage.strip("… ").split()
    if len(words) <= SHORT:
        named = _escaped(words)
    else:
        named = f"{_escaped(words[:ENDS])},{_escaped(words[-ENDS:])}"
    return f"#:~:text={named}"


def _escaped(words: list[str]) -> str:
    # Hyphen, comma and ampersand part the fields of a fragment.
    return quote(" ".join(words), safe="").replace("-", "%2D")


def _folded(text: str) -> str:
    """NFKC, which makes all spaces one; quotation marks alike, without spaces within."""
    marks = unicodedata.normalize("NFKC", text).translate(_SAME)
    return " ".join(marks.replace('"', " ").split()).casefold()
