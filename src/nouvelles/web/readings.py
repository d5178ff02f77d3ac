"""The texts of a story's tellings, for comparing, with the sentences that may be shown.

The third place that touches an article's text. A whole text may be quoted sentence by
sentence where it may stand whole *and* be cut; of any other a page shows the extract
alone, so what is quoted from it is a part of that extract and never more.
"""

from __future__ import annotations

from nouvelles.edition import Reading
from nouvelles.records import Shown, Surface, Told
from nouvelles.rights import may
from nouvelles.web.shown import may_stand_whole, show_extract


def read_telling(told: Told, shown: Shown | None) -> Reading:
    """A telling with its article, where that is at hand, ready to be compared."""
    listed = told.listed
    article = shown.article if shown is not None else None
    # What the outlet reserves or has taken away is not read.
    if article is None or listed.rights.opted_out or listed.withdrawn is not None:
        lines = (listed.headline, listed.summary)
        return Reading(told=told, lines=lines, quotable=_extract(told), is_whole=False)
    paragraphs = [
        text
        for block in article.body
        if block.kind != "image"
        for text in (block.items or (block.text,))
    ]
    text = (article.standfirst, *paragraphs)
    return Reading(
        told=told,
        lines=(article.headline, *text, listed.summary),
        quotable=text if _may_be_cut(told) else _extract(told),
        is_whole=bool(paragraphs) and not article.paywalled,
    )


def _extract(told: Told) -> tuple[str, ...]:
    extract = show_extract(told.listed)
    return (extract,) if extract else ()


def _may_be_cut(told: Told) -> bool:
    answer = may(told.listed.rights, Surface.EXTRACT)
    return may_stand_whole(told.listed) and answer.allowed and answer.limit is None
