"""Feeds of any list of articles, in every form: the one door by which texts go out.

A page that lists articles tells what it lists as a `View` (`views`); `feed_pages` makes
all its feeds of that. Whatever the view, the rights room is asked for each item;
articles that name hidden people are left out, and withdrawn ones too.

There is no Last-Modified: what is removed changes a feed without being newer. The ETag
tells both.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime

from starlette.requests import Request

from nouvelles.edition import FORMS, Feed, FeedEntry, Form, freshness
from nouvelles.records import Shown, Surface
from nouvelles.web.addresses import outward, path_words
from nouvelles.web.answers import Answer
from nouvelles.web.licences import licence_address
from nouvelles.web.linked import credit_text
from nouvelles.web.names import language_tag
from nouvelles.web.paper.failures import failure
from nouvelles.web.paper.views import View, ViewFunction
from nouvelles.web.shown import (
    Wording,
    body_text,
    feed_blocks,
    feed_licence,
    is_hidden,
    show_extract,
    show_headline,
    show_line,
    worded,
)
from nouvelles.web.site import Edition, Site
from nouvelles.web.words import mark

INVENTED = mark("Invented press: sample article")
EACH_ITS_OWN = mark(
    "Each text belongs to its publisher, under the licence named in the entry."
)


PageFunction = Callable[[Site, Edition, Request], Answer]


def feed_pages(
    edition: Edition, path: str, view: ViewFunction
) -> Iterator[tuple[str, PageFunction]]:
    """The feeds of a view whose page is at `path` in an edition, as pages with paths."""
    word = path_words(edition.language)["feed"]
    for end, form in FORMS.items():
        yield f"{path.rstrip('/')}/{word}.{end}", _feed_page(view, end, form)


def _feed_page(view: ViewFunction, end: str, form: Form) -> PageFunction:
    def page(site: Site, edition: Edition, request: Request) -> Answer:
        found = view(site, edition, request)
        if found is None:
            return failure(site, edition, 404)
        feed = _feed(site, edition, found, end)
        kind = f"{form.media_type}; charset=utf-8"
        return Answer(body=form.write(feed), media_type=kind, keep=found.keep)

    return page


def _feed(site: Site, edition: Edition, view: View, end: str) -> Feed:
    now, names = site.clock(), site.reads.hidden_names()
    entries = []
    for item in view.items:
        shown = site.reads.article(item.id)
        if not isinstance(shown, Shown) or shown.listed.withdrawn is not None:
            continue
        if is_hidden(item, names, body_text(shown)):
            continue
        entries.append(_entry(edition, shown, now))
    at = edition.addresses
    return Feed(
        address=at.absolute(at.feed(view.page, end)),
        page=at.absolute(view.page),
        title=view.title,
        subtitle=view.subtitle,
        language=edition.language,
        # Fixed, so that an empty feed is the same at each reading.
        updated=datetime(2026, 1, 1, tzinfo=now.tzinfo),
        rights=edition.words.say(EACH_ITS_OWN),
        entries=tuple(entries),
    )


def _entry(edition: Edition, shown: Shown, now: datetime) -> FeedEntry:
    listed, at, words = shown.listed, edition.addresses, edition.words
    blocks = feed_blocks(shown)
    licence = feed_licence(listed)
    headline = show_headline(listed)
    wording = worded(show_line(listed), edition.language)
    return FeedEntry(
        id=listed.id,
        title=wording.headline or words.say("Untitled"),
        title_language=wording.language if wording.origin else "",
        language=language_tag(listed.language),
        page=at.absolute(at.article(listed.id, headline)),
        original=outward(listed.url),
        updated=_updated(shown, now),
        published=listed.published,
        outlet=listed.source.name,
        outlet_home=outward(listed.source.home),
        authors=shown.article.byline if shown.article else shown.authors,
        summary=_summary(edition, shown, wording),
        content=edition.render(
            "blocks.html", blocks=blocks, original=outward(listed.url)
        ).strip()
        if blocks
        else "",
        rights=credit_text(edition, listed.source.name, licence),
        licence_url=licence_address(licence),
        invented=words.say(INVENTED) if listed.source.invented else "",
    )


def _summary(edition: Edition, shown: Shown, wording: Wording) -> str:
    """The extract; before it what an invented article is, and that the title is a
    translation of which headline."""
    parts = [show_extract(shown.listed, Surface.FEED)]
    if wording.origin:
        language = edition.names.definite(wording.origin, after_of=True)
        original = show_headline(shown.listed)
        if wording.by_machine:
            said = edition.words.say(
                "machine translation from {language}", language=language
            )
        else:
            said = edition.words.say("translated from {language}", language=language)
        parts.insert(0, f"[{said}{edition.words.say(': ')}{original}]")
    if shown.listed.source.invented:
        parts.insert(0, f"[{edition.words.say(INVENTED)}]")
    return " ".join(filter(None, parts))


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
