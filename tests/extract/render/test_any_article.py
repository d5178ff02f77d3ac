"""Whatever stands in a record, every renderer writes something that can be encoded."""

from __future__ import annotations

from datetime import UTC
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nouvelles.extract.colour import coloured
from nouvelles.extract.render import (
    to_document,
    to_html,
    to_json,
    to_markdown,
    to_text,
)
from nouvelles.records import Article, Block, BlockKind, Doubt, LeftOut, Mark, MarkKind

WORDS = st.text(alphabet=st.characters(), max_size=8)  # half characters too
PLACES = st.integers(min_value=-3, max_value=12)
TIMES = st.none() | st.datetimes(timezones=st.just(UTC))
PATHS = st.sampled_from(["", "/html/body", "/html/body/*[1]", "/html", "//p", "x"])

blocks = st.builds(
    Block,
    kind=st.sampled_from(get_args(BlockKind)),
    text=WORDS,
    level=st.integers(min_value=-9, max_value=99),
    items=st.lists(WORDS | st.just("a | b"), max_size=3).map(tuple),
    url=WORDS | st.just("https://a.example/"),
    credit=WORDS,
    path=PATHS,
    marks=st.lists(
        st.builds(
            Mark,
            kind=st.sampled_from(get_args(MarkKind)),
            start=PLACES,
            end=PLACES,
            url=WORDS | st.just("https://a.example/"),
        ),
        max_size=4,
    ).map(tuple),
    at=TIMES,
)
articles = st.builds(
    Article,
    canonical=WORDS,
    headline=WORDS,
    body=st.lists(blocks, max_size=4).map(tuple),
    kicker=WORDS,
    standfirst=WORDS,
    byline=st.lists(WORDS, max_size=2).map(tuple),
    published=TIMES,
    modified=TIMES,
    day_only=st.booleans(),
    language=WORDS,
    doubts=st.just((Doubt(code="\ud800", detail="\x1b"),)),
    left_out=st.lists(
        st.builds(LeftOut, reason=WORDS, path=PATHS, words=WORDS), max_size=3
    ).map(tuple),
)


@pytest.mark.parametrize(
    "write",
    [
        to_html,
        to_json,
        to_markdown,
        to_text,
        lambda article: to_document([article]),
        lambda article: coloured("<p>A page", article),
    ],
)
@given(article=articles)
def test_it_can_be_written(write: object, article: Article) -> None:
    assert callable(write)
    written = write(article)
    written.encode()
    assert "\x1b" not in written
