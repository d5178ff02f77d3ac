"""Statements: their words stand in the article, once handed over by their cue."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .records import Article, Problem, Statement, World

REFERENCE = re.compile(r"(?P<article>.+)#(?P<number>\d+)")
MARKS = '«»„“”"'


def statement_id(article: Article, number: int) -> str:
    """How a statement is named elsewhere: `article-id#n`, from 0."""
    return f"{article.id}#{number}"


def find_place(article: Article, statement: Statement) -> tuple[str, int, int]:
    """Where the words stand: ("body", block, offset) or ("headline", -1, offset).

    The offset counts code points in the block's text. A block that also holds the cue
    is preferred, since the same words may stand in the standfirst too. Words that
    stand nowhere give ("", -1, -1).
    """
    places = [("body", n, block.text) for n, block in enumerate(article.body)]
    places += [("headline", -1, article.headline)]
    places += [("standfirst", -1, article.standfirst)]
    for need_cue in (True, False):
        for name, number, text in places:
            offset = text.find(statement.words)
            if offset >= 0 and (not need_cue or statement.cue in text):
                return name, number, offset
    return "", -1, -1


def check_statements(world: World) -> Iterator[Problem]:
    """Words, cues, channels and originals of every statement."""
    articles = world.articles()
    known = {
        statement_id(article, number)
        for article in articles
        for number in range(len(article.statements))
    }
    for article in articles:
        for number, statement in enumerate(article.statements):
            for message in _faults(article, number, statement, world, known):
                yield Problem(
                    file=article.file,
                    where=f"{article.id}, statement {number}",
                    message=message,
                )


def _faults(
    article: Article,
    number: int,
    statement: Statement,
    world: World,
    known: set[str],
) -> Iterator[str]:
    place, block, _ = find_place(article, statement)
    words = statement.words
    if not place:
        yield f"`words` stand in no single block: copy them exactly ({words[:40]!r})"
    elif statement.cue:
        texts = {"headline": article.headline, "standfirst": article.standfirst}
        text = article.body[block].text if place == "body" else texts[place]
        if statement.cue not in text:
            yield f"`cue` {statement.cue!r} is not in the block of its words"
    if words and words[0] in MARKS and words[-1] in MARKS:
        yield "`words` keep their quotation marks: leave them out"
    if statement.kind == "anonymous" and statement.speaker:
        yield "an anonymous statement has no `speaker`: describe them in `role`"
    if not statement.speaker and not statement.role:
        yield "neither `speaker` nor `role`: say who speaks"
    if statement.via and statement.via not in world.outlets:
        yield f"`via` names no outlet {statement.via!r}"
    if statement.original:
        if not REFERENCE.fullmatch(statement.original):
            yield f"`original` is {statement.original!r}: write article-id#number"
        elif statement.original not in known:
            yield f"`original` names no statement {statement.original!r}"
        elif statement.original == statement_id(article, number):
            yield "`original` names itself"
