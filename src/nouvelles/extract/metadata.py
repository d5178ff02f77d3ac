"""All of an article but its body: the door to what is said about it on its page.

heading = read_heading(page)          # what the body is looked for below
metadata = read_metadata(page, heading, blocks, captured)
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from nouvelles.extract.agencies import find_agencies, is_own
from nouvelles.extract.around import read_around
from nouvelles.extract.byline import find_signers
from nouvelles.extract.canonical import find_canonical
from nouvelles.extract.credit_lines import credit_lines
from nouvelles.extract.dateline import find_dateline
from nouvelles.extract.dates import find_dates
from nouvelles.extract.headline import read_headline
from nouvelles.extract.kind import find_kind
from nouvelles.extract.lead_image import find_image
from nouvelles.extract.links import read_links
from nouvelles.extract.page import Page
from nouvelles.extract.paywall import find_paywall
from nouvelles.extract.site_name import find_site_name
from nouvelles.extract.statements import find_statements
from nouvelles.extract.subjects import find_keywords, find_section
from nouvelles.extract.titles import overlap
from nouvelles.extract.tongue import declared_language, find_language
from nouvelles.records import (
    Alternate,
    ArticleKind,
    Block,
    Doubt,
    Image,
    Statement,
)

#: The share of common words under which what a page shows is another headline.
_SAME_HEADLINE: Final = 0.4
_DETAIL: Final = 120


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """What the body is looked for below: the headline and where the page shows it.

    `shown` is the wording that the page shows, "" where it shows none; `first` and `end`
    are the range of its lines in `Page.lines`, (-1, -1) for none.
    """

    headline: str
    site_name: str
    kicker: str = ""
    shown: str = ""
    first: int = -1
    end: int = -1
    doubts: tuple[Doubt, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Metadata:
    """The fields of `Article` of the same names, without those of heading and body."""

    canonical: str
    byline: tuple[str, ...] = ()
    agencies: tuple[str, ...] = ()
    published: datetime | None = None
    modified: datetime | None = None
    day_only: bool = False
    dateline: str = ""
    language: str = "und"
    language_confidence: float = 0.0
    section: str = ""
    keywords: tuple[str, ...] = ()
    image: Image | None = None
    alternates: tuple[Alternate, ...] = ()
    paywalled: bool = False
    free_blocks: int | None = None
    kind: ArticleKind = "news"
    statements: tuple[Statement, ...] = ()
    doubts: tuple[Doubt, ...] = ()


def read_heading(page: Page) -> Heading:
    """The headline ("" for a page without any), the site's name and the kicker.

    Doubts: "headline-differs", with what the page shows in the headline's place.
    """
    found = read_headline(page, find_site_name(page))
    doubts: tuple[Doubt, ...] = ()
    differs = found.shown not in ("", found.text)
    if differs and overlap(found.shown, found.text) < _SAME_HEADLINE:
        doubts = (Doubt(code="headline-differs", detail=found.shown[:_DETAIL]),)
    return Heading(
        headline=found.text,
        site_name=found.site_name,
        kicker=found.kicker,
        shown=found.shown,
        first=found.first,
        end=found.end,
        doubts=doubts,
    )


def read_metadata(
    page: Page,
    heading: Heading,
    blocks: tuple[Block, ...],
    captured: datetime | None,
) -> Metadata:
    """What a page says about its article.

    Args:
        heading: what `read_heading` found.
        blocks: the body; its first and last blocks tell where to look for credits.
        captured: when the page was fetched; later dates in it are not believed.
    """
    declared = declared_language(page)
    around = read_around(page, heading.first, heading.end, blocks)
    links = read_links(page)
    canonical, canonical_doubts = find_canonical(page, links)
    dates = find_dates(page, around, heading.headline, declared, captured)
    language, confidence, language_doubts = find_language(
        declared, heading.headline, blocks
    )

    def own(name: str) -> bool:
        return is_own(name, heading.site_name, page.url)

    signers = find_signers(page, around, heading.headline, declared, own)
    lines = credit_lines(around, heading.site_name, declared, blocks)
    agencies = find_agencies(
        page,
        site_name=heading.site_name,
        authors=signers.given,
        lines=lines,
        body=blocks,
    )
    paywalled, free_blocks = find_paywall(page, blocks)
    section = find_section(page)
    return Metadata(
        canonical=canonical,
        byline=signers.names,
        agencies=agencies,
        published=dates.published,
        modified=dates.modified,
        day_only=dates.day_only,
        dateline=find_dateline(blocks),
        language=language,
        language_confidence=round(confidence, 3),
        section=section,
        keywords=find_keywords(page),
        image=find_image(page),
        alternates=links.alternates,
        paywalled=paywalled,
        free_blocks=free_blocks,
        kind=find_kind(page, section, heading.kicker, blocks),
        statements=find_statements(page, links),
        doubts=(*canonical_doubts, *dates.doubts, *language_doubts),
    )
