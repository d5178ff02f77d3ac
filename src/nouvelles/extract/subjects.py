"""What an article is filed under: its section and its keywords."""

from __future__ import annotations

from typing import Any, Final

from nouvelles.extract.page import Page, first_text, listed, types_of
from nouvelles.language import fold

_MOST_KEYWORDS: Final = 20
_LONGEST_KEYWORD: Final = 60
_LONGEST_SECTION: Final = 60
_SECTION_METAS: Final = (
    "article:section", "section", "parsely-section", "cxenseparse:section",
    "sailthru.section", "dc.subject",
)  # fmt: skip
_KEYWORD_METAS: Final = (
    "news_keywords", "article:tag", "keywords", "parsely-tags", "sailthru.tags",
)  # fmt: skip


def find_section(page: Page) -> str:
    """The outlet's section, as it names it, or "".

    JSON-LD, meta elements, or the breadcrumb before the article in JSON-LD.
    """
    stated = first_text(page.article.get("articleSection")) or page.meta(
        *_SECTION_METAS
    )
    stated = stated or _from_breadcrumb(page)
    return stated if len(stated) <= _LONGEST_SECTION else ""


def _from_breadcrumb(page: Page) -> str:
    """The last but one step of a breadcrumb of at least three: home, section, article."""
    for thing in page.things:
        if "BreadcrumbList" not in types_of(thing):
            continue
        steps = [s for s in listed(thing.get("itemListElement")) if isinstance(s, dict)]
        names = [first_text(s.get("name")) or first_text(s.get("item")) for s in steps]
        if len(names) >= 3 and not names[-2].startswith("http"):
            return names[-2]
    return ""


def find_keywords(page: Page) -> tuple[str, ...]:
    """The keywords that an outlet gives an article, each once, at most twenty."""
    words: list[Any] = listed(page.article.get("keywords"))
    for meta in _KEYWORD_METAS:
        if not any(words):
            words = list(page.metas.get(meta, ()))
    # A single text is a list with commas; several are one keyword each.
    if len(words) == 1 and isinstance(words[0], str):
        words = words[0].replace("，", ",").replace("、", ",").split(",")
    named = [first_text(word) for word in words[: 2 * _MOST_KEYWORDS]]
    kept = [word for word in named if 0 < len(word) <= _LONGEST_KEYWORD]
    return tuple({fold(word): word for word in kept}.values())[:_MOST_KEYWORDS]
