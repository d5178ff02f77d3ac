"""Previews as pages: drawn when first asked for, then kept a while."""

from __future__ import annotations

from dataclasses import replace

from starlette.requests import Request

from nouvelles.edition import strength
from nouvelles.records import Shown, Tombstone
from nouvelles.web.addresses import ID
from nouvelles.web.answers import AN_HOUR, Answer
from nouvelles.web.cards import lead_of
from nouvelles.web.names import direction, language_tag
from nouvelles.web.paper.failures import failure
from nouvelles.web.paper.views import find_story
from nouvelles.web.preview import Preview
from nouvelles.web.shown import Teaser, Wording, show_teaser, worded
from nouvelles.web.site import Edition, Site
from nouvelles.web.words import mark

SAMPLE = mark("Invented press")


def paper_preview(site: Site, edition: Edition, request: Request) -> Answer:
    """`/fr/apercu.png`: the paper itself, for all pages without one of their own."""
    name, rtl = edition.settings.paper.name, direction(edition.language) == "rtl"
    preview = Preview(
        paper=name,
        edition=edition.language,
        title=edition.words.say("The world’s press, with its sources"),
        language=edition.language,
        rtl=rtl,
        edition_rtl=rtl,
    )
    return answer_preview(site, preview)


def article_preview(site: Site, edition: Edition, request: Request) -> Answer:
    """`/fr/apercu/{id}.png`: an article's headline and outlet."""
    id = request.path_params["id"]
    found = site.reads.article(id) if ID.match(id) else None
    if isinstance(found, Tombstone):
        return failure(site, edition, found.status)
    if not isinstance(found, Shown):
        return failure(site, edition, 404)
    return answer_preview(site, _preview(site, edition, show_teaser(found.listed)))


def story_preview(site: Site, edition: Edition, request: Request) -> Answer:
    """`/fr/apercu/recit/{id}.png`: a story by the telling that leads it."""
    found = find_story(site, request.path_params["id"])
    if found is None:
        return failure(site, edition, 404)
    lead = lead_of(edition, found, site.clock())
    told = strength(found.told).outlets
    said = edition.words.count(
        "{number} outlet tells it", "{number} outlets tell it", told
    )
    preview = _preview(site, edition, show_teaser(lead.told.listed))
    return answer_preview(site, replace(preview, place=said[:1].upper() + said[1:]))


def answer_preview(site: Site, preview: Preview) -> Answer:
    """A preview as it is sent."""
    return Answer(
        body=site.previews.get(preview), media_type="image/png", cache=AN_HOUR
    )


def _preview(site: Site, edition: Edition, teaser: Teaser) -> Preview:
    source, say = teaser.source, edition.words.say
    words = worded(teaser, edition.language)
    language = edition.names.language(teaser.language)
    kicker = [
        edition.names.country(source),
        _said_of(edition, words, language),
    ]
    return Preview(
        paper=edition.settings.paper.name,
        edition=edition.language,
        title=words.headline,
        language=language_tag(words.language),
        rtl=direction(words.language) == "rtl",
        place=" · ".join(part for part in kicker if part),
        outlet=source.name,
        outlet_language=language_tag(source.language),
        note=say(SAMPLE) if source.invented else "",
        edition_rtl=direction(edition.language) == "rtl",
    )


def _said_of(edition: Edition, words: Wording, language: str) -> str:
    """In which language the article is, or from which its headline was translated."""
    say = edition.words.say
    if not words.origin:
        return say("in {language}", language=language) if language else ""
    origin = edition.names.definite(words.origin, after_of=True)
    if words.by_machine:
        return say("machine translation from {language}", language=origin)
    return say("translated from {language}", language=origin)
