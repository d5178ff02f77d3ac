"""Whether markup can be parsed in bounded time: a check for the rooms that parse it.

HTML parsers are quadratic in places: in the attributes of one element (each name is
compared with those before it), in the depth of open elements (each is asked whether it
closes), and in formatting elements that are not closed (all of them are opened anew in
each following paragraph). Measured on lexbor 2.5 and libxml2 2.14 (2026-11-23): 100,000
nested elements or 100,000 attributes take half a minute, and 2,000 `font` before 2,000
paragraphs, in 40 KB, take 1.4 GB (2026-11-29). So pages are weighed first, in linear time.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Final

#: Tags, opening and closing. The largest of 1,005 pages of the press has 10,645; the
#: extraction of 100,000 takes six seconds.
MOST_TAGS: Final = 100_000

#: Comparisons of attributes in one page; 10⁹ take three seconds. Words of scripts count
#: as attributes here: of 1,005 pages the most is 0.75 · 10⁹.
MOST_ATTRIBUTE_PAIRS: Final = 2_000_000_000

#: Sum of the depths of all elements; 10⁹ take two seconds, and a path for each of them
#: 8 GB. The most of 1,058 pages is 2.4 · 10⁶.
MOST_DEPTH: Final = 10_000_000

#: Elements that may be opened anew by the parser; 10⁶ take 370 MB. The most of 1,058
#: pages is 48,000, of the others 8,000.
MOST_REOPENED: Final = 300_000

_SHORT_TAG: Final = 4_000
#: Parts of a page in which its tags are counted, before it is read tag by tag.
_PARTS: Final = 64

_TAG = re.compile(rb"<(/?)([a-zA-Z][a-zA-Z0-9]*)")

#: Formatting elements (HTML Standard, 13.2.4.2) and how they end; of `a` there is never
#: more than one open.
_FORMATTING = re.compile(
    rb"<(/?)([biusBIUS]|[eE][mM]|[tT][tT]|[bB][iI][gG]|[cC][oO][dD][eE]|[fF][oO][nN][tT]|"
    rb"[nN][oO][bB][rR]|[sS][mM][aA][lL][lL]|[sS][tT][rR][iI][kK][eE]|"
    rb"[sS][tT][rR][oO][nN][gG])(?=[\s/>])"
)
_START = re.compile(rb"<[a-zA-Z]")
#: The beginnings of their start tags, and of some others: searched several times faster.
_OPENING = re.compile(
    rb"<(?:[biusBIUS][\s/>]|[eE][mM]|[tT][tT]|[bB][iI][gG]|[cC][oO][dD]|[fF][oO][nN]|"
    rb"[nN][oO][bB]|[sS][mM][aA]|[sS][tT][rR])"
)

#: One attribute with its value, as a tokenizer reads it (HTML Standard, 13.2.5.32 on).
_ATTRIBUTE = re.compile(rb"[^\s/][^\s/=]*(?:\s*=\s*(?:\"[^\"]*\"|'[^']*'|\S*))?")

#: Elements that do not stay open (HTML Standard, 13.1.2, void elements and optional end
#: tags, as known 2026-11-23).
_NEVER_DEEP: Final = frozenset((
    b"area", b"base", b"br", b"col", b"embed", b"hr", b"img", b"input", b"link",
    b"meta", b"param", b"source", b"track", b"wbr", b"p", b"li", b"dt", b"dd", b"tr",
    b"td", b"th", b"option",
))  # fmt: skip
#: Elements that stand with others of those in them, which stay open till they close.
_DEEPER: Final = {b"ul": 2, b"ol": 2, b"menu": 2, b"dl": 2, b"select": 2, b"table": 4}


def excess(html: str | bytes) -> str:
    """What there is too much of in a page for our parsers, or "" for nothing.

    Bytes may be in any encoding that has ASCII's characters as ASCII (all of the web's
    but UTF-16); they are searched several times faster than text.
    """
    data = html.encode("utf-8", "replace") if isinstance(html, str) else html
    tags = data.count(b"<")
    if tags > MOST_TAGS:
        return f"{tags} tags"
    if _attribute_pairs(data) > MOST_ATTRIBUTE_PAIRS:
        return "attributes, or words without a tag between"
    if _reopened(data, tags) > MOST_REOPENED:
        return "formatting elements that are not closed"
    if _deep(data, tags) and _depth_sum(data) > MOST_DEPTH:
        return "nested elements"
    return ""


def _attribute_pairs(html: bytes) -> int:
    """Pairs of attributes of one element, or of words where there is no tag for long.

    A quoted value may hold ">", so what follows one may be the rest of a tag: texts and
    scripts are counted as if they were.
    """
    long = list(_long_parts(html))
    # An attribute has at least a letter and a space; it ends at white space, a slash or a
    # quote. Seldom are these so many that attributes must be counted one by one.
    for bound in (_halves, _separators):
        pairs = sum(bound(part) ** 2 for part in long)
        if pairs <= MOST_ATTRIBUTE_PAIRS:
            return pairs
    return sum(sum(1 for _ in _ATTRIBUTE.finditer(part)) ** 2 for part in long)


def _long_parts(html: bytes) -> Iterator[bytes]:
    """The parts between ">" that are longer than a short tag; the others cost nothing."""
    # A long part covers one of these steps whole: only those are looked at closely.
    step = _SHORT_TAG // 2
    end = 0
    for start in range(0, len(html), step):
        if start < end or html.find(b">", start, start + step) >= 0:
            continue
        begin = html.rfind(b">", 0, start) + 1
        end = html.find(b">", start)
        end = len(html) if end < 0 else end
        if end - begin > _SHORT_TAG:
            yield html[begin:end]


def _halves(part: bytes) -> int:
    return len(part) // 2 + 1


def _separators(part: bytes) -> int:
    return len(part.split()) + part.count(b"/") + part.count(b'"') + part.count(b"'")


def _reopened(html: bytes, tags: int) -> int:
    """Formatting elements that are open where others start, summed; an upper bound."""
    if tags * tags // 4 <= MOST_REOPENED:
        return 0
    opened = len(_OPENING.findall(html))
    if opened * tags <= MOST_REOPENED:
        return opened * tags
    total = place = 0
    active: Counter[bytes] = Counter()
    for match in _FORMATTING.finditer(html):
        still = active.total()
        if still:
            total += still * len(_START.findall(html, place, match.start()))
        place = match.end()
        name = match[2].lower()
        if not match[1]:
            active[name] += 1
        elif active[name]:
            active[name] -= 1
    return total + active.total() * len(_START.findall(html, place))


def _deep(html: bytes, tags: int) -> bool:
    """Whether elements may be deep: by what opens and what closes in parts of a page."""
    if tags * tags // 2 <= MOST_DEPTH:
        return False
    step = len(html) // _PARTS + 1
    total = depth = 0
    for start in range(0, len(html), step):
        closed = html.count(b"</", start, start + step)
        opened = html.count(b"<", start, start + step) - closed
        total += opened * (depth + opened)
        depth = max(0, depth + opened - closed)
    return total > MOST_DEPTH


def _depth_sum(html: bytes) -> int:
    total = depth = 0
    for match in _TAG.finditer(html):
        name = match[2].lower()
        if name in _NEVER_DEEP:
            continue
        step = _DEEPER.get(name, 1)
        depth = max(0, depth - step) if match[1] else depth + step
        total += depth
    return total
