"""A capture to an article: all parts read from one page and put together."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final

from nouvelles.errors import Reject
from nouvelles.extract.agencies import find_agencies, is_agency, is_own
from nouvelles.extract.body import extract_blocks, without_head
from nouvelles.extract.byline import clean_names, find_authors, names_in_lines
from nouvelles.extract.canonical import find_canonical
from nouvelles.extract.credit_lines import find_credit_lines
from nouvelles.extract.dates import find_dates
from nouvelles.extract.decode import decode
from nouvelles.extract.gate import (
    check_bounded,
    check_capture,
    check_format,
    check_page,
)
from nouvelles.extract.headline import (
    find_headline,
    find_kicker,
    find_site_name,
    find_standfirst,
)
from nouvelles.extract.lead_image import find_image
from nouvelles.extract.page import Page, first_text, listed, read_page
from nouvelles.extract.reasons import Reason
from nouvelles.language import fold, identify, shorten
from nouvelles.language.identify import primary
from nouvelles.records import Article, Block, Capture, Doubt

#: Read beyond which a language is what the text says, whatever the page declares.
_SURE: Final = 0.9

_MOST_KEYWORDS: Final = 20
_LONGEST_KEYWORD: Final = 60
_LONGEST_HEADLINE: Final = 90


def extract_capture(capture: Capture) -> Article:
    """The article of a capture.

    Raises:
        Reject: any reason of `Reason` but time-limit and those of pictures.
    """
    check_capture(capture)
    return extract(
        capture.body,
        url=capture.url,
        content_type=capture.header("content-type"),
        captured=capture.at,
    )


def extract(
    page: bytes, *, url: str, content_type: str = "", captured: datetime | None = None
) -> Article:
    """The article of a page's bytes.

    Args:
        url: the page's address; relative addresses in it are resolved against it.
        content_type: the HTTP header's value, for the encoding.
        captured: when the page was fetched; later dates in it are not believed.

    Raises:
        Reject: too-large, empty-page, not-html, no-text, too-short, index-page,
            soft-404, redirect.
    """
    check_format(page, content_type)
    decoded = decode(page, content_type)
    text = decoded.text
    if not text.strip():
        raise Reject(Reason.EMPTY_PAGE)
    check_bounded(text)
    parsed = read_page(text, url)
    blocks = extract_blocks(parsed, text)
    doubts = decoded.doubts
    site_name = find_site_name(parsed)
    headline, site_name = find_headline(parsed, site_name)
    check_page(parsed, headline, blocks)
    if not headline:
        first = next((b.text for b in blocks if b.kind != "image"), "")
        headline = shorten(first, _LONGEST_HEADLINE, "und")
        doubts += (Doubt(code="headline-missing"),)
    return _assemble(parsed, text, captured, blocks, headline, site_name, doubts)


def _assemble(
    page: Page,
    html: str,
    captured: datetime | None,
    blocks: tuple[Block, ...],
    headline: str,
    site_name: str,
    doubts: tuple[Doubt, ...],
) -> Article:
    first = next((b.text for b in blocks if b.kind == "paragraph"), "")
    standfirst = find_standfirst(page, headline, first)
    authors = find_authors(page, lambda name: is_own(name, site_name, page.url))
    lines = find_credit_lines(page, headline=headline, site_name=site_name, body=blocks)
    byline = _byline(authors, lines, site_name, page.url)
    kicker = find_kicker(page, headline)
    body = without_head(blocks, headline, (kicker, standfirst, ", ".join(byline)))
    canonical, canonical_doubts = find_canonical(page)
    dates = find_dates(page, html, captured)
    language, confidence, language_doubts = _language(page, headline, body)
    image = find_image(page)
    agencies = find_agencies(
        page, site_name=site_name, authors=authors, lines=lines, body=body or blocks
    )
    return Article(
        canonical=canonical,
        headline=headline,
        # A page that says nothing but its standfirst keeps it as its text.
        body=body or blocks,
        kicker=kicker,
        standfirst=standfirst,
        byline=byline,
        agencies=agencies,
        published=dates.published,
        modified=dates.modified,
        day_only=dates.day_only,
        language=language,
        language_confidence=round(confidence, 3),
        section=_section(page),
        keywords=_keywords(page),
        image=image,
        site_name=site_name,
        paywalled=_is_paywalled(page),
        doubts=(*doubts, *canonical_doubts, *dates.doubts, *language_doubts),
    )


def _byline(
    authors: list[tuple[str, bool]], lines: list[str], site_name: str, url: str
) -> tuple[str, ...]:
    """The persons who sign, once each, without the outlet and its agencies."""
    names = [
        name for text, is_person in authors if is_person for name in clean_names(text)
    ]
    kept = [n for n in names if not is_own(n, site_name, url) and not is_agency(n)]
    if not kept:
        printed = names_in_lines(lines)
        kept = [
            n for n in printed if not is_own(n, site_name, url) and not is_agency(n)
        ]
    return tuple({fold(name): name for name in kept}.values())


def _language(
    page: Page, headline: str, body: tuple[Block, ...]
) -> tuple[str, float, tuple[Doubt, ...]]:
    """Tag, confidence and doubt: the text's language, with what the page declares."""
    root = page.tree.css_first("html")
    stated = (
        (root.attributes.get("lang") or "") if root else "",
        first_text(page.article.get("inLanguage")),
        page.meta("content-language", "og:locale", "dc.language"),
    )
    declared = next((primary(tag) for tag in stated if 2 <= len(primary(tag)) <= 3), "")
    text = " ".join([headline, *(b.text for b in body if b.kind != "image")])[:4_000]
    read, confidence = identify(text, expected=(declared,) if declared else ())
    if not declared or read == declared:
        return read, confidence, ()
    if read == "und":
        return declared, confidence, ()
    doubt = Doubt(code="language-differs", detail=f"{declared} declared, {read} read")
    return (read if confidence >= _SURE else declared), confidence, (doubt,)


def _section(page: Page) -> str:
    stated = first_text(page.article.get("articleSection"))
    return stated or page.meta("article:section", "section", "parsely-section")


def _keywords(page: Page) -> tuple[str, ...]:
    words: list[Any] = listed(page.article.get("keywords"))
    for meta in ("news_keywords", "article:tag", "keywords", "parsely-tags"):
        if not any(words):
            words = list(page.metas.get(meta, ()))
    # A single text is a list with commas; several are one keyword each.
    if len(words) == 1 and isinstance(words[0], str):
        words = words[0].replace("，", ",").replace("、", ",").split(",")
    named = [first_text(word) for word in words]
    kept = [word for word in named if 0 < len(word) <= _LONGEST_KEYWORD]
    return tuple({fold(word): word for word in kept}.values())[:_MOST_KEYWORDS]


def _is_paywalled(page: Page) -> bool:
    for value in (
        page.article.get("isAccessibleForFree"),
        page.meta("isaccessibleforfree"),
    ):
        if str(value).strip().rsplit("/", 1)[-1].lower() == "false":
            return True
    return page.meta("article:content_tier").lower() == "locked"
