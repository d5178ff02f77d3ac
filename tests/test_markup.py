"""Pages that no parser should be given are told in linear time."""

import pytest

from nouvelles.markup import excess


@pytest.mark.parametrize(
    ("html", "said"),
    [
        ("<p>a</p>" * 100_000, "200000 tags"),
        ("<div>" * 60_000, "nested elements"),
        (
            "<div " + " ".join(f"a{n}=b" for n in range(60_000)),
            "attributes, or words without a tag between",
        ),
        (
            '<div x=">" ' + " ".join(f"a{n}" for n in range(60_000)),
            "attributes, or words without a tag between",
        ),
        (
            '<div y=x=" ' + " ".join(f"a{n}" for n in range(60_000)),
            "attributes, or words without a tag between",
        ),
    ],
)
def test_too_much(html: str, said: str) -> None:
    assert excess(html) == said


@pytest.mark.parametrize(
    "html",
    [
        "",
        "plain text",
        "<p>a</p>" * 20_000,
        "<div><span>a</span></div>" * 15_000,
        '<img src="data:image/png;base64,' + "A" * 2_000_000 + '">',
        '<div data-state="' + "{&quot;a&quot;: [1, 2]} " * 200_000 + '">',
    ],
)
def test_large_but_bounded(html: str) -> None:
    assert excess(html) == ""
