"""Write the table of month names: `python -m tools.months`.

Names are CLDR's (Unicode licence), as Babel brings them: wide and abbreviated, as they
stand alone and in dates, folded as the extraction compares them; and those of countries
that call the months otherwise.
"""

from __future__ import annotations

from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Final

from babel import Locale, __version__
from babel.dates import get_month_names

from nouvelles.language import fold

TABLE: Final = Path("src/nouvelles/extract/data/months.toml")

LANGUAGES: Final = (
    "af", "am", "ar", "az", "be", "bg", "bn", "bs", "ca", "cs", "cy", "da", "de", "el",
    "en", "eo", "es", "et", "eu", "fa", "fi", "fil", "fo", "fr", "ga", "gl", "gu", "ha",
    "he", "hi", "hr", "hu", "hy", "id", "is", "it", "ka", "kk", "km", "kn", "ky", "lo",
    "lt", "lv", "mk", "ml", "mn", "mr", "ms", "my", "nb", "ne", "nl", "pa", "pl", "ps",
    "pt", "ro", "ru", "rw", "si", "sk", "sl", "so", "sq", "sr", "sr_Latn", "sv", "sw",
    "ta", "te", "th", "ti", "tk", "tr", "uk", "ur", "uz", "vi", "xh", "yo", "zu",
)  # fmt: skip
#: Other names for the months in one language: Levant, Maghreb, Austria, Brazil …
VARIANTS: Final = {
    "ar": ("ar_SY", "ar_DZ", "ar_MA", "ar_TN", "ar_IQ"),
    "de": ("de_AT",),
    "es": ("es_MX", "es_AR"),
    "pt": ("pt_PT",),
    "fr": ("fr_CA",),
    "en": ("en_CA", "en_AU"),
    "fa": ("fa_AF",),
}
#: What CLDR lacks: spellings that newspapers use.
SPELLINGS: Final = {
    "en": {9: ("sept",)},
    "de": {3: ("maerz", "mrz"), 1: ("jaenner", "jänner")},
    "es": {9: ("setiembre", "set")},
    "id": {2: ("pebruari",), 8: ("agt", "agu"), 11: ("nop", "nopember")},
    "fr": {2: ("fevr",), 7: ("juil",)},
    "ro": {1: ("ian",)},
}  # fmt: skip


def names(tag: str) -> list[list[str]]:
    """The folded names of the twelve months in a language, each once."""
    found: list[list[str]] = [[] for _ in range(12)]
    for locale in (tag, *VARIANTS.get(tag, ())):
        for width in ("wide", "abbreviated"):
            for context in ("format", "stand-alone"):
                months = get_month_names(width, context, Locale.parse(locale))
                for number in range(1, 13):
                    found[number - 1].append(months[number])
    for number, more in SPELLINGS.get(tag, {}).items():
        found[number - 1] += more
    return [
        list(dict.fromkeys(form for name in forms if (form := folded(name))))
        for forms in found
    ]


def folded(name: str) -> str:
    """A name as it is compared, or "" for one that is a number."""
    form = fold(name).strip().rstrip(".").replace("’", "'")
    return form if len(form) > 1 and form[0].isalpha() else ""


def main() -> None:
    """Write the table."""
    lines = [
        "# The names of the months by language, folded; twelve lists of spellings each.",
        f"# Written by tools/months.py from CLDR (Unicode licence) in Babel {__version__}.",
    ]
    # Babel resolves aliases within data that locales share: a process for each.
    with ProcessPoolExecutor(1, max_tasks_per_child=1) as pool:
        tables = dict(zip(LANGUAGES, pool.map(names, LANGUAGES), strict=True))
    for tag, rows in tables.items():
        key = {"nb": "no", "fil": "tl", "sr_Latn": "sh"}.get(tag, tag)
        if not all(rows):
            continue  # Chinese, Japanese, Korean: numbers
        listed = ", ".join(f'"{"|".join(forms)}"' for forms in rows)
        lines += ["", f"[{key}]", f"months = [{listed}]"]
    TABLE.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
