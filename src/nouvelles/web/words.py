"""The interface's words: Babel catalogues, read once at start.

Message ids are plain English; each catalogue is complete, so that each language writes
its own typography (U+202F, U+00A0, U+2019 …) in the catalogue and nowhere else.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from importlib.resources import files
from typing import Any

from babel import Locale
from babel.core import get_global
from babel.messages.pofile import read_po
from babel.numbers import format_decimal
from markupsafe import Markup, escape

from nouvelles.errors import ConfigError
from nouvelles.web.cldr import lighten

DOMAIN = "nouvelles"

_LOCALE = files("nouvelles.web") / "locale"
#: Languages that have a catalogue.
KNOWN = tuple(sorted(one.name for one in _LOCALE.iterdir() if one.is_dir()))

#: The plural categories in CLDR's order, in which catalogues write their forms.
_CATEGORIES = ("zero", "one", "two", "few", "many", "other")


def mark(message: str) -> str:
    """Mark a message for the catalogues where it is named before it is said."""
    return message


@dataclass(frozen=True, kw_only=True)
class Words:
    """The words of one edition: singular and plural messages by id."""

    locale: Locale
    messages: Mapping[str, tuple[str, ...]]

    @cached_property
    def _categories(self) -> tuple[str, ...]:
        """The plural categories of the language, in the order of its forms."""
        has = {*self.locale.plural_form.tags, "other"}
        return tuple(one for one in _CATEGORIES if one in has)

    @property
    def language(self) -> str:
        return self.locale.language

    @property
    def is_rtl(self) -> bool:
        """Whether the language is written from right to left."""
        return self.locale.character_order == "right-to-left"

    def own_name(self) -> str:
        """The language's name in itself, as a list shows it: « Français »."""
        name = self.locale.get_display_name() or self.language
        return name[:1].upper() + name[1:]

    def territorial(self) -> str:
        """The locale with its likeliest country, as Open Graph wants it: "fr_FR"."""
        likely = get_global("likely_subtags").get(self.language, self.language)
        return f"{self.language}_{likely.rpartition('_')[2]}"

    def say(self, message: str, **values: Any) -> str:
        """The message in this language, with its `{names}` filled in.

        Escaped as soon as one value is markup, and only then: plain messages are
        escaped by the template like any other string.
        """
        found = self.messages.get(message, (message,))[0]
        return _fill(found, values)

    def count(self, one: str, many: str, number: int, **values: Any) -> str:
        """The message in the plural form of `number`; `{number}` is written locally."""
        forms = self.messages.get(one, (one, many))
        # A catalogue has no form for a category of fractions or of bare millions.
        index = self._categories.index(self.locale.plural_form(number))
        found = forms[min(index, len(forms) - 1)]
        return _fill(found, {"number": self.number(number), **values})

    def number(self, number: int) -> str:
        return _number(number, self.locale)

    def signed(self, value: float) -> str:
        """A number with its sign and one decimal: « +3,2 », « −0,5 »."""
        # What rounds to nothing has no sign of its own.
        value = round(value, 1) or 0.0
        written: str = format_decimal(value, format="+0.0;−0.0", locale=self.locale)
        # Amid letters that run to the left, a sign would stand behind its number.
        return f"\u2066{written}\u2069" if self.is_rtl else written


def load_words(edition: str) -> Words:
    """The words of an edition.

    Raises:
        ConfigError: there is no catalogue for this edition.
    """
    if edition not in KNOWN:
        raise ConfigError(
            "paper.editions",
            f"there is no interface in `{edition}`",
            f"Known: {', '.join(KNOWN)}. `docs/how-to/add-a-language.md` tells how one "
            "is added.",
        )
    path = _LOCALE / edition / "LC_MESSAGES"
    with (path / f"{DOMAIN}.po").open("rb") as stream:
        catalogue = read_po(stream, locale=edition, domain=DOMAIN, abort_invalid=True)
    messages: dict[str, tuple[str, ...]] = {}
    for message in catalogue:
        if not message.id or message.fuzzy:
            continue
        one = message.id if isinstance(message.id, str) else message.id[0]
        said = message.string
        forms = (said,) if isinstance(said, str) else tuple(said)
        messages[one] = forms
    locale = Locale.parse(edition)
    lighten(edition)
    return Words(locale=locale, messages=messages)


# One takes Babel 30 us, and a page counts many things (CPU, 2026-11).
@lru_cache(maxsize=1024)
def _number(number: int, locale: Locale) -> str:
    written: str = format_decimal(number, locale=locale)
    return written


def _fill(message: str, values: Mapping[str, Any]) -> str:
    if not values:
        return message
    if any(hasattr(value, "__html__") for value in values.values()):
        safe = {name: escape(value) for name, value in values.items()}
        # The message is ours and escaped; so is every value.
        return Markup(str(escape(message)).format(**safe))  # noqa: S704
    return message.format(**values)
