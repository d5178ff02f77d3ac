"""An article as plain text, for reading aloud, counting, and training."""

from __future__ import annotations

from collections.abc import Iterator

from nouvelles.extract.render.facts import facts_of, moment
from nouvelles.extract.render.spans import Piece, nested, sound
from nouvelles.records import Article, Block
from nouvelles.records.parts import CELL

#: Words that a `q` element shows in quotation marks that are not in its text.
_QUOTES = "“{}”"
_QUOTED = ('"', "'", "«", "»", "“", "”", "„", "‘", "’", "‹", "›", "「", "『", "《")


def to_text(article: Article) -> str:
    """Headline, standfirst, facts, blocks, an empty line between; no markup at all.

    Items of lists begin with a dash, cells of tables are divided by tabs. What is no text
    (pictures, embeds) stands in square brackets.
    """
    parts = [article.kicker, article.headline, article.standfirst]
    parts.append(" · ".join(facts_of(article)))
    parts += [text for block in article.body for text in _block(block)]
    return sound("\n\n".join(part for part in parts if part))


def _block(block: Block) -> Iterator[str]:
    text = _with_quotes(nested(block.text, block.marks))
    match block.kind:
        case "list" if block.items:
            yield "\n".join(f"- {item}" for item in block.items)
        case "table" if block.items:
            yield "\n".join(row.replace(CELL, "\t") for row in block.items)
        case "image":
            said = " — ".join(filter(None, (text, block.credit)))
            yield f"[{said or block.url}]"
        case "embed":
            yield f"[{': '.join(filter(None, (block.text, block.url)))}]"
        case "live":
            time = moment(block.at) if block.at else ""
            yield " — ".join(filter(None, (time, text))) or "* * *"
        case "quote" if block.credit:
            yield f"{text}\n— {block.credit}"
        case _:
            yield text


def _with_quotes(pieces: tuple[Piece, ...]) -> str:
    """The text of pieces, in quotation marks where it has none and a page shows them."""
    parts: list[str] = []
    for piece in pieces:
        if isinstance(piece, str):
            parts.append(piece)
            continue
        said = _with_quotes(piece.pieces)
        if piece.kind == "quote" and not is_quoted(said):
            said = _QUOTES.format(said)
        parts.append(said)
    return "".join(parts)


def is_quoted(text: str) -> bool:
    """Whether a text brings its quotation marks along."""
    return text.startswith(_QUOTED) and text.endswith(_QUOTED)
