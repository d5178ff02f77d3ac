"""An article's translation with the original beside it, and reports of its faults."""

from __future__ import annotations

from collections.abc import Mapping

from starlette.requests import Request

from nouvelles.language.identify import primary
from nouvelles.records import Shown, Tombstone
from nouvelles.web.addresses import split_name
from nouvelles.web.answers import Answer, redirect
from nouvelles.web.paper.failures import failure, removed
from nouvelles.web.shown import show_article
from nouvelles.web.site import Edition, Site
from nouvelles.web.translated import InLanguage, show_translation
from nouvelles.web.words import mark

#: What readers may report, by the word that is counted.
REASONS: Mapping[str, str] = {
    "meaning": mark("The meaning is another"),
    "name": mark("A name or number is wrong"),
    "language": mark("It cannot be understood"),
    "missing": mark("Something is missing"),
}


def beside(site: Site, edition: Edition, request: Request) -> Answer:
    """`/fr/article/{slug}-{id}/original`: two columns, a sentence in each row."""
    found = _found(site, edition, request)
    if isinstance(found, Answer):
        return found
    shown, made = found
    teaser = show_article(shown).teaser
    return site.page(
        edition,
        "beside.html",
        lambda at: at.beside(teaser.id, teaser.headline),
        made=made,
        article=teaser,
        reasons=REASONS,
        invented=[teaser.source.invented],
        alternates=(),
    )


def report(site: Site, edition: Edition, request: Request) -> Answer:
    """A report: counted by article and reason. Of who reports nothing is asked or kept."""
    found = _found(site, edition, request)
    if isinstance(found, Answer):
        return found
    # A form of another site reports nothing; browsers say where a form stands.
    if request.headers.get("sec-fetch-site", "same-origin") != "same-origin":
        return failure(site, edition, 404)
    reason = request.query_params.get("reason", "")
    if reason not in REASONS:
        return failure(site, edition, 404)
    shown, _ = found
    site.tally.note_report(shown.listed.id, edition.language, reason)
    at, teaser = edition.addresses, show_article(shown).teaser
    return redirect(f"{at.beside(teaser.id, teaser.headline)}#thanks", 303)


def _found(
    site: Site, edition: Edition, request: Request
) -> tuple[Shown, InLanguage] | Answer:
    parts = split_name(request.path_params["name"])
    held = site.reads.article(parts[1]) if parts else None
    if isinstance(held, Tombstone):
        return removed(site, edition, held)
    if held is None or primary(held.listed.language) == edition.language:
        return failure(site, edition, 404)
    stands = site.reads.translation(held.listed.id, edition.language)
    made = show_translation(show_article(held).blocks, held, stands)
    return failure(site, edition, 404) if made is None else (held, made)
