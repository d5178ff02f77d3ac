"""Stories that a query means, in whatever language their articles are."""

from __future__ import annotations

from collections.abc import Callable, Container, Sequence

from nouvelles.edition import freshness, rank_all
from nouvelles.language.identify import known_primary
from nouvelles.records import Filters, Listed, Story
from nouvelles.rights import mentions
from nouvelles.web.cards import Card, readable_whole, show_card
from nouvelles.web.paper.asking import Asked
from nouvelles.web.shown import is_hidden
from nouvelles.web.site import Edition, Site

#: Stories that are shown: what is farther says less than the words do.
MOST_STORIES = 5


def ask_meaning(site: Site, asked: Asked, number: int) -> Callable[[], Sequence[str]]:
    """Ask for the stories that a query means, while its words are looked for; what is
    given back waits for their ids. They stand on the first page alone."""
    if site.meaning is None or number > 1 or not asked.query:
        return tuple
    if mentions(asked.query, site.reads.hidden_names()):
        return tuple
    return site.meaning.ask(asked.query)


def show_meant(
    site: Site,
    edition: Edition,
    asked: Asked,
    ids: Sequence[str],
    found: Container[str],
) -> list[Card]:
    """Those stories as a page may show them, nearest first: that pass the filters and have
    no article among those found by words, whose ids are given."""
    stories: list[Story] = []
    for id in ids:
        story = site.reads.story(id)
        if not isinstance(story, Story) or story.hidden:
            continue
        if any(told.listed.id in found for told in story.told):
            continue
        if _may_be_found(site, story) and _passes(site, story, asked.filters):
            stories.append(story)
        if len(stories) == MOST_STORIES:
            break
    pieces = rank_all(
        stories,
        (),
        site.clock(),
        front=edition.settings.front,
        reader=edition.language,
        whole=readable_whole(stories),
    )
    order = {story.id: place for place, story in enumerate(stories)}
    cards = [show_card(edition, piece) for piece in pieces]
    return sorted(cards, key=lambda card: order[card.story.id] if card.story else 0)


def _may_be_found(site: Site, story: Story) -> bool:
    names = site.reads.hidden_names()
    return not any(is_hidden(told.listed, names) for told in story.told)


def _passes(site: Site, story: Story, filters: Filters) -> bool:
    """Whether one telling of a story passes all filters."""
    return any(_is_left(site, told.listed, filters) for told in story.told)


def _is_left(site: Site, listed: Listed, filters: Filters) -> bool:
    at, source = freshness(listed, site.clock()), listed.source
    return (
        filters.language in ("", known_primary(listed.language))
        and filters.country in ("", source.country.lower())
        and filters.outlet in ("", source.host)
        and (filters.since is None or at >= filters.since)
        and (filters.until is None or at < filters.until)
    )
