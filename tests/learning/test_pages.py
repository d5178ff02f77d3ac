"""Labelled pages as the learning sees them."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import numpy as np

from nouvelles.extract.hints import words_of
from tests.learning.invented_bench import labelled, paragraphs
from tools.learning.labels import UNKNOWN


def test_pages_with_their_labels(tmp_path: Path) -> None:
    pages = labelled(tmp_path, sites=2)
    assert [page.row["id"] for page in pages] == [f"page-{n}" for n in range(4)]
    first = pages[0]
    assert first.heading.headline == "Ferries, day 0"
    kept = [first.texts[place] for place in np.flatnonzero(first.labels == 1)]
    assert kept == paragraphs(0)
    assert first.texts == [line.text for line in first.page.lines]
    assert first.words == [words_of(box.names) for box in first.page.boxes]
    assert len(first.labels) == len(first.weights) == len(first.texts)


def test_weights(tmp_path: Path) -> None:
    *whole, segments = labelled(tmp_path, sites=2)
    first = whole[0]
    text = first.weights[first.labels == 1]
    assert (text > first.weights[first.texts.index("Read more")]).all()
    # Together a page's lines of text weigh little more than one.
    assert 1 < text.sum() < 1.4
    assert segments.weights[segments.labels == UNKNOWN].max() == 0
    assert set(segments.weights[segments.labels != UNKNOWN].tolist()) == {0.1}
    assert Counter(segments.labels.tolist())[1.0] == 1
    assert Counter(segments.labels.tolist())[0.0] == 1
