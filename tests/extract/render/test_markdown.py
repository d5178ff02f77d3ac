"""Markdown that a parser reads back as the article that was written."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from markdown_it import MarkdownIt
from markdown_it.token import Token

from nouvelles.extract.render import to_markdown
from nouvelles.extract.render.spans import nested, plain
from nouvelles.records import Block, Mark
from tests.extract.render.articles import (
    FULL,
    URL,
    article,
    mark,
    marked,
    paragraph,
    texts,
)
from tests.extract.render.test_spans import kinds

PARSER = MarkdownIt("commonmark").enable(["table", "strikethrough"])

_KINDS = {"em": "emphasis", "strong": "strong", "link": "link", "s": "struck"}
_TAGS = {"<em>": "emphasis", "<strong>": "strong", "<q>": "quote", "<code>": "code",
         "<sub>": "sub", "<sup>": "sup"}  # fmt: skip

Read = list[tuple[str, frozenset[str]]]


def parsed(markdown: str) -> list[Token]:
    return PARSER.parse(markdown)


def read(token: Token) -> Read:
    """The characters of an inline token, each with what it is."""
    found: Read = []
    within: list[str] = []
    for child in token.children or []:
        name = child.type.removesuffix("_open").removesuffix("_close")
        if child.type == "html_inline":
            tag = child.content
            if tag.startswith("</"):
                assert within.pop() == _TAGS[f"<{tag[2:]}"]
            else:
                within.append(_TAGS[tag])
        elif child.nesting == 1:
            within.append(_KINDS[name])
        elif child.nesting == -1:
            assert within.pop() == _KINDS[name]
        elif child.type == "code_inline":
            found += [(c, frozenset([*within, "code"])) for c in child.content]
        else:
            assert child.type in ("text", "text_special"), child
            found += [(c, frozenset(within)) for c in child.content]
    assert not within
    return found


def wanted(text: str, marks: tuple[Mark, ...]) -> Read:
    pieces = nested(text, marks)
    return list(zip(plain(pieces), kinds(pieces, frozenset()), strict=True))


def stripped(characters: Read) -> Read:
    """Without white space at the ends, which no paragraph keeps."""
    said = "".join(c for c, _ in characters)
    start = len(said) - len(said.lstrip())
    return characters[start : len(said.rstrip())]


def inlines(markdown: str, *structure: str) -> Iterator[Token]:
    """The inline tokens of a document that has this structure and no other."""
    tokens = parsed(markdown)
    assert [t.type for t in tokens if t.nesting != -1 and t.type != "inline"] == [
        "heading_open",
        *structure,
    ], markdown
    return (token for token in tokens[3:] if token.type == "inline")


@given(marked())
def test_a_paragraph_is_read_back_as_it_was(
    given_text: tuple[str, tuple[Mark, ...]],
) -> None:
    text, marks = given_text
    markdown = to_markdown(article(paragraph(text, *marks)))
    if not text.strip():
        assert len(parsed(markdown)) == 3
        return
    (line,) = inlines(markdown, "paragraph_open")
    assert stripped(read(line)) == stripped(wanted(text, marks)), markdown


@given(marked())
def test_headings_items_and_quotes_are_read_back_as_they_were(
    given_text: tuple[str, tuple[Mark, ...]],
) -> None:
    text, marks = given_text
    if not text.strip():
        return
    blocks = [
        (Block(kind="heading", level=2, text=text, marks=marks), ["heading_open"]),
        (
            Block(kind="list", text=text, items=(text,), marks=marks),
            ["bullet_list_open", "list_item_open", "paragraph_open"],
        ),
        (
            Block(kind="quote", text=text, marks=marks),
            ["blockquote_open", "paragraph_open"],
        ),
        (Block(kind="live", text=text, marks=marks), ["heading_open"]),
    ]
    for block, structure in blocks:
        markdown = to_markdown(article(block))
        (line,) = inlines(markdown, *structure)
        assert stripped(read(line)) == stripped(wanted(text, marks)), markdown


@given(marked(), marked())
def test_cells_are_read_back_as_they_were(
    one: tuple[str, tuple[Mark, ...]], other: tuple[str, tuple[Mark, ...]]
) -> None:
    rows = [(text, marks) for text, marks in (one, other) if " | " not in text]
    if len(rows) < 2 or not all(text.strip() for text, _ in rows):
        return
    (first, first_marks), (second, second_marks) = rows
    behind = tuple(
        Mark(kind=m.kind, start=max(m.start, 0) + len(first) + 1,
             end=m.end + len(first) + 1, url=m.url)
        for m in second_marks
    )  # fmt: skip
    before = tuple(
        Mark(kind=m.kind, start=m.start, end=min(m.end, len(first)), url=m.url)
        for m in first_marks
    )
    block = Block(
        kind="table",
        text=f"{first} {second}",
        items=(first, second),
        marks=(*before, *behind),
    )
    markdown = to_markdown(article(block))
    cells = [*inlines(markdown, "table_open", "thead_open", "tr_open", "th_open",
                      "tbody_open", "tr_open", "td_open")]  # fmt: skip
    # Where both are the same words, the first place is found for either.
    for cell, (text, _) in zip(cells, rows, strict=True):
        assert "".join(c for c, _ in read(cell)).strip() == text.strip(), markdown


@given(texts, texts)
def test_code_is_read_back_as_it_was(first: str, second: str) -> None:
    code = f"{first}\n{second}"
    tokens = parsed(to_markdown(article(Block(kind="code", text=code))))
    assert [t.type for t in tokens[3:]] == ["fence"]
    assert tokens[3].content == f"{code}\n"


@given(texts, texts)
def test_what_stands_under_a_picture_is_text(caption: str, credit: str) -> None:
    block = Block(kind="image", text=caption, credit=credit, url=f"{URL}.jpg")
    (line,) = inlines(to_markdown(article(block)), "paragraph_open")
    types = [child.type for child in line.children or []]
    assert types[0] == "image"
    assert {"html_block", "link_open", "code_inline"}.isdisjoint(types)
    said = "".join(
        child.content for child in line.children or [] if child.type == "text"
    )
    for part in (caption, credit):
        assert re.sub(r"\s", "", part) in re.sub(r"\s", "", said)


@given(texts, texts, texts)
def test_headline_and_facts_are_text(headline: str, name: str, word: str) -> None:
    made = article(headline=headline)
    values: dict[str, Any] = {"byline": (name,), "standfirst": word, "kicker": word}
    made = type(made)(
        canonical=URL, headline=headline, body=(paragraph("End."),), **values
    )
    tokens = parsed(to_markdown(made))
    blocks = {t.type for t in tokens if t.nesting == 1}
    assert blocks <= {"heading_open", "paragraph_open"}
    assert tokens[-2].content == "End."


@pytest.mark.parametrize(
    ("text", "kind", "part", "said"),
    [
        ("a word here", "strong", "word", "a **word** here"),
        ("a word here", "strong", "word ", "a **word** here"),
        ("cat", "emphasis", "a", "c*a*t"),
        (
            "これは「大事」です",
            "strong",
            "「大事」",
            "これは<strong>「大事」</strong>です",
        ),
        ("a `b` c", "code", "`b`", "a `` `b` `` c"),
        ("x_y and z_", "code", "z_", "x_y and `z_`"),
        ("H2O", "sub", "2", "H<sub>2</sub>O"),
        ("he said so", "quote", "so", "he said <q>so</q>"),
        ("see!here", "link", "here", f"see\\![here]({URL})"),
    ],
)
def test_marks(text: str, kind: Any, part: str, said: str) -> None:
    block = paragraph(text, mark(kind, text, part, URL))
    assert to_markdown(article(block)).rpartition("\n")[2] == said


@pytest.mark.parametrize(
    "text",
    [
        "5 > 3, and 3 < 5 — or not?", "It cost $5 (then).", "At 10:30, Tom & Jerry's",
        "snake_case, 50 % and 1.5", "It's 7-8 o'clock; \"so?\"", "+33 1 23", "-5 °C",
    ],
)  # fmt: skip
def test_plain_words_are_not_littered_with_backslashes(text: str) -> None:
    made = to_markdown(article(paragraph(text))).rpartition("\n")[2]
    assert made.replace("\\<", "<") == text


@pytest.mark.parametrize(
    "url",
    [
        "https://a.example/x_(y)?a=1&b=2#c", "https://a.example/a&copy;b",
        "https://a.example/<b>", 'https://a.example/"', "https://a.example/é水",
        "https://a.example/100%25", "https://a.example/a\\b",
    ],
)  # fmt: skip
def test_links_lead_where_they_did(url: str) -> None:
    text = "a link"
    markdown = to_markdown(article(paragraph(text, mark("link", text, "link", url))))
    (line,) = inlines(markdown, "paragraph_open")
    hrefs = [c.attrGet("href") for c in line.children or [] if c.type == "link_open"]
    wanted_tokens = MarkdownIt("commonmark").normalizeLink(url)
    assert len(hrefs) == 1
    assert str(hrefs[0]).replace("%28", "(").replace("%29", ")") == wanted_tokens


def test_a_whole_article() -> None:
    assert (
        to_markdown(FULL)
        == """\
