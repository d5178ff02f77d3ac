"""What of an article's page stands until the article changes: nearly all of it.

Search engines: a full text that we republish names the original as `canonical`, so that
the outlet's own page is the one that is found. A page with no more than headline and
extract, or of an article that its outlet has withdrawn, is its own canonical and
`noindex`: it helps readers who are here already, and would only stand before the
original elsewhere.
"""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from nouvelles.edition import place_aside
from nouvelles.language.identify import primary
from nouvelles.language.transliteration import signature
from nouvelles.records import Shown, Surface, Translation
from nouvelles.rights import Why, may
from nouvelles.web.addresses import outward, readable
from nouvelles.web.history import show_history
from nouvelles.web.licences import licence_address, licence_name
from nouvelles.web.linked import (
    breadcrumbs,
    news_article,
    translated_article,
    write_linked,
)
from nouvelles.web.sharing import Shared, share_links
from nouvelles.web.shown import ENTRY_ONLY, Display, show_article, worded
from nouvelles.web.site import Edition, Site
from nouvelles.web.standing import Set, gap, set_with_gaps
from nouvelles.web.translated import InLanguage, show_translation
from nouvelles.web.words import mark

#: Why there is only an extract, by the rights room's word. Said to the reader.
REASONS: Mapping[str, str] = {
    ENTRY_ONLY: mark(
        "We have not captured this article: what you read is what the outlet’s own "
        "feed says of it."
    ),
    Why.NO_LICENCE: mark(
        "The outlet keeps all rights in its text: we show an extract and send you to "
        "the original."
    ),
    Why.UNKNOWN_LICENCE: mark(
        "The page names terms of use that we cannot read with certainty: we show an "
        "extract and send you to the original."
    ),
    Why.NON_COMMERCIAL: mark(
        "The outlet’s licence excludes commercial use, which a paper cannot always rule "
        "out: we show an extract and send you to the original."
    ),
    Why.AGENCY_COPY: mark(
        "This text comes from a news agency, which an outlet’s licence does not cover: "
        "we show an extract and send you to the original."
    ),
    Why.PAYWALLED: mark(
        "The outlet sells this text: we show an extract and send you to the original."
    ),
    Why.OPTED_OUT: mark(
        "The outlet reserves its texts against text and data mining: we have not read "
        "the page, and show only what its feed says."
    ),
    Why.NOARCHIVE: mark(
        "The outlet asks that no copy of this page be kept: we show an extract and send "
        "you to the original."
    ),
    Why.NOINDEX: mark(
        "The outlet asks that this page not be made findable elsewhere: we show an "
        "extract and send you to the original."
    ),
    Why.NOSNIPPET: mark(
        "The outlet asks that no extract of this page be shown: we show its headline "
        "and send you to the original."
    ),
    Why.MAX_SNIPPET: mark(
        "The outlet limits the length of extracts from this page: we keep to it and "
        "send you to the original."
    ),
    Why.TRACKING_PIXEL: mark(
        "The licence asks that readers be counted at the outlet, which this paper does "
        "not do: we show an extract and send you to the original."
    ),
    Why.WITHDRAWN: mark(
        "The outlet has this article no more: we show its headline and the address where "
        "it stood, and nothing of its text."
    ),
}


#: Why a text is not translated, by the rights room's word; and where nothing forbids it.
UNTRANSLATED: Mapping[str, str] = {
    Why.NO_DERIVATIVES: mark(
        "This text stands in its own language: its licence does not allow translations."
    ),
    Why.NOTRANSLATE: mark(
        "This text stands in its own language: the outlet asks that it not be translated."
    ),
}
NOT_YET = mark("This text stands in its own language: there is no translation of it.")


#: What stands in the gaps of an article's page, which is another thing each time.
GAPS = ("day", "talk_count", "also", "told", "talk", "ad")


@dataclass(frozen=True, slots=True, kw_only=True)
class SetArticle:
    """The page of an article in an edition at its own address `path`, with `GAPS`; and
    what its title and language are, where it is talked about."""

    path: str
    id: str
    title: str
    language: str
    page: Set


