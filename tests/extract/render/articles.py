"""Articles for the tests of the renderers, and texts that try to be markup."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from typing import get_args

from hypothesis import strategies as st

from nouvelles.records import Article, Block, Image, LeftOut, Mark, MarkKind

URL = "https://outlet.example/valley"

#: Signs that mean something to Markdown or HTML, and what can stand next to them.
SIGNS = "*_`~[]()<>{}#+-=.!|\\&;:\"'/^$@0123456789 abcé水「」،。אب\u00a0"

texts = st.one_of(
    st.text(alphabet=SIGNS, max_size=40),
    st.text(
        alphabet=st.characters(exclude_categories=["Cc", "Cs", "Zl", "Zp"]), max_size=20
    ),
    st.sampled_from([
        "# A", "1. A", "1) A", "- A", "+ A", "===", "---", "--- | ---", "> A", "```",
        "~~~", "[a]: /b", "<b>A</b>", "<!-- A -->", "&amp;", "&#35;", "![a](b)", "\\",
        "a\\", "C #", "#", "***", "* * *", "<https://a.example>", "a | b", "\\|", "`a`",
    ]),
)  # fmt: skip


@st.composite
def marked(draw: st.DrawFn) -> tuple[str, tuple[Mark, ...]]:
    """A text with marks anyhow: nested, crossing, empty, beyond its end."""
    text = draw(texts)
    places = st.integers(min_value=-1, max_value=len(text) + 2)
    marks = draw(
        st.lists(
            st.builds(
                Mark,
                kind=st.sampled_from(get_args(MarkKind)),
                start=places,
                end=places,
                url=st.sampled_from(["", URL, f"{URL}/2", "javascript:alert(1)", "/a"]),
            ),
            max_size=6,
        )
    )
    return text, tuple(marks)


def article(*body: Block, headline: str = "The valley is dry") -> Article:
    return Article(canonical=URL, headline=headline, body=body)


def paragraph(text: str, *marks: Mark) -> Block:
    return Block(kind="paragraph", text=text, marks=marks)


def mark(kind: MarkKind, text: str, part: str, url: str = "") -> Mark:
    """The mark over a part of a text."""
    start = text.index(part)
    return Mark(kind=kind, start=start, end=start + len(part), url=url)


_TEXT = "The dam held, said Ada Example in a letter. It rained 3 m3."
FULL = Article(
    canonical=URL,
    headline="The dam held",
    kicker="Floods",
    standfirst="Nobody is missing.",
    byline=("Ada Example", "Bo Example"),
    agencies=("Wire",),
    site_name="The Valley",
    published=datetime(2026, 3, 12, 6, 40, tzinfo=timezone(timedelta(hours=5.5))),
    modified=datetime(2026, 3, 12, 9, 5, tzinfo=UTC),
    language="en",
    language_confidence=0.99,
    image=Image(url="https://img.example/dam.jpg"),
    left_out=(LeftOut(reason="share", path="/html/body/*[2]", words="Share this"),),
    body=(
        paragraph(
            _TEXT,
            mark("link", _TEXT, "Ada Example", "https://outlet.example/people/ada"),
            mark("strong", _TEXT, "Ada"),
            mark("emphasis", _TEXT, "letter"),
            Mark(kind="sup", start=len(_TEXT) - 2, end=len(_TEXT) - 1),
        ),
        Block(kind="heading", text="What is known", level=3),
        Block(
            kind="list",
            text="One village Two bridges",
            items=("One village", "Two bridges"),
            marks=(mark("strong", "One village Two bridges", "Two"),),
        ),
        Block(kind="quote", text="We had a quarter of an hour.", credit="The mayor"),
        Block(
            kind="table",
            text="Place | Rain Valley | 3 m",
            items=("Place | Rain", "Valley | 3 m"),
        ),
        Block(kind="code", text="if rain > 3:\n    leave()"),
        Block(
            kind="image",
            text="The dam.",
            url="https://img.example/dam.jpg",
            credit="Bo / Wire",
        ),
        Block(kind="embed", text="video", url="https://video.example/embed/1"),
        Block(
            kind="live",
            text="The road is open",
            at=datetime(2026, 3, 12, 7, tzinfo=UTC),
        ),
        paragraph("All is quiet."),
    ),
)
