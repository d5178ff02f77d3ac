"""What a form of the desk brought: few fields, of a known size, or a word why not."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import parse_qsl

from starlette.requests import ClientDisconnect, Request

#: Bytes of a whole form. The longest comment and its mended text go in several times.
MOST_BYTES = 262_144
#: Fields of a whole form: an act on all of a page's comments and what goes with it.
MOST_FIELDS = 400
#: Seconds in which a form must have come in.
PATIENCE_S = 20.0

_TYPE = "application/x-www-form-urlencoded"


class FormError(Exception):
    """A form cannot be read; `status` is the answer (400, 408, 413, 415)."""

    def __init__(self, status: int) -> None:
        self.status = status
        super().__init__(status)


@dataclass(frozen=True, slots=True)
class Form:
    """The fields of a form, each with all its values, as text without control signs
    but ends of lines."""

    fields: Mapping[str, tuple[str, ...]]

    def one(self, name: str, most: int = 500) -> str:
        """The first value of a field, stripped and cut; "" where there is none."""
        return next(iter(self.fields.get(name, ())), "").strip()[:most]

    def numbers(self, name: str) -> tuple[int, ...]:
        """The values of a field that are numbers of things, each once."""
        found = [int(one) for one in self.fields.get(name, ()) if is_number(one)]
        return tuple(dict.fromkeys(found))


def is_number(given: str) -> bool:
    """Whether this may be the number of something in a table."""
    return given.isascii() and given.isdecimal() and len(given) < 16


async def read_form(request: Request, most: int = MOST_BYTES) -> Form:
    """The form that a request brings, of at most so many bytes.

    Raises:
        FormError: it is too large, of another kind, no text, or comes in too slowly.
    """
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind != _TYPE:
        raise FormError(415)
    try:
        async with asyncio.timeout(PATIENCE_S):
            body = await _body(request, most)
    except TimeoutError:
        raise FormError(408) from None
    except ClientDisconnect:
        raise FormError(400) from None
    return parse_form(body)


def parse_form(body: bytes) -> Form:
    """The form in a body.

    Raises:
        FormError: it has too many fields or is not text in UTF-8.
    """
    try:
        pairs = parse_qsl(
            body.decode("ascii"),
            keep_blank_values=True,
            errors="strict",
            max_num_fields=MOST_FIELDS,
        )
    except ValueError:  # UnicodeError is one too
        raise FormError(400) from None
    fields: dict[str, tuple[str, ...]] = {}
    for name, value in pairs:
        fields[name] = (*fields.get(name, ()), _clean(value))
    return Form(fields)


async def _body(request: Request, most: int) -> bytes:
    parts: list[bytes] = []
    size = 0
    async for part in request.stream():
        size += len(part)
        if size > most:
            raise FormError(413)
        parts.append(part)
    return b"".join(parts)


def _clean(value: str) -> str:
    """Text as it is kept: ends of lines as one sign, no other control signs."""
    lines = value.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(
        one for one in lines if one in "\n\t" or (one >= " " and one != "\x7f")
    )
