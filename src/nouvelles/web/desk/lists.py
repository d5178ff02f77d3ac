"""Words and hosts for which comments are held back, each with its time."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta

import regex

from nouvelles.records.desk import BanKind
from nouvelles.run.desk import moderate
from nouvelles.store import bans
from nouvelles.web.answers import Answer
from nouvelles.web.desk.asking import Ask, Desk, render, see
from nouvelles.web.desk.failures import refusal
from nouvelles.web.desk.forms import is_number
from nouvelles.web.desk.wording import hosts_in
from nouvelles.web.words import mark

KINDS: Mapping[str, str] = {
    BanKind.HOST: mark("Host"),
    BanKind.WORD: mark("Word"),
    BanKind.RING: mark("Ring"),
}
#: Days that a form offers; 0: for good.
DAYS = (7, 30, 365, 0)

_HOST = regex.compile(
    r"(?:[\p{L}\p{N}](?:[\p{L}\p{N}-]{0,61}[\p{L}\p{N}])?\.)+[\p{L}]{2,24}"
)
_LONGEST = 80


def lists(desk: Desk, ask: Ask) -> Answer:
    """All that is held back now."""
    return _page(desk, ask)


def add(desk: Desk, ask: Ask) -> Answer:
    """Hold back a word or a host."""
    kind, given = ask.form.one("kind"), ask.form.one("value", 200)
    value = clean_host(given) if kind == BanKind.HOST else clean_word(given)
    if kind not in (BanKind.HOST, BanKind.WORD) or not value:
        words = ask.edition.words.say(
            "This is neither a host nor a word of 3 to 80 letters."
        )
        return _page(desk, ask, fault=words, status=400)
    batch = moderate.hold_back(
        desk.store,
        BanKind(kind),
        value,
        until=until_of(ask),
        why=ask.form.one("why", 200),
        who=ask.who,
        now=ask.now,
    )
    if batch is None:
        words = ask.edition.words.say("It is held back already.")
        return _page(desk, ask, fault=words, status=409)
    return see(ask.at("lists"))


def lift(desk: Desk, ask: Ask) -> Answer:
    """Hold back no more."""
    number = ask.form.one("ban")
    if not is_number(number):
        return refusal(desk, ask, 400)
    if not moderate.let_in(desk.store, int(number), who=ask.who, now=ask.now):
        return refusal(desk, ask, 409)
    return see(ask.at("lists"))


def until_of(ask: Ask) -> int | None:
    """Until when a form wants something held back, seconds since 1970; None: for good.

    A day that it names lasts to its end in the paper's time zone.
    """
    days, day = ask.form.one("days"), ask.form.one("until")
    if day:
        try:
            last = date.fromisoformat(day)
        except ValueError:
            return None
        zone = ask.edition.times.zone
        over = datetime(last.year, last.month, last.day, tzinfo=zone) + timedelta(
            days=1
        )
        return int(over.timestamp())
    if is_number(days) and int(days) in DAYS and int(days):
        return ask.now + int(days) * 86_400
    return None


def clean_host(given: str) -> str:
    """A host as it is compared: lower case, no `www.`, out of an address too; "" where
    it is none."""
    host = next(iter(hosts_in(given)), given.strip().lower().strip("."))
    host = host.removeprefix("www.")
    return host if len(host) < 254 and _HOST.fullmatch(host) else ""


def clean_word(given: str) -> str:
    """A word or a phrase as it is compared; "" for what is too short or too long."""
    word = " ".join(given.split()).casefold()
    return word if 3 <= len(word) <= _LONGEST else ""


def _page(desk: Desk, ask: Ask, *, fault: str = "", status: int = 200) -> Answer:
    with desk.store.read() as connection:
        held = bans.bans_in_force(connection, ask.now)
    return render(
        desk,
        ask,
        "lists.html",
        status=status,
        fault=fault,
        bans=held,
        kinds=KINDS,
        given={
            name: ask.form.one(name, 200) for name in ("kind", "value", "until", "why")
        },
    )
