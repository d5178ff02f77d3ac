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
    BOT_CHECK = "bot-check"  # a captcha, or what a firewall prints; detail: whose
    CONSENT_WALL = "consent-wall"  # asks for consent before it shows anything
    LOGIN_WALL = "login-wall"  # asks its readers to sign in before it shows anything
    GEO_BLOCK = "geo-block"  # not shown in the country that it was asked from
    SCRIPT_ONLY = "script-only"  # says that it shows nothing without its programs
    FRAMES = "frames"  # its text is in a frame; detail: the frame's address
    #: Given by whoever runs the stage when its time is over; never raised here.
    TIME_LIMIT = "time-limit"

    NOT_A_PICTURE = "not-a-picture"
    PICTURE_TOO_LARGE = "picture-too-large"
    PICTURE_BROKEN = "picture-broken"


class Left(StrEnum):
    """Why a part of a page is left out of its article."""

    HEADLINE = "headline"  # the headline, which the article has already
    BYLINE = "byline"  # who wrote it
    DATE = "date"  # when it was published or changed
    REPEATED = "repeated"  # text that stands on the page twice
    HEADING_ALONE = "heading-alone"  # a heading at the end, of what is not taken
    CAPTION = "caption"  # words of a picture that is not shown, and credits
    RELATED = "related"  # links to other articles: "Lire aussi"
    NEXT_ARTICLE = "next-article"  # the next article of an endless scroll, or a list
    SHARE = "share"  # names of networks, buttons
    NEWSLETTER = "newsletter"
    COOKIE_NOTICE = "cookie-notice"
    ADVERTISEMENT = "advertisement"
    COMMENTS = "comments"  # readers' comments, and their form
    PAYWALL_NOTICE = "paywall-notice"
    TAGS = "tags"
    RIGHTS = "rights"  # "All rights reserved"
    MENU = "menu"
    HEADER = "header"
    FOOTER = "footer"
    ASIDE = "aside"
    FORM = "form"
    NOTICE = "notice"  # what lies over the page, or warns
    PLAYER = "player"
    EMBED = "embed"
    FACT_BOX = "fact-box"
    HIDDEN = "hidden"
    LINKS = "links"  # a list of links that says nothing more of itself
    BEFORE_TEXT = "before-text"  # stands above the text and is no part of it
    SITE_RULE = "site-rule"  # a rule for this site says so
    OTHER = "other"  # unlike the text around, by its score
