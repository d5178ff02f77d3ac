"""Stories by topic, by country and by language."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from starlette.requests import Request

from nouvelles.edition import Piece, country_of, rank_all
from nouvelles.language.identify import known_primary
from nouvelles.records import Source, Story
from nouvelles.web.addresses import COUNTRY
from nouvelles.web.answers import Answer
from nouvelles.web.cards import readable_whole, recent_stories, show_card
from nouvelles.web.paper.failures import failure
from nouvelles.web.site import Edition, Site
from nouvelles.web.topics import TOPICS

#: Stories of a section or country: a page that can be read to its end.
SIZE = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Country:
    """A country with the outlets that are read there."""

    code: str  # lower case
    name: str
    outlets: tuple[Source, ...]

    def tells(self, story: Story) -> bool:
        """Whether one of its outlets tells a story."""
        return any(country_of(told) == self.code.upper() for told in story.told)


@dataclass(frozen=True, slots=True, kw_only=True)
class Language:
    """A language in which articles are held, with the outlets that write in it."""

    tag: str  # primary
    name: str
    outlets: tuple[Source, ...]

    def tells(self, story: Story) -> bool:
        """Whether a story is told in it."""
        return any(
            known_primary(told.listed.language) == self.tag for told in story.told
        )


def section(site: Site, edition: Edition, request: Request) -> Answer:
    """`/fr/rubrique/{mot}`: the stories of a topic, the most important first."""
    name = find_topic(edition, request.path_params["name"])
    if name is None:
        return failure(site, edition, 404)
    topic = TOPICS[name]
    pieces = choose(site, edition, lambda story: topic.code in story.topics)
    return site.page(
        edition,
        "section.html",
        lambda at: at.section(name),
        path=edition.addresses.section(name),
        ad=site.choose_ad(edition, edition.addresses.section(name), sections=[name]),
        title=edition.words.say(topic.name),
        country="",
        language="",
        outlets=[],
        # What stands above all of them is not said of each; another topic is.
        cards=[
            replace(card, topic="") if card.topic == name else card
            for card in (show_card(edition, piece) for piece in pieces)
        ],
        invented=[piece.listed.source.invented for piece in pieces],
    )


def country(site: Site, edition: Edition, request: Request) -> Answer:
    """`/fr/pays/{code}`: the stories that a country's outlets tell, and those outlets."""
    found = find_country(site, edition, request.path_params["code"])
    if found is None:
        return failure(site, edition, 404)
    pieces = choose(site, edition, found.tells)
    return site.page(
        edition,
        "section.html",
        lambda at: at.country(found.code),
        path=edition.addresses.country(found.code),
        ad=site.choose_ad(edition, edition.addresses.country(found.code)),
        title=found.name,
        country=found.name,
        language="",
        outlets=found.outlets,
        cards=[show_card(edition, piece) for piece in pieces],
        invented=[one.invented for one in found.outlets]
        + [piece.listed.source.invented for piece in pieces],
    )


def language(site: Site, edition: Edition, request: Request) -> Answer:
    """`/fr/langue/{code}`: the stories that are told in a language, each led by a telling
    in it, and the outlets that write in it."""
    found = find_language(site, edition, request.path_params["tag"])
    if found is None:
        return failure(site, edition, 404)
    pieces = choose(site, edition, found.tells, reader=found.tag)
    return site.page(
        edition,
        "section.html",
        lambda at: at.language(found.tag),
        path=edition.addresses.language(found.tag),
        ad=site.choose_ad(edition, edition.addresses.language(found.tag)),
        title=found.name,
        country="",
        language=found.name,
        outlets=found.outlets,
        cards=[show_card(edition, piece) for piece in pieces],
        invented=[one.invented for one in found.outlets]
        + [piece.listed.source.invented for piece in pieces],
    )


def find_topic(edition: Edition, word: str) -> str | None:
    """The topic of a word in an edition's addresses."""
    return next(
        (n for n, one in TOPICS.items() if one.path(edition.language) == word), None
    )


def find_country(site: Site, edition: Edition, code: str) -> Country | None:
    """A country of which an outlet is known, by its code in lower case."""
    outlets = [
        one.source
        for one in site.reads.sources()
        if one.source.country.lower() == code and COUNTRY.match(code)
    ]
    name = edition.names.country(outlets[0]) if outlets else ""
    if not name:
        return None
    ordered = sorted(outlets, key=lambda source: source.name)
    return Country(code=code, name=name, outlets=tuple(ordered))


def find_language(site: Site, edition: Edition, tag: str) -> Language | None:
    """A language in which articles are held, by its primary tag."""
    choice = site.choices.now()
    name = edition.names.language(tag)
    if tag not in choice.languages or not name:
        return None
    outlets = [
        one for one in choice.outlets.values() if known_primary(one.language) == tag
    ]
    ordered = sorted(outlets, key=lambda source: source.name)
    name = name[:1].upper() + name[1:]
    return Language(tag=tag, name=name, outlets=tuple(ordered))


def choose(
    site: Site,
    edition: Edition,
    wanted: Callable[[Story], bool],
    *,
    reader: str = "",
) -> Sequence[Piece]:
    """The stories of a page that are wanted on it, the most important first; led by
    tellings in the language of `reader`, "" for the edition's."""
    now = site.clock()
    recent = recent_stories(site, site.reads.articles(1, 1).items, now)
    stories = [story for story in recent if wanted(story)]
    return rank_all(
        stories,
        (),
        now,
        front=edition.settings.front,
        reader=reader or edition.language,
        whole=readable_whole(stories),
    )[:SIZE]
