"""Number words of one language, made ready for reading (`data/numbers.toml`)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import regex

from nouvelles.language import primary
from nouvelles.translate import lexicon


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberWords:
    """Forms to values: what counts, what may stand for a number, what multiplies."""

    exact: dict[str, float]
    loose: dict[str, float]
    scales: dict[str, float]
    joiners: frozenset[str]
    afternoon: regex.Pattern[str]
    compounds: regex.Pattern[str] | None
    prefixes: tuple[tuple[str, float], ...]


@lru_cache(maxsize=32)
def number_words(language: str) -> NumberWords:
    """The words of a language; empty ones for a language that has no table."""
    raw = lexicon.table("numbers").get(primary(language), {})
    exact, scales = _forms(raw.get("exact", {})), _forms(raw.get("scales", {}))
    loose = _forms(raw.get("loose", {}))
    for value, stems in raw.get("ordinal_stems", {}).items():
        for stem in stems.split():
            for ending in raw["ordinal_endings"].split():
                loose.setdefault(stem + ending, float(value))
    joiners = frozenset(raw.get("joiners", "").split())
    return NumberWords(
        exact=exact,
        loose=loose,
        scales=scales,
        joiners=joiners,
        afternoon=_afternoon(raw.get("pm", "")),
        compounds=_compounds([*exact, *scales, *joiners], raw),
        prefixes=tuple(
            (stem, float(value))
            for value, stems in raw.get("prefixes", {}).items()
            for stem in stems.split()
        ),
    )


def _forms(raw: dict[str, str]) -> dict[str, float]:
    return {
        form: float(value) for value, forms in raw.items() for form in forms.split()
    }


def _compounds(parts: list[str], raw: dict[str, Any]) -> regex.Pattern[str] | None:
    """What splits "zweiundzwanzig"; None for languages that write numbers apart."""
    if not raw.get("compound"):
        return None
    longest_first = sorted([*parts, "ein"], key=len, reverse=True)
    return regex.compile("|".join(map(regex.escape, longest_first)))


def _afternoon(phrases: str) -> regex.Pattern[str]:
    """What behind an hour says that it is after noon."""
    if not phrases:
        return regex.compile(r"(?!)")
    words = "|".join(
        regex.escape(one).replace(r"\ ", r"\s") for one in phrases.split("|")
    )
    return regex.compile(rf"(?:[:.h]\d\d)?\s*(?:{words})(?!\p{{L}})", regex.IGNORECASE)
