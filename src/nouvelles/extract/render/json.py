"""An article as JSON: the record itself.

Every field of `Article` is there, in the order of its declaration, known or not: a
program may rely on it. The parts of a body (blocks, their marks) have only the fields
that say something, for a paragraph has no address and there are hundreds of them. Times
are ISO 8601 with the zone that the page wrote; text is not escaped beyond JSON's needs.
"""

from __future__ import annotations

import json
from dataclasses import MISSING, fields
from typing import Any, Final

import msgspec

from nouvelles.extract.render.spans import sound
from nouvelles.records import Article, Block, Mark

_UNSAID: Final[dict[type, dict[str, Any]]] = {
    kind: {f.name: f.default for f in fields(kind) if f.default is not MISSING}
    for kind in (Block, Mark)
}


def to_json(article: Article, *, indent: int | None = 2) -> str:
    """One JSON document, on one line with `indent` None, without a line end behind it."""
    record: dict[str, Any] = msgspec.to_builtins(article)
    record["body"] = [_said(block, Block) for block in record["body"]]
    for block in record["body"]:
        if "marks" in block:
            block["marks"] = [_said(mark, Mark) for mark in block["marks"]]
    return sound(json.dumps(record, ensure_ascii=False, indent=indent))


def _said(values: dict[str, Any], kind: type) -> dict[str, Any]:
    """A part's fields without those that have their default."""
    unsaid = _UNSAID[kind]
    return {
        name: value
        for name, value in values.items()
        if name not in unsaid or (value != unsaid[name] and value != [])
    }
