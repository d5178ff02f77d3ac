"""What may be shown, by surface: fail-closed, and never wider for knowing less.

The decisions, and why:

- **Without a licence**: headline, and the feed's own summary or at most 200 characters
of
  text, with outlet and link. Nothing longer, no translation, no picture.
- **Page and outlet**: a page that names a licence is heard before the outlet's entry in
  our table, since it is the closer statement. Where both are known, only what *both*
  grant is granted: a licence link that was really a picture's is the likeliest mistake,
  and the cost of being too strict is a link instead of a text. A page that names terms
  which we do not know has no licence, whatever its outlet has.
- **Non-commercial** licences count as none: a paper of this software may carry
  advertising, and nothing here can know that it does not.
- **No derivatives**: the text whole or not at all; never translated. Short quotations
  stay what they are for everyone: at most 200 characters.
- **Translated headlines**: what a headline says may be said in another language, as
  every press review does, without a licence; not where the outlet or the page says no:
  `notranslate`, `tdm-reservation`, no derivatives, or terms that we do not know.
- **No translation**: an outlet that asks for it in whatever way is heard (a condition of
  its source): no text and no headline. All else stays as it was.
- **Agency copies**: an outlet cannot license what it bought; any credited agency voids
  the licence of the text. It does not void a picture's own licence.
- **Directives** bind display: `nosnippet` and `max-snippet` every kind of extract, and
  the full text with them (it would be a longer one); `noarchive` the full text, which
  is our stored copy; `noindex` whatever makes the text findable here (full text, search
  snippet, translation, picture); `notranslate` the translation.
- **tdm-reservation: 1**: headline and the feed's own summary, nothing else.
- **Tracking pixel**: a licence on the condition that readers are counted at the outlet
  is one that this paper cannot keep, since it tells nobody who reads: no full text, no
  translation, and no picture that stands under that licence. Conditions that we do not
  know cannot be kept either.
- **Withdrawn**: what its outlet has taken away is not kept up by us: headline and link.
- **Pictures** need a licence of their own, or one of the page when they are credited to
  nobody else. One without derivatives does not do: the paper crops and scales.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from nouvelles.language import fold, shorten
from nouvelles.records import Permission, RightsItem, Surface
from nouvelles.rights.licences import Licence, find_licence
from nouvelles.rights.naming import spdx_of
from nouvelles.rights.reasons import Why

#: Characters that may be quoted without a licence. The house's rule (issue 2), on the
#: careful side of "very short extracts" in article 15 of Directive (EU) 2019/790.
QUOTATION_LIMIT: Final = 200
#: A condition that cannot be kept: readers are not tracked.
TRACKING_PIXEL: Final = "tracking-pixel"
#: A condition that can: nothing of the outlet is translated.
NO_TRANSLATION: Final = "no-translation"
#: The conditions that are known.
CONDITIONS: Final = frozenset({TRACKING_PIXEL, NO_TRANSLATION})


@dataclass(frozen=True, slots=True, kw_only=True)
class _Grant:
    """What licences leave us for a text: a licence to name, or why there is none."""

    licence: Licence | None
    derivatives: bool
    why: Why


def may(item: RightsItem, surface: Surface) -> Permission:
    """Whether something of an item may be shown on a surface, how much of it, and why.

    `limit` is in characters (code points): None means without limit, 0 nothing. Where
    the reason is `Why.OPTED_OUT`, the limit is for the feed's own summary, and nothing
    taken from the page may be shown; `quotation` sees to that.
    """
    if item.withdrawn and surface is not Surface.HEADLINE:
        return _refused(Why.WITHDRAWN)
    match surface:
        case Surface.HEADLINE:
            return Permission(allowed=True, reason=Why.HEADLINE)
        case Surface.FULL_TEXT:
            return _full_text(item)
        case Surface.TRANSLATION:
            return _translation(item)
        case Surface.TRANSLATED_HEADLINE:
            return _translated_headline(item)
        case Surface.IMAGE:
            return _image(item)
        case Surface.EXTRACT | Surface.FEED | Surface.SNIPPET:
            return _extract(item, surface)


def extract_limit(item: RightsItem) -> int:
    """Characters that may be quoted without a licence, from 0 to 200.

    The same limit holds for the feed's own summary and for words of the page.
    """
    if item.withdrawn or "nosnippet" in item.robots:
        return 0
    if item.max_snippet is None:
        return QUOTATION_LIMIT
    return max(0, min(QUOTATION_LIMIT, item.max_snippet))


def quotation(
    item: RightsItem,
    surface: Surface,
    *,
    summary: str,
    text: str,
    language: str,
    length: int = QUOTATION_LIMIT,
) -> str:
    """The words to show as extract: the feed's summary, else the text's beginning.

    Args:
        surface: EXTRACT, FEED or SNIPPET.
        summary: what the outlet's own feed says, "" for nothing.
        text: the words taken from the page, "" for nothing.
        length: characters that the surface has room for, where rights allow more.

    Returns:
        At most `length` and at most `may(item, surface).limit` characters.
    """
    answer = may(item, surface)
    if not answer.allowed:
        return ""
    limit = length if answer.limit is None else min(length, answer.limit)
    own = summary.strip()
    words = own if own or answer.reason == Why.OPTED_OUT else text
    return shorten(words, limit, language)


def attribution(item: RightsItem) -> bool:
    """Whether the source must be named by law or licence; only public domain is free.

    The paper names it always; exports and mirrors may ask.
    """
    licence = _grant(item).licence
    return licence is None or licence.attribution


def _grant(item: RightsItem) -> _Grant:
    """The licence under which the text stands, after all that voids one."""
    if item.agencies:
        return _Grant(licence=None, derivatives=False, why=Why.AGENCY_COPY)
    stated = [spdx for spdx in (item.page_licence, item.source_licence) if spdx]
    if not stated:
        return _Grant(licence=None, derivatives=False, why=Why.NO_LICENCE)
    found = [find_licence(spdx) for spdx in stated]
    known = [licence for licence in found if licence is not None]
    if len(known) < len(stated):
        return _Grant(licence=None, derivatives=False, why=Why.UNKNOWN_LICENCE)
    if any(licence.non_commercial for licence in known):
        return _Grant(licence=None, derivatives=False, why=Why.NON_COMMERCIAL)
    if not all(licence.full_text for licence in known):
        return _Grant(licence=None, derivatives=False, why=Why.NO_LICENCE)
    # `min` takes the first of equals: the page's own.
    strictest = min(known, key=lambda one: (one.derivatives, not one.attribution))
    return _Grant(
        licence=strictest,
        derivatives=all(licence.derivatives for licence in known),
        why=Why.LICENSED,
    )


def _unkept(item: RightsItem) -> Why | None:
    """Why a licence on conditions is none; one that we do not know cannot be kept."""
    if TRACKING_PIXEL in item.conditions:
        return Why.TRACKING_PIXEL
    return None if CONDITIONS.issuperset(item.conditions) else Why.UNKNOWN_LICENCE


def _asks_no_translation(item: RightsItem) -> bool:
    return "notranslate" in item.robots or NO_TRANSLATION in item.conditions


def _against_full_text(item: RightsItem, grant: _Grant) -> Why | None:
    """The first reason not to show the whole text, or None."""
    unkept = _unkept(item)
    reasons = (
        (item.opted_out, Why.OPTED_OUT),
        (grant.licence is None, grant.why),
        (unkept is not None, unkept),
        (item.paywalled, Why.PAYWALLED),
        ("noarchive" in item.robots, Why.NOARCHIVE),
        ("noindex" in item.robots, Why.NOINDEX),
        ("nosnippet" in item.robots, Why.NOSNIPPET),
        (item.max_snippet is not None, Why.MAX_SNIPPET),
    )
    return next((why for applies, why in reasons if applies), None)


def _refused(why: Why) -> Permission:
    return Permission(allowed=False, reason=why, limit=0)


def _licensed(licence: Licence | None) -> Permission:
    spdx = licence.spdx if licence else ""
    return Permission(allowed=True, reason=Why.LICENSED, licence=spdx)


def _full_text(item: RightsItem) -> Permission:
    grant = _grant(item)
    why = _against_full_text(item, grant)
    return _refused(why) if why else _licensed(grant.licence)


def _translation(item: RightsItem) -> Permission:
    whole = _full_text(item)
    if not whole.allowed:
        return whole
    grant = _grant(item)
    if not grant.derivatives:
        return _refused(Why.NO_DERIVATIVES)
    if _asks_no_translation(item):
        return _refused(Why.NOTRANSLATE)
    return _licensed(grant.licence)


def _translated_headline(item: RightsItem) -> Permission:
    """A headline is as free in another language, unless somebody says no."""
    stated = [spdx for spdx in (item.page_licence, item.source_licence) if spdx]
    found = [find_licence(spdx) for spdx in stated]
    reasons = (
        (item.opted_out, Why.OPTED_OUT),
        (_asks_no_translation(item), Why.NOTRANSLATE),
        (None in found, Why.UNKNOWN_LICENCE),
        (any(one and not one.derivatives for one in found), Why.NO_DERIVATIVES),
    )
    why = next((why for applies, why in reasons if applies), None)
    return _refused(why) if why else Permission(allowed=True, reason=Why.HEADLINE)


def _extract(item: RightsItem, surface: Surface) -> Permission:
    limit = extract_limit(item)
    if limit == 0:
        directive = Why.NOSNIPPET if "nosnippet" in item.robots else Why.MAX_SNIPPET
        return _refused(directive)
    if surface is Surface.SNIPPET:
        # A search result is found by the text: what must not be mined or indexed is
        # not.
        if item.opted_out:
            return _refused(Why.OPTED_OUT)
        if "noindex" in item.robots:
            return _refused(Why.NOINDEX)
    grant = _grant(item)
    why = _against_full_text(item, grant)
    if why is None:
        # In a feed the text stands whole; elsewhere an extract cuts it.
        if grant.derivatives or surface is Surface.FEED:
            return _licensed(grant.licence)
        why = Why.NO_DERIVATIVES
    if why is Why.NO_LICENCE:
        why = Why.QUOTATION
    return Permission(allowed=True, reason=why, limit=limit)


def _image(item: RightsItem) -> Permission:
    if item.opted_out:
        return _refused(Why.OPTED_OUT)
    if {"noimageindex", "max-image-preview:none"} & set(item.robots):
        return _refused(Why.IMAGE_DIRECTIVE)
    if "noindex" in item.robots:
        return _refused(Why.NOINDEX)
    if item.image_licence:
        # Pages give an address as often as a name.
        stated = spdx_of(item.image_licence) or item.image_licence
        return _image_of(_grant(RightsItem(page_licence=stated)))
    if item.image_credit and fold(item.image_credit) != fold(item.source_name):
        return _refused(Why.IMAGE_CREDIT)
    grant = _grant(item)
    if grant.licence is not None and (unkept := _unkept(item)) is not None:
        return _refused(unkept)
    return _image_of(grant)


def _image_of(grant: _Grant) -> Permission:
    if grant.licence is None:
        return _refused(grant.why)
    if not grant.derivatives:
        return _refused(Why.NO_DERIVATIVES)
    return _licensed(grant.licence)
