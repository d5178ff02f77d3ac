"""What a person says about an outlet: checked, kept, noted, and seen at once."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any
from zoneinfo import available_timezones

import msgspec

from nouvelles.errors import InputError
from nouvelles.ingest import host_of, normalise
from nouvelles.records import Source
from nouvelles.rights import CONDITIONS, LICENCES, spdx_of
from nouvelles.run.reproject import Steps, reproject
from nouvelles.store import Store, outlets
from nouvelles.store.alone import bare
from nouvelles.store.ledger import Plan
from nouvelles.store.people import Edit
from nouvelles.store.read import ReadTables

#: A language tag as BCP 47 writes it (RFC 5646, 2.1): language, script, region …
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")

#: A country as ISO 3166-1 alpha-2 writes it.
_COUNTRY = re.compile(r"[A-Z]{2}")


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceSet:
    """An outlet as it is now, and how many articles the paper holds of it."""

    source: Source
    new: bool
    articles: int


def set_source(
    store: Store,
    plan: Plan,
    host: str,
    changes: Mapping[str, str],
    *,
    who: str,
    now: int,
    steps: Steps,
) -> SourceSet:
    """Change what is known of an outlet, and make its articles again.

    Args:
        host: the outlet's host, or an address on it.
        changes: fields of `Source` with their new values; "" forgets one.

    Raises:
        InputError: a value cannot be what it is said to be; nothing is changed.
    """
    checked: dict[str, Any] = {
        name: _checked(name, value) for name, value in changes.items()
    }
    if "licence" in checked:
        licence = LICENCES.get(checked["licence"])
        checked["licence_url"] = f"https://{licence.address}" if licence else ""
    named = _host(host)
    edit = Edit(
        who=who,
        what="set source",
        about=named,
        value=msgspec.json.encode(checked).decode(),
    )

    def change(source: Source) -> Source:
        return replace(source, **checked)

    source_id, source, new = outlets.change_source(store, named, change, edit, now)
    reproject(store, plan, source_id=source_id, steps=steps)
    counted = ReadTables(store).source(named)
    articles = counted.articles if counted else 0
    return SourceSet(source=source, new=new, articles=articles)


def _host(text: str) -> str:
    address = text if "://" in text else f"https://{text}/"
    return bare(host_of(normalise(address)))


def _checked(name: str, value: str) -> str | tuple[str, ...]:
    """A field's value in its one spelling.

    Raises:
        InputError: it cannot be one.
    """
    value = value.strip()
    if name == "name" and not value:
        raise InputError("--name", "an outlet needs a name", "Give one.")
    if name == "conditions":
        return _conditions(value)
    if not value:
        return "pages" if name == "mode" else ""
    if name == "licence":
        return _licence(value)
    if name == "home":
        return normalise(value)
    if name == "zone" and value not in available_timezones():
        raise InputError(value, "not a time zone", "Write Europe/Paris, Asia/Tokyo …")
    if name == "language" and not _LANGUAGE.fullmatch(value):
        raise InputError(value, "not a language tag", "Write fr, pt-BR, zh-Hans …")
    if name == "country":
        value = value.upper()
        if not _COUNTRY.fullmatch(value):
            raise InputError(value, "not a country code", "Write FR, BR, UA …")
    return value


def _conditions(value: str) -> tuple[str, ...]:
    words = sorted({word.strip() for word in value.split(",") if word.strip()})
    if unknown := [word for word in words if word not in CONDITIONS]:
        raise InputError(
            unknown[0],
            "not a condition that we know",
            f'Known: {", ".join(sorted(CONDITIONS))}; "" for none.',
        )
    return tuple(words)


def _licence(value: str) -> str:
    spdx = spdx_of(value)
    if spdx not in LICENCES:
        known = ", ".join(sorted(LICENCES))
        raise InputError(
            value,
            "not a licence that we know",
            f'Give its SPDX identifier or address, or "" for none. Known: {known}.',
        )
    return spdx
