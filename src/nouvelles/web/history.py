"""What of an article's changes may be shown: the other place that touches its text.

The headline's changes are as free as the headline. Passages of the text are shown where
the text may stand whole *and* be cut: without a licence, and under one that forbids
derivatives, readers are told how many passages changed, and not which.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from nouvelles.edition import Run, compare_words
from nouvelles.edition.revisions import LIMIT
from nouvelles.records import Change, Listed, Revision, Shown, Surface
from nouvelles.rights import may


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """One change that may be shown.

    `label` is the field where it is another than that of the passage before; of a
    history of the body alone it is "" throughout.
    """

    label: str
    runs: tuple[Run, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Amendment:
    """What an outlet changed at one time, as far as it may be told.

    `withheld` counts the passages that rights do not let us show; `is_cut` says that
    there were more than are kept.
    """

    at: datetime
    passages: tuple[Passage, ...]
    withheld: int
    is_cut: bool


def show_history(shown: Shown) -> tuple[Amendment, ...]:
    """The revisions that changed headline or text, the newest first."""
    return tuple(
        _amendment(revision, shown.listed)
        for revision in reversed(shown.revisions)
        if revision.changes
    )


def _amendment(revision: Revision, listed: Listed) -> Amendment:
    told = [one for one in revision.changes if _may_be_shown(one, listed)]
    fields = ["body", *(one.field for one in told)]
    return Amendment(
        at=revision.at,
        passages=tuple(
            Passage(
                label=one.field if one.field != before else "",
                runs=compare_words(one.before, one.after),
            )
            for before, one in zip(fields, told, strict=False)
        ),
        withheld=len(revision.changes) - len(told),
        is_cut=len(revision.changes) >= LIMIT,
    )


def _may_be_shown(change: Change, listed: Listed) -> bool:
    if change.field == "headline":
        asked: tuple[Surface, ...] = (Surface.HEADLINE,)
    else:
        asked = (Surface.FULL_TEXT, Surface.EXTRACT)
    answers = [may(listed.rights, surface) for surface in asked]
    return all(answer.allowed and answer.limit is None for answer in answers)
