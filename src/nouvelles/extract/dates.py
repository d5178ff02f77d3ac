"""When an article was published and changed, with the zone that its page wrote."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Final

import regex

from nouvelles.extract.around import Around
from nouvelles.extract.days import read_days
from nouvelles.extract.page import Json, Page, first_text, types_of
from nouvelles.extract.printed_dates import (
    find_marked,
    month_comes_first,
    near_days,
    other_days,
)
from nouvelles.extract.states import state_dates
from nouvelles.records import Doubt

#: Meta elements that name the day of publication, the most exact first: Open Graph,
#: schema.org, Dublin Core, and those of Parse.ly, Sailthru, Google News and CMSs.
PUBLISHED_METAS: Final = (
    "article:published_time", "og:article:published_time", "datepublished",
    "og:published_time", "published_time", "parsely-pub-date", "sailthru.date",
    "article.published", "dcterms.created", "dcterms.issued", "dc.date.issued",
    "dc.date.created", "dcterms.date", "dc.date", "publish-date", "publishdate",
    "publish_date", "pubdate", "publication_date", "cxenseparse:recs:publishtime",
    "date", "bt:pubdate", "citation_publication_date",
)  # fmt: skip
MODIFIED_METAS: Final = (
    "article:modified_time", "og:updated_time", "datemodified", "og:modified_time",
    "modified_time", "article.updated", "dcterms.modified", "dc.date.modified",
    "last-modified", "lastmod",
)  # fmt: skip

#: ISO 8601 with the liberties that pages take: slashes, a space before the zone.
_ISO = regex.compile(
    r"(?P<day>\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{8})"
    r"(?:[T ]+(?P<time>\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?)"
    r"\s*(?P<zone>Z|UTC|GMT|[+-]\d{2}:?\d{2}|[+-]\d{2})?)?(?![\d:])",
    regex.IGNORECASE,
)
#: A day in an address: /2026/03/12/, /2026-03-12-, /20260312/, /202603/12/, t20260312_
_IN_ADDRESS = regex.compile(
    r"(?<!\d)((?:19|20)\d{2})[-/_]?(0[1-9]|1[0-2])[-/_]?(0[1-9]|[12]\d|3[01])(?!\d)"
)
_EARLIEST: Final = 1990
#: Longer contents of a meta element are no date.
_LONGEST_DATE: Final = 80

#: In addresses of the Korean press, say: a letter, the day, a time and a number.
_STAMP = regex.compile(
    r"(?<=[A-Za-z_-])((?:20)\d{2})(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?=\d{4,12}(?!\d))"
)
#: schema.org types of what has its own date on a page of something else.
_PARTS: Final = frozenset((
    "Article", "NewsArticle", "BlogPosting", "ReportageNewsArticle", "Comment", "Review",
    "VideoObject", "ImageObject", "AudioObject", "PodcastEpisode", "Product", "Book",
    "ListItem",
))  # fmt: skip

#: Clocks differ, and zones are forgotten: a page may be dated a day after its capture.
_FUTURE: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """A time as a page wrote it; without a time of day, midnight UTC of the day."""

    at: datetime
    day_only: bool = False
    zone_known: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Dates:
    """Publication and last change of an article, with what is doubtful about them."""

    published: datetime | None = None
    modified: datetime | None = None
    day_only: bool = False
    doubts: tuple[Doubt, ...] = ()


def read_time(text: str) -> Written | None:
    """A time from ISO 8601 (as pages write it) or an RFC 5322 date; None for others.

    A time without a zone is taken as UTC and marked; ten or thirteen figures are Unix
    time.
    """
    text = text.strip()
    if len(text) > len("2026-03-12T06:40") and text[10] == "T":
        try:
            return _written(datetime.fromisoformat(text))
        except ValueError:
            pass  # ISO 8601 with liberties
    if match := _ISO.match(text):
        return _from_iso(match)
    if len(text) in (10, 13) and text.isdigit():
        return _written(datetime.fromtimestamp(int(text[:10]), tz=UTC))
    if text[:3].isalpha() or text[:2].strip().isdigit():
        try:
            at = parsedate_to_datetime(text)
        except (ValueError, TypeError, IndexError, OverflowError):
            return None
        return _written(at)
    return None


def _from_iso(match: regex.Match[str]) -> Written | None:
    day, time, zone = match["day"], match["time"], (match["zone"] or "").upper()
    if len(day) == 8 and day.isdigit():
        parts = [day[:4], day[4:6], day[6:]]
    else:
        parts = regex.split(r"[-/.]", day)
    try:
        at = datetime(int(parts[0]), int(parts[1]), int(parts[2]), tzinfo=UTC)
    except ValueError:
        return None
    if time is None:
        return Written(at=at, day_only=True) if at.year >= _EARLIEST else None
    if zone in ("UTC", "GMT"):
        zone = "Z"
    hour, _, rest = time.replace(",", ".").partition(":")
    fraction = rest.partition(".")[2]
    rest = rest.partition(".")[0] + (f".{(fraction + '00000')[:6]}" if fraction else "")
    try:
        whole = f"{at:%Y-%m-%d}T{int(hour):02}:{rest}{zone}"
        return _written(datetime.fromisoformat(whole))
    except ValueError:
        return None


def _written(at: datetime) -> Written | None:
    if at.year < _EARLIEST:
        return None
    if at.tzinfo is None:
        return Written(at=at.replace(tzinfo=UTC), zone_known=False)
    return Written(at=at)


def find_dates(
    page: Page,
    around: Around,
    headline: str,
    language: str,
    captured: datetime | None,
) -> Dates:
    """Publication and change of a page's article.

    Read, in this order, from JSON-LD, meta elements, microdata and `<time>`, the state
    of an application; then days only, from the lines round the headline, the address
    ("/2026/03/12/") or any line that is a date. `captured`, where known, bounds what is
    believed. Doubts: "zone-missing" (taken as UTC), "date-in-future" (left out),
    "modified-before-published" (left out), "dates-differ" (the first is taken).
    """
    doubts: list[Doubt] = []
    limit = captured + _FUTURE if captured else None
    reader = _Reader(language=language, month_first=month_comes_first(page))
    stated = _published(page)
    published = _first(stated, limit, doubts, reader)
    changed = _modified(page)
    if published is not None:
        doubts += _differing(published, stated, page.url, reader)
    else:
        marked = find_marked(page)
        published = _first(marked.published, limit, doubts, reader)
        changed += marked.modified
    if published is None:
        published = _first(state_dates(page, headline), limit, doubts, reader)
    if published is None:
        published = _printed(page, around, reader, limit)
    modified = _first(changed, limit, doubts, reader)
    if published and not published.zone_known:
        doubts.append(Doubt(code="zone-missing", detail=published.at.isoformat()))
    if published and modified and modified.at < published.at:
        # A change on the same day, of which one side has no time, is no contradiction.
        same_day = modified.at.date() == published.at.date()
        if not (same_day and (modified.day_only or published.day_only)):
            code = "modified-before-published"
            doubts.append(Doubt(code=code, detail=modified.at.isoformat()))
        modified = None
    return Dates(
        published=published.at if published else None,
        modified=modified.at if modified else None,
        day_only=bool(published and published.day_only),
        doubts=tuple(doubts),
    )


def _differing(
    published: Written, stated: list[str], url: str, reader: _Reader
) -> list[Doubt]:
    """A doubt for another day that metadata, or the address, give as well."""
    others = [reader.read(text) for text in stated[1:3]]
    for other in (*others, _by_address(url, None)):
        # A day without time, and times without zones, are up to a day apart.
        if other and abs(other.at - published.at) > timedelta(days=2):
            days = f"{published.at:%Y-%m-%d} {other.at:%Y-%m-%d}"
            return [Doubt(code="dates-differ", detail=days)]
    return []


@dataclass(frozen=True, slots=True, kw_only=True)
class _Reader:
    """How a page writes its dates."""

    language: str
    month_first: bool

    def read(self, text: str) -> Written | None:
        """A time as machines write it, else a day as people do."""
        if written := read_time(text):
            return written
        if len(text) > _LONGEST_DATE:
            return None
        days = read_days(text, self.language, month_first=self.month_first)
        found = next(days, None)
        return _midnight(found.day) if found else None


def _midnight(day: date) -> Written:
    return Written(at=datetime(day.year, day.month, day.day, tzinfo=UTC), day_only=True)


def _printed(
    page: Page, around: Around, reader: _Reader, limit: datetime | None
) -> Written | None:
    """The day that the page prints or its address says."""
    language, month_first = reader.language, reader.month_first
    for day in near_days(around, language, month_first):
        if not limit or _midnight(day).at <= limit:
            return _midnight(day)
    if written := _by_address(page.url, limit):
        return written
    for day in other_days(page, around, language, month_first):
        if not limit or _midnight(day).at <= limit:
            return _midnight(day)
    return None


def _first(
    texts: list[str], limit: datetime | None, doubts: list[Doubt], reader: _Reader
) -> Written | None:
    """The first exact time among texts, else the first day."""
    day: Written | None = None
    for text in texts:
        written = reader.read(text)
        if written is None:
            continue
        if limit and written.at > limit:
            doubt = Doubt(code="date-in-future", detail=text[:60])
            if doubt not in doubts:
                doubts.append(doubt)
            continue
        if not written.day_only:
            # A later place may know the time of a day, but not name another day.
            if day is None or abs(written.at - day.at) < timedelta(days=2):
                return written
            return day
        day = day or written
    return day


def _published(page: Page) -> list[str]:
    article = page.article
    texts = [first_text(article.get("datePublished"))]
    texts += [page.meta(name) for name in PUBLISHED_METAS if name in page.metas]
    if not any(texts):
        texts = [first_text(article.get("dateCreated"))]
    if not any(texts):
        texts = [first_text(t.get("datePublished")) for t in page.things if _is_page(t)]
    return [text for text in texts if text]


def _is_page(thing: Json) -> bool:
    """Whether a thing with a date may be the page itself, and no part or teaser of it."""
    return "datePublished" in thing and not _PARTS.intersection(types_of(thing))


def _modified(page: Page) -> list[str]:
    texts = [first_text(page.article.get("dateModified"))]
    texts += [page.meta(name) for name in MODIFIED_METAS if name in page.metas]
    return [text for text in texts if text]


def _by_address(url: str, limit: datetime | None) -> Written | None:
    match = _IN_ADDRESS.search(url) or _STAMP.search(url)
    if match is None:
        return None
    written = read_time("-".join(match.groups()))
    return None if written and limit and written.at > limit else written
