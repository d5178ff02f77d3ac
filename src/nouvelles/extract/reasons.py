"""The words with which this room rejects, each with what it means."""

from __future__ import annotations

from enum import StrEnum


class Reason(StrEnum):
    """Why a capture is no article, or no picture. The detail names the fact."""

    HTTP_STATUS = "http-status"  # status other than 200; detail: the number
    REDIRECT = "redirect"  # sends the reader elsewhere; detail: where, if known
    TOO_LARGE = "too-large"  # cut by the archive, or more than a parser should be given
    EMPTY_PAGE = "empty-page"  # no bytes, or nothing but white space
    NOT_HTML = "not-html"  # another format; detail: which
    NO_TEXT = "no-text"  # a page in which no text was found
    TOO_SHORT = "too-short"  # a text, but too short for an article; detail: length
    INDEX_PAGE = "index-page"  # a home, section or search page: links, little text
    SOFT_404 = "soft-404"  # status 200, but it says that there is nothing here
    #: Given by whoever runs the stage when its time is over; never raised here.
    TIME_LIMIT = "time-limit"

    NOT_A_PICTURE = "not-a-picture"
    PICTURE_TOO_LARGE = "picture-too-large"
    PICTURE_BROKEN = "picture-broken"
