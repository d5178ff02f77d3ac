"""When an article was published and changed, with the zone that its page wrote."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Final

import regex
from htmldate import find_date

from nouvelles.extract.page import Page, first_text
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

    A time without a zone is taken as UTC and marked.
    """
    text = text.strip()
    if match := _ISO.match(text):
        return _from_iso(match)
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


def find_dates(page: Page, html: str, captured: datetime | None) -> Dates:
    """Publication and change of a page's article.

    Read, in this order, from JSON-LD, meta elements, microdata and `<time>`; then days
    only, from the address ("/2026/03/12/") or from the page by htmldate. `captured`,
    where known, bounds what is believed. Doubts: "zone-missing" (taken as UTC),
    "date-in-future" (left out), "modified-before-published" (left out).
    """
    doubts: list[Doubt] = []
    limit = captured + _FUTURE if captured else None
    published = _first(_published(page), limit, doubts)
    if published is None:
        published = _by_address(page.url, limit)
    if published is None:
        published = _by_htmldate(page, html, captured)
    modified = _first(_modified(page), limit, doubts)
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


def _first(
    texts: list[str], limit: datetime | None, doubts: list[Doubt]
) -> Written | None:
    """The first exact time among texts, else the first day."""
    day: Written | None = None
    for text in texts:
        written = read_time(text)
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
    texts = [first_text(page.article.get("datePublished"))]
    texts += [page.meta(name) for name in PUBLISHED_METAS]
    for node in page.tree.css("[itemprop~=datePublished]"):
        texts.append(_machine_time(node.attributes))
    for node in page.tree.css("article time[datetime], main time[datetime]")[:1]:
        texts.append(_machine_time(node.attributes))
    times = page.tree.css("time[datetime]")
    # Several outside an article are those of teasers.
    if len(times) <= 2:
        texts += [_machine_time(node.attributes) for node in times[:1]]
    texts.append(first_text(page.article.get("dateCreated")))
    return [text for text in texts if text]


def _modified(page: Page) -> list[str]:
    texts = [first_text(page.article.get("dateModified"))]
    texts += [page.meta(name) for name in MODIFIED_METAS]
    for node in page.tree.css("[itemprop~=dateModified]"):
        texts.append(_machine_time(node.attributes))
    return [text for text in texts if text]


def _machine_time(attributes: dict[str, str | None]) -> str:
    return attributes.get("datetime") or attributes.get("content") or ""


def _by_address(url: str, limit: datetime | None) -> Written | None:
    match = _IN_ADDRESS.search(url)
    if match is None:
        return None
    written = read_time("-".join(match.groups()))
    return None if written and limit and written.at > limit else written


def _by_htmldate(page: Page, html: str, captured: datetime | None) -> Written | None:
    found = find_date(
        html,
        extensive_search=False,
        original_date=True,
        url=page.url or None,
        min_date=f"{_EARLIEST}-01-01",
        # Without a capture's time any year is possible; the clock is not ours to read.
        max_date=f"{captured:%Y-%m-%d}" if captured else "2199-12-31",
    )
    return read_time(found) if found else None
