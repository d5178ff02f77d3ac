"""The form in which the state of stories is written down: the same bytes for one state.

What can be had again is left out: memories of pairs, directions of sums, which row an
article is in. What came lately counts as not yet looked at again.
"""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING, Any, Final

import msgspec
import numpy as np
import numpy.typing as npt

from nouvelles.errors import InputError
from nouvelles.stories.live import LiveStory

if TYPE_CHECKING:
    from nouvelles.stories.grouping import Stories

#: Raised whenever the form, or what is kept of a telling, changes.
VERSION: Final = 3


class Array(msgspec.Struct, array_like=True, frozen=True):
    """An array: its type, its shape, its bytes in C order."""

    kind: str
    shape: tuple[int, ...]
    data: bytes


class Books(msgspec.Struct, array_like=True, frozen=True):
    """Which article is in which story, and what editors said of both."""

    home: dict[str, str]
    members: dict[str, list[str]]
    led_to: dict[str, str]
    fixed: list[str]
    apart: list[tuple[str, str]]
    leads: dict[str, str]
    hidden: list[str]
    sensitive: list[str]
    copy_of: dict[str, str]
    bias: float


class Compared(msgspec.Struct, array_like=True, frozen=True):
    """What new tellings are compared with."""

    columns: dict[str, Array]
    rows: int  # for which there is room
    used: int
    free: list[int]
    sums: Array
    stories: dict[str, tuple[int, list[int], int, float]]
    names: list[str]
    free_numbers: list[int]
    story_of_row: dict[int, str]
    article_of_row: dict[int, str]
    lately: list[int]
    arrived: int
    keys: Array
    key_rows: Array
    keys_lately: dict[int, list[int]]
    keys_added: int
    dropped: list[int]


class State(msgspec.Struct, array_like=True, frozen=True):
    """All of it."""

    version: int
    size: int
    languages: list[str]
    books: Books
    compared: Compared
    counts: Array
    seen: dict[str, int]
    all: int
    usual: Array
    usual_seen: int


def pack(stories: Stories) -> bytes:
    """The bytes of a state."""
    standing, live = stories.standing, stories.live
    bank, postings = live.bank, live.postings
    state = State(
        version=VERSION,
        size=stories.size,
        languages=sorted(stories.languages),
        books=Books(
            home=standing.home,
            members=standing.members,
            led_to=standing.led_to,
            fixed=sorted(standing.fixed),
            apart=sorted(standing.apart),
            leads=standing.leads,
            hidden=sorted(standing.hidden),
            sensitive=sorted(standing.sensitive),
            copy_of=standing.copy_of,
            bias=standing.bias,
        ),
        compared=Compared(
            columns={n: _packed(c[: bank.used]) for n, c in bank.columns.items()},
            rows=len(bank.columns["hours"]),
            used=bank.used,
            free=bank.free,
            sums=_packed(live.nearest.sums),
            stories={
                name: (one.number, one.rows, one.last, one.last_hours)
                for name, one in live.stories.items()
            },
            names=live.names,
            free_numbers=live.free_numbers,
            story_of_row=live.story_of_row,
            article_of_row=live.article_of_row,
            lately=[*live.lately],
            arrived=live.arrived,
            keys=_packed(postings.keys),
            key_rows=_packed(postings.rows),
            keys_lately=postings.lately,
            keys_added=postings.added,
            dropped=sorted(postings.dropped),
        ),
        counts=_packed(stories.frequencies.counts),
        seen=stories.frequencies.seen,
        all=stories.frequencies.all,
        usual=_packed(stories.background.vectors),
        usual_seen=stories.background.seen,
    )
    return msgspec.msgpack.encode(state)


def read(data: bytes) -> State:
    """The state of some bytes.

    Raises:
        InputError: they are none, or of another version.
    """
    advice = "remove it, it is made anew from the log"
    try:
        state = msgspec.msgpack.decode(data, type=State)
    except msgspec.DecodeError as error:
        raise InputError("snapshot of stories", str(error), advice) from error
    if state.version != VERSION:
        reason = f"its version is {state.version}, this program's is {VERSION}"
        raise InputError("snapshot of stories", reason, advice)
    return state


def fill(stories: Stories, state: State) -> None:
    """Bring empty stories into a state."""
    standing, live = stories.standing, stories.live
    books, compared = state.books, state.compared
    standing.home, standing.members = books.home, books.members
    standing.led_to, standing.leads = books.led_to, books.leads
    standing.copy_of = books.copy_of
    standing.fixed, standing.apart = set(books.fixed), set(books.apart)
    standing.hidden, standing.sensitive = set(books.hidden), set(books.sensitive)
    standing.bias = books.bias
    bank, nearest, postings = live.bank, live.nearest, live.postings
    for name, kept in compared.columns.items():
        part = _unpacked(kept)
        whole = np.zeros((compared.rows, *part.shape[1:]), part.dtype)
        whole[: compared.used] = part
        bank.columns[name] = whole
    bank.used, bank.free = compared.used, compared.free
    nearest.sums = _unpacked(compared.sums)
    lengths = np.linalg.norm(nearest.sums, axis=1, keepdims=True)
    nearest.directions = nearest.sums / np.maximum(lengths, 1e-9)
    for name, (number, rows, last, hours) in compared.stories.items():
        live.stories[name] = LiveStory(
            number=number, rows=rows, last=last, last_hours=hours
        )
    live.names, live.free_numbers = compared.names, compared.free_numbers
    live.story_of_row = compared.story_of_row
    live.article_of_row = compared.article_of_row
    live.row_of_article = {name: row for row, name in live.article_of_row.items()}
    live.lately, live.arrived = deque(compared.lately), compared.arrived
    postings.keys, postings.rows = (
        _unpacked(compared.keys),
        _unpacked(compared.key_rows),
    )
    postings.lately, postings.added = compared.keys_lately, compared.keys_added
    postings.dropped = set(compared.dropped)
    stories.frequencies.counts = _unpacked(state.counts)
    stories.frequencies.seen, stories.frequencies.all = state.seen, state.all
    stories.background.vectors = _unpacked(state.usual)
    stories.background.seen = state.usual_seen


def _packed(array: npt.NDArray[Any]) -> Array:
    return Array(kind=array.dtype.str, shape=array.shape, data=array.tobytes())


def _unpacked(kept: Array) -> npt.NDArray[Any]:
    return np.frombuffer(kept.data, kept.kind).reshape(kept.shape).copy()
