"""The Atom feeds: the front page's and each source's."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from starlette.requests import Request

from nouvelles.edition import Feed, FeedEntry, freshness, write_atom
from nouvelles.records import Listed, Shown, Surface
from nouvelles.web.addresses import HOST, outward
from nouvelles.web.answers import ATOM, Answer
from nouvelles.web.licences import licence_address, licence_name
from nouvelles.web.names import language_tag
from nouvelles.web.paper.failures import failure
from nouvelles.web.paper.front import SIZE
from nouvelles.web.shown import (
    body_text,
    feed_blocks,
    feed_licence,
    is_hidden,
    show_extract,
    show_headline,
)
from nouvelles.web.site import Edition, Site
from nouvelles.web.words import mark

INVENTED = mark("Invented press: sample article")
EACH_ITS_OWN = mark(
    "Each text belongs to its publisher, under the licence named in the entry."
)


def front_feed(site: Site, edition: Edition, request: Request) -> Answer:
    """`/fr/flux.atom`: the newest articles."""
    at, words = edition.addresses, edition.words
    return _feed(
        site,
        edition,
        site.reads.articles(1, SIZE).items,
        address=at.feed(),
        page=at.front(),
        title=site.settings.paper.name,
        subtitle=words.say("The world’s press, with its sources"),
    )


def source_feed(site: Site, edition: Edition, request: Request) -> Answer:
    """`/fr/source/{host}/flux.atom`: the newest articles of one outlet."""
    host, at = request.path_params["host"], edition.addresses
    counted = site.reads.source(host) if HOST.match(host) else None
    if counted is None:
        return failure(site, edition, 404)
    return _feed(
        site,
        edition,
        site.reads.by_source(host, 1, SIZE).items,
        address=at.source_feed(host),
        page=at.source(host),
        title=f"{counted.source.name} | {site.settings.paper.name}",
        subtitle=edition.words.say(
            "{outlet}: articles read by {paper}",
            outlet=counted.source.name,
            paper=site.settings.paper.name,
        ),
    )


def _feed(
    site: Site,
    edition: Edition,
    items: Sequence[Listed],
    *,
    address: str,
    page: str,
    title: str,
    subtitle: str,
) -> Answer:
    now, names = site.clock(), site.reads.hidden_names()
    entries = []
    for item in items:
        shown = site.reads.article(item.id)
        if not isinstance(shown, Shown) or shown.listed.withdrawn is not None:
            continue
        if is_hidden(item, names, body_text(shown)):
            continue
        entries.append(_entry(edition, shown, now))
    absolute = edition.addresses.absolute
    feed = Feed(
        address=absolute(address),
        page=absolute(page),
        title=title,
        subtitle=subtitle,
        language=edition.language,
        # Fixed, so that an empty feed is the same at each reading.
        updated=datetime(2026, 1, 1, tzinfo=now.tzinfo),
        rights=edition.words.say(EACH_ITS_OWN),
        entries=tuple(entries),
    )
    return Answer(body=write_atom(feed), media_type=ATOM, keep=True)


def _entry(edition: Edition, shown: Shown, now: datetime) -> FeedEntry:
    listed, at, words = shown.listed, edition.addresses, edition.words
    blocks = feed_blocks(shown)
    licence = feed_licence(listed)
    headline = show_headline(listed)
    said = licence_name(licence)
    return FeedEntry(
        id=listed.id,
        title=headline or words.say("Untitled"),
        language=language_tag(listed.language),
        page=at.absolute(at.article(listed.id, headline)),
        original=outward(listed.url),
        updated=_updated(shown, now),
        published=listed.published,
        outlet=listed.source.name,
        outlet_home=outward(listed.source.home),
        authors=shown.article.byline if shown.article else shown.authors,
        summary=_summary(edition, shown),
        content=edition.templates.render_template(
            "blocks.html", blocks=blocks, original=outward(listed.url)
        ).strip()
        if blocks
        else "",
        rights=words.say(
            "{outlet}, licence {licence}", outlet=listed.source.name, licence=said
        )
        if said
        else words.say("{outlet}, all rights reserved", outlet=listed.source.name),
        licence_url=licence_address(licence),
        invented=words.say(INVENTED) if listed.source.invented else "",
    )


def _summary(edition: Edition, shown: Shown) -> str:
    """The extract; an invented article says what it is before anything else."""
    extract = show_extract(shown.listed, Surface.FEED)
    if not shown.listed.source.invented:
        return extract
    return f"[{edition.words.say(INVENTED)}] {extract}".strip()


def _updated(shown: Shown, now: datetime) -> datetime:
    """The last change that a reader of the feed should hear of.

    Revisions that changed neither headline nor text are none.
    """
    times = [revision.at for revision in shown.revisions[:1]]
    times += [revision.at for revision in shown.revisions if revision.changes]
    times.append(freshness(shown.listed, now))
    if shown.article is not None and shown.article.modified is not None:
        times.append(min(shown.article.modified, now))
    return max(times)
