"""Advertisements as a person brings them: checked, their picture made anew, kept."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from nouvelles.config import Settings
from nouvelles.errors import InputError, Reject
from nouvelles.records import Ad, Capture, Picture
from nouvelles.run.clock import Clock, moment_of
from nouvelles.store import Store
from nouvelles.store import ads as kept

#: Characters of an advertisement's words and of a name: it is read in passing.
MOST_WORDS: Final = 200
MOST_NAME: Final = 60
#: Bytes of a picture once it is made anew: an article page has 50 kB in all without.
MOST_BYTES: Final = 150_000


def today(settings: Settings, clock: Clock) -> date:
    """The day in the paper's own zone, by which advertisements come and go."""
    return moment_of(clock).astimezone(ZoneInfo(settings.paper.timezone)).date()


def add_ad(store: Store, ad: Ad, picture: Path | None, *, who: str, clock: Clock) -> Ad:
    """Check an advertisement and keep it; it is given its number.

    Raises:
        InputError: something of it is missing, too long or impossible.
    """
    _check(ad, store.settings, has_picture=picture is not None)
    made = None
    if picture is not None:
        made = _picture(picture)
        name = f"{hashlib.sha256(made.data).hexdigest()[:16]}.webp"
        ad = replace(ad, picture=name, width=made.width, height=made.height)
    return kept.add_ad(store, ad, made, who=who, now=int(clock()))


def stop_ad(store: Store, number: int, *, who: str, why: str, clock: Clock) -> bool:
    """Show an advertisement no more; whether it was shown until now.

    Raises:
        InputError: there is none of this number.
    """
    done = kept.stop_ad(store, number, who=who, why=why, now=int(clock()))
    if done is None:
        raise InputError(
            f"ad {number}",
            "there is none of this number",
            "`nouvelles ad list` shows them.",
        )
    return done


def _check(ad: Ad, settings: Settings, *, has_picture: bool) -> None:
    if not ad.advertiser.strip() or len(ad.advertiser) > MOST_NAME:
        said = f"an advertiser has a name of at most {MOST_NAME} characters"
        raise InputError("--advertiser", said)
    if bool(ad.words.strip()) == has_picture:
        raise InputError(
            "the advertisement", "is of words or a picture", "Give --text or --picture."
        )
    if len(ad.words) > MOST_WORDS:
        said = f"{len(ad.words)} characters are too many"
        raise InputError("--text", said, f"At most {MOST_WORDS}.")
    if has_picture and not ad.alt.strip():
        raise InputError(
            "--alt",
            "a picture needs words for who does not see it",
            "Say what it says, the advertiser's name included.",
        )
    _check_link(ad.link)
    if ad.until < ad.since:
        raise InputError(
            "--until", f"{ad.until} is before {ad.since}", "Give a later day."
        )
    if ad.cap < 0:
        raise InputError("--cap", f"{ad.cap} is below 0", "0 is no limit.")
    _check_known("--language", ad.languages, settings.paper.editions)
    editions = [settings.of_edition(one) for one in settings.paper.editions]
    sections = [name for one in editions for name in one.front.sections]
    _check_known("--section", ad.sections, list(dict.fromkeys(sections)))


def _check_link(link: str) -> None:
    try:
        parts = urlsplit(link)
        host = parts.hostname
    except ValueError:
        parts, host = urlsplit(""), None
    if parts.scheme not in ("https", "http") or not host or not link.isprintable():
        raise InputError("--link", f"{link!r} is no web address", "https://…")


def _check_known(about: str, given: Sequence[str], known: Sequence[str]) -> None:
    for one in given:
        if one not in known:
            said = f"`{one}` is not one of this paper's"
            raise InputError(about, said, f"Known: {', '.join(known)}.")


def _picture(path: Path) -> Picture:
    try:
        data = path.read_bytes()
    except OSError as error:
        said = f"cannot be read: {error.strerror}"
        raise InputError(str(path), said, "Name another file.") from error
    # Imported here: who only asks for the day needs nothing that opens pictures.
    from nouvelles.extract.picture import reencode

    epoch = datetime.fromtimestamp(0, UTC)
    capture = Capture(url=path.name, at=epoch, status=200, headers=(), body=data)
    try:
        made = reencode(capture)
    except Reject as refused:
        raise InputError(
            str(path),
            f"is not taken as a picture ({refused})",
            "Give a sound JPEG, PNG, WebP or GIF.",
        ) from refused
    if len(made.data) > MOST_BYTES:
        raise InputError(
            str(path),
            f"has {len(made.data)} bytes when made anew",
            f"At most {MOST_BYTES}: make it smaller, or plainer.",
        )
    return made
