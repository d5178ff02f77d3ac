"""Reading the lists in `data`: one table a source, each field named and checked."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final

import msgspec

from nouvelles.errors import InputError
from nouvelles.records import ReadingMode, Source

#: What a licence may ask besides its words: that a copy of the text bring along the
#: counter of readers that the source puts into it; that nothing be translated.
CONDITIONS: Final = frozenset({"tracking-pixel", "no-translation"})

_ADVICE: Final = "Mend the list, or install the package again."


@dataclass(frozen=True, slots=True, kw_only=True)
class Starter:
    """A source to begin with, and how much of what is said of it was looked at.

    `feeds` may be empty: then they have to be found from the source's home page.
    `checked` ("" for nothing) and `unchecked` are sentences in English, for people.
    """

    source: Source
    feeds: tuple[str, ...]
    checked: str
    unchecked: str


class _Evidence(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A stored text in which something was looked up, and where that text stands."""

    what: str
    where: str


class _Record(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One source as the list writes it."""

    name: str
    host: str
    home: str
    language: str
    country: str
    zone: str
    owner: str
    kind: str
    feeds: tuple[str, ...]
    unchecked: tuple[str, ...]
    checked: dict[str, str] = {}
    licence: str = ""
    licence_url: str = ""
    conditions: tuple[str, ...] = ()


class _List(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One file of `data`."""

    evidence: dict[str, _Evidence]
    caveats: dict[str, str]
    source: tuple[_Record, ...]


@cache
def licensed() -> tuple[Starter, ...]:
    """Sources with a licence or stated permission, in the order of the list.

    Raises:
        InputError: the package's own list cannot be read.
    """
    return parse_list(_data("licensed.toml"), "licensed.toml", "pages")


@cache
def headlines() -> tuple[Starter, ...]:
    """Major outlets for headlines and links only: their pages are never fetched.

    Raises:
        InputError: the package's own list cannot be read.
    """
    return parse_list(_data("headlines.toml"), "headlines.toml", "headlines")


def _data(name: str) -> bytes:
    return files("nouvelles.starter").joinpath("data", name).read_bytes()


def parse_list(data: bytes, name: str, mode: ReadingMode) -> tuple[Starter, ...]:
    """The sources of one list.

    Args:
        data: TOML in UTF-8 with the tables `evidence`, `caveats` and `source`.
        name: the list's name in errors.
        mode: how its sources are read.

    Raises:
        InputError: not TOML, a field is missing or unknown, or a word that stands for
            a sentence or a condition has no meaning here.
    """
    try:
        read = msgspec.toml.decode(data, type=_List)
    except msgspec.DecodeError as error:
        raise InputError(name, str(error), _ADVICE) from error
    return tuple(_starter(record, read, name, mode) for record in read.source)


def _starter(record: _Record, read: _List, name: str, mode: ReadingMode) -> Starter:
    about = f"{name}, {record.host}"
    for condition in record.conditions:
        if condition not in CONDITIONS:
            raise InputError(about, f"unknown condition {condition!r}", _ADVICE)
    checked = [
        _found(_evidence(word, read, about), said)
        for word, said in record.checked.items()
    ]
    unchecked = [_sentence(word, read, about) for word in record.unchecked]
    source = Source(
        host=record.host,
        name=record.name,
        language=record.language,
        country=record.country,
        home=record.home,
        owner=record.owner,
        kind=record.kind,
        licence=record.licence,
        licence_url=record.licence_url,
        feed=record.feeds[0] if record.feeds else "",
        zone=record.zone,
        mode=mode,
        conditions=record.conditions,
    )
    return Starter(
        source=source,
        feeds=record.feeds,
        checked=" ".join(checked),
        unchecked=" ".join(unchecked),
    )


def _evidence(word: str, read: _List, about: str) -> _Evidence:
    if word not in read.evidence:
        raise InputError(about, f"unknown evidence {word!r}", _ADVICE)
    return read.evidence[word]


def _found(evidence: _Evidence, said: str) -> str:
    """What a text says, as one sentence that names the text."""
    text = evidence.what[:1].upper() + evidence.what[1:]
    where = f" ({evidence.where})" if evidence.where else ""
    return f"{text}{where}: {said}."


def _sentence(word: str, read: _List, about: str) -> str:
    """The sentence that a word of `caveats` stands for; a sentence as it is."""
    if " " in word:
        return word
    if word not in read.caveats:
        raise InputError(about, f"unknown caveat {word!r}", _ADVICE)
    return read.caveats[word]
