"""Texts of the translation bench as the paper would show them, with their flags.

A line has `doc` and `segments` (objects with a text by language), or `line` and the texts
themselves. Of it only the name and the texts of the source's language are read.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from typing import Any

from nouvelles.engines import Engines, Options, Routed, routes
from nouvelles.errors import InputError
from nouvelles.records import Article, Block
from nouvelles.translate import Ladder, check_named, render, rendered_article

#: Routes that a sentence may try, as in `nouvelles translate`.
ROUTES = 3


def translated(
    path: Path,
    language: str,
    target: str,
    engine: str,
    options: Options | None = None,
    *,
    bare: bool = False,
) -> Iterator[dict[str, Any]]:
    """{"doc" or "line", "segments", "flags"} for each line of a file, in its order.

    `flags` holds for each segment the checks that its first translation did not pass, and
    "original" where a sentence of it stands in its own language. `bare` gives what the
    best route makes of each segment, with nothing around it.

    Raises:
        InputError: no route leads from one language to the other, or the engine is
            unknown.
    """
    with Engines(options) as engines, path.open(encoding="utf-8") as lines:
        ways = routes(engines.models(engine), language, target)[:ROUTES]
        if not ways:
            raise InputError(engine, f"has no route from {language} to {target}")
        routed = [Routed(way, engines.by_name) for way in ways]
        for row in (json.loads(line) for line in lines if line.strip()):
            key = "doc" if "doc" in row else "line"
            texts = [one[language] for one in row.get("segments", [row])]
            if bare:
                made = list(routed[0].translate(texts, language, target))
                flags: list[list[str]] = [[] for _ in texts]
            else:
                made, flags = _chain(texts, routed, language, target)
            yield {key: row[key], "segments": made, "flags": flags}


def _chain(
    texts: list[str], engines: list[Routed], language: str, target: str
) -> tuple[list[str], list[list[str]]]:
    """Segments as paragraphs of one article."""
    body = tuple(Block(kind="paragraph", text=text) for text in texts)
    article = Article(canonical="", headline="", body=body, language=language)
    ladder = Ladder(engines=engines, look=check_named)
    rendered = render(article, ladder, target)
    flags: list[list[str]] = [[] for _ in texts]
    for at, parts in groupby(rendered, lambda one: one.sentence.place.block):
        for part in parts:
            flags[at] += [flag.check for flag in part.outcome.flags]
            flags[at] += ["original"] if part.is_original else []
    shown = rendered_article(article, rendered, target)
    return [block.text for block in shown.body], [
        list(dict.fromkeys(names)) for names in flags
    ]
