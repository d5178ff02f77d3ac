"""Editions: the paper in one language of the interface, with all that writes in it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from markupsafe import Markup
from minijinja import Environment

from nouvelles.config import Settings
from nouvelles.edition import FORMS
from nouvelles.language.identify import known_primary
from nouvelles.language.transliteration import transliterated
from nouvelles.web.addresses import Addresses
from nouvelles.web.blocks import embedded, service_name, set_items, set_rows, words_of
from nouvelles.web.dates import Times
from nouvelles.web.names import Names, direction, language_tag
from nouvelles.web.prepared import load_template, unescape_slashes
from nouvelles.web.sharing import FIRST
from nouvelles.web.shown import worded
from nouvelles.web.topics import TOPICS
from nouvelles.web.typesetting import set_headline, set_text
from nouvelles.web.words import Words

#: Who supplied the translations of the sample day, as its files say.
SAMPLE = "sample"
#: Characters of a headline that is set a size smaller.
LONG_HEADLINE = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """One language of the interface with all that writes in it.

    `settings` are the paper's, with what the edition has of its own laid over.
    """

    language: str
    settings: Settings
    words: Words
    times: Times
    names: Names
    addresses: Addresses
    templates: Environment

    def render(self, template: str, **context: Any) -> str:
        """A template filled in."""
        return unescape_slashes(self.templates.render_template(template, **context))

    def part(self, template: str, **context: Any) -> str:
        """A part of a page, for one of its gaps."""
        return self.render(
            template, edition=self.language, at=self.addresses, **context
        )

    def foreign(self, tag: str) -> Markup:
        """The `lang` and `dir` attributes of a run in another language than the page's."""
        return _foreign(self.language, tag)

    @property
    def own(self) -> Markup:
        """The same attributes of our words amid a text in another language."""
        return Markup(' lang="{}" dir="{}"').format(
            self.language, direction(self.language)
        )


@lru_cache(maxsize=1024)
def _foreign(language: str, tag: str) -> Markup:
    clean = language_tag(tag)
    if clean and clean.partition("-")[0].lower() == language:
        return Markup("")
    return Markup(' lang="{}" dir="{}"').format(clean, direction(tag))


def make_edition(
    settings: Settings, words: Words, times: Times, addresses: Addresses
) -> Edition:
    """An edition with all that its templates know."""
    names = Names(words=words)
    environment = Environment(
        loader=lambda name: load_template(name, words),
        undefined_behavior="strict",
        trim_blocks=True,
        lstrip_blocks=True,
        debug=False,
        auto_escape_callback=lambda name: "html",
    )
    edition = Edition(
        language=words.language,
        settings=settings,
        words=words,
        times=times,
        names=names,
        addresses=addresses,
        templates=environment,
    )
    environment.add_global("_", words.say)
    environment.add_global("ngettext", words.count)
    environment.add_global("foreign", edition.foreign)
    environment.add_global("own", edition.own)
    environment.add_global("language_name", names.language)
    environment.add_global(
        "from_language", lambda tag: names.definite(tag, after_of=True)
    )
    environment.add_global("by_language", names.definite)
    environment.add_global(
        "latin_name",
        lambda name, tag: transliterated(name, tag, edition.language) or "",
    )
    environment.add_global("worded", lambda item: worded(item, edition.language))
    environment.add_global("country_name", names.country)
    environment.add_global("moment", times.moment)
    environment.add_global("noted", times.noted)
    environment.add_global("same_moment", times.same_moment)
    environment.add_global("brief", times.brief)
    environment.add_global("DIRECTION", direction(words.language))
    environment.add_global("LOCALE", words.territorial())
    environment.add_global("SHARE_FIRST", FIRST)
    environment.add_global("SAMPLE", SAMPLE)
    environment.add_global("LONG_HEADLINE", LONG_HEADLINE)
    environment.add_global(
        "FEEDS", [(end, one.media_type, one.name) for end, one in FORMS.items()]
    )
    environment.add_global("clock", times.clock)
    environment.add_global("hour", times.hour)
    environment.add_global("day_of", times.day_of)
    environment.add_global(
        "language_path", lambda tag: addresses.language(known_primary(tag))
    )
    environment.add_global("topic_path", addresses.section)
    environment.add_global("topic_name", lambda name: words.say(TOPICS[name].name))
    functions = (
        set_headline,
        set_text,
        words_of,
        set_items,
        set_rows,
        embedded,
        service_name,
    )
    for function in functions:
        environment.add_global(function.__name__, function)
    return edition
