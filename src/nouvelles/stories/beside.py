"""“Read also” of a live story: which others come into question, and what may be shown."""

from __future__ import annotations

from typing import Final

import numpy as np

from nouvelles.stories.live import Live
from nouvelles.stories.look import by_clues
from nouvelles.stories.related import COMPARED, Member, Related, Side, related
from nouvelles.stories.sketch import Keys, hash_of

#: Stories that are looked at closely: the nearest by vector, and those that share most
#: rare clues. More than for a decision: a bond is weaker than being one event.
BY_VECTOR: Final = 24
BY_CLUES: Final = 24

#: Clues of a telling by which others are found, the heaviest.
_FINDING: Final = 32

#: Most that are kept of a story: some may not be shown when it is read.
KEPT: Final = 6


def beside(live: Live, name: str, language: str = "") -> tuple[Related, ...]:
    """What may be shown beside a live story, in order, at most `KEPT`.

    `language` is the reader's (a primary tag). The time that it takes is bounded: so many
    stories, so many tellings of each.
    """
    others = [_side(live, other) for other in near(live, name)]
    liked = _name(hash_of(language))
    return related(live.bank, _side(live, name), others, language=liked, most=KEPT)


def near(live: Live, name: str) -> list[str]:
    """The live stories that may have a bond with one: by direction, then by clues."""
    story = live.stories[name]
    directions = live.nearest.directions[[story.number]]
    found = {
        live.names[number]: None
        for number in live.nearest.search(directions, BY_VECTOR + 1)[0]
    }
    (shared,) = by_clues(live, [_finding(live, story.rows)], BY_CLUES + 1)
    shared.pop(name, None)
    most = [*shared][:BY_CLUES]
    return [other for other in (found | dict.fromkeys(most)) if other not in ("", name)]


def _finding(live: Live, rows: list[int]) -> Keys:
    bank, found = live.bank, []
    for clues in map(bank.clues, rows[:COMPARED]):
        heavy = np.argsort(255 - bank.weights[clues], kind="stable")[:_FINDING]
        found.append(bank.keys[clues][heavy])
    own: Keys = np.unique(np.concatenate(found))
    return own


def _side(live: Live, name: str) -> Side:
    """A story with the tellings that are kept of it; its copies are not among them."""
    bank = live.bank
    return Side(
        story=name,
        members=tuple(
            Member(
                article=live.articles[row],
                row=row,
                outlet=_name(int(bank["outlet"][row])),
                language=_name(int(bank["language"][row])),
            )
            for row in live.stories[name].rows
        ),
    )


def _name(hashed: int) -> str:
    # The bank knows outlets and languages by number: enough to tell them apart.
    return str(hashed) if hashed else ""
