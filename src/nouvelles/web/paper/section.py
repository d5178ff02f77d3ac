"""Stories by topic and by country."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from starlette.requests import Request

from nouvelles.edition import Piece, country_of, rank_all
from nouvelles.records import Story
from nouvelles.web.addresses import COUNTRY
from nouvelles.web.answers import Answer
from nouvelles.web.cards import readable_whole, recent_stories, show_card
from nouvelles.web.paper.failures import failure
from nouvelles.web.site import Edition, Site
from nouvelles.web.topics import TOPICS

#: Stories of a section or country: a page that can be read to its end.
SIZE = 40


def section(site: Site, edition: Edition, request: Request) -> Answer:
    """`/fr/rubrique/{mot}`: the stories of a topic, the most important first."""
    word = request.path_params["name"]
    name = next(
        (n for n, one in TOPICS.items() if one.paths[edition.language] == word), None
    )
    if name is None:
        return failure(site, edition, 404)
    topic = TOPICS[name]
    pieces = _choose(site, edition, lambda story: topic.code in story.topics)
    return site.page(
        edition,
        "section.html",
        lambda at: at.section(name),
        title=edition.words.say(topic.name),
        country="",
        outlets=[],
        cards=[show_card(edition, piece) for piece in pieces],
        invented=[piece.listed.source.invented for piece in pieces],
    )


def country(site: Site, edition: Edition, request: Request) -> Answer:
    """`/fr/pays/{code}`: the stories that a country's outlets tell, and those outlets."""
    code = request.path_params["code"]
    outlets = [
        one.source
        for one in site.reads.sources()
        if one.source.country.lower() == code and COUNTRY.match(code)
    ]
    name = edition.names.country(outlets[0]) if outlets else ""
    if not name:
        return failure(site, edition, 404)

    def is_told_there(story: Story) -> bool:
        return any(country_of(told) == code.upper() for told in story.told)

    pieces = _choose(site, edition, is_told_there)
    return site.page(
        edition,
        "section.html",
        lambda at: at.country(code),
        title=name,
        country=name,
        outlets=sorted(outlets, key=lambda source: source.name),
        cards=[show_card(edition, piece) for piece in pieces],
        invented=[one.invented for one in outlets]
        + [piece.listed.source.invented for piece in pieces],
    )


def _choose(
    site: Site, edition: Edition, wanted: Callable[[Story], bool]
) -> Sequence[Piece]:
    now = site.clock()
    recent = recent_stories(site, site.reads.articles(1, 1).items, now)
    stories = [story for story in recent if wanted(story)]
    return rank_all(
        stories,
        (),
        now,
        front=site.settings.front,
        reader=edition.language,
        whole=readable_whole(stories),
    )[:SIZE]
