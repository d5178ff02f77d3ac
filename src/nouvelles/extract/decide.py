"""Which lines of a page are its article's text: a learned decision, looked at twice.

The first look scores each line by what it is and where it stands; the second also sees
the scores around it. Few rules follow, for what is no matter of likelihood: the headline
is not repeated, nothing is said twice, no heading stands at the end.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final

import numpy as np
import regex

from nouvelles.extract.features import Seen, first_names, look
from nouvelles.extract.features.arrays import Rows
from nouvelles.extract.features.boxes import NameWeights
from nouvelles.extract.features.second import second_look, second_names
from nouvelles.extract.metadata import Heading
from nouvelles.extract.page import Page
from nouvelles.extract.reasons import Left
from nouvelles.extract.rules import (
    is_text,
    with_lists,
    within_marked,
    without_advertisements,
    without_copies,
    without_cued,
    without_days,
    without_headline,
    without_last_headings,
)
from nouvelles.forest import Forest

#: The score from which a line is text.
_TEXT: Final = 0.5

#: A copy of the text in the structured data says something from so many characters on.
_DATA_TEXT: Final = 200

_MARKS = regex.compile(r"\W+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Model:
    """What was learned: what words in names weigh, the forests of both looks."""

    names: NameWeights
    first: Forest
    second: Forest


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What is text: `kept` are places of lines, in order.

    `dropped` has the reasons that rules give (place of a line: reason); of other lines
    that are not kept, the scores said so. `seen` is None for a page without lines.
    """

    kept: tuple[int, ...] = ()
    dropped: Mapping[int, Left]
    scores: Rows
    seen: Seen | None = None

    @property
    def hints(self) -> list[int]:
        """The hints of the names of each of the page's boxes."""
        return self.seen.hints if self.seen else []


@cache
def load_model() -> Model:
    """The model that is shipped (`data/lines.json`)."""
    data = files("nouvelles.extract") / "data" / "lines.json"
    return read_model(data.read_text(encoding="utf-8"))


def read_model(text: str) -> Model:
    """A model from the data that `tools.learning` writes.

    Raises:
        KeyError: it asks for a feature that is not known.
    """
    content = json.loads(text)
    return Model(
        names=NameWeights(content["words"]),
        first=Forest.read(content["first"], first_names()),
        second=Forest.read(content["second"], second_names()),
    )


def first_look(page: Page, heading: Heading, names: NameWeights) -> Seen:
    """The lines of a page, at least one, as numbers."""
    copy = page.article.get("articleBody")
    return look(
        page.lines,
        page.boxes,
        names,
        headline=heading.headline,
        headline_at=heading.first,
        description=page.meta("og:description", "description", "twitter:description"),
        data_text=copy if isinstance(copy, str) and len(copy) > _DATA_TEXT else "",
    )


def decide(page: Page, heading: Heading, model: Model) -> Decision:
    """The lines that are the article's text."""
    if not page.lines:
        return Decision(dropped={}, scores=np.zeros(0, np.float32))
    seen = first_look(page, heading, model.names)
    scores = model.second.scores(second_look(seen, model.first.scores(seen.rows)))
    likely = np.flatnonzero(scores >= _TEXT).tolist()
    kept = [place for place in likely if is_text(page.lines[place].text)]
    kept = within_marked(with_lists(kept, page), page)
    dropped: dict[int, Left] = {}
    without_headline(kept, dropped, heading, page.lines)
    without_cued(kept, dropped, seen, page.lines)
    without_advertisements(kept, dropped, seen, page.lines)
    without_copies(kept, dropped, page.lines)
    without_days(kept, dropped, page.lines)
    without_last_headings(kept, dropped, page.lines)
    return Decision(kept=tuple(kept), dropped=dropped, scores=scores, seen=seen)
