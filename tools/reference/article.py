"""`article.md`: the record that extraction gives, as JSON has it."""

from __future__ import annotations

import ast
import inspect
import json
import re
from collections.abc import Iterator
from typing import get_args

from nouvelles.records import (
    Alternate,
    Article,
    ArticleKind,
    Block,
    BlockKind,
    Doubt,
    Image,
    LeftOut,
    Mark,
    MarkKind,
    Statement,
    made,
)
from tools.reference.comments import read_comments, sentence
from tools.reference.markdown import code, table

#: The article, then its parts in the order in which it names them.
RECORDS = (Article, Block, Mark, Image, Doubt, Alternate, Statement, LeftOut)

HEAD = f"""\
# The article

What `nouvelles extract --format json` prints, what `nouvelles.extract` gives, and what the
paper keeps of a page. All fields of an article are always there, in this order; what is not
known is `""`, `[]` or `null`. Blocks and marks have only the fields that say something.
Times are ISO 8601 with the zone that the page wrote. Places in a text are counted in
characters (code points) from 0; the end is not included.

- Kinds of articles: {", ".join(map(code, get_args(ArticleKind)))}
- Kinds of blocks: {", ".join(map(code, get_args(BlockKind)))}
- Kinds of marks: {", ".join(map(code, get_args(MarkKind)))}
"""

#: Types as those say it who know JSON and not Python.
_SAID = {
    r"tuple\[(\w+), \.\.\.\]": r"list of \1",
    r"\bstr\b": "text",
    r"\bbool\b": "true or false",
    r"\bint\b|\bfloat\b": "number",
    r"\bdatetime\b": "time",
    r" \| None": " or null",
    r"\w+Kind\b": "text, see above",
}


def article_page() -> str:
    """The whole page."""
    return "\n".join([HEAD, *_sections()])


def _sections() -> Iterator[str]:
    comments = _comments()
    for record in RECORDS:
        yield f"## {record.__name__}\n"
        yield f"{inspect.getdoc(record)}\n"
        rows = [
            (
                code(one.name),
                _type(record.__annotations__[one.name]),
                code(_default(one)),
                comments.get((record.__name__, one.name), ""),
            )
            # Of a dataclass or a struct, in the order of its fields.
            for one in inspect.signature(record).parameters.values()
        ]
        yield table(("field", "type", "if not known", "note"), rows) + "\n"


def _type(written: str) -> str:
    for pattern, said in _SAID.items():
        written = re.sub(pattern, said, written)
    return written


def _default(one: inspect.Parameter) -> str:
    """A field's default as JSON writes it."""
    return "" if one.default is one.empty else json.dumps(one.default)


def _comments() -> dict[tuple[str, str], str]:
    """The comments beside fields, by record and field."""
    read = read_comments(made)
    return {
        (node.name, field.target.id): sentence(read.beside(field))
        for node in read.tree.body
        if isinstance(node, ast.ClassDef)
        for field in node.body
        if isinstance(field, ast.AnnAssign) and isinstance(field.target, ast.Name)
    }
