"""« Lire aussi »: which related articles a page may name, and how.

Which articles are related is found elsewhere; here it is asked whether each may be named.
The block stands once: after the text, or within a long one (`edition.place_aside`).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from nouvelles.edition import freshness
from nouvelles.records import BondKind, ReadAlso
from nouvelles.web.shown import Teaser, is_hidden, show_line

#: Most that are named.
MOST: Final = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Related:
    """A related article as the block names it: headline, outlet, language, time.

    `later`: it came after what the page tells.
    """

    item: Teaser
    kind: BondKind
    later: bool = False


def show_related(
    found: Iterable[ReadAlso],
    names: Sequence[str],
    *,
    now: datetime,
    at: datetime | None = None,
) -> tuple[Related, ...]:
    """The related articles that may be named, the surest, in the order given.

    Left out are those that name somebody whom related links never resolve (`names`),
    those that their outlets have withdrawn, and those whose headline may not be shown; of
    an outlet all but the surest. `at` is when what the page tells came.
    """
    shown: list[tuple[float, Related]] = []
    for one in found:
        if one.listed.withdrawn is None and not is_hidden(one.listed, names):
            teaser = show_line(one.listed)
            later = at is not None and freshness(one.listed, now) > at
            if teaser.headline:
                related = Related(item=teaser, kind=one.kind, later=later)
                shown.append((one.odds, related))
    chosen: dict[str, Related] = {}
    for _, related in sorted(shown, key=lambda pair: -pair[0]):
        if len(chosen) < MOST:
            chosen.setdefault(related.item.source.host, related)
    kept = {related.item.id for related in chosen.values()}
    return tuple(related for _, related in shown if related.item.id in kept)
