"""Texts of the translation bench as the paper would show them, with their flags.

A line has `doc` and `segments` (objects with a text by language), or `line` and the texts
themselves. Of it only the name and the texts of the source's language are read.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path
from typing import Any, Final

import regex

from nouvelles.engines import Engines, Options, Routed, routes
from nouvelles.errors import InputError
from nouvelles.language import primary
from nouvelles.records import Article, Block
from nouvelles.translate import Engine, Ladder, check_named, render, rendered_article

#: Routes that a sentence may try, as in `nouvelles translate`.
ROUTES = 3


#: Marks as a typewriter has them, for those that an edition sets with the same meaning.
_TYPED: Final = str.maketrans("“”’‘", "\"\"''")
#: Editions whose outer marks are those of a typewriter in another shape. Angular marks and
#: Han's are other signs, and stay.
_TYPED_EDITIONS: Final = frozenset({"en", "pt", "tr", "nl"})


def as_typed(text: str, target: str) -> str:
    """A text with its marks as they are typed: what the references of the bench have, and
    what an engine gives. The words are those of the page."""
    if primary(target) in _TYPED_EDITIONS:
        return text.translate(_TYPED)
    return regex.sub(r"(?<=\p{L})’(?=\p{L})", "'", text)


def translated(
    path: Path,
    language: str,
    target: str,
    engine: str,
    options: Options | None = None,
    *,
    bare: bool = False,
    printed: bool = False,
) -> Iterator[dict[str, Any]]:
    """{"doc" or "line", "segments", "flags"} for each line of a file, in its order.

    `flags` holds for each segment the checks that its first translation did not pass, and
    "original" where a sentence of it stands in its own language. `bare` gives what the
    best route makes of each segment, with nothing around it. Quotation marks and
    apostrophes are as they are typed (`as_typed`), but `printed`.

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
            texts = texts_of(row, language)
            if bare:
                made = list(routed[0].translate(texts, language, target))
                flags: list[list[str]] = [[] for _ in texts]
            else:
                made, flags = chained(texts, routed, language, target)
                if not printed:
                    made = [as_typed(text, target) for text in made]
            key = "doc" if "doc" in row else "line"
            yield {key: row[key], "segments": made, "flags": flags}


def texts_of(row: dict[str, Any], language: str) -> list[str]:
    """The segments of a line in one language."""
    return [one[language] for one in row.get("segments", [row])]


def chained(
    texts: list[str], engines: Sequence[Engine], language: str, target: str
) -> tuple[list[str], list[list[str]]]:
    """Segments as paragraphs of one article, as a page shows them, with their flags."""
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
