"""Which of many sitemaps are worth a look for what is new.

An index of a large outlet names thousands, one for each month since it began. Names are
those that WordPress (wp-sitemap-posts-post-1.xml), Yoast SEO (post-sitemap12.xml) and
the outlets' own systems write, as met in November 2026.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from urllib.parse import unquote, urlsplit

from nouvelles.ingest.finding.sitemap_record import Child

#: Words of a name that promise the last days: Google's news sitemaps and their like.
_NEWS = re.compile(
    r"(?<![a-z])(?:google-?)?(?:news|latest|recent|today|48h|actus?|actualites"
    r"|noticias|nachrichten|aktuell|nyheter|novosti|haber(?:ler)?)(?![a-z])"
)

#: Words of a name of what is no article: pictures, films, lists, people.
_OTHER = re.compile(
    r"(?<![a-z])(?:images?|photos?|videos?|categor(?:y|ies)|tax(?:onom(?:y|ies))?"
    r"|tags?|topics?|authors?|users?|pages?|sections?|products?|events?|forums?"
    r"|galler(?:y|ies)|post_tag|post_format|static)(?![a-z])"
)

#: What is an article after all: post-sitemap, wp-sitemap-posts-post-1, articles-page-3.
_ARTICLES = re.compile(r"(?<![a-z])(?:posts?(?!_)|articles?|stor(?:y|ies))(?![a-z])")

#: 2026, 2026-11, 202611, 2026-11-23, 20261123 in a name.
_DATED = re.compile(
    r"(?<!\d)((?:19|20)\d\d)(?:[-_/.=&a-z]{0,7}?(0[1-9]|1[0-2])"
    r"(?:[-_/.=&a-z]{0,5}?(0[1-9]|[12]\d|3[01]))?)?(?!\d)"
)

#: The last number of a name: the 12 of post-sitemap12.xml.
_NUMBER = re.compile(r"(\d{1,9})(?!.*\d)", re.S)

_LONG_AGO = datetime.min.replace(tzinfo=UTC)


def news_first(children: Sequence[Child], *, most: int = 4) -> tuple[Child, ...]:
    """The children of an index to look at, best first, at most `most`.

    Those named for news come first. Then the newest: a child is as new as its lastmod,
    but never newer than the month or year in its name, for many outlets write today's
    date on all of them; without either, the highest number is the newest. Sitemaps of
    pictures, categories or authors are taken only where there is nothing else.
    """
    named = [(_name(child.url), child) for child in children]
    articles = [pair for pair in named if not _is_other(pair[0])]
    ranked = sorted(articles or named, key=lambda pair: _rank(*pair), reverse=True)
    return tuple(child for _, child in ranked[:most])


def is_news_name(url: str) -> bool:
    """Whether a sitemap is named for news, by the last part of its path or its query."""
    return _NEWS.search(_name(url)) is not None


def _name(url: str) -> str:
    """What tells the children of an index apart: its last three segments and the query."""
    parts = urlsplit(url)
    tail = "/".join(parts.path.rsplit("/", 3)[-3:])
    return unquote(f"{tail}?{parts.query}")[:300].lower()


def _is_other(name: str) -> bool:
    return bool(_OTHER.search(name)) and not (
        _ARTICLES.search(name) or _NEWS.search(name)
    )


def _rank(name: str, child: Child) -> tuple[bool, datetime, int]:
    news = _NEWS.search(name) is not None
    number = _NUMBER.search(name.removesuffix("?").removesuffix(".gz"))
    ends = [date for date in (child.modified, _end_of_period(name)) if date]
    return news, min(ends, default=_LONG_AGO), int(number[1]) if number else 0


def _end_of_period(name: str) -> datetime | None:
    """The end of the day, month or year that a name carries, in UTC."""
    match = _DATED.search(name)
    if match is None:
        return None
    year, month, day = (int(part) if part else 0 for part in match.groups())
    try:
        if day:
            return datetime(year, month, day, tzinfo=UTC) + timedelta(days=1)
        after = datetime(year + month // 12, month % 12 + 1, 1, tzinfo=UTC)
        return after if month else datetime(year + 1, 1, 1, tzinfo=UTC)
    except ValueError:  # the 31st of February
        return None