*Floods*

# The dam held

**Nobody is missing.**

Ada Example, Bo Example · Wire · The Valley · 2026-03-12 06:40 +05:30 · \
updated 2026-03-12 09:05 +00:00

The dam held, said [**Ada** Example](https://outlet.example/people/ada) in a *letter*. \
It rained 3 m<sup>3</sup>.

### What is known

- One village
- **Two** bridges

> We had a quarter of an hour.
>
> — The mayor

| Place | Rain |
| --- | --- |
| Valley | 3 m |

```
if rain > 3:
    leave()
```

![](https://img.example/dam.jpg)\\
*The dam.* — Bo / Wire

[video](https://video.example/embed/1)

## 2026-03-12 07:00 +00:00 — The road is open

All is quiet."""
    )


def test_lists_side_by_side_stay_two() -> None:
    lists = (Block(kind="list", text=name, items=(name,)) for name in "abc")
    tokens = parsed(to_markdown(article(*lists)))
    assert [t.type for t in tokens].count("bullet_list_open") == 3


def test_controls_and_line_ends_do_no_harm() -> None:
    block = paragraph("a\x1b[2Jb\n# c\r\n\nd\u2028e")
    assert to_markdown(article(block)).endswith("a\ufffd\\[2Jb # c   d e")


def test_rows_of_other_lengths_and_embeds_without_address() -> None:
    rows = ("a | b | c", "d")
    table = Block(kind="table", text=" ".join(rows), items=rows)
    embed = Block(kind="embed", text="audio", url="blob:x")
    assert to_markdown(article(table, embed)).split("\n\n")[1:] == [
        "| a | b | c |\n| --- | --- | --- |\n| d |  |  |",
        "audio",
    ]
