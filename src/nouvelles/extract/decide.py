"""Which lines of a page are its article's text: a learned decision, looked at twice.

The first look scores each line by what it is and where it stands; where that is not sure,
the second also sees the scores around it. Scores are how likely a line is text, and those
lines are taken of which the F1 is expected to be highest. Few rules follow, for what is
no matter of likelihood: the headline is not repeated, nothing is said twice, no heading
stands at the end.
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
from nouvelles.extract.features.arrays import Places, Rows
from nouvelles.extract.features.boxes import NameWeights
from nouvelles.extract.features.second import second_look, second_names
from nouvelles.extract.inserts import (
    without_advertisements,
    without_buttons,
    without_fact_boxes,
    without_link_lists,
    without_next_articles,
)
from nouvelles.extract.metadata import Heading
from nouvelles.extract.page import Page
from nouvelles.extract.reasons import Left
from nouvelles.extract.rules import (
    is_text,
    with_lists,
    within_marked,
    without_copies,
    without_cued,
    without_days,
    without_headline,
    without_last_headings,
    without_titles,
)
from nouvelles.forest import Forest

#: The score from which a line is text, and the least where little on a page is sure.
_TEXT: Final = 0.5
_LEAST: Final = 0.1
#: Characters below which a line is text from `_TEXT` on alone.
_SHORT: Final = 40

#: First scores on which there is no need to look again.
_UNSURE: Final = (0.02, 0.95)

#: So that a page without any letter has a share of 0.
_NOTHING: Final = 1e-9

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


def unsure_lines(scores: Rows) -> Places:
    """The lines (places) on which the second look decides, by the first one's scores.

    On no page whose site was not learned from did the second look change its mind about
    another: two thirds of the lines are no text, a tenth are text (2026-11-30).
    """
    low, high = _UNSURE
    return np.flatnonzero((scores >= low) & (scores <= high))


def least_score(scores: Rows, weight: Rows) -> float:
    """The score from which lines are text: `_LEAST` to `_TEXT`.

    Taken are the likeliest lines, as many as make the expected F1 highest: twice the text
    expected among them, by all that is taken and all text expected on the page (Lewis
    1995; the ratio of expectations stands for the expectation of the ratio).
    """
    order = np.argsort(-scores, kind="stable")
    likely, size = scores[order], weight[order]
    text = np.cumsum(likely * size)
    shares = text / (np.cumsum(size) + text[-1] + _NOTHING)
    return max(_LEAST, min(_TEXT, float(likely[int(shares.argmax())])))


def decide(page: Page, heading: Heading, model: Model) -> Decision:
    """The lines that are the article's text."""
    if not page.lines:
        return Decision(dropped={}, scores=np.zeros(0, np.float32))
    seen = first_look(page, heading, model.names)
    scores = model.first.scores(seen.rows)
    unsure = unsure_lines(scores)
    if len(unsure):
        scores[unsure] = model.second.scores(second_look(seen, scores, unsure))
    # A short line adds little to F1, and much to a reader's annoyance.
    enough = np.where(seen.weight < _SHORT, _TEXT, least_score(scores, seen.weight))
    likely = np.flatnonzero(scores >= enough).tolist()
    kept = [place for place in likely if is_text(page.lines[place].text)]
    kept = within_marked(with_lists(kept, page), page)
    dropped: dict[int, Left] = {}
    without_headline(kept, dropped, heading, page.lines)
    without_titles(kept, dropped, page, heading.site_name)
    without_cued(kept, dropped, seen, page.lines)
    without_next_articles(kept, dropped, heading, page)
    without_fact_boxes(kept, dropped, page)
    without_link_lists(kept, dropped, page.lines)
    without_advertisements(kept, dropped, seen, page.lines)
    without_buttons(kept, dropped, page.lines)
    without_copies(kept, dropped, page.lines)
    without_days(kept, dropped, page.lines)
    without_last_headings(kept, dropped, page.lines)
    return Decision(kept=tuple(kept), dropped=dropped, scores=scores, seen=seen)
