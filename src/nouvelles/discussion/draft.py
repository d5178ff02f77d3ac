"""What a reader sent, cleaned of what no text needs, and what is wrong with it."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

import regex

#: Characters of a name, an e-mail address, a passage, a complaint of an author.
NAME: Final = 60
EMAIL: Final = 254  # RFC 5321, section 4.5.3.1.3, without its brackets
QUOTE: Final = 600
COMPLAINT: Final = 5_000

#: Combining signs on one letter. Vietnamese has two, vocalised Hebrew and Thai four.
MOST_MARKS: Final = 5

_TOWER = regex.compile(rf"\p{{M}}{{{MOST_MARKS + 1},}}")
#: Controls, half surrogates, noncharacters, and what turns the direction of a line
#: beyond its own words.
_NEVER = regex.compile(
    r"[\p{Cs}\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufdd0-\ufdef"
    r"\ufffe\uffff]"
)
_EMAIL = regex.compile(r"[^@\s<>\",;]{1,64}@[^@\s<>\",;]+\.[^@\s<>\",;.]{2,}\Z")
_SEEN = regex.compile(r"[\p{L}\p{N}\p{S}]")


class DraftFault(StrEnum):
    """Why a form cannot be taken as it is."""

    NO_TEXT = "no text"
    LONG_TEXT = "long text"
    NO_NAME = "no name"
    LONG_NAME = "long name"
    EMAIL = "email"
    MARKS = "marks"
    QUOTE = "quote"
    ENCODING = "encoding"
    PARENT = "parent"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A comment as its author is writing it. `parent` is the number of what it answers."""

    name: str = ""
    text: str = ""
    email: str = ""
    quote: str = ""
    parent: int | None = None
    question: bool = False


def clean_draft(form: Mapping[str, str]) -> Draft:
    """The fields of a form: one line where there is one, no controls, NFC."""
    number = form.get("parent", "")[:18]
    return Draft(
        name=_line(form.get("name", "")),
        text=_lines(form.get("text", "")),
        email=_line(form.get("email", "")),
        quote=_line(form.get("quote", "")),
        parent=int(number) if number.isascii() and number.isdecimal() else None,
        question=bool(form.get("question")),
    )


def find_faults(draft: Draft, most: int) -> tuple[DraftFault, ...]:
    """What its author has to mend; `most` are the characters that a text may have."""
    found = {
        DraftFault.NO_TEXT: not _SEEN.search(draft.text),
        DraftFault.LONG_TEXT: len(draft.text) > most,
        DraftFault.NO_NAME: not _SEEN.search(draft.name),
        DraftFault.LONG_NAME: len(draft.name) > NAME,
        DraftFault.EMAIL: bool(draft.email) and not _is_email(draft.email),
        DraftFault.MARKS: bool(_TOWER.search(draft.text) or _TOWER.search(draft.name)),
        DraftFault.QUOTE: len(draft.quote) > QUOTE,
        DraftFault.ENCODING: "\ufffd" in draft.text or "\ufffd" in draft.name,
    }
    return tuple(fault for fault, is_there in found.items() if is_there)


def shortened(draft: Draft, most: int) -> Draft:
    """A draft that may be shown again: nothing in it is longer than twice what may be."""
    return replace(
        draft,
        name=draft.name[: 2 * NAME],
        email=draft.email[: 2 * EMAIL],
        quote=draft.quote[: 2 * QUOTE],
        text=draft.text[: 2 * most],
    )


def _is_email(address: str) -> bool:
    return len(address) <= EMAIL and bool(_EMAIL.match(address))


def _lines(given: str) -> str:
    """A text with single line ends, at most one empty line, nothing at its edges."""
    text = given.replace("\r\n", "\n").replace("\r", "\n")
    text = regex.sub(r"\n\s*\n\s*\n+", "\n\n", _NEVER.sub("", text))
    return unicodedata.normalize("NFC", text).strip()


def _line(given: str) -> str:
    return " ".join(_lines(given).split())
