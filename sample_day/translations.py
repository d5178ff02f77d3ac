"""The day's translations: `translations/*.txt`, written by hand, as TMX files.

A text file has one language. `## id` begins an article, one line a sentence: those of
headline, kicker, standfirst, body, caption and alternative text in reading order, each
once, as `nouvelles.translate` parts them; or the headline's alone, where its outlet's
licence allows no more. Plain apostrophes and spaces are set as the language prints them.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

import regex

from nouvelles import __version__
from nouvelles.records import Article, Block, Image, Unit
from nouvelles.translate import sentences_of
from nouvelles.translate.tmx import write_tmx

from .load import SOURCE

FOLDER = SOURCE / "translations"
#: Who supplied them, as pages say it.
BY = "sample"

#: Spaces that French prints inside marks and numbers, and before signs.
_NARROW = regex.compile(
    r"(?<=«) | (?=[»;?!%])|(?<=\d) (?=\d{3}\b)|(?<=\d) (?=h\b)|(?<=\bh) (?=\d)"
)
_WIDE = regex.compile(" (?=:)|(?<=—) ")


def write_translations(expected: str) -> dict[str, bytes]:
    """The TMX files by their names, for the articles of `expected.json`.

    Raises:
        ValueError: an article is unknown, or has more or fewer sentences than lines.
    """
    articles = {row["id"]: row for row in json.loads(expected)["articles"]}
    return {
        f"translations/{path.stem}.tmx": write_tmx(
            _units(path.read_text(encoding="utf-8"), path.stem, articles), __version__
        )
        for path in sorted(FOLDER.glob("*.txt"))
    }


#: Places at the head of a text that are written otherwise in the language.
_PLACES = {
    "Заренськ": {"fr": "Zarensk", "en": "Zarensk"},
    "Білогавань": {"fr": "Bilohavan", "en": "Bilohavan"},
    "Вербівка": {"fr": "Verbivka", "en": "Verbivka"},
    "Верна": {"fr": "Verna", "en": "Verna"},
    "شهر نور": {"fr": "Shahr-e Nur", "en": "Shahr-e Nur"},
    "Cabo Rasante": {"fr": "Cap Rasante", "en": "Cape Rasante"},
    "Port-Ansel": {"en": "Port Ansel"},
}


def _datelined(
    row: dict[str, Any], source: str, made: str, target: str
) -> Iterator[tuple[str, str]]:
    """The first sentence of a text as pages print it behind a dateline: in it, or parted
    from it by a full stop and a dash."""
    place = row["dateline"]
    said = _PLACES.get(place, {}).get(target, place)
    yield f"{place}.", f"{said}."
    yield f"— {source}", f"— {made}"
    for dash in "–—":
        yield f"{place} {dash} {source}", f"{said} {dash} {made}"


def _units(
    text: str, target: str, articles: Mapping[str, dict[str, Any]]
) -> Iterator[Unit]:
    known: dict[tuple[str, str], str] = {}
    for part in regex.split(r"^## ", text, flags=regex.MULTILINE)[1:]:
        name, *lines = (line.strip() for line in part.splitlines() if line.strip())
        if name not in articles:
            raise ValueError(f"{target}.txt: there is no article {name}")
        row = articles[name]
        sources = _sources(row, len(lines), target)
        pairs = [
            (source, _set(line, target))
            for source, line in zip(sources, lines, strict=True)
        ]
        first = next(iter(row["body"][0].values()))
        pairs += [
            variant
            for source, made in pairs
            if row["dateline"] and first.startswith(source)
            for variant in _datelined(row, source, made, target)
        ]
        for source, made in pairs:
            # One sentence has one translation, wherever it stands.
            if known.setdefault((row["lang"], source), made) == made:
                yield Unit(
                    source=source,
                    target=made,
                    language=row["lang"],
                    target_language=target,
                    by=BY,
                )


def _sources(row: dict[str, Any], lines: int, target: str) -> list[str]:
    """The sentences that lines stand for: all, or the headline's."""
    found = sentences_of(_article(row))
    every = [*dict.fromkeys(one.text for one in found)]
    head = [one.text for one in found if one.place.field == "headline"]
    if lines not in (len(every), len(head)):
        raise ValueError(
            f"{target}.txt, {row['id']}: {lines} lines for {len(every)} sentences "
            f"({len(head)} of the headline)"
        )
    return every if lines == len(every) else head


def _set(line: str, language: str) -> str:
    line = line.replace("'", "’")
    if language != "fr":
        return line
    return _NARROW.sub("\u202f", _WIDE.sub("\u00a0", line))


def _article(row: dict[str, Any]) -> Article:
    image = row["image"]
    return Article(
        canonical=row["url"],
        headline=row["headline"],
        kicker=row["kicker"],
        standfirst=row["standfirst"],
        body=tuple(map(_block, row["body"])),
        image=Image(url=image["url"], caption=image["caption"], alt=image["alt"])
        if image
        else None,
        language=row["lang"],
    )


def _block(block: dict[str, Any]) -> Block:
    if "list" in block:
        return Block(kind="list", items=tuple(block["list"]))
    return Block(kind="paragraph", text=next(iter(block.values())))
