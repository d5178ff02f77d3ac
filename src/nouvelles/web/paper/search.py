"""Search: words in, articles out, nobody hidden brought to light."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from starlette.requests import Request

from nouvelles.language import tokens
from nouvelles.records import MOST_HITS
from nouvelles.rights import mentions
from nouvelles.web.answers import Answer
from nouvelles.web.paper.asking import Asked, read_asked
from nouvelles.web.paper.failures import failure
from nouvelles.web.paper.meaning import ask_meaning, show_meant
from nouvelles.web.paper.paging import page_number
from nouvelles.web.reads import Hits
from nouvelles.web.shown import is_hidden, show_hit, show_teaser
from nouvelles.web.site import Edition, Site

SIZE = 20
#: Outlets that the form offers: a longer list is no choice. The others are narrowed to
#: from their own pages.
MOST_OUTLETS = 300


def search(site: Site, edition: Edition, request: Request) -> Answer:
    """`/fr/recherche?q=…`: the articles in which every word of the query stands; without
    words those that the filters let through.

    A query that names a hidden person finds nothing, exactly as one that nobody wrote
    about; articles that name one are left out of what other queries find.
    """
    asked, number = read_asked(site, edition, request), page_number(request)
    if number is None:
        return failure(site, edition, 404)
    wait = ask_meaning(site, asked, number)
    hits = find(site, asked, number, SIZE)
    found = {hit.listed.id for hit in hits.items}
    meant = show_meant(site, edition, asked, wait(), found)
    if number > 1 and not hits.items and not hits.more:
        return failure(site, edition, 404)
    return site.page(
        edition,
        "search.html",
        lambda at: at.search(asked.query, number, asked.given),
        # Every query is another page: they would drive the others out.
        keep=False,
        query=asked.query,
        given=asked.given,
        left_out=asked.left_out,
        choices=_choices(site, edition, asked),
        items=[
            show_hit(hit, asked.query) if asked.query else show_teaser(hit.listed)
            for hit in hits.items
        ],
        asked=asked.is_something,
        total=hits.total,
        counted=edition.words.number(hits.total),
        is_least=hits.is_least,
        is_last=number * SIZE >= MOST_HITS,
        number=number,
        more=hits.more,
        meant=meant,
        invented=[hit.listed.source.invented for hit in hits.items]
        + [card.item.source.invented for card in meant],
    )


def find(site: Site, asked: Asked, number: int, size: int) -> Hits:
    """One page of what is asked for and may be found."""
    names = site.reads.hidden_names()
    has_words = bool(tokens(asked.query)) or not asked.query
    if not (asked.is_something and has_words) or mentions(asked.query, names):
        return Hits(items=(), total=0)
    hits = site.reads.search(asked.query, number, size, asked.filters)
    kept = [hit for hit in hits.items if not is_hidden(hit.listed, names, hit.text)]
    left_out = len(hits.items) - len(kept)
    return replace(hits, items=tuple(kept), total=max(0, hits.total - left_out))


def _choices(site: Site, edition: Edition, asked: Asked) -> dict[str, Any]:
    """What the form offers, by names in the edition's language."""
    choice, names = site.choices.now(), edition.names
    languages = {tag: names.language(tag) or tag for tag in choice.languages}
    chosen = asked.filters.language
    if chosen:
        languages.setdefault(chosen, names.language(chosen) or chosen)
    countries = {
        code: names.country(source) or code
        for code, source in choice.countries().items()
    }
    outlets = sorted(choice.outlets.values(), key=lambda source: source.name)
    offered = outlets if len(outlets) <= MOST_OUTLETS else []
    if not offered and asked.filters.outlet:
        offered = [choice.outlets[asked.filters.outlet]]
    return {
        "languages": sorted(languages.items(), key=lambda one: one[1]),
        "countries": sorted(countries.items(), key=lambda one: one[1]),
        "outlets": offered,
    }
