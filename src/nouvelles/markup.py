"""Whether markup can be parsed in bounded time: a check for the rooms that parse it.

HTML parsers are quadratic in places: in the attributes of one element (each name is
compared with those before it) and in the depth of open elements (each is asked whether it
closes). Measured on lexbor 2.5 and libxml2 2.14 (2026-11-23): 100,000 nested elements or
100,000 attributes take half a minute. So pages are weighed first, in linear time.
"""

from __future__ import annotations

import re
from typing import Final

#: Tags, opening and closing. The largest of 1,005 pages of the press has 10,645; the
#: extraction of 100,000 takes six seconds.
MOST_TAGS: Final = 100_000

#: Comparisons of attributes in one page; 10⁹ take three seconds. Words of scripts count
#: as attributes here: of 1,005 pages the most is 0.75 · 10⁹.
MOST_ATTRIBUTE_PAIRS: Final = 2_000_000_000

#: Sum of the depths of all elements; 10⁹ take a second.
MOST_DEPTH: Final = 1_000_000_000

#: Below these a page costs nothing worth counting.
_FEW_TAGS: Final = 10_000
_SHORT_TAG: Final = 4_000

_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)")

#: One attribute with its value, as a tokenizer reads it (HTML Standard, 13.2.5.32 on).
_ATTRIBUTE = re.compile(r"[^\s/][^\s/=]*(?:\s*=\s*(?:\"[^\"]*\"|'[^']*'|\S*))?")

#: Elements that do not stay open (HTML Standard, 13.1.2, void elements and optional end
#: tags, as known 2026-11-23).
_NEVER_DEEP: Final = frozenset(
    [
        "area",
        "base",
        "br",
        "col",
        "embed",
        "hr",
        "img",
        "input",
        "link",
        "meta",
        "param",
        "source",
        "track",
        "wbr",
        "p",
        "li",
        "dt",
        "dd",
        "tr",
        "td",
        "th",
        "option",
    ]
)


def excess(html: str) -> str:
    """What there is too much of in a page for our parsers, or "" for nothing."""
    tags = html.count("<")
    if tags > MOST_TAGS:
        return f"{tags} tags"
    if _attribute_pairs(html) > MOST_ATTRIBUTE_PAIRS:
        return "attributes, or words without a tag between"
    if tags > _FEW_TAGS and _depth_sum(html) > MOST_DEPTH:
        return "nested elements"
    return ""


def _attribute_pairs(html: str) -> int:
    """Pairs of attributes of one element, or of words where there is no tag for long.

    A quoted value may hold ">", so what follows one may be the rest of a tag: texts and
    scripts are counted as if they were.
    """
    pairs = 0
    for part in html.split(">"):
        if len(part) > _SHORT_TAG:
            pairs += sum(1 for _ in _ATTRIBUTE.finditer(part)) ** 2
    return pairs


def _depth_sum(html: str) -> int:
    total = depth = 0
    for match in _TAG.finditer(html):
        if match[2].lower() in _NEVER_DEEP:
            continue
        depth = max(0, depth - 1) if match[1] else depth + 1
        total += depth
    return total
