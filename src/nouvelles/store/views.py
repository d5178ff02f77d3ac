"""Views by day: of pages, and of advertisements. Sums alone, of nobody in particular."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import Connection, delete, func, select, text

from nouvelles.store.database import Store
from nouvelles.store.schema_readers import ad_views, views

#: How long views by page are kept; longer, and a rare page's readers could be told.
KEPT = timedelta(days=400)

_ADD_PAGES = text(
    "INSERT INTO views (day, page, count) VALUES (:day, :page, :count) "
    "ON CONFLICT (day, page) DO UPDATE SET count = views.count + excluded.count"
)
_ADD_ADS = text(
    "INSERT INTO ad_views (day, ad_id, count) VALUES (:day, :ad_id, :count) "
    "ON CONFLICT (day, ad_id) DO UPDATE SET count = ad_views.count + excluded.count"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class PageViews:
    """How often a page was read."""

    page: str
    count: int


def add_views(
    store: Store, day: date, pages: Mapping[str, int], ads: Mapping[int, int]
) -> None:
    """Add what was counted on a day; days before those that are kept are dropped."""
    said = day.isoformat()
    of_pages = [{"day": said, "page": one, "count": n} for one, n in pages.items()]
    of_ads = [{"day": said, "ad_id": one, "count": n} for one, n in ads.items()]
    with store.write() as connection:
        if of_pages:
            connection.execute(_ADD_PAGES, of_pages)
        if of_ads:
            connection.execute(_ADD_ADS, of_ads)
        oldest = (day - KEPT).isoformat()
        connection.execute(delete(views).where(views.c.day < oldest))


def ad_views_on(connection: Connection, day: date) -> dict[int, int]:
    """How often each advertisement was shown on a day."""
    query = select(ad_views.c.ad_id, ad_views.c.count).where(
        ad_views.c.day == day.isoformat()
    )
    return {row[0]: row[1] for row in connection.execute(query)}


def most_read(
    connection: Connection, first: date, last: date, most: int
) -> tuple[PageViews, ...]:
    """The pages that were read most from one day to another, both included."""
    total = func.sum(views.c.count).label("total")
    query = (
        select(views.c.page, total)
        .where(views.c.day >= first.isoformat(), views.c.day <= last.isoformat())
        .group_by(views.c.page)
        .order_by(total.desc(), views.c.page)
        .limit(most)
    )
    return tuple(
        PageViews(page=row.page, count=int(row.total))
        for row in connection.execute(query)
    )


def views_by_day(connection: Connection, first: date, last: date) -> dict[str, int]:
    """How many pages were read on each day of some, days without any left out."""
    total = func.sum(views.c.count)
    query = (
        select(views.c.day, total)
        .where(views.c.day >= first.isoformat(), views.c.day <= last.isoformat())
        .group_by(views.c.day)
        .order_by(views.c.day)
    )
    return {row[0]: int(row[1]) for row in connection.execute(query)}
