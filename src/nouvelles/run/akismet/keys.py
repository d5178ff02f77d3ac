"""Keys of the Akismet server: given out, listed, taken back."""

from __future__ import annotations

import secrets
from dataclasses import dataclass

from nouvelles.akismet import Month, SiteKey, site_of
from nouvelles.errors import InputError
from nouvelles.run.akismet.counts import month_of
from nouvelles.run.clock import Clock
from nouvelles.store import Store
from nouvelles.store.akismet import (
    add_key,
    all_keys,
    disable_key,
    lessons_of,
    months_of,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyInUse:
    """A key, what was asked with it this month, and how much was learned for it."""

    key: SiteKey
    month: Month
    lessons: int


def keys_in_use(store: Store, clock: Clock) -> list[KeyInUse]:
    """Every key, the oldest first."""
    now = month_of(clock())
    with store.read() as connection:
        found = []
        for key in all_keys(connection):
            months = {one.month: one for one in months_of(connection, key.key)}
            kept = lessons_of(connection, key.key)
            used = KeyInUse(
                key=key,
                month=months.get(now, Month(month=now)),
                lessons=kept.lessons if kept else 0,
            )
            found.append(used)
    return found


def new_key(store: Store, site: str, clock: Clock) -> SiteKey:
    """A new key for a site, of 12 hexadecimal digits: WordPress takes no others.

    Raises:
        InputError: the site is none.
    """
    host = site_of(site)
    if not host:
        raise InputError(site, "is no site", "Write it as https://blog.example.")
    made = SiteKey(key=secrets.token_hex(6), site=host, created=int(clock()))
    add_key(store, made)
    return made


def take_back(store: Store, named: str, clock: Clock) -> tuple[SiteKey, ...]:
    """Take back a key, or those of a site; which held until now.

    Raises:
        InputError: there is no such key or site.
    """
    with store.read() as connection:
        keys = all_keys(connection)
    site = site_of(named)
    found = [key for key in keys if named == key.key or (site and site == key.site)]
    if not found:
        raise InputError(
            named,
            "is no key and no site with one",
            "See them with `nouvelles akismet key list`.",
        )
    now = int(clock())
    return tuple(key for key in found if disable_key(store, key.key, now))
