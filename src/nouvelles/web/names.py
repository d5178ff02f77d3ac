"""Names of languages and countries in the edition's language, and writing directions."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from babel.core import get_global

from nouvelles.records import Source
from nouvelles.web.words import Words, mark

#: Countries of the sample day's invented world (sample_day/WORLD.md, 2026-03). Their
#: codes are user-assigned in ISO 3166, and mean these countries for invented sources only.
INVENTED_COUNTRIES = {
    "XA": mark("Altameria"),
    "XB": mark("Marwal"),
    "XC": mark("Ostrand"),
    "XD": mark("Costa Verna"),
    "XE": mark("Zarenia"),
    "XF": mark("Lanhai"),
    "XG": mark("Keldor"),
    "XH": mark("Parsava"),
}

#: User-assigned codes that CLDR names nevertheless; XA and XB are its pseudo-locales.
_NO_COUNTRY = ("XA", "XB", "ZZ")

#: A well-formed tag begins so (RFC 5646, section 2.1); anything else is not a language.
_TAG = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*\Z")

#: Scripts in use that run from right to left (Unicode 16, `Script`).
_RTL_SCRIPTS = frozenset(
    ("arab", "hebr", "syrc", "thaa", "nkoo", "adlm", "rohg", "mand", "samr", "mend",
     "yezi")
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """Names in the language of one edition."""

    words: Words

    def language(self, tag: str) -> str:
        """The name of a BCP 47 language: « portugais »; "" where it is unknown."""
        primary = tag.partition("-")[0].lower()
        if primary in ("", "und", "mul", "zxx"):
            return ""
        name: str = self.words.locale.languages.get(primary, "")
        return name

    def definite(self, tag: str, *, after_of: bool = False) -> str:
        """A language's name as a sentence takes it up: in French with its article, « le
        portugais », « l’ukrainien », or with « de » before that."""
        name = self.language(tag)
        if self.words.language != "fr" or not name:
            return name
        if name[0] in "aàâeéèêiîoôuy" or name.startswith("hébreu"):
            return f"de l’{name}" if after_of else f"l’{name}"
        return f"du {name}" if after_of else f"le {name}"

    def country(self, source: Source) -> str:
        """The name of a source's country; its code where no name is known."""
        return self.country_named(source.country, is_invented=source.invented)

    def country_named(self, country: str, *, is_invented: bool = False) -> str:
        """The name of a country's code, of the sample day's world where it is meant."""
        code = country.upper()
        if is_invented and code in INVENTED_COUNTRIES:
            return self.words.say(INVENTED_COUNTRIES[code])
        if code in _NO_COUNTRY:
            return ""
        name: str = self.words.locale.territories.get(code, country)
        return name


@lru_cache(maxsize=1024)
def language_tag(tag: str) -> str:
    """The tag as a `lang` attribute; "" (unknown, in HTML) for what is not one."""
    clean = tag.replace("_", "-")
    return clean if _TAG.match(clean) and not clean.lower().startswith("und") else ""


@lru_cache(maxsize=1024)
def direction(tag: str) -> str:
    """The `dir` attribute for a language: "rtl", "ltr", or "auto" where it is unknown."""
    clean = language_tag(tag)
    if not clean:
        return "auto"
    parts = clean.lower().split("-")
    script = next((part for part in parts[1:] if len(part) == 4 and part.isalpha()), "")
    if not script:
        # By its likeliest script: what CLDR says of the language itself is right too, but
        # each takes 1 MB for as long as the process lives (2026-11).
        likely = get_global("likely_subtags").get(parts[0], "")
        script = likely.partition("_")[2][:4].lower()
    if not script:
        return "auto"
    return "rtl" if script in _RTL_SCRIPTS else "ltr"
