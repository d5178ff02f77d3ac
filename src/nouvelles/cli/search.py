"""`nouvelles search`: find articles from the terminal."""

from __future__ import annotations

import click

from nouvelles.cli.paper import json_option, opened, print_json, print_lines
from nouvelles.language import shorten
from nouvelles.records import Hit, Surface
from nouvelles.rights import may
from nouvelles.store.read import ReadTables


@click.command(
    epilog="Examples:\n\n\b\n  nouvelles search elysee\n"
    "  nouvelles search 水库 --json\n  nouvelles search barrage alerte --page 2"
)
@click.argument("words", nargs=-1, required=True)
@click.option("--page", type=click.IntRange(1, 10_000), default=1, help="Which page.")
@json_option
@click.pass_obj
def search(paper: str, words: tuple[str, ...], page: int, as_json: bool) -> None:
    """Find the articles in which all WORDS stand; case and accents do not count."""
    with opened(paper) as store:
        hits = ReadTables(store).search(" ".join(words), page, 30)
    if as_json:
        print_json({"total": hits.total, "hits": [_row(hit) for hit in hits.items]})
        return
    for hit in hits.items:
        row = _row(hit)
        print_lines(
            f"{row['headline']}",
            f"    {row['outlet']} · {row['language']} · {row['published']}",
            f"    {row['url']}",
        )
    print_lines(f"{'more than ' if hits.is_least else ''}{hits.total} found")


def _row(hit: Hit) -> dict[str, str]:
    """A hit as it may be shown: the snippet is as long as the rights allow."""
    listed = hit.listed
    snippet = may(listed.rights, Surface.SNIPPET)
    limit = len(hit.text) if snippet.limit is None else snippet.limit
    allowed = snippet.allowed and limit > 0
    text = shorten(hit.text, limit, listed.language) if allowed else ""
    return {
        "id": listed.id,
        "headline": listed.headline,
        "outlet": listed.source.name,
        "language": listed.language,
        "published": listed.published.isoformat() if listed.published else "",
        "url": listed.url,
        "snippet": text,
    }
