"""CLDR's data as Babel holds it, without what no page says.

Babel keeps all that it knows of a language for as long as the process lives, 1 MB each,
and 2.6 MB of all languages and countries; more than half of it is about money, units and
who speaks what where (2026-11).
"""

from __future__ import annotations

from typing import Any, cast

from babel import localedata
from babel.core import get_global

#: What is never said of money, units and spans of time, by the names of Babel's tables.
_UNSAID = (
    "compact_currency_formats",
    "compact_decimal_formats",
    "compound_unit_patterns",
    "currency_names",
    "currency_names_plural",
    "currency_symbols",
    "date_fields",
    "datetime_skeletons",
    "interval_formats",
    "unit_display_names",
    "unit_patterns",
    "variants",
)


def lighten(language: str) -> None:
    """Let go of what is held of a language, and of all, and never said."""
    for name in ("root", language):
        held = localedata.load(name)
        for part in _UNSAID:
            held.pop(part, None)
    # What nobody asks of countries: their money, the shares of their languages.
    for table in (
        get_global("all_currencies"),
        get_global("currency_fractions"),
        get_global("territory_currencies"),
        get_global("territory_languages"),
    ):
        cast("dict[str, Any]", table).clear()
