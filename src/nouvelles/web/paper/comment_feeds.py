"""Feeds of comments: on an article or story, and of the answers to one comment."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from starlette.requests import Request

from nouvelles import discussion
from nouvelles.edition import FORMS, Feed, FeedEntry
from nouvelles.records import Comment, CommentState
from nouvelles.web.addresses import path_words
from nouvelles.web.answers import Answer
from nouvelles.web.names import language_tag
from nouvelles.web.paper.comments import PageFunction, find_thread
from nouvelles.web.paper.failures import absent, failure
from nouvelles.web.site import Edition, Site
from nouvelles.web.subjects import Subject, find_subject
from nouvelles.web.talk import answers_to

#: Comments in a feed, the newest.
MOST = 50


def comment_feeds(
    edition: Edition, path: str, kind: str
) -> Iterator[tuple[str, PageFunction]]:
    """The feeds of all comments, whose page is at `path`, and of answers to each."""
    word = path_words(edition.language)["feed"]
    for end in FORMS:
        yield f"{path}/{word}.{end}", _feed_page(kind, end)
        yield f"{path}/{{number}}/{word}.{end}", _feed_page(kind, end)


def _feed_page(kind: str, end: str) -> PageFunction:
    def page(site: Site, edition: Edition, request: Request) -> Answer:
        name = request.path_params["name"]
        subject = find_subject(site, edition, kind, name)
        if subject is None or site.discussion is None:
            return absent(site, edition, kind, name)
        found = site.discussion.comments(subject.page)
        answered = None
        if "number" in request.path_params:
            number = request.path_params["number"]
            answered = find_thread(site, subject, number)
            if answered is None:
                return failure(site, edition, 404)
            of_it = answers_to(found, answered.id)
            found = tuple(one for one in of_it if one.id != answered.id)
        feed = _feed(edition, subject, found, answered, end, site.clock())
        form = FORMS[end]
        kind_of = f"{form.media_type}; charset=utf-8"
        return Answer(body=form.write(feed), media_type=kind_of, keep=True)

    return page


def _feed(
    edition: Edition,
    subject: Subject,
    found: Sequence[Comment],
    answered: Comment | None,
    end: str,
    now: datetime,
) -> Feed:
    at, say = edition.addresses, edition.words.say
    page = (
        at.thread(subject.path, answered.id) if answered else at.comments(subject.path)
    )
    title = (
        say("Answers to {name}: {title}", name=answered.name, title=subject.title)
        if answered
        else say("Comments: {title}", title=subject.title)
    )
    shown = [one for one in found if one.state is CommentState.SHOWN]
    newest = sorted(shown, key=lambda one: (one.at, one.id), reverse=True)[:MOST]
    return Feed(
        address=at.absolute(at.feed(page, end)),
        page=at.absolute(page),
        title=title,
        subtitle=edition.settings.paper.name,
        language=edition.language,
        updated=datetime(2026, 1, 1, tzinfo=now.tzinfo),
        rights=say("Each comment belongs to whoever wrote it."),
        entries=tuple(_entry(edition, subject, one) for one in newest),
    )


def _entry(edition: Edition, subject: Subject, one: Comment) -> FeedEntry:
    at = edition.addresses
    page = at.absolute(at.thread(subject.path, one.id))
    return FeedEntry(
        id=f"comment-{one.id}",
        title=edition.words.say(
            "{name} on “{title}”", name=one.name, title=subject.title
        ),
        language=language_tag(one.language),
        page=page,
        original=page,
        updated=one.edited or one.at,
        published=one.at,
        outlet=edition.settings.paper.name,
        outlet_home=at.absolute(at.front()),
        authors=(one.name,),
        summary=discussion.plain_text(one.text)[:300],
        content=discussion.shown_html(one.text, one.html),
    )
