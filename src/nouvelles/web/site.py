"""The paper as its pages know it: settings, reads, clock, editions and templates."""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Callable, Container, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from importlib.resources import files
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from markupsafe import Markup

from nouvelles.config import Settings
from nouvelles.errors import ConfigError
from nouvelles.records import Ad
from nouvelles.web.addresses import Addresses
from nouvelles.web.answers import Answer
from nouvelles.web.choices import Choices
from nouvelles.web.dates import Times
from nouvelles.web.editions import Edition, make_edition
from nouvelles.web.frame import Frame, make_frame
from nouvelles.web.preview import KeptPreviews
from nouvelles.web.reads import Meaning, Reads
from nouvelles.web.slots import Slots
from nouvelles.web.standing import Standing
from nouvelles.web.tally import Tally
from nouvelles.web.topics import TOPICS
from nouvelles.web.words import load_words

if TYPE_CHECKING:
    from nouvelles.run.discussion.paper import PaperDiscussion

__all__ = [
    "STANDING",
    "Edition",
    "Site",
    "State",
    "StaticFile",
    "load_static",
    "open_site",
]

#: What a kept page hangs on: the counter of changes of the paper, the days in the mastheads
#: of its editions, which last until midnight, and the advertisements that may be shown no
#: more.
State = tuple[int, tuple[date, ...], frozenset[int]]

#: Where a page stands in an edition; None where that edition does not have it.
Place = Callable[[Addresses], str]


#: Parts of pages that are kept as they are set: 64 articles, their stories and comments.
STANDING = 192


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
    standing: Standing[Any]
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
        now = self.clock()
        html = self.render(
            edition,
            template,
            place,
            alternates=alternates,
            now=now,
            day=edition.times.dated(now),
            ad=ad,
            **context,
        )
        body = html.encode("utf-8", errors="replace")
        return self.answer(
            edition, body, status=status, keep=keep, headers=headers, ad=ad
        )

    def answer(
        self,
        edition: Edition,
        body: bytes,
        *,
        status: int = 200,
        keep: bool = True,
        headers: Sequence[tuple[str, str]] = (),
        ad: Ad | None = None,
    ) -> Answer:
        """The answer with the page of an edition."""
        return Answer(
            body=body,
            status=status,
            keep=keep and status == 200,
            headers=(("content-language", edition.language), *headers),
            ads=(ad.id,) if ad else (),
        )

    def render(
        self,
        edition: Edition,
        template: str,
        place: Place | None,
        *,
        day: Markup,
        alternates: Container[str] | None = None,
        **context: Any,
    ) -> str:
        """The markup of a page; `day` stands at its head."""
        frame = self.frames[edition.language]
        path = place(edition.addresses) if place else ""
        return edition.render(
            template,
            paper=edition.settings.paper,
            edition=edition.language,
            at=edition.addresses,
            day=day,
            zone=edition.times.zone_name(),
            frame=frame,
            sections=frame.row(path),
            share_script=self.share.path,
            talk_style=self.talk_style.path,
            takes_notices=self.takes_notices,
            versions=self._versions(edition, place, alternates),
            self_address=path and edition.addresses.absolute(path),
            **context,
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
    standing: int = STANDING,
) -> Site:
    """Load catalogues, templates and sheet once. `standing` is how many parts of pages
    are kept as they are set.

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
        made = make_edition(own, words, times, addresses)
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
        standing=Standing(standing),
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
