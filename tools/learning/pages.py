"""Labelled pages as the learning sees them: lines as numbers, labels, weights."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from nouvelles.extract.decode import decode
from nouvelles.extract.hints import words_of
from nouvelles.extract.metadata import Heading, read_heading
from nouvelles.extract.page import Page, read_page
from tools.learning.labels import UNKNOWN, label_by_segments, label_by_text, tokens
from tools.learning.parts import group_of

Floats = npt.NDArray[np.float64]

#: How much a page of each set says: zhweb is old and hardly news, n4k has the labels of
#: another extractor.
_TRUST: Final = {"fundus": 1.0, "shub": 1.4, "zhweb": 0.7, "n4k": 0.5}
#: What a line of a page labelled by segments weighs: half a dozen are known of a page.
_SEGMENT: Final = 0.1
#: Words by which a line's weight exceeds its length, as its runs meet its neighbours',
#: and the most that one line weighs.
_EDGE: Final = 4
_LONGEST: Final = 300


@dataclass(slots=True)
class Labelled:
    """A page with what is known of its lines. `group` is its site: never to be split."""

    row: dict[str, Any]
    page: Page
    heading: Heading
    labels: Floats
    weights: Floats
    texts: list[str]
    group: str
    words: list[frozenset[str]] = field(default_factory=list)  # of boxes


def read_labelled(bench: Path) -> Iterator[Labelled]:
    """The pages of the bench that have labels of their text, and lines."""
    with (bench / "truth.jsonl").open(encoding="utf-8") as rows:
        for line in rows:
            row = json.loads(line)
            if row["source_set"] == "postlight":
                continue
            page = _read(bench, row)
            if page.lines:
                yield _labelled(row, page)


def _read(bench: Path, row: dict[str, Any]) -> Page:
    data = gzip.decompress((bench / "pages" / f"{row['id']}.html.gz").read_bytes())
    url = row.get("url") or ""
    if not url.startswith(("http://", "https://")):
        url = f"http://{row.get('domain') or 'unknown.example'}/"
    charset = row.get("encoding") or "utf-8"
    return read_page(decode(data, f"text/html; charset={charset}").text, url)


def _labelled(row: dict[str, Any], page: Page) -> Labelled:
    texts = [line.text for line in page.lines]
    if row["source_set"] == "traf":
        labels = np.array(
            label_by_segments(texts, row.get("with") or (), row.get("without") or ())
        )
        weights = np.where(labels == UNKNOWN, 0.0, _SEGMENT)
    else:
        labels = np.array(label_by_text(texts, row["body"] or ""))
        sizes = np.array([len(tokens(text)) for text in texts], np.float64)
        whole = max(30.0, float(sizes[labels == 1].sum()))
        weights = np.minimum(sizes + _EDGE, _LONGEST) / whole
        weights *= _TRUST[row["source_set"]]
        weights[labels == UNKNOWN] = 0.0
    return Labelled(
        row=row,
        page=page,
        heading=read_heading(page),
        labels=labels,
        weights=weights,
        texts=texts,
        group=group_of(row),
        words=[words_of(box.names) for box in page.boxes],
    )
