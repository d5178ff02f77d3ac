"""A short part of the fuzzing, the same each time; `python -m tests.fuzz` goes on."""

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.fuzz.check import outcome
from tests.fuzz.growth import grows_too_fast, times
from tests.fuzz.mutate import context, corpus, mutated
from tests.fuzz.shapes import PIECES, alone

_NAMES = (
    "p", "div", "span", "a", "b", "i", "br", "img", "ul", "li", "table", "tr", "td", "h1",
    "h2", "article", "figure", "figcaption", "time", "blockquote", "script", "style",
    "iframe", "pre", "section", "aside", "template", "svg", "select", "frameset",
)  # fmt: skip
_ATTRIBUTES = (
    "", ' class="byline author"', ' id="comments"', ' href="/a"', ' href="//["',
    ' src="a.jpg"', ' datetime="2026-03-12"', " hidden", ' itemprop="articleBody"',
    ' itemprop="headline"', ' class="related"', ' style="display:none"', ' dir="rtl"',
)  # fmt: skip
_WORDS = (
    "The council voted on Tuesday to move the fish market to the new quay. ", "By Ana Sá",
    "12 March 2026", "Photo: Jean Grand", "Read also: ", "港口委员会投票决定搬迁鱼市场。",
    "صوّت مجلس الميناء", "&nbsp;", "Advertisement", "\u202e\u0301", "x" * 300,
)  # fmt: skip

text = st.one_of(st.sampled_from(_WORDS), st.text(max_size=30))


def _element(inside: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.builds(
        lambda name, attribute, parts, closed: (
            f"<{name}{attribute}>{''.join(parts)}" + (f"</{name}>" if closed else "")
        ),
        st.sampled_from(_NAMES),
        st.sampled_from(_ATTRIBUTES),
        st.lists(inside, max_size=5),
        st.booleans(),
    )


markup = st.recursive(text, _element, max_leaves=40)


def test_the_corpus_is_what_it_says() -> None:
    found = [outcome(page) for page in corpus()]
    assert found.count("article") >= 10
    assert len(set(found)) >= 4, "rejections of several kinds"


@pytest.mark.parametrize("seed", range(200))
def test_mutated_pages(seed: int) -> None:
    random = Random(seed)
    url, kind = context(random)
    outcome(mutated(random), url, kind)


@given(st.lists(markup, max_size=12).map("".join))
@settings(max_examples=150, deadline=None)
def test_markup_of_any_shape(body: str) -> None:
    outcome(f"<html><body>{body}</body></html>".encode("utf-8", "replace"))


@given(st.lists(st.sampled_from(PIECES), max_size=60).map("".join))
@settings(max_examples=100, deadline=None)
def test_pieces_in_any_order(body: str) -> None:
    outcome(body.encode("utf-8", "replace"))


#: Shapes that took forever once, or might; `python -m tests.fuzz.growth` tries them all.
KNOWN = (
    "'<!-- x -->' before the page", "' ' in a body of data", "' ' in data",
    "'<ul><li>' in a caption", "'<font color=1>' in a paragraph", "'<b id=1>' in the body",
    "'[' in data", "'\\n' in a byline", "', ' in an author", "'&' in a paragraph",
    "'\\\\\"' in a text of a state", "'<p>' in a text of a state",
)  # fmt: skip


@pytest.mark.parametrize("name", KNOWN)
def test_time_grows_with_size(name: str) -> None:
    shape = dict(alone())[name]
    assert not grows_too_fast(times(shape, small=8_000))
