"""« Lire aussi »: which related articles a page may name, and how.

Which articles are related is found elsewhere; here it is asked whether each may be named.
The block stands once, after the text.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from nouvelles.records import Listed
from nouvelles.web.shown import Teaser, is_hidden, show_line

#: An earlier episode of what an article tells, or what one should know of it.
RelatedKind = Literal["episode", "background"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Related:
    """A related article as the block names it: headline, outlet, language, time."""

    item: Teaser
    kind: RelatedKind


def show_related(
    found: Iterable[tuple[Listed, RelatedKind]], names: Sequence[str]
) -> tuple[Related, ...]:
    """The related articles that may be named, in the order given.

    Left out are those that name somebody whom related links never resolve (`names`),
    those that their outlets have withdrawn, and those whose headline may not be shown.
    """
    shown = (
        Related(item=show_line(listed), kind=kind)
        for listed, kind in found
        if listed.withdrawn is None and not is_hidden(listed, names)
    )
    return tuple(one for one in shown if one.item.headline)
