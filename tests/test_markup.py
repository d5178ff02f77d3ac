"""Pages that no parser should be given are told in linear time."""

import pytest

from nouvelles.markup import excess


@pytest.mark.parametrize(
    ("html", "said"),
    [
        ("<p>a</p>" * 100_000, "200000 tags"),
        ("<div>" * 60_000, "nested elements"),
        (
            "<p>" + "".join(f"<font color={n}>" for n in range(900)) + "<p>x" * 900,
            "formatting elements that are not closed",
        ),
        (
            "<p>" + "<b id=a>" * 400 + "<p>x" * 2_000 + "</b>" * 400,
            "formatting elements that are not closed",
        ),
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
        "<p>a <b>b</b> <i class=c>d</i></p>" * 10_000,
        "<p><b>a" * 500,
        "<div><span>a</span></div>" * 15_000,
        '<img src="data:image/png;base64,' + "A" * 2_000_000 + '">',
        '<div data-state="' + "{&quot;a&quot;: [1, 2]} " * 200_000 + '">',
    ],
)
def test_large_but_bounded(html: str) -> None:
    assert excess(html) == ""


def test_bytes_are_weighed_like_text() -> None:
    html = "<div>é" * 60_000
    assert excess(html.encode()) == excess(html) == "nested elements"
