"""Small pages read, and models made by hand, for the tests of this room."""

from __future__ import annotations

from nouvelles.extract.decide import Decision, Model, decide, first_look
from nouvelles.extract.features import first_names
from nouvelles.extract.features.boxes import NameWeights
from nouvelles.extract.features.second import second_names
from nouvelles.extract.hints import hints
from nouvelles.extract.lines import Box, Line
from nouvelles.extract.metadata import Heading, read_heading
from nouvelles.extract.page import Page, read_page
from nouvelles.forest import Forest

URL = "https://quay.example/2026/05/04/ferry"
NOBODY = NameWeights({})


def read(body: str, head: str = "") -> Page:
    """A page of this body, parsed."""
    return read_page(
        f"<!doctype html><html><head>{head}</head><body>{body}</body></html>", URL
    )


def lines_of(body: str) -> list[Line]:
    return read(body).lines


def texts_of(body: str) -> list[str]:
    return [line.text for line in lines_of(body)]


def box_of(page: Page, tag: str, number: int = 0) -> Box:
    """One of the boxes of a tag, in the order of the page."""
    return [box for box in page.boxes if box.tag == tag][number]


def hints_of(page: Page) -> list[int]:
    return [hints(box.names) for box in page.boxes]


def asking(feature: str, border: float) -> Model:
    """A model that takes the lines of which a feature exceeds a border, and no other."""

    def forest(names: tuple[str, ...]) -> Forest:
        return Forest.of(
            names=names,
            questions=[[(names.index(feature), border)]],
            leaves=[[-9.0, 9.0]],
            bias=0.0,
        )

    return Model(
        names=NOBODY, first=forest(first_names()), second=forest(second_names())
    )


def keeping_all() -> Model:
    """A model that takes every line for text: what is dropped, a rule has dropped."""
    return asking("length", -1.0)


def decided(page: Page, model: Model, headline: str = "") -> Decision:
    """The decision about a page; its headline as it is read, unless it is given."""
    heading = Heading(headline=headline, site_name="") if headline else None
    return decide(page, heading or read_heading(page), model)


def kept_texts(page: Page, decision: Decision) -> list[str]:
    return [page.lines[place].text for place in decision.kept]


def deciding_by_hand(page: Page, *kept: str) -> Decision:
    """The decision that takes the lines with these texts, in which no rule had a say."""
    whole = decide(page, read_heading(page), keeping_all())
    places = [place for place, line in enumerate(page.lines) if line.text in kept]
    return Decision(
        kept=tuple(places),
        dropped={},
        scores=whole.scores,
        seen=first_look(page, read_heading(page), NOBODY),
    )
