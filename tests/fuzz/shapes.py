"""Pages that grow: a piece or two, over and over, in the places where parsers differ.

Each shape is a page of a given size. What is asked of it is that time grows with size and
no faster; see `growth`. The pieces are those at which parsers, patterns and walks of trees
are known to go quadratic or worse: elements that are never closed, formatting that is
opened anew, attributes, comments, entities, nested data, runs of spaces.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import product

Shape = Callable[[int], str]

#: Repeated in the body, alone and before one another.
PIECES = (
    "<div>", "</div>", "<p>", "</p>", "<p>x", "<span>", "<b>", "</b>", "<b id=1>",
    "<i><b>", "<a href=/a>", "</a>", "<a href=/a>x</a> ", "<font color=1>", "<ul><li>",
    "<li>", "<table><tr><td>", "</table>", "<td>", "<select><option>", "<form>", "<button>",
    "<template>", "<svg>", "<math>", "<svg><desc>", "<!-- x -->", "<!--", "--", "<![CDATA[",
    "<?x", "<!x>", "<br>", "<hr>", "<img src=a.jpg>", "<img alt='", "<script>", "</script>",
    "<script>x</script>", "<style>", "<textarea>", "<title>", "<noscript>", "<iframe>",
    "<h1>x</h1>", "<h2>", "<article>", "<section>", "<time datetime=2026>", "<figure>",
    "<figcaption>x", "<blockquote>", "&amp;", "&", "&#", "&#x", "&notit;", "<", ">", "/",
    "\"", "'", "=", " ", "\n", "\t", "\u00a0", "\u00ad", "\ufeff", "\u200b", "x", "x ",
    "X. ", "é", "字", "。", "\u0301", "\u202e", "|", " | ", " - ", ", ", "(", "[", "{", "«",
    "12. ", "12.03.2026 ", "2026-03-12T", "By Ana Sá, ", "(AP) ", "Foto: ", "© ", "http://a.b/",
    "@a ", "#a ", "0", "\r", '\\"', "$$A",
)  # fmt: skip

#: Places for a repeated piece, other than the body.
PLACES = {
    "before the page": "{}<html><body><p>x</p>",
    "before the page, XML": "<?xml version='1.0'?>{}<html><body><p>x</p>",
    "in the head": "<html><head>{}</head><body><p>x</p>",
    "in the title": "<html><head><title>{}</title></head><body><p>x</p>",
    "in the headline": "<html><body><h1>{}</h1><p>x</p>",
    "in a paragraph": "<html><body><article><h1>Q</h1><p>{}</p></article>",
    "in an attribute": '<html><body><div class="{}"><p>x</p></div>',
    "in an attribute's name": "<html><body><div {}><p>x</p></div>",
    "in a link": '<html><body><p><a href="{}">x</a></p>',
    "in a meta": '<html><head><meta property="og:title" content="{}"></head><p>x',
    "in an author": '<html><head><meta name="author" content="{}"></head><p>x',
    "in a date": '<html><head><meta name="date" content="{}"></head><p>x',
    "in a refresh": '<html><head><meta http-equiv="refresh" content="0{}"></head><p>x',
    "in a base": '<html><head><base href="{}"></head><p><a href=b>x</a>',
    "in a canonical link": '<html><head><link rel=canonical href="{}"></head><p>x',
    "in data": '<script type="application/ld+json">{}</script><p>x',
    "in a text of data": '<script type="application/ld+json">{{"@type":"NewsArticle",'
    '"headline":"{}"}}</script><p>x',
    "in a body of data": '<script type="application/ld+json">{{"@type":"NewsArticle",'
    '"headline":"Q","articleBody":"{}"}}</script><p>x',
    "in a script": "<script>window.state={{{}</script><p>x",
    "in a text of a state": '<script>window.state={{"a":"<p>x</p><p>{}"}}</script><p>x',
    "in a byline": '<article><h1>Q</h1><p class="byline">{}</p><p>x</p></article>',
    "in a caption": "<article><h1>Q</h1><figure><img src=a.jpg><figcaption>{}</figcaption>"
    "</figure><p>x</p></article>",
    "in a cell": "<table><tr><td>{}</td></tr></table>",
    "in a list": "<ul><li>{}</li></ul>",
}  # fmt: skip

#: Data of data: what nests, what repeats.
DATA = ("[", "{\"a\":", "[{\"@type\":\"NewsArticle\",\"author\":",
        "{\"@type\":\"Person\"},", ",", " ", "]", "\\\"", "\\u0000", "-->", "]]>", "*/ ",
        "//", "<!--")  # fmt: skip

TEXT = (
    "<article><h1>The fish market moves</h1>"
    + "<p>The harbour council voted on Tuesday to move the fish market.</p>" * 4
    + "</article>"
)


def _repeated(frame: str, piece: str, size: int, after: str = "") -> str:
    return frame.format(piece * max(1, size // len(piece)) + after)


def alone() -> Iterator[tuple[str, Shape]]:
    """Each piece in the body, and in each other place."""
    frames = {"in the body": f"<html><body>{TEXT}{{}}</body></html>", **PLACES}
    for (where, frame), piece in product(frames.items(), (*PIECES, *DATA)):
        yield (
            f"{piece!r} {where}",
            lambda size, f=frame, p=piece: _repeated(f, p, size),  # type: ignore[misc]
        )


def pairs() -> Iterator[tuple[str, Shape]]:
    """Many of one piece, then many of another."""
    for one, other in product(PIECES, PIECES):
        yield (
            f"{one!r} then {other!r}",
            lambda size, a=one, b=other: (  # type: ignore[misc]
                f"<body>{TEXT}"
                + a * max(1, size // 2 // len(a))
                + b * max(1, size // 2 // len(b))
            ),
        )
