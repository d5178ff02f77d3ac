"""An article as Markdown: CommonMark 0.31 with the tables of GitHub Flavored Markdown.

What an article's texts hold is escaped so that it reads as it was written. Where stars
would not be taken for emphasis (next to letters, as in scripts without spaces), the
elements of HTML stand instead.
"""

from __future__ import annotations

from collections.abc import Iterator

import regex

from nouvelles.extract.render.escaping import (
    escape_inline,
    escape_line_start,
    fence_for,
    is_punctuation,
    link_target,
)
from nouvelles.extract.render.facts import facts_of, moment
from nouvelles.extract.render.spans import (
    Piece,
    Span,
    nested,
    plain,
    sound,
    web_address,
)
from nouvelles.records import Article, Block, Mark
from nouvelles.records.parts import Marked, cells_of, items_of

_ELEMENTS = {
    "emphasis": "em", "strong": "strong", "quote": "q", "code": "code", "sub": "sub",
    "sup": "sup",
}  # fmt: skip
_STARS = {"emphasis": "*", "strong": "**"}
_LINE_ENDS = regex.compile(r"[\t\n\v\f\r\u0085\u2028\u2029]")


def to_markdown(article: Article) -> str:
    """Headline, standfirst, facts, blocks, an empty line between."""
    parts = [_text((article.kicker, _all(article.kicker, "emphasis")))]
    parts.append(_heading(1, (article.headline, ())))
    parts.append(_text((article.standfirst, _all(article.standfirst, "strong"))))
    parts.append(_text((" · ".join(facts_of(article)), ())))
    parts += _blocks(article.body)
    return sound("\n\n".join(part for part in parts if part))


def _blocks(body: tuple[Block, ...]) -> Iterator[str]:
    bullet = ""
    for block in body:
        # The next list has another bullet, for with the same it would be one list.
        bullet = ("*" if bullet == "-" else "-") if block.kind == "list" else ""
        yield _block(block, bullet)


def _block(block: Block, bullet: str) -> str:
    text: Marked = (block.text, block.marks)
    match block.kind:
        case "heading":
            return _heading(max(2, min(block.level, 6)), text)
        case "list" if block.items:
            items = (_text(item) for item in items_of(block))
            return "\n".join(f"{bullet} {item}" for item in items if item)
        case "quote":
            lines = [_text(text), _text((_after("— ", block.credit), ()))]
            return "\n>\n".join(f"> {line}" for line in lines if line)
        case "table" if block.items:
            return _table([cells_of(row) for row in items_of(block)])
        case "code":
            fence = fence_for(block.text, least=3)
            return f"{fence}\n{block.text}\n{fence}"
        case "image":
            return _image(block)
        case "embed":
            return _embed(block)
        case "live":
            time = moment(block.at) if block.at else ""
            if not (time or block.text.strip()):
                return "---"
            lead = f"{time} — " if time and block.text.strip() else time
            return _heading(2, text, lead)
        case _:
            return _text(text)


def _heading(level: int, text: Marked, lead: str = "") -> str:
    said = f"{lead}{_inline(text)}".strip()
    # Signs at the end would close the heading, and be lost.
    said = regex.sub(r"(^| )(#+)$", r"\1\\\2", said)
    return f"{'#' * level} {said}" if said else ""


def _text(text: Marked) -> str:
    """A line that begins a block."""
    return escape_line_start(_inline(text))


def _image(block: Block) -> str:
    """The picture; under it, in its paragraph, what it shows and whose it is."""
    address = web_address(block.url)
    under = _inline((block.text, (*block.marks, *_all(block.text, "emphasis"))))
    if block.credit:
        under = " — ".join(filter(None, (under, _inline((block.credit, ())))))
    if not address:
        return escape_line_start(under)
    picture = f"![]({link_target(address)})"
    return f"{picture}\\\n{escape_line_start(under)}" if under else picture


def _embed(block: Block) -> str:
    address = web_address(block.url)
    name = block.text or address.partition("//")[2].partition("/")[0] or "embed"
    link = (Mark(kind="link", start=0, end=len(name), url=address),) if address else ()
    return _text((name, link))


def _table(rows: list[list[Marked]]) -> str:
    """A pipe table; the first row is its head, for no table can be without."""
    width = max(len(row) for row in rows)
    lines = []
    for row in rows:
        cells = [_inline(cell).replace("|", "\\|") for cell in row]
        cells += [""] * (width - len(cells))
        lines.append(f"| {' | '.join(cells)} |")
    lines.insert(1, "|" + " --- |" * width)
    return "\n".join(lines)


def _inline(text: Marked) -> str:
    """A text with its marks, on one line."""
    words, marks = text
    flat = _LINE_ENDS.sub(" ", words)
    return "".join(_written(nested(flat, marks), "", "")).strip(" ")


def _written(pieces: tuple[Piece, ...], before: str, after: str) -> Iterator[str]:
    """Pieces as Markdown; `before` and `after` are the characters next to them."""
    starred = False  # the piece before ended with stars: more of them would be theirs
    for index, piece in enumerate(pieces):
        if isinstance(piece, str):
            follows = index + 1 < len(pieces)
            yield escape_inline(piece, before_mark=follows)
            before, starred = piece[-1], False
            continue
        rest = plain(pieces[index + 1 : index + 2])
        stars = _STARS.get(piece.kind, "")
        said = _span(piece, "" if starred else stars, before, rest[:1] or after)
        yield said
        starred = bool(stars) and said.endswith("*")
        before = plain(piece.pieces)[-1:]


def _span(span: Span, stars: str, before: str, after: str) -> str:
    inner = "".join(_written(span.pieces, "", ""))
    if span.kind == "link":
        return f"[{inner}]({link_target(span.url)})"
    if stars and _is_flanking(inner, before, after):
        return f"{stars}{inner}{stars}"
    if span.kind == "code" and all(isinstance(piece, str) for piece in span.pieces):
        words = plain(span.pieces)
        fence = fence_for(words, least=1)
        room = " " if words[0] == "`" or words[-1] == "`" else ""
        return f"{fence}{room}{words}{room}{fence}"
    element = _ELEMENTS[span.kind]
    return f"<{element}>{inner}</{element}>"


def _is_flanking(inner: str, before: str, after: str) -> bool:
    """Whether stars round a text open and close (CommonMark 0.31, 6.2).

    A run of stars that stands next to punctuation on its inner side must have white
    space, punctuation or nothing on its outer side.
    """
    words = inner.strip("*")
    opens = not is_punctuation(words[:1]) or not before or _is_apart(before)
    closes = not is_punctuation(words[-1:]) or not after or _is_apart(after)
    return bool(words) and opens and closes


def _is_apart(character: str) -> bool:
    return character.isspace() or is_punctuation(character)


def _all(text: str, kind: str) -> tuple[Mark, ...]:
    """One mark over a whole text."""
    if kind == "strong":
        return (Mark(kind="strong", start=0, end=len(text)),)
    return (Mark(kind="emphasis", start=0, end=len(text)),)


def _after(sign: str, text: str) -> str:
    return f"{sign}{text}" if text else ""