def set_article(
    site: Site,
    edition: Edition,
    found: Shown,
    translations: Sequence[Translation],
    *,
    within: bool,
) -> SetArticle:
    """Set the page of an article; `within`: other articles are named amid its text, where
    that is long."""
    display = show_article(found)
    teaser, history = display.teaser, show_history(found)
    at = edition.addresses
    path = at.article(teaser.id, teaser.headline)
    stand = {
        language: made
        for language in site.editions
        if (made := _in_language(found, display, translations, language)) is not None
    }
    made = stand.get(edition.language)
    words = worded(teaser, edition.language)
    html = site.render(
        edition,
        "article.html",
        lambda at: at.article(teaser.id, teaser.headline),
        day=gap("day"),
        gaps={name: gap(name) for name in GAPS},
        display=display,
        made=made,
        words=words,
        signers=_signers(edition, display, translated=made is not None),
        untranslated=_untranslated(edition, found, display, made),
        alternates=_alternates(found, stand),
        article=teaser,
        facts=None if teaser.withdrawn else found.article,
        reason="" if display.is_whole else REASONS[display.reason],
        licence=_licence(display.licence),
        stated_licence=_licence(display.stated_licence),
        plate_licence=_licence(display.plate.licence if display.plate else ""),
        origin=_origin(found),
        history=history,
        # The first changed nothing; others may differ outside headline and text.
        unlisted=max(0, len(found.revisions) - 1 - len(history)),
        revisions=[{"at": one.at, "digest": one.digest} for one in found.revisions],
        talks=site.discussion is not None,
        aside=place_aside(display.blocks) if within else len(display.blocks),
        invented=[teaser.source.invented],
        linked=_linked(site, edition, found, display, path, made),
        shares=share_links(
            Shared(
                address=at.absolute(path),
                title=words.headline,
                preview=at.absolute(at.preview(teaser.id)),
            )
        ),
    )
    return SetArticle(
        path=path,
        id=teaser.id,
        title=teaser.headline,
        language=teaser.language,
        page=set_with_gaps(html),
    )


def _in_language(
    found: Shown, display: Display, translations: Sequence[Translation], language: str
) -> InLanguage | None:
    """The article in another language than its own, where that stands and may be shown."""
    if primary(found.listed.language) == language:
        return None
    stands = (one for one in translations if one.target_language == language)
    return show_translation(display.blocks, found, next(stands, None))


def _signers(
    edition: Edition, display: Display, *, translated: bool
) -> list[dict[str, object]]:
    """Who signs; on a translated page also as its edition writes the name, "" where that
    is as the outlet does."""
    tag = display.teaser.language
    return [
        {
            "number": number,
            "name": name,
            "written": (signature(name, tag, edition.language) or "")
            if translated
            else "",
        }
        for number, name in enumerate(display.byline, 1)
    ]


def _untranslated(
    edition: Edition, found: Shown, display: Display, made: InLanguage | None
) -> str:
    """Why a whole text stands in another language than the edition's; "" where it does
    not."""
    is_own = primary(found.listed.language) == edition.language
    if is_own or made is not None or not display.is_whole:
        return ""
    reason = may(found.listed.rights, Surface.TRANSLATION).reason
    return UNTRANSLATED.get(reason, NOT_YET)


def _alternates(found: Shown, stand: Mapping[str, InLanguage]) -> Container[str] | None:
    """The editions that search engines may send readers of their languages to: the one
    of the article's own language, and those for which a person translated it. None where
    it stands in no other language than its own."""
    if not stand:
        return None
    people = [language for language, one in stand.items() if one.maker != "machine"]
    return frozenset([primary(found.listed.language), *people]) if people else ()


def _linked(
    site: Site,
    edition: Edition,
    found: Shown,
    display: Display,
    path: str,
    made: InLanguage | None,
) -> Markup:
    """The article and the way to it, for machines."""
    at, source = edition.addresses, display.teaser.source
    facts = None if display.teaser.withdrawn else found.article
    places = [
        (edition.words.say("Front page"), at.front()),
        (source.name, at.source(source.host)),
    ]
    words = worded(display.teaser, edition.language)
    headline = words.headline or edition.words.say("Untitled")
    article = news_article(
        site,
        edition,
        display,
        at.absolute(path),
        modified=facts.modified if facts else None,
        free=None if facts is None else not found.listed.rights.paywalled,
    )
    if made is not None:
        article = translated_article(site, edition, article, made)
    return write_linked(
        article,
        breadcrumbs(edition, places, headline),
    )


def _licence(spdx: str) -> dict[str, str]:
    return {"name": licence_name(spdx), "address": licence_address(spdx)}


def _origin(shown: Shown) -> dict[str, object]:
    """Where this page comes from: capture, digest, extractor, language."""
    newest = shown.revisions[-1] if shown.revisions else None
    confidence = shown.article.language_confidence if shown.article else 0.0
    return {
        "address": readable(shown.listed.url),
        "link": outward(shown.listed.url),
        "captured": newest.at if newest else shown.listed.captured,
        "digest": newest.digest if newest else "",
        "extracted_by": shown.extracted_by,
        "confidence": int(100 * confidence),
        "stale": shown.stale,
    }
