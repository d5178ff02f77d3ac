"""The typography that each language's press keeps to.

A text that breaks these rules looks machine-made, and quotation marks are what the
quote engine is judged by; so the builder refuses them. French rules: « » with U+202F
inside, U+202F before ; ! ?, U+00A0 before the colon, U+2019 as apostrophe.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

EVERYWHERE = (
    (re.compile(r"\.\.\."), "three ASCII full stops: write … (U+2026)"),
    (re.compile(r'"'), "an ASCII quotation mark: use those of the language"),
    (re.compile(r"'"), "an ASCII apostrophe: write ’ (U+2019)"),
    (re.compile(r"  +"), "two spaces: write one"),
    (re.compile(r"^\s|\s$"), "space at the start or the end: remove it"),
    (re.compile(r"[\u200b\ufeff\u00ad]"), "an invisible character: remove it"),
)

FRENCH = (
    (re.compile(r"«(?!\u202f)"), "« without U+202F after it"),
    (re.compile(r"(?<!\u202f)»"), "» without U+202F before it"),
    (re.compile(r"(?<![\u202f;!?])[;!?]"), "; ! ? without U+202F before it"),
    (re.compile(r"(?<!\u00a0):(?!//)"), "a colon without U+00A0 before it"),
    (re.compile(r"\d \d{3}\b"), "a number split by a plain space: use U+202F"),
)

CHINESE = (
    (re.compile(r"[\u4e00-\u9fff][,;:?!]"), "an ASCII mark after a Chinese character"),
    (re.compile(r"[«»„]"), "a foreign quotation mark: use “ ”"),
)

ARABIC_SCRIPT = (
    (re.compile(r"[\u0600-\u06ff][,;?]"), "an ASCII mark after a letter: use ، ؛ ؟"),
    (re.compile(r"[„“”]"), "a foreign quotation mark: use « »"),
)

GERMAN = ((re.compile(r"[«»”]"), "a foreign quotation mark: use „ “"),)

ENGLISH = ((re.compile(r"[«»„]"), "a foreign quotation mark: use “ ”"),)

RULES = {
    "fr": FRENCH,
    "zh": CHINESE,
    "ar": ARABIC_SCRIPT,
    "fa": ARABIC_SCRIPT,
    "de": GERMAN,
    "en": ENGLISH,
}

#: Opening and closing marks that must come in equal numbers in one text.
PAIRS = {
    "fr": ("«", "»"),
    "es": ("«", "»"),
    "pt": ("«", "»"),
    "ru": ("«", "»"),
    "uk": ("«", "»"),
    "ar": ("«", "»"),
    "fa": ("«", "»"),
    "de": ("„", "“"),
    "en": ("“", "”"),
    "zh": ("“", "”"),
}


def find_faults(text: str, language: str) -> Iterator[str]:
    """Say each fault of typography in a text, with the place where it stands."""
    for pattern, message in (*EVERYWHERE, *RULES.get(language, ())):
        match = pattern.search(text)
        if match is not None:
            yield f"{message} (at {_around(text, match.start())})"
    if unicodedata.normalize("NFC", text) != text:
        yield "letters and accents apart: normalise to NFC"
    opening, closing = PAIRS.get(language, ("«", "»"))
    if text.count(opening) != text.count(closing):
        yield f"{opening} and {closing} do not pair (at {_around(text, 0)})"


def _around(text: str, place: int) -> str:
    return repr(text[max(0, place - 15) : place + 15])
