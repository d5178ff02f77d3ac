"""The paper as its pages know it: settings, reads, clock, editions and templates."""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Callable, Container, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import lru_cache
from importlib.resources import files
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from markupsafe import Markup
from minijinja import Environment

from nouvelles.config import Settings
from nouvelles.edition import FORMS
from nouvelles.errors import ConfigError
from nouvelles.language.identify import known_primary
from nouvelles.language.transliteration import transliterated
from nouvelles.records import Ad
from nouvelles.run.discussion.paper import PaperDiscussion
from nouvelles.web.addresses import Addresses
from nouvelles.web.answers import Answer
from nouvelles.web.blocks import embedded, service_name, set_items, set_rows, words_of
from nouvelles.web.choices import Choices
from nouvelles.web.dates import Times
from nouvelles.web.frame import Frame, make_frame
from nouvelles.web.names import Names, direction, language_tag
from nouvelles.web.prepared import load_template, unescape_slashes
from nouvelles.web.preview import KeptPreviews
from nouvelles.web.reads import Meaning, Reads
from nouvelles.web.sharing import FIRST
from nouvelles.web.shown import worded
from nouvelles.web.slots import Slots
from nouvelles.web.tally import Tally
from nouvelles.web.topics import TOPICS
from nouvelles.web.typesetting import set_headline, set_text
from nouvelles.web.words import Words, load_words

#: What a kept page hangs on: the counter of changes of the paper, the days in the mastheads
#: of its editions, which last until midnight, and the advertisements that may be shown no
#: more.
State = tuple[int, tuple[date, ...], frozenset[int]]

#: Where a page stands in an edition; None where that edition does not have it.
Place = Callable[[Addresses], str]


#: Who supplied the translations of the sample day, as its files say.
SAMPLE = "sample"


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


@dataclass(frozen=True, slots=True, kw_only=True)
class StaticFile:
    """A file of our own under an address that changes with its bytes."""

    path: str
    media_type: str
    data: bytes


def load_static(name: str, media_type: str) -> StaticFile:
    """A file of `static/` by its name."""
    data = (files("nouvelles.web") / "static" / name).read_bytes()
    digest = hashlib.sha256(data).hexdigest()[:16]
    return StaticFile(path=f"/static/{digest}/{name}", media_type=media_type, data=data)


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """What every page is given."""

    settings: Settings
    reads: Reads
    clock: Callable[[], datetime]
    zone: ZoneInfo
    editions: Mapping[str, Edition]
    frames: Mapping[str, Frame]
    style: StaticFile
    icon: StaticFile
    share: StaticFile
    previews: KeptPreviews
    tally: Tally
    slots: Slots
    choices: Choices
    talk_style: StaticFile
    discussion: PaperDiscussion | None = None
    meaning: Meaning | None = None
    #: Whether somebody can decide upon reports and notices: the paper has a desk.
    takes_notices: bool = False
    #: Whose turn it is to have a page made on the event loop.
    turn: asyncio.Lock = field(default_factory=asyncio.Lock)

    @property
    def first(self) -> Edition:
        return next(iter(self.editions.values()))

    def page(
        self,
        edition: Edition,
        template: str,
        place: Place | None,
        *,
        status: int = 200,
        keep: bool = True,
        headers: Sequence[tuple[str, str]] = (),
        ad: Ad | None = None,
        alternates: Container[str] | None = None,
        **context: Any,
    ) -> Answer:
        """A page of an edition; `place` gives its address in each edition.

        `ad` is what stands in its slot, where it has one. `alternates` are the editions
        in whose language it is told, for search engines (`hreflang`); None for all.
        """
        now, frame = self.clock(), self.frames[edition.language]
        path = place(edition.addresses) if place else ""
        html = edition.render(
            template,
            paper=edition.settings.paper,
            edition=edition.language,
            at=edition.addresses,
            now=now,
            today=edition.times.day(now),
            zone=edition.times.zone_name(),
            frame=frame,
            sections=frame.row(path),
            share_script=self.share.path,
            talk_style=self.talk_style.path,
            takes_notices=self.takes_notices,
            versions=self._versions(edition, place, alternates),
            ad=ad,
            self_address=path and edition.addresses.absolute(path),
            **context,
        )
        return Answer(
            body=html.encode("utf-8", errors="replace"),
            status=status,
            keep=keep and status == 200,
            headers=(("content-language", edition.language), *headers),
            ads=(ad.id,) if ad else (),
        )

    def day(self) -> date:
        """Today where the paper is made: by it is counted, whatever the edition."""
        return self.clock().astimezone(self.zone).date()

    def days(self) -> tuple[date, ...]:
        """Today in each edition and where the paper is made: what is kept is of these."""
        now = self.clock()
        days = [one.times.local(now).date() for one in self.editions.values()]
        return (self.day(), *days)

    def state(self, counter: int) -> State:
        """What pages hang on that are made now; `counter` is the reads'."""
        days = self.days()
        return counter, days, self.slots.spent(counter, days[0])

    def choose_ad(
        self,
        edition: Edition,
        path: str,
        *,
        sections: Container[str] = (),
        sensitive: bool = False,
    ) -> Ad | None:
        """What stands in the slot of a page, by the rule of `slots`."""
        return self.slots.choose(
            self.day(), edition.language, path, sections=sections, sensitive=sensitive
        )

    def _versions(
        self, current: Edition, place: Place | None, alternates: Container[str] | None
    ) -> list[dict[str, Any]]:
        """The editions for the masthead: their names in themselves, and their pages."""
        found = []
        for edition in self.editions.values():
            path = (place or Addresses.front)(edition.addresses)
            found.append(
                {
                    "language": edition.language,
                    "name": edition.words.own_name(),
                    "path": path,
                    "address": edition.addresses.absolute(path),
                    "is_current": edition is current,
                    "is_alternate": alternates is None
                    or edition.language in alternates,
                }
            )
        return found


