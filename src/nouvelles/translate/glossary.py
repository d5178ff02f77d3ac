"""Glossaries: how a paper wants words rendered, by pair of languages and by outlet.

A CSV file in UTF-8 with a first line of names:

    from,to,source,target,instead_of,outlet
    en,fr,Security Council,Conseil de sécurité,Conseil de la sécurité|Security Council,
    uk,fr,Верховна Рада,Verkhovna Rada,Rada suprême,visnyk.example

`instead_of` are renderings that are put right, parted by `|`; `outlet` is a host, or ""
for all. The last two may be missing.
"""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import regex

from nouvelles.errors import InputError
from nouvelles.language import primary
from nouvelles.language.identify import known_primary
from nouvelles.translate.checks.glossary import glossary as glossary_check
from nouvelles.translate.pair import Pair, Term

_NEEDED: Final = ("from", "to", "source", "target")


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of a glossary. Languages are primary subtags."""

    language: str
    target_language: str
    term: Term
    instead_of: tuple[str, ...] = ()
    outlet: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Glossary:
    """All lines of a paper. `version` changes with every line; "" for no line."""

    lines: tuple[Line, ...] = ()
    version: str = ""

    def lines_for(
        self, text: str, language: str, target_language: str, outlet: str = ""
    ) -> tuple[Line, ...]:
        """Those whose word stands in a sentence, in any form; an outlet's own go before
        what is for all."""
        pair = (primary(language), primary(target_language))
        found: dict[str, Line] = {}
        for line in self.lines:
            if (line.language, line.target_language) != pair:
                continue
            if line.outlet not in ("", outlet) or not _stands(line.term, text, pair):
                continue
            word = line.term.source.casefold()
            if word not in found or line.outlet:
                found[word] = line
        return tuple(found.values())


def terms_of(lines: Iterable[Line]) -> tuple[Term, ...]:
    """What the check of the glossary is given."""
    return tuple(line.term for line in lines)


def apply_terms(text: str, lines: Sequence[Line]) -> str:
    """A translation with the glossary's words in the place of those that it names as
    wrong, and of the source's word where that was left as it is."""
    for line in lines:
        wrong = {*line.instead_of, line.term.source} - {line.term.target}
        # The longest first: "Conseil de la sécurité" before "Conseil".
        for form in sorted(wrong, key=len, reverse=True):
            text = line.term.target.join(_whole(form).split(text))
    return text


def read_glossary(files: Mapping[str, bytes]) -> Glossary:
    """The glossary of files, by their names.

    Raises:
        InputError: a file is no CSV in UTF-8, lacks a column, or a line is incomplete.
    """
    digest = hashlib.sha256()
    lines: list[Line] = []
    for name in sorted(files):
        digest.update(files[name])
        lines += _lines_of(name, files[name])
    return Glossary(lines=tuple(lines), version=digest.hexdigest() if lines else "")


def _lines_of(name: str, data: bytes) -> list[Line]:
    try:
        rows = csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline=""))
        missing = [
            column for column in _NEEDED if column not in (rows.fieldnames or ())
        ]
        if missing:
            raise InputError(
                name,
                f"has no column {', '.join(missing)}",
                f"The first line of a glossary is {','.join(_NEEDED)}"
                ",instead_of,outlet.",
            )
        return [_line(f"{name}, line {rows.line_num}", row) for row in rows]
    except (UnicodeDecodeError, csv.Error) as error:
        raise InputError(
            name, f"is no glossary: {error}", "Write it as CSV in UTF-8."
        ) from error


def _line(where: str, row: Mapping[str, str | None]) -> Line:
    given = {name: (row.get(name) or "").strip() for name in row if name}
    tags = [known_primary(given[name]) for name in ("from", "to")]
    if not all(tags) or not given["source"] or not given["target"]:
        raise InputError(
            where,
            "is no line of a glossary",
            "It needs two languages (as en, fr), a word, and what stands for it.",
        )
    instead = (one.strip() for one in given.get("instead_of", "").split("|"))
    return Line(
        language=tags[0],
        target_language=tags[1],
        term=Term(source=given["source"], target=given["target"]),
        instead_of=tuple(one for one in instead if one),
        outlet=given.get("outlet", "").lower().removeprefix("www."),
    )


def _stands(term: Term, text: str, pair: tuple[str, str]) -> bool:
    """Whether a term is in a text: then nothing is no translation of it."""
    empty = Pair(
        source=text,
        target="",
        source_language=pair[0],
        target_language=pair[1],
        terms=(term,),
    )
    return glossary_check(empty) is not None


@lru_cache(maxsize=10_000)
def _whole(form: str) -> regex.Pattern[str]:
    words = r"\s+".join(map(regex.escape, form.split()))
    return regex.compile(rf"(?<![\p{{L}}\p{{N}}]){words}(?![\p{{L}}\p{{N}}])")
