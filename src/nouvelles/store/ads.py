"""Advertisements as they are kept."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime

from sqlalchemy import Connection, func, select, update

from nouvelles.records import Ad, Picture
from nouvelles.store.codec import decode, encode
from nouvelles.store.database import Store
from nouvelles.store.people import Edit, note_edit
from nouvelles.store.readtables import count_change
from nouvelles.store.schema_readers import ad_views, ads


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptAd:
    """An advertisement with what became of it: views today and in all."""

    ad: Ad
    stopped: datetime | None
    today: int
    total: int


def add_ad(store: Store, ad: Ad, picture: Picture | None, *, who: str, now: int) -> Ad:
    """Keep a new advertisement; it is given its number."""
    with store.write() as connection:
        result = connection.execute(
            ads.insert().values(
                data=encode(ad), picture=encode(picture) if picture else None
            )
        )
        (number,) = result.inserted_primary_key or (0,)
        numbered = replace(ad, id=number)
        connection.execute(
            update(ads).where(ads.c.id == number).values(data=encode(numbered))
        )
        edit = Edit(who=who, what="add ad", about=str(number), value=ad.advertiser)
        note_edit(connection, edit, now)
        count_change(connection)
    return numbered


def stop_ad(store: Store, number: int, *, who: str, why: str, now: int) -> bool | None:
    """Show an advertisement no more; False where it was stopped before, None where
    there is none of this number."""
    with store.write() as connection:
        row = connection.execute(
            select(ads.c.stopped).where(ads.c.id == number)
        ).first()
        if row is None or row.stopped is not None:
            return None if row is None else False
        connection.execute(update(ads).where(ads.c.id == number).values(stopped=now))
        edit = Edit(who=who, what="stop ad", about=str(number), why=why)
        note_edit(connection, edit, now)
        count_change(connection)
    return True


def live_ads(connection: Connection) -> tuple[Ad, ...]:
    """The advertisements that nobody has stopped, whatever their days."""
    query = select(ads.c.data).where(ads.c.stopped.is_(None)).order_by(ads.c.id)
    return tuple(decode(row.data, Ad) for row in connection.execute(query))


def ad_picture(connection: Connection, name: str) -> Picture | None:
    """The picture of an advertisement that is not stopped, by its name."""
    query = select(ads.c.data, ads.c.picture).where(
        ads.c.stopped.is_(None), ads.c.picture.is_not(None)
    )
    for row in connection.execute(query):
        if decode(row.data, Ad).picture == name:
            return decode(row.picture, Picture)
    return None


def all_ads(connection: Connection, day: date) -> tuple[KeptAd, ...]:
    """Every advertisement with its views on a day and in all, the newest first."""
    total = func.coalesce(func.sum(ad_views.c.count), 0)
    on_day = func.coalesce(
        func.sum(ad_views.c.count).filter(ad_views.c.day == day.isoformat()), 0
    )
    query = (
        select(ads.c.data, ads.c.stopped, on_day.label("today"), total.label("total"))
        .join_from(ads, ad_views, ad_views.c.ad_id == ads.c.id, isouter=True)
        .group_by(ads.c.id)
        .order_by(ads.c.id.desc())
    )
    return tuple(
        KeptAd(
            ad=decode(row.data, Ad),
            stopped=datetime.fromtimestamp(row.stopped, UTC) if row.stopped else None,
            today=int(row.today),
            total=int(row.total),
        )
        for row in connection.execute(query)
    )
