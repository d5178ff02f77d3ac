"""Snippets: the passage in which the words of a query stand, with the words marked."""

from __future__ import annotations

from dataclasses import dataclass

import regex

from nouvelles.language import fold, shorten

ELLIPSIS = "…"

#: A run of letters, marks and digits: what a reader calls a word.
_WORD = regex.compile(r"[\p{L}\p{N}][\p{L}\p{N}\p{M}]*")
#: Scripts written without spaces, where a word is found inside a run.
_UNSPACED = regex.compile(r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Hangul}\p{Thai}]")

#: Spaces that say nothing; no-break spaces belong to the typography.
_SPACES = regex.compile(r"[ \t\n\r\f\v]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A piece of a snippet; `is_found` where it is a word of the query."""

    text: str
    is_found: bool = False


def mark_words(text: str, query: str) -> tuple[Piece, ...]:
    """A text in pieces that join to it again, the words of the query marked."""
    pieces: list[Piece] = []
    end = 0
    for start, stop in find_words(text, query):
        if start > end:
            pieces.append(Piece(text=text[end:start]))
        pieces.append(Piece(text=text[start:stop], is_found=True))
        end = stop
    if end < len(text):
        pieces.append(Piece(text=text[end:]))
    return tuple(pieces)


def find_words(text: str, query: str) -> list[tuple[int, int]]:
    """Half-open spans of the words of a query in a text, in code points, in order.

    Words are compared folded. In scripts without spaces a word of the query is found
    inside a run; elsewhere only whole words count, as in the search itself.
    """
    wanted = {fold(word) for word in _WORD.findall(query)}
    wanted.discard("")
    # The l of « l’eau » is a word to the search, but says nothing to the eye.
    wanted = {word for word in wanted if _is_telling(word)} or wanted
    spans: list[tuple[int, int]] = []
    for match in _WORD.finditer(text):
        word = match[0]
        if fold(word) in wanted:
            spans.append(match.span())
        elif _UNSPACED.search(word):
            spans.extend(_spans_inside(word, match.start(), wanted))
    return spans


def passage(text: str, query: str, room: int, language: str) -> str:
    """At most `room` characters of a text, round the first word of the query in it."""
    text = _SPACES.sub(" ", text).strip()
    if len(text) <= room:
        return text
    found = find_words(text, query)
    # A third of the room before the word tells how the sentence began.
    start = max(0, found[0][0] - room // 3) if found else 0
    if start:
        space = text.find(" ", start, found[0][0])
        start = space + 1 if space >= 0 else start
    if start == 0:
        return shorten(text, room, language)
    if len(text) - start + len(ELLIPSIS) <= room:
        return ELLIPSIS + text[start:]
    return ELLIPSIS + shorten(text[start:], room - len(ELLIPSIS), language)


def _is_telling(word: str) -> bool:
    return len(word) > 1 or _UNSPACED.search(word) is not None


def _spans_inside(word: str, offset: int, wanted: set[str]) -> list[tuple[int, int]]:
    folded = fold(word)
    # Folding keeps the length of such scripts, but for widths and signs; where it does
    # not, the places cannot be told and nothing is marked.
    if len(folded) != len(word):
        return []
    taken = [False] * len(word)
    for term in wanted:
        start = folded.find(term)
        while start >= 0:
            taken[start : start + len(term)] = [True] * len(term)
            start = folded.find(term, start + 1)
    spans: list[tuple[int, int]] = []
    for index, is_taken in enumerate(taken):
        if not is_taken:
            continue
        if spans and spans[-1][1] == offset + index:
            spans[-1] = (spans[-1][0], offset + index + 1)
        else:
            spans.append((offset + index, offset + index + 1))
    return spans
