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
from nouvelles.language import shorten
from nouvelles.language.identify import primary
from nouvelles.records import Shown, Surface
from nouvelles.web.addresses import outward, path_words
from nouvelles.web.answers import Answer
from nouvelles.web.licences import licence_address
from nouvelles.web.linked import credit_text
from nouvelles.web.names import language_tag
from nouvelles.web.paper.failures import failure
from nouvelles.web.paper.views import View, ViewFunction
from nouvelles.web.shown import (
    EXTRACT_LENGTH,
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
from nouvelles.web.translated import InLanguage, feed_translation
from nouvelles.web.words import mark

INVENTED = mark("Invented press: sample article")
MACHINE = mark("Machine translation")
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
        entries.append(_entry(site, edition, shown, now))
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


def _entry(site: Site, edition: Edition, shown: Shown, now: datetime) -> FeedEntry:
    listed, at, words = shown.listed, edition.addresses, edition.words
    licence = feed_licence(listed)
    headline = show_headline(listed)
    made = _in_language(site, edition, shown)
    wording = worded(show_line(listed), edition.language)
    is_own = made is None and not wording.origin
    is_machine = made.maker == "machine" if made else wording.by_machine
    if made is not None:
        title, title_language, language = made.title, "", edition.language
    else:
        title, language = wording.headline, language_tag(listed.language)
        title_language = wording.language if wording.origin else ""
    return FeedEntry(
        id=listed.id,
        title=title or words.say("Untitled"),
        title_language=title_language,
        language=language,
        page=at.absolute(at.article(listed.id, headline)),
        original=outward(listed.url),
        updated=_updated(shown, now, made),
        published=listed.published,
        outlet=listed.source.name,
        outlet_home=outward(listed.source.home),
        authors=shown.article.byline if shown.article else shown.authors,
        summary=_summary(edition, shown, wording, made),
        content=_content(edition, shown, made),
        rights=credit_text(edition, listed.source.name, licence),
        licence_url=licence_address(licence),
        invented=words.say(INVENTED) if listed.source.invented else "",
        translated_from="" if is_own else language_tag(listed.language),
        by_machine=words.say(MACHINE) if is_machine and not is_own else "",
    )


def _in_language(site: Site, edition: Edition, shown: Shown) -> InLanguage | None:
    """The whole text in the edition's language, where it was written in another and a
    feed may hold its translation."""
    if primary(shown.listed.language) == edition.language:
        return None
    stands = site.reads.translation(shown.listed.id, edition.language)
    return feed_translation(shown, stands)


def _content(edition: Edition, shown: Shown, made: InLanguage | None) -> str:
    """The full text as HTML: its translation, said to be one, else the outlet's words;
    "" where it may not stand in a feed."""
    blocks = made.blocks if made else feed_blocks(shown)
    if not blocks:
        return ""
    link = outward(shown.listed.url)
    text = edition.render("blocks.html", blocks=blocks, original=link).strip()
    if made is None:
        return text
    said = edition.render(
        "feed_strip.html",
        made=made,
        language=shown.listed.language,
        original=link,
        outlet=shown.listed.source.name,
    )
    return f"{said.strip()}\n{text}"


def _summary(
    edition: Edition, shown: Shown, wording: Wording, made: InLanguage | None
) -> str:
    """The extract; before it what an invented article is, and that title or text is a
    translation of which headline."""
    if made is not None:
        extract = shorten(made.lead, EXTRACT_LENGTH, edition.language)
    else:
        extract = show_extract(shown.listed, Surface.FEED)
    parts = [extract]
    origin = shown.listed.language if made else wording.origin
    if origin:
        language = edition.names.definite(origin, after_of=True)
        original = show_headline(shown.listed)
        if made.maker == "machine" if made else wording.by_machine:
            said = edition.words.say(
                "machine translation from {language}", language=language
            )
        else:
            said = edition.words.say("translated from {language}", language=language)
        parts.insert(0, f"[{said}{edition.words.say(': ')}{original}]")
    if shown.listed.source.invented:
        parts.insert(0, f"[{edition.words.say(INVENTED)}]")
    return " ".join(filter(None, parts))


def _updated(shown: Shown, now: datetime, made: InLanguage | None) -> datetime:
    """The last change that a reader of the feed should hear of; a translation that came
    is one.

    Revisions that changed neither headline nor text are none.
    """
    times = [revision.at for revision in shown.revisions[:1]]
    times += [revision.at for revision in shown.revisions if revision.changes]
    times.append(freshness(shown.listed, now))
    if shown.article is not None and shown.article.modified is not None:
        times.append(min(shown.article.modified, now))
    if made is not None:
        times.append(min(made.made, now))
    return max(times)
