"""Where in an article the words of a search stand."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from nouvelles.forgetting import remembered
from nouvelles.language import tokens
from nouvelles.records import Shown

#: Characters of a passage: the page cuts from it what the rights allow.
LENGTH = 320


def passage(shown: Shown, words: Sequence[str]) -> str:
    """Plain text round the first place that holds one of the words; "" if none does."""
    return passage_of(_texts(shown), words)


def passage_of(texts: Iterable[str], words: Sequence[str]) -> str:
    """The same of texts that belong to one article, in their order."""
    wanted = set(words)
    for text in texts:
        if wanted.isdisjoint(tokens(text)):
            continue
        return _round(text, wanted)
    return ""


def _texts(shown: Shown) -> Iterator[str]:
    if shown.article is None:
        yield shown.listed.summary
        return
    yield shown.article.standfirst
    for block in shown.article.body:
        yield from block.items or (block.text,)


@remembered(20_000)
def _said(piece: str) -> frozenset[str]:
    """The words of a piece of text; the press says the same ones again and again."""
    return frozenset(tokens(piece))


def _round(text: str, wanted: set[str]) -> str:
    """The text itself when it is short, else a piece with the word near its beginning."""
    if len(text) <= LENGTH:
        return text
    for match in re.finditer(r"\S+", text):
        if not wanted.isdisjoint(_said(match.group())):
            start = max(0, match.start() - LENGTH // 4)
            if start:  # begin with a whole word
                space = text.find(" ", start, match.start())
                start = space + 1 if space >= 0 else match.start()
            return ("… " if start else "") + text[start : start + LENGTH].rstrip()
    return text[:LENGTH]
