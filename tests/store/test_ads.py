"""Advertisements and views in the database, on both kinds."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from nouvelles.records import Ad, Picture
from nouvelles.store import Store, ads, views
from nouvelles.store.read import ReadTables
from nouvelles.testing import Clock

DAY = date(2026, 3, 12)
AD = Ad(
    id=0, advertiser="Atelier du Quai", link="https://quai.example/", since=DAY,
    until=DAY, words="Cartes sur papier.", cap=5,
)  # fmt: skip
PICTURE = Picture(media_type="image/webp", width=3, height=2, data=b"RIFF")


def test_an_advertisement_comes_and_goes(store: Store, clock: Clock) -> None:
    now = int(clock())
    reads = ReadTables(store)
    before = reads.changed()
    one = ads.add_ad(store, AD, None, who="ed", now=now)
    other = ads.add_ad(store, AD, None, who="ed", now=now)
    assert (one.id, other.id) == (1, 2)
    assert reads.changed() > before
    assert reads.ads() == (one, other)

    views.add_views(store, DAY, {}, {1: 3})
    views.add_views(store, DAY - timedelta(days=1), {}, {1: 4, 2: 1})
    with store.read() as connection:
        newest, oldest = ads.all_ads(connection, DAY)
    assert (newest.ad.id, newest.today, newest.total) == (2, 0, 1)
    assert (oldest.ad.id, oldest.today, oldest.total) == (1, 3, 7)

    before = reads.changed()
    assert ads.stop_ad(store, 1, who="ed", why="paid", now=now) is True
    assert ads.stop_ad(store, 1, who="ed", why="paid", now=now) is False
    assert ads.stop_ad(store, 9, who="ed", why="", now=now) is None
    assert reads.changed() > before
    assert [one.id for one in reads.ads()] == [2]
    with store.read() as connection:
        stopped = ads.all_ads(connection, DAY)[1]
    assert stopped.stopped == datetime.fromtimestamp(now, UTC)
    assert stopped.total == 7


def test_its_picture_is_there_until_it_is_stopped(store: Store, clock: Clock) -> None:
    made = Ad(
        id=0, advertiser="A", link="https://a.example/", since=DAY, until=DAY,
        picture="0a.webp", alt="A", width=3, height=2,
    )  # fmt: skip
    kept = ads.add_ad(store, made, PICTURE, who="ed", now=int(clock()))
    reads = ReadTables(store)
    assert reads.ad_picture("0a.webp") == PICTURE
    assert reads.ad_picture("other.webp") is None
    ads.stop_ad(store, kept.id, who="ed", why="", now=int(clock()))
    assert reads.ad_picture("0a.webp") is None


def test_views_are_sums_by_day(store: Store) -> None:
    yesterday = DAY - timedelta(days=1)
    views.add_views(store, yesterday, {"/fr/": 2, "/en/": 1}, {})
    views.add_views(store, DAY, {"/fr/": 1}, {7: 1})
    views.add_views(store, DAY, {"/fr/": 4, "/fr/article/x": 4}, {7: 2})
    with store.read() as connection:
        assert views.views_by_day(connection, yesterday, DAY) == {
            "2026-03-11": 3, "2026-03-12": 9,
        }  # fmt: skip
        top = views.most_read(connection, yesterday, DAY, 2)
        assert [(one.page, one.count) for one in top] == [
            ("/fr/", 7), ("/fr/article/x", 4),
        ]  # fmt: skip
        assert views.ad_views_on(connection, DAY) == {7: 3}
        assert views.ad_views_on(connection, yesterday) == {}


def test_views_by_page_are_not_kept_for_ever(store: Store) -> None:
    old = DAY - views.KEPT - timedelta(days=1)
    views.add_views(store, old, {"/fr/": 2}, {7: 2})
    views.add_views(store, DAY, {"/fr/": 1}, {})
    with store.read() as connection:
        assert views.views_by_day(connection, old, DAY) == {"2026-03-12": 1}
        assert views.ad_views_on(connection, old) == {7: 2}
