"""What the state of an application says (Next, Nuxt, AMP, Apollo …), as a last resort.

Pages that are made by scripts carry their data as JSON in a script. It holds many articles;
only what stands near this page's headline is believed. The text is searched, not parsed:
states are large, often no JSON at all, and asked for on few pages.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Final

import regex

from nouvelles.extract.page import Page, squeeze
from nouvelles.language import sound_json

#: Characters before and after the headline that are searched; longer scripts are skipped.
_NEAR: Final = 4_000
_LONGEST: Final = 3_000_000
_SHORTEST_HEADLINE: Final = 12
#: The beginning of a headline by which its place is known.
_HEADLINE: Final = 40

#: Keys of content management systems for the time of publication: ISO 8601 or Unix time.
_PUBLISHED = regex.compile(
    r'"(?:date_?[Pp]ublished|published_?[Aa]t|publish_?(?:ed)?_?[Dd]ate|publication_?[Dd]ate'
    r"|first_?[Pp]ublish(?:ed)?(?:_?(?:[Aa]t|[Dd]ate|[Tt]ime))?|published(?:_?[Tt]ime)?"
    r"|display_?[Dd]ate|release_?[Dd]ate|pub_?[Dd]ate|created_?[Aa]t|date_?[Cc]reated"
    r')"\s*:\s*"?(?P<time>\d{4}-\d{2}-\d{2}[^"]{0,24}|1\d{9}(?:\d{3})?)[",}]'
)
#: Keys for authors: a name, or an object or list of objects with a name.
_AUTHOR = regex.compile(
    r'"(?:authors?|by_?line|author_?[Nn]ame|writers?|reporters?|creators?)"\s*:\s*'
    r'(?:\[?\s*\{[^{}]{0,300}?"(?:name|full_?[Nn]ame|display_?[Nn]ame)"\s*:\s*)?\[?'
    r'"(?P<name>(?:[^"\\]|\\.){3,120})"'
)


def state_dates(page: Page, headline: str) -> list[str]:
    """The time of publication next to the headline: at most one, as written."""
    for near in _passages(page, headline):
        for match in _PUBLISHED.finditer(near):
            return [match["time"]]
    return []


def state_authors(page: Page, headline: str) -> list[str]:
    """The authors' names next to the headline, as written."""
    for near in _passages(page, headline):
        found = [_plain(match["name"]) for match in _AUTHOR.finditer(near)]
        if found:
            return found[:1]
    return []


def _passages(page: Page, headline: str) -> Iterator[str]:
    """The passages of scripts round the headline, what follows it first."""
    if len(headline.encode()) < _SHORTEST_HEADLINE:
        return
    start = headline[:_HEADLINE]
    forms = {
        start,
        json.dumps(start)[1:-1],
        json.dumps(start, ensure_ascii=False)[1:-1],
    }
    for node in page.tree.css("script"):
        text = node.text(deep=True)
        if not 2 * _SHORTEST_HEADLINE < len(text) < _LONGEST or "ld+json" in (
            node.attributes.get("type") or ""
        ):
            continue
        for form in sorted(forms):
            place = text.find(form)
            if place >= 0:
                yield text[place : place + _NEAR]
                yield text[max(0, place - _NEAR) : place]
                break


def _plain(text: str) -> str:
    try:
        return squeeze(str(json.loads(sound_json(f'"{text}"'))))
    except ValueError:
        return ""
