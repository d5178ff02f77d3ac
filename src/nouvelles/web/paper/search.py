"""Search: words in, articles out, nobody hidden brought to light."""

from __future__ import annotations

import unicodedata
from dataclasses import replace

from starlette.requests import Request

from nouvelles.language import tokens
from nouvelles.rights import mentions
from nouvelles.web.answers import Answer
from nouvelles.web.paper.failures import failure
from nouvelles.web.paper.paging import page_number
from nouvelles.web.reads import Hits
from nouvelles.web.shown import is_hidden, show_hit
from nouvelles.web.site import Edition, Site

SIZE = 20
#: Characters of a query that are read; what a reader types is far shorter.
QUERY_LENGTH = 200


def search(site: Site, edition: Edition, request: Request) -> Answer:
    """`/fr/recherche?q=…`: the articles in which every word of the query stands.

    A query that names a hidden person finds nothing, exactly as one that nobody wrote
    about; articles that name one are left out of what other queries find.
    """
    query, number = clean_query(request.query_params.get("q", "")), page_number(request)
    if number is None:
        return failure(site, edition, 404)
    hits = find(site, query, number, SIZE)
    return site.page(
        edition,
        "search.html",
        lambda at: at.search(query, number),
        # Every query is another page: they would drive the others out.
        keep=False,
        query=query,
        items=[show_hit(hit, query) for hit in hits.items],
        total=hits.total,
        number=number,
        more=hits.more,
        invented=[hit.listed.source.invented for hit in hits.items],
    )


def find(site: Site, query: str, number: int, size: int) -> Hits:
    """One page of what a clean query finds and may be found."""
    names = site.reads.hidden_names()
    if not tokens(query) or mentions(query, names):
        return Hits(items=(), total=0)
    hits = site.reads.search(query, number, size)
    kept = [hit for hit in hits.items if not is_hidden(hit.listed, names, hit.text)]
    left_out = len(hits.items) - len(kept)
    return replace(hits, items=tuple(kept), total=max(0, hits.total - left_out))


def clean_query(given: str) -> str:
    """A query as `Reads.search` wants it: no controls, single spaces, not too long."""
    # Half surrogates come from broken percent-encoding and cannot be stored or printed.
    visible = "".join(
        " "
        if unicodedata.category(character) in ("Cc", "Cs", "Cn", "Zl", "Zp")
        else character
        for character in given[: 4 * QUERY_LENGTH]
    )
    return " ".join(visible.split())[:QUERY_LENGTH].strip()
