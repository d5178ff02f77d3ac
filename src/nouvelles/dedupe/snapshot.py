"""The form in which what is remembered is written down."""

from __future__ import annotations

from typing import Final

import msgspec

from nouvelles.dedupe.held import Held
from nouvelles.errors import InputError

#: Raised whenever the form, or the way texts are cut up and hashed, changes.
VERSION: Final = 1

_NAME: Final = "snapshot of copies"
_ADVICE: Final = "remove it, it is made anew from the articles"


class State(msgspec.Struct, array_like=True, frozen=True, kw_only=True):
    """All of a `Copies` that cannot be made anew."""

    version: int = VERSION
    window_s: float
    most_texts: int
    held: dict[int, Held]
    following: int
    passages: list[bytes]
    layouts: list[bytes]
    lasting: dict[int, str]
    origins: dict[str, str]
    marks: list[tuple[int, int]]


def pack(state: State) -> bytes:
    """The bytes of a state; the same for the same state."""
    return msgspec.msgpack.encode(state)


def unpack(data: bytes) -> State:
    """The state of some bytes.

    Raises:
        InputError: they are none, or of another version.
    """
    try:
        state = msgspec.msgpack.decode(data, type=State)
    except msgspec.DecodeError as error:
        raise InputError(_NAME, str(error), _ADVICE) from error
    if state.version != VERSION:
        reason = f"its version is {state.version}, this program's is {VERSION}"
        raise InputError(_NAME, reason, _ADVICE)
    return state
