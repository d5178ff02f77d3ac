"""What the first look's scores say of the lines around: values on small pages."""

from __future__ import annotations

from collections.abc import Sequence
from math import log1p

import numpy as np
import pytest

from nouvelles.extract.features import look
from nouvelles.extract.features.second import second_look, second_names
from tests.extract.small_pages import NOBODY, read

#: Long enough for a line that is surely text.
LONG = "Nobody crossed the sound on Sunday, and the ferries lay at their moorings"


def of(body: str, scores: Sequence[float], name: str) -> list[float]:
    """One feature of all lines at a second look, when the first one gave these scores."""
    page = read(body)
    seen = look(
        page.lines,
        page.boxes,
        NOBODY,
        headline="",
        headline_at=-1,
        description="",
        data_text="",
    )
    every = np.arange(len(page.lines))
    rows = second_look(seen, np.array(scores, np.float32), every)
    return [round(float(value), 3) for value in rows[second_names().index(name)]]


FOUR = "<p>a</p><p>b</p><p>d</p><p>e</p>"
SCORES = (0.1, 0.9, 0.5, 0.3)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("score", [0.1, 0.9, 0.5, 0.3]),
        ("score-1", [-0.1, 0.1, 0.9, 0.5]),
        ("score+1", [0.9, 0.5, 0.3, -0.1]),
        ("score-3", [-0.1, -0.1, -0.1, 0.1]),
        ("score+3", [0.3, -0.1, -0.1, -0.1]),
    ],
)
def test_scores_beside(name: str, expected: list[float]) -> None:
    assert of(FOUR, SCORES, name) == expected


def test_a_page_of_fewer_lines_than_neighbours() -> None:
    assert of("<p>a</p>", [0.4], "score+3") == [-0.1]
    assert of("<p>a</p>", [0.4], "scores-16") == [0.4]


def test_means_around() -> None:
    assert of(FOUR, SCORES, "scores-2") == [0.5, 0.45, 0.45, 0.567]
    assert of(FOUR, SCORES, "scores-16") == [0.45] * 4
    # Weighed by the lines' lengths.
    page = "<p>abc</p><p>d</p><p>e</p>"
    assert of(page, (1, 0, 0), "scored-2") == [0.6, 0.6, 0.6]


def test_means_of_boxes() -> None:
    page = "<div><p>abc</p><p>d</p></div><p>e</p>"
    scores = (1, 0, 0.5)
    assert of(page, scores, "box-scored") == [1, 0, 0.5]
    assert of(page, scores, "parent-scored") == [0.75, 0.75, 0.7]
    assert of(page, scores, "parent-scores") == [0.5, 0.5, 0.5]
    assert of(page, scores, "box-scored-share") == [0.857, 0, 0.143]
    assert of(page, scores, "parent-scored-share") == [0.857, 0.857, 1]


def test_means_of_one_kind() -> None:
    page = "<p class=x>abc</p><p>d</p><p class=x>e</p>"
    assert of(page, (1, 0.5, 0), "kind-scored") == [0.75, 0.5, 0.75]
    assert of(page, (1, 0.5, 0), "kind-scores") == [0.5, 0.5, 0.5]


def test_means_of_boxes_of_the_same_names() -> None:
    page = "<p class=x>abc</p><div class=x>d</div><p class=y>e</p><p>f</p>"
    scores = (1, 0, 0.5, 0.9)
    assert of(page, scores, "box-names-scored") == [0.75, 0.75, 0.5, -1]
    assert of(page, scores, "parent-names-scored") == [-1] * 4
    # A box of the same names that holds no line of its own is told by the others'.
    listed = "<p class=x>abc</p><ul class=x><li>d</li></ul>"
    assert of(listed, (1, 0), "parent-names-scored") == [-1, 1]


def test_scores_before() -> None:
    assert of(FOUR, (1, 0, 0.5, 0.5), "scored-before") == [0, 0.5, 0.5, 0.75]
    assert of(FOUR, (1, 0, 0.5, 0.5), "scored-page") == [round(log1p(2), 3)] * 4


def test_distance_from_lines_that_are_surely_text() -> None:
    page = f"<p>a</p><p>{LONG}</p><p>bc</p><p>d</p><div><i>{LONG}</i></div><p>e</p>"
    scores = (0.9, 0.9, 0.2, 0.2, 0.71, 0.1)  # the first is too short to be sure
    one, two, three = (round(log1p(n), 3) for n in (1, 2, 3))
    assert of(page, scores, "sure-before") == [9, 9, one, two, three, one]
    assert of(page, scores, "sure-behind") == [one, three, two, one, 9, 9]
    assert of(page, scores, "letters-before") == [15, 15, 0, two, round(log1p(3), 3), 0]
    assert of(page, scores, "letters-behind") == [0, round(log1p(3), 3), one, 0, 15, 15]
    assert of(page, scores, "sure-lines") == [2] * 6
    assert of(page, scores, "sure-start") == [-1, 0, 1, 2, 3, 4]
    # Alike: in how many of box, parent and the one around that both lines stand.
    assert of(page, scores, "alike-before") == [-1, -1, 2, 2, 2, 2]
    assert of(page, scores, "kind-before") == [-1, -1, 1, 1, 0, 0]
    assert of(page, scores, "kind-behind") == [1, 0, 0, 0, -1, -1]


def test_no_line_is_sure() -> None:
    scores = (0.7, 0.1, 0.1, 0.1)
    assert of(FOUR, scores, "sure-before") == [9] * 4
    assert of(FOUR, scores, "sure-behind") == [9] * 4
    assert of(FOUR, scores, "sure-lines") == [0] * 4
    assert of(FOUR, scores, "sure-start") == [-4, -3, -2, -1]
