"""Checks of what is not an article: outlets, interface words, odd captures."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from . import typography
from .check_statements import find_place, statement_id
from .records import Article, Problem, World


def check_outlets(world: World) -> Iterator[Problem]:
    """Hosts that cannot be real ones, words for every language, whole licences."""
    for outlet in world.outlets.values():
        where = {"file": "outlets.toml", "where": outlet.id}
        if not outlet.host.endswith(".example"):
            yield Problem(**where, message="`host` must end in .example")
        if outlet.language not in world.words:
            yield Problem(
                **where, message=f"write words/{outlet.language}.toml for its pages"
            )
        if bool(outlet.licence) != bool(outlet.licence_url):
            yield Problem(**where, message="give licence and licence_url, or neither")


def check_words(world: World) -> Iterator[Problem]:
    """Every language has every word, and the typography of its press."""
    wanted = set(world.words.get("en", ()))
    for language, words in world.words.items():
        file = f"words/{language}.toml"
        for key in sorted(wanted - set(words)):
            yield Problem(file=file, where=key, message="add this word")
        for key, text in _flatten(words):
            for fault in typography.find_faults(text, language):
                yield Problem(file=file, where=key, message=fault)


def _flatten(words: object, key: str = "") -> Iterator[tuple[str, str]]:
    if isinstance(words, str):
        # The word between two names brings its own spaces.
        yield key, words.strip()
    elif isinstance(words, dict):
        for name, inner in words.items():
            yield from _flatten(inner, f"{key}.{name}".strip("."))
    elif isinstance(words, list):
        for number, inner in enumerate(words):
            yield from _flatten(inner, f"{key}[{number}]")


def check_oddities(world: World) -> Iterator[Problem]:
    """The odd captures name articles and outlets of the day."""
    odd = world.oddities
    articles = {article.id: article for article in world.articles()}
    named = [*odd.paywalled, *odd.tracked, *odd.plain_http, *odd.redirects.values()]
    for name in named:
        if name not in articles:
            yield Problem(
                file="captures.toml", where=name, message="names no article of the day"
            )
    hosts = {outlet.host for outlet in world.outlets.values()}
    for url in [*odd.redirects, *odd.missing, *odd.soft_missing]:
        if url.split("/")[2] not in hosts:
            yield Problem(
                file="captures.toml", where=url, message="is on no outlet's host"
            )
    originals = {
        statement.original
        for article in articles.values()
        for statement in article.statements
    }
    for name, shown in odd.paywalled.items():
        if name in articles:
            yield from _check_paywall(articles[name], shown, originals)


def _check_paywall(
    article: Article, shown: int, originals: set[str]
) -> Iterator[Problem]:
    """A paywall hides something, but no statement that other articles point to."""
    place = {"file": "captures.toml", "where": article.id}
    if not 0 < shown < len(article.body):
        yield Problem(**place, message="the number must leave some blocks hidden")
    visible = replace(article, body=article.body[:shown])
    for number, statement in enumerate(article.statements):
        name = statement_id(article, number)
        if name in originals and not find_place(visible, statement)[0]:
            yield Problem(**place, message=f"would hide {name}, which others name")
