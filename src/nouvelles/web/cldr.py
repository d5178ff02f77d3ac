"""CLDR's data as Babel holds it, without what no page says.

Babel keeps all that it knows of a language for as long as the process lives, 1 MB each;
half of it is about money and units (2026-11).
"""

from __future__ import annotations

from babel import localedata

#: What is said of money and units, by the names of Babel's tables.
_UNSAID = (
    "compact_currency_formats",
    "compound_unit_patterns",
    "currency_names",
    "currency_names_plural",
    "unit_display_names",
    "unit_patterns",
)


def lighten(language: str) -> None:
    """Let go of what is held of a language and never said."""
    for name in ("root", language):
        held = localedata.load(name)
        for part in _UNSAID:
            held.pop(part, None)
