"""Comments as people keep them: a JSON object a line, with the names others give fields."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

import regex

from nouvelles.comments.records import Remark

#: Bytes of a line that are read; one comment is never so long.
LONGEST: Final = 5_000_000

#: What Telegram's export makes of formatted text: a list of pieces, some of them objects.
#: Data sets also have that list as Python prints it.
_PIECE = regex.compile(
    r"\{'type': '\w{1,30}', 'text': (?P<q>['\"])(?P<text>.{0,4000}?)(?P=q)"
    r"(?:, '\w{1,20}': (?:'[^']{0,500}'|\w{1,20}))*\}",
    regex.S,
)
_PRINTED: Final = ("[{'type': '", "['", '["')
_JOINS = regex.compile(r"['\"], ['\"]?|, ['\"]|^\[['\"]?|['\"]?\]$")


@dataclass(frozen=True, slots=True)
class BadLine:
    """A line of which no remark can be made, and why."""

    number: int
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """A line: its number, its remark, its id, what people said of it (None: nothing)."""

    number: int
    id: str
    remark: Remark
    spam: bool | None


def given_in(lines: Iterable[bytes]) -> Iterator[Given | BadLine]:
    """The comments of a file; empty lines are passed over."""
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        if len(line) > LONGEST:
            yield BadLine(number, f"over {LONGEST:,} bytes")
            continue
        try:
            row = json.loads(line)
        except (ValueError, RecursionError) as error:
            yield BadLine(number, f"not JSON in UTF-8 ({type(error).__name__})")
            continue
        if not isinstance(row, dict):
            yield BadLine(number, "not a JSON object")
        elif not isinstance(row.get("text"), str | list):
            yield BadLine(number, "no `text`")
        else:
            yield Given(
                number=number,
                id=str(row.get("id", number)),
                remark=remark_of(row),
                spam=_said(row),
            )


def remark_of(row: Mapping[str, Any]) -> Remark:
    """The remark of an object with `text` and as far as known `author`, `author_url`,
    `page_title` (or `title`), `lang` and `seconds`."""
    seconds = row.get("seconds")
    return Remark(
        text=plain_text(row["text"]),
        author=_string(row, "author"),
        author_url=_string(row, "author_url"),
        title=_string(row, "page_title") or _string(row, "title"),
        language=_string(row, "lang"),
        seconds=float(seconds) if isinstance(seconds, int | float) else None,
    )


def _string(row: Mapping[str, Any], name: str) -> str:
    value = row.get(name)
    return value if isinstance(value, str) else ""


def _said(row: Mapping[str, Any]) -> bool | None:
    """The label: 1, true or "spam" of spam; 0, false or "ham" of the rest."""
    label = row.get("label")
    if label in (1, "spam", "1"):
        return True
    return False if label in (0, "ham", "0") else None


def plain_text(value: str | list[Any]) -> str:
    """A text without the pieces it was exported in."""
    if isinstance(value, list):
        pieces = (
            one.get("text", "") if isinstance(one, dict) else one for one in value
        )
        return "".join(one for one in pieces if isinstance(one, str))
    if not (value.startswith(_PRINTED) and "'type': '" in value[:50_000]):
        return value
    bare = _PIECE.sub(lambda found: found["text"], value[:50_000])
    return _JOINS.sub("", bare).replace("\\n", "\n")
