"""Dates in a page's body: marked by time elements or microdata, or only printed."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from importlib.resources import files
from typing import Final

import regex
from selectolax.lexbor import LexborNode

from nouvelles.extract.around import Around, names_around
from nouvelles.extract.days import Day, read_days
from nouvelles.extract.lines import Line
from nouvelles.extract.page import Page, text_of
from nouvelles.language import fold

#: Elements in which a time is of something else: a comment, a teaser, an event.
_ELSEWHERE = regex.compile(
    r"comment|related|sidebar|teaser|recommend|most-|popular|widget|footer|promo|card"
    r"|latest|ticker|trending|next-|more-",
    regex.IGNORECASE,
)
#: Names of what a date stands in.
_DATED = regex.compile(
    r"date|datum|fecha|publi|posted|time|meta|stand\b|byline|info|veroeff|created|dato"
    r"|entry-|article-|author|submitted|kicker"
)
_DIGIT = regex.compile(r"\d")
_LEVELS: Final = 6
#: Longer lines are sentences that speak of a day.
_LONGEST_LINE: Final = 160
_LONGEST_PLAIN: Final = 60
#: Countries that write the month first, as regions of language tags.
_MONTH_FIRST: Final = frozenset({"us", "ph", "fm", "mh", "pw"})


@dataclass(slots=True)
class Marked:
    """Texts of elements that say when, most likely first."""

    published: list[str] = field(default_factory=list)
    modified: list[str] = field(default_factory=list)


def find_marked(page: Page) -> Marked:
    """The times of microdata, then of time elements after the first h1, then others."""
    found = Marked()
    times: list[str] = []
    before: list[str] = []
    after_heading = False
    for node in page.tree.css(
        "h1, time, [itemprop~=datePublished], [itemprop~=dateModified]"
    ):
        if node.tag == "h1":
            after_heading = True
            continue
        kind = node.attributes.get("itemprop") or ""
        text = _machine_time(node)
        if not text:
            continue
        if "datePublished" in kind:
            found.published.append(text)
        elif "dateModified" in kind or _names(node, "updated", "modified"):
            found.modified.append(text)
        elif not _is_elsewhere(node):
            (times if after_heading else before).append(text)
    found.published += times[:1] or before[:1]
    return found


def _machine_time(node: LexborNode) -> str:
    attributes = node.attributes
    return (
        attributes.get("datetime")
        or attributes.get("content")
        or attributes.get("title")
        or text_of(node)
    )


def _names(node: LexborNode, *words: str) -> bool:
    names = (node.attributes.get("class") or "").lower()
    return any(word in names for word in words) and "published" not in names


def _is_elsewhere(node: LexborNode) -> bool:
    around: LexborNode | None = node
    for _ in range(_LEVELS):
        if around is None or around.tag in ("article", "main", "body"):
            return False
        attributes = around.attributes
        names = f"{attributes.get('class') or ''} {attributes.get('id') or ''}"
        if around.tag in ("aside", "footer", "nav") or _ELSEWHERE.search(names):
            return True
        around = around.parent
    return False


def month_comes_first(page: Page) -> bool:
    """Whether a page writes 3/5/2026 for the 5th of March: by the region of its tags."""
    root = page.tree.root
    tags = (
        (root.attributes.get("lang") or "") if root else "",
        page.meta("og:locale", "content-language"),
    )
    for tag in tags:
        parts = tag.lower().replace("_", "-").split("-")
        if len(parts) > 1:
            return parts[-1] in _MONTH_FIRST
    return bool(tags[0].lower() == "en" or not any(tags)) and ".co.uk/" not in page.url


def near_days(around: Around, language: str, month_first: bool) -> Iterator[date]:
    """Days in the lines round the headline.

    A line that says that something was published comes first, one that speaks of a
    change last.
    """
    near = [
        line
        for line in around.near
        if len(line.text) <= _LONGEST_LINE and not around.hints(line).pictured
    ]
    return _best(near, language, month_first)


def other_days(
    page: Page, around: Around, language: str, month_first: bool
) -> Iterator[date]:
    """Days after the text, then in any short line whose names speak of a date."""
    yield from _best(around.foot, language, month_first)
    others = [
        line
        for line in page.lines
        if 0 < len(line.text) <= _LONGEST_PLAIN and _DIGIT.search(line.text)
    ]
    dated = [n for n in others if _DATED.search(names_around(n))]
    yield from _best([n for n in dated if not _is_other(n)], language, month_first)


def _is_other(line: Line) -> bool:
    return _ELSEWHERE.search(names_around(line)) is not None


def _best(lines: list[Line], language: str, month_first: bool) -> Iterator[date]:
    """The days of lines: those said to be of publication, plain ones, of changes."""
    ranked: list[tuple[int, int, date]] = []
    for place, line in enumerate(lines):
        if not _DIGIT.search(line.text) or line.text.startswith(
            ("©", "(c)", "Copyright")
        ):
            continue
        folded = fold(line.text)
        for found in read_days(line.text, language, month_first=month_first):
            ranked.append((_rank(folded, found), place, found.day))
    yield from (day for _, _, day in sorted(ranked))


def _rank(folded: str, found: Day) -> int:
    """0 for a day that is said to be of publication, 1 for a plain one, 2 of a change."""
    published, modified = _labels()
    before = folded[: found.start].rstrip(" :,-–|(")
    if any(before.endswith(word) for word in modified):
        return 2
    if any(before.endswith(word) for word in published):
        return 0
    # "Updated at 9:30 on 3 May 2026"
    if any(word in before for word in modified):
        return 2
    return 1


@lru_cache(maxsize=1)
def _labels() -> tuple[tuple[str, ...], tuple[str, ...]]:
    path = files("nouvelles.extract").joinpath("data/dates.toml")
    raw = tomllib.loads(path.read_text(encoding="utf-8"))
    return tuple(map(fold, raw["published"])), tuple(map(fold, raw["modified"]))
