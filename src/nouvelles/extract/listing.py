"""Whether a page lists articles rather than being one: home, section, tag, author, search.

No sign is sure: lists state articles in their structured data, articles stand among lists
of others. So signs are counted, for and against; each has its weight below. They are what
the page states, how its address is built, what its maker's system calls it, and how its
text lies: running text in one piece, or headlines that lead away.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

from nouvelles.extract.lines import Line
from nouvelles.extract.page import Page, types_of
from nouvelles.extract.weight import weight

#: So many points are a list; so many, where hardly any text was found.
ENOUGH: Final = 6
ENOUGH_WITHOUT_TEXT: Final = 3

#: schema.org types of pages that list others.
_LISTING: Final = frozenset({"CollectionPage", "SearchResultsPage", "ProfilePage"})

#: Classes of the body element (WordPress, get_body_class; Drupal, html.html.twig; Ghost,
#: body_class; TYPO3 and Joomla have none; as known 2026-11-29).
_LIST_CLASSES: Final = frozenset((
    "home", "blog", "archive", "category", "tag", "author", "search", "search-results",
    "post-type-archive", "tax", "date", "path-frontpage", "page-taxonomy-term", "front",
    "home-template", "tag-template", "author-template",
))  # fmt: skip
_ARTICLE_CLASSES: Final = frozenset((
    "single", "single-post", "single-format-standard", "page-node-type-article",
    "node-type-article", "page-node-type-news", "post-template", "page-template-default",
))  # fmt: skip

#: Addresses of articles: a day or month, a long number, a long slug, a file with one.
_ARTICLE_ADDRESS: Final = re.compile(
    r"/(?:19|20)\d\d[/-]?(?:0\d|1[0-2])\b|\d{5,}|[^/]+-[^/-]+-[^/-]+-[^/-]+|\d[^/]*\.s?html?$"
)
#: Addresses of lists: their last parts in the languages of content management systems.
_LIST_ADDRESS: Final = re.compile(
    r"/(?:page|seite|pagina|strana)/\d+/?$"
    r"|/(?:tags?|topics?|category|categories|kategorie|categoria|rubrique|rubrik|sections?|"
    r"authors?|autor|autoren|auteur|search|suche|recherche|buscar|archiv|archives?|"
    r"schlagwort|thema|themen|etiqueta|label)(?:/[^/]+)?/?$"
)
_SEARCH: Final = re.compile(
    r"(?:^|&)(?:s|q|query|search|suche|keywords?)=", re.IGNORECASE
)

#: A headline that leads away: a line that is a link, as long as headlines are.
_LINKED: Final = 0.8
_HEADLINE: Final = range(12, 251)
#: A list leads to so many articles at least.
_FEWEST: Final = 5
#: What an address at the root of a site says.
_ROOT: Final = 3
#: Running text: lines as long as sentences, hardly linked.
_SENTENCE: Final = 80
_PROSE: Final = 0.3
#: Characters of running text in one piece: what teasers are below, and articles above.
_PIECES: Final = 450
_TEXT: Final = 1_200
_LONG_TEXT: Final = 2_500


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """How a page's text lies: headlines that lead away, and the longest running text."""

    headlines: int
    run: int


def is_listing(page: Page, *, textless: bool = False) -> bool:
    """Whether a page that declares no article of its own is a list of them.

    Where it is `textless` it is rejected in any case, and this is only its reason.
    """
    return points(page) >= (ENOUGH_WITHOUT_TEXT if textless else ENOUGH)


def points(page: Page) -> int:
    """What speaks for a list, less what speaks for an article."""
    shape = shape_of(page.lines)
    if shape.headlines < _FEWEST:
        return 0
    addressed, named = _addressed(page.url), _named(page)
    # At the root of a site stands no article, whatever its template is called.
    total = _stated(page) + addressed + (max(0, named) if addressed == _ROOT else named)
    total += 2 * (shape.headlines >= 10) + (shape.headlines >= 25)
    if shape.run < _PIECES:
        total += 2
    elif shape.run >= _TEXT:
        total -= 3 if shape.run < _LONG_TEXT else 5
    return total


def shape_of(lines: list[Line]) -> Shape:
    """How lines lie; a character of a script without spaces counts for two."""
    headlines = run = longest = apart = 0
    for line in lines:
        text = line.text
        if not text:
            continue
        length = weight(text)
        if line.linked >= _LINKED * len(text):
            if length in _HEADLINE:
                headlines += 1
                run = 0
        elif length >= _SENTENCE and line.linked < _PROSE * len(text):
            run = run + length if apart < 2 else length
            longest = max(longest, run)
            apart = 0
            continue
        apart += 1
    return Shape(headlines=headlines, run=longest)


def _stated(page: Page) -> int:
    kinds = {name for thing in page.things[:50] for name in types_of(thing)}
    kind = page.meta("og:type").lower()
    found = 3 * bool(kinds & _LISTING)
    found += ("ItemList" in kinds) + (kind in ("website", "site", "object"))
    return found - (kind in ("article", "news", "blog"))


def _addressed(url: str) -> int:
    try:
        parts = urlsplit(url)
    except ValueError:
        return 0
    path = parts.path.lower()
    if not parts.netloc:
        return 0
    if path in ("", "/") and not parts.query:
        return _ROOT
    if _LIST_ADDRESS.search(path) or _SEARCH.search(parts.query):
        return 2
    if _ARTICLE_ADDRESS.search(path):
        return -2
    return 0 if parts.query else 1


def _named(page: Page) -> int:
    classes = set(page.boxes[0].names.lower().split()) if page.boxes else set()
    return 3 * bool(classes & _LIST_CLASSES) - 3 * bool(classes & _ARTICLE_CLASSES)
