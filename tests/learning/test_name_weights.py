"""What the words in names weigh: how much each speaks for text."""

from __future__ import annotations

import math
from pathlib import Path

from tests.learning.invented_bench import labelled
from tools.learning.names import weigh_names


def test_words_speak_for_text_or_against_it(tmp_path: Path) -> None:
    weights = weigh_names(labelled(tmp_path, sites=6))
    # "box" holds other lines only, "text" nothing but text, on all pages.
    pages = 12
    assert weights["text"] == round(math.log((pages + 0.8) / 1.2), 2)
    assert weights["bottom"] < -1
    assert weights["related"] < 0 < weights["story"]
    assert list(weights) == sorted(weights)


def test_the_words_of_few_sites_say_nothing(tmp_path: Path) -> None:
    assert weigh_names(labelled(tmp_path, sites=4)) == {}


def test_no_pages() -> None:
    assert weigh_names([]) == {}
