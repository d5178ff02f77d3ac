"""Files of comments: what is read of a line, and what of a bad one."""

from __future__ import annotations

import json

import pytest

from nouvelles.comments import Band
from nouvelles.comments.figures import Judged, figures
from nouvelles.comments.lines import BadLine, Given, given_in, plain_text


def test_fields_and_labels() -> None:
    row = {
        "id": 7,
        "text": "x",
        "author": "A",
        "page_title": "T",
        "lang": "fr",
        "label": 1,
    }
    (given,) = given_in([json.dumps(row).encode(), b"\n"])
    assert isinstance(given, Given)
    assert (given.id, given.spam, given.remark.title) == ("7", True, "T")


@pytest.mark.parametrize(
    "line",
    [b"{", b"[]", b'{"text": 3}', b'{"id": 1}', b"\xff\xfe", b"[" * 100_000, b'"x"'],
)
def test_bad_lines_are_told(line: bytes) -> None:
    (given,) = given_in([line])
    assert isinstance(given, BadLine)
    assert given.reason


def test_telegrams_pieces_are_one_text() -> None:
    pieces = ["Hello ", {"type": "bold", "text": "world"}, "!"]
    assert plain_text(pieces) == "Hello world!"
    assert plain_text(str(pieces)) == "Hello world!"
    assert plain_text("[a] 'type': 'x' is no export") == "[a] 'type': 'x' is no export"


def test_hostile_exports_take_no_time() -> None:
    text = "[{'type': 'bold', 'text': '" * 50_000
    assert plain_text(text)


def test_figures() -> None:
    judged = [
        Judged(spam=False, score=n / 100, band=Band.SPAM if n == 99 else Band.PUBLISH)
        for n in range(100)
    ]
    judged += [
        Judged(spam=True, score=1.0, band=Band.SPAM),
        Judged(spam=True, score=0.985, band=Band.QUEUE),
    ]
    found = figures(judged)
    assert (found.genuine, found.spam, found.hidden, found.caught) == (
        100,
        2,
        0.01,
        0.5,
    )
    assert found.recall == {"0.001": 0.5, "0.005": 0.5, "0.01": 1.0}
    assert figures([]).recall["0.01"] == 0.0
