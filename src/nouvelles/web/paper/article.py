"""An article's page."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from starlette.requests import Request

from nouvelles.edition import freshness, strength
from nouvelles.records import ArticleInStory, Comment, Shown, Story, Tombstone
from nouvelles.web.addresses import split_name
from nouvelles.web.answers import Answer, redirect
from nouvelles.web.paper.article_set import SetArticle, set_article
from nouvelles.web.paper.failures import failure, removed
from nouvelles.web.placing import place_grounds
from nouvelles.web.related import show_related
from nouvelles.web.shown import show_line
from nouvelles.web.site import Edition, Site
from nouvelles.web.subjects import article_subject
from nouvelles.web.talk import is_closed, make_talk
from nouvelles.web.topics import topic_names

if TYPE_CHECKING:
    from nouvelles.run.discussion.paper import PaperDiscussion
    from nouvelles.store.comments import PageRule


def article(site: Site, edition: Edition, request: Request) -> Answer:
    """`/fr/article/{slug}-{id}`; another slug leads to the right one.

    What stands of it is kept as it was set (`standing`); the rest is set into its gaps.
    """
    parts = split_name(request.path_params["name"])
    held = site.reads.article_in_story(parts[1]) if parts else None
    if held is None:
        return failure(site, edition, 404)
    if isinstance(held, Tombstone):
        return removed(site, edition, held)
    now = site.clock()
    since = freshness(held.shown.listed, now)
    also = show_related(held.beside, held.hidden, now=now, at=since)
    made = _stands(site, edition, held, within=bool(also))
    if request.path_params["name"] != made.path.rpartition("/")[2]:
        return redirect(made.path, 301)
    told_in = held.story
    ad = site.choose_ad(
        edition,
        made.path,
        sections=topic_names(told_in.topics) if told_in else (),
        sensitive=told_in is not None and told_in.sensitive,
    )
    filled = {
        "day": edition.times.dated(now),
        "also": edition.part("also.html", items=also, now=now) if also else "",
        "told": _told(site, edition, held.shown, told_in) if told_in else "",
        "ad": edition.part("ad.html", ad=ad) if ad else "",
        **_talk(site, edition, made, since, now),
    }
    return site.answer(edition, made.page.fill(filled), ad=ad)


def _stands(
    site: Site, edition: Edition, held: ArticleInStory, *, within: bool
) -> SetArticle:
    """What stands of the page, until the article or a translation of it changes."""
    shown, translations = held.shown, held.translations
    found: SetArticle = site.standing.get(
        ("article", edition.language, shown.listed.id, within),
        (shown, *translations),
        lambda: set_article(site, edition, shown, translations, within=within),
    )
    return found


def _told(site: Site, edition: Edition, shown: Shown, story: Story) -> str:
    """The story that the article is in, and why, which stands until the story changes."""
    id = shown.listed.id
    found: str = site.standing.get(
        ("told", edition.language, id),
        (story,),
        lambda: edition.part("told.html", placed=_placed(story, id)),
    )
    return found


def _talk(
    site: Site, edition: Edition, made: SetArticle, since: datetime, now: datetime
) -> Mapping[str, str]:
    """The comments and how many there are, which stand until one comes or goes, for the
    day: of later days they say the date."""
    if site.discussion is None:
        return {"talk": "", "talk_count": ""}
    subject = article_subject(edition, made.id, made.title, made.language, since)
    comments, rule = _said(site, site.discussion, subject.page)
    closed, today = is_closed(site, subject, rule), edition.times.local(now).date()

    def make() -> Mapping[str, str]:
        talk = make_talk(site, edition, subject, comments, closed=closed)
        count = edition.part("talk_count.html", talk=talk) if talk.count else ""
        return {
            "talk": edition.part("talk.html", talk=talk, now=now),
            "talk_count": count,
        }

    found: Mapping[str, str] = site.standing.get(
        ("talk", edition.language, made.id, closed, today), comments, make
    )
    return found


def _said(
    site: Site, discussion: PaperDiscussion, page: str
) -> tuple[tuple[Comment, ...], PageRule]:
    """What is said of a page, which stands until the paper changes."""
    counter = discussion.glance()
    if counter is None:
        return discussion.said_of(page)
    found: tuple[tuple[Comment, ...], PageRule] = site.standing.get(
        ("said", page, counter), (), lambda: discussion.said_of(page)
    )
    return found


def _placed(found: Story, id: str) -> dict[str, object] | None:
    """The story of several that an article is in, and why; None where there is none."""
    if found.hidden or len(found.told) < 2:
        return None
    told = next((one for one in found.told if one.listed.id == id), None)
    if told is None:
        return None
    grounds = place_grounds(told)
    closest = (one.listed for one in found.told if one.listed.id == grounds.closest)
    return {
        "id": found.id,
        "slug": found.slug,
        "strength": strength(found.told),
        "grounds": grounds,
        "closest": next(map(show_line, closest), None),
        "copied": told.copy is not None,
    }
