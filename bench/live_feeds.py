"""Invented feeds to be read live: full text, five languages, two formats.

The words are made of the syllables of a language and drawn as words are in the press
(Zipf's law over 20,000 of them), so that an index has the vocabulary to carry that a
real one has. The same feeds each time.
"""

from __future__ import annotations

import itertools
import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from functools import cache
from html import escape
from pathlib import Path

ENTRIES = 50
VOCABULARY = 20_000

#: The time of the newest entry.
NEWEST = datetime(2026, 11, 20, 12, tzinfo=UTC)

#: Beginnings, middles and ends of words, and words of an article so that a feed of 50
#: weighs 112 kB on average (Cyrillic and Arabic letters take two bytes).
LANGUAGES = {
    "en": ("b c d f g h l m n p r s t w st th", "a e i o u ea ou", "n r s t d ly", 210),
    "fr": ("b c ch d f g j l m n p r s t v", "a e é è i o u ou", "n r s t l que", 210),
    "es": ("b c d f g h j l m n ñ p r s t v", "a e i o u ó í", "n r s l do da", 210),
    "ru": ("б в г д ж з к л м н п р с т х ч", "а е и о у ы я ё", "н р т й ть", 135),
    "ar": ("ب ت ج ح د ر س ش ع ف ق ك ل م ن", "ا و ي َ ُ", "ة ن ر م ات", 150),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """A feed as a file: which outlet's, under which name, in which language."""

    number: int
    name: str
    language: str
    document: bytes


@cache
def words_of(language: str) -> tuple[list[str], list[float]]:
    """The words of a language, the commonest first, with their summed weights."""
    starts, middles, ends, _ = LANGUAGES[language]
    dice = random.Random(f"words {language}")
    found: dict[str, None] = {}
    while len(found) < VOCABULARY:
        syllables = dice.choices((1, 2, 3), (3, 5, 2))[0]
        word = "".join(
            dice.choice(starts.split()) + dice.choice(middles.split())
            for _ in range(syllables)
        )
        found[word + dice.choice([*ends.split(), ""])] = None
    weights = itertools.accumulate(1 / (rank + 3) for rank in range(VOCABULARY))
    return list(found), list(weights)


def feeds(number: int) -> Iterator[Written]:
    """The first feeds of the press; each outlet has one."""
    for outlet in range(number):
        language = list(LANGUAGES)[outlet % len(LANGUAGES)]
        atom = outlet % 2 == 0
        write = _atom if atom else _rss
        yield Written(
            number=outlet,
            name=f"feed{outlet}.{'atom' if atom else 'rss'}",
            language=language,
            document=write(outlet, language).encode(),
        )


def write_feeds(folder: Path, number: int) -> list[str]:
    """Write feeds as files; their names."""
    names = []
    for feed in feeds(number):
        (folder / feed.name).write_bytes(feed.document)
        names.append(feed.name)
    return names


def _entries(outlet: int, language: str) -> Iterator[tuple[str, str, str, datetime]]:
    """Address, title, body in HTML and time of each entry."""
    vocabulary, weights = words_of(language)
    length = LANGUAGES[language][3]
    dice = random.Random(f"outlet {outlet}")
    for item in range(ENTRIES):
        said = dice.choices(vocabulary, cum_weights=weights, k=length + 8)
        title = " ".join(said[:8]).capitalize()
        paragraphs = []
        for start in range(8, len(said), 60):
            sentences = [said[n : n + 12] for n in range(start, start + 60, 12)]
            paragraphs.append(" ".join(_sentence(one) for one in sentences if one))
        link = f'<a href="https://outlet{outlet}.example/about">{vocabulary[item]}</a>'
        body = "".join(f"<p>{text}</p>" for text in paragraphs) + f"<p>{link}</p>"
        at = NEWEST - timedelta(hours=item, minutes=outlet % 60)
        address = f"https://outlet{outlet}.example/{at:%Y/%m/%d}/article-{item}"
        yield address, title, body, at


def _sentence(words: list[str]) -> str:
    text = " ".join(words).capitalize()
    return f"{text}."


def _rss(outlet: int, language: str) -> str:
    items = "".join(
        f"<item><title>{escape(title)}</title><link>{address}</link>"
        f'<guid isPermaLink="false">{outlet}-{at:%s}</guid>'
        f"<pubDate>{format_datetime(at)}</pubDate>"
        f"<description>{escape(body[3:163])}</description>"
        f"<content:encoded><![CDATA[{body}]]></content:encoded></item>\n"
        for address, title, body, at in _entries(outlet, language)
    )
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n<rss version="2.0" '
        'xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>'
        f"<title>Outlet {outlet}</title><link>https://outlet{outlet}.example/</link>"
        f"<description>Invented</description><language>{language}</language>\n"
        f"{items}</channel></rss>\n"
    )


def _atom(outlet: int, language: str) -> str:
    items = "".join(
        f"<entry><title>{escape(title)}</title>"
        f'<link rel="alternate" href="{address}"/><id>tag:outlet{outlet},{at:%s}</id>'
        f"<published>{at.isoformat()}</published><updated>{at.isoformat()}</updated>"
        f'<summary>{escape(body[3:163])}</summary><content type="html">{escape(body)}'
        "</content></entry>\n"
        for address, title, body, at in _entries(outlet, language)
    )
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{language}">'
        f"<title>Outlet {outlet}</title><id>https://outlet{outlet}.example/</id>"
        f"<updated>{NEWEST.isoformat()}</updated>"
        f'<link href="https://outlet{outlet}.example/"/>\n{items}</feed>\n'
    )