def open_site(
    settings: Settings,
    reads: Reads,
    clock: Callable[[], datetime],
    tally: Tally | None = None,
    meaning: Meaning | None = None,
    discussion: PaperDiscussion | None = None,
    *,
    takes_notices: bool = False,
) -> Site:
    """Load catalogues, templates and sheet once.

    Raises:
        ConfigError: an edition, a time zone or a section is unknown.
    """
    zone = _zone(settings.paper.timezone, "paper")
    _check_front(settings, "front")
    languages = settings.paper.editions
    if not languages:
        raise ConfigError("paper.editions", "there is none", 'Write ["fr", "en"].')
    if len(set(languages)) < len(languages):
        raise ConfigError("paper.editions", "one is named twice", "Name each once.")
    tally = tally or Tally()
    base = settings.paper.address.rstrip("/")
    style = load_static("paper.css", "text/css; charset=utf-8")
    icon = load_static("icon.svg", "image/svg+xml")
    editions, frames = {}, {}
    for language in languages:
        own, where = settings.of_edition(language), f"editions.{language}"
        _check_front(own, where)
        words = load_words(language)
        times = Times(words=words, zone=_zone(own.paper.timezone, where))
        addresses = Addresses(base=base, edition=language)
        made = _edition(own, words, times, addresses)
        editions[language] = made
        frames[language] = make_frame(
            made.templates, own, addresses, style=style.path, icon=icon.path
        )
    return Site(
        settings=settings,
        reads=reads,
        clock=clock,
        zone=zone,
        editions=editions,
        frames=frames,
        style=style,
        icon=icon,
        share=load_static("share.js", "text/javascript; charset=utf-8"),
        previews=KeptPreviews(),
        tally=tally,
        slots=Slots(reads, tally),
        choices=Choices(reads),
        meaning=meaning,
        talk_style=load_static("talk.css", "text/css; charset=utf-8"),
        discussion=discussion if settings.comments.open else None,
        takes_notices=takes_notices,
    )


def _zone(name: str, table: str) -> ZoneInfo:
    """The time zone of a setting in a table."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise ConfigError(
            f"{table}.timezone",
            f"`{name}` is not a time zone",
            "Write an IANA name such as Europe/Paris.",
        ) from None


def _check_front(settings: Settings, table: str) -> None:
    """Weights with which the front page can be ordered, and sections that exist."""
    if not settings.front.half_life_h > 0:
        raise ConfigError(
            f"{table}.half_life_h",
            f"{settings.front.half_life_h} is not above 0",
            "Write a number of hours, such as 8.",
        )
    unknown = [name for name in settings.front.sections if name not in TOPICS]
    if unknown:
        raise ConfigError(
            f"{table}.sections",
            f"there is no section `{unknown[0]}`",
            f"Known: {', '.join(TOPICS)}.",
        )


def _edition(
    settings: Settings, words: Words, times: Times, addresses: Addresses
) -> Edition:
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
    environment.add_global("same_moment", times.same_moment)
    environment.add_global("brief", times.brief)
    environment.add_global("DIRECTION", direction(words.language))
    environment.add_global("LOCALE", words.territorial())
    environment.add_global("SHARE_FIRST", FIRST)
    environment.add_global("SAMPLE", SAMPLE)
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
