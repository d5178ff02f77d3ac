"""The words in which the rights room gives its reasons."""

from __future__ import annotations

from enum import StrEnum


class Why(StrEnum):
    """The reason of a permission, or of its limit or refusal."""

    HEADLINE = "headline"  # headline and link are free
    LICENSED = "licensed"  # the licence named in the answer grants it
    QUOTATION = "quotation"  # a short quotation, no licence being known
    NO_LICENCE = "no-licence"
    UNKNOWN_LICENCE = "unknown-licence"  # the page names terms that we do not know
    NON_COMMERCIAL = "non-commercial"
    NO_DERIVATIVES = "no-derivatives"
    AGENCY_COPY = "agency-copy"
    PAYWALLED = "paywalled"
    OPTED_OUT = "opted-out"  # tdm-reservation: 1; only the feed's own summary
    NOARCHIVE = "noarchive"
    NOINDEX = "noindex"
    NOSNIPPET = "nosnippet"
    MAX_SNIPPET = "max-snippet"
    NOTRANSLATE = "notranslate"
    IMAGE_DIRECTIVE = "image-directive"  # noimageindex, max-image-preview:none
    IMAGE_CREDIT = "image-credit"  # credited to others than the outlet
    TRACKING_PIXEL = "tracking-pixel"  # the licence asks that readers be counted
    WITHDRAWN = "withdrawn"  # the outlet has taken the article away
