"""The form in which the state of stories is written down: the same bytes for one state.

What can be had again is left out: memories of pairs, directions of sums, which row an
article is in. What came lately counts as not yet looked at again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import msgspec
import numpy as np
import numpy.typing as npt

from nouvelles.errors import InputError
from nouvelles.stories.live import LiveStory, rank_of

if TYPE_CHECKING:
    from nouvelles.stories.grouping import Stories

#: Raised whenever the form, or what is kept of a telling, changes.
VERSION: Final = 5


class Array(msgspec.Struct, array_like=True, frozen=True):
    """An array: its shape, and its bytes in C order, which are not copied."""

    shape: tuple[int, ...]
    data: memoryview


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

    records: Array
    free: list[int]
    projection: Array
    sums: Array
    stories: dict[str, tuple[int, list[int]]]
    names: list[str]
    hours: Array
    free_numbers: list[int]
    homes: Array
    articles: list[str]
    lately: list[int]
    arrived: int
    postings: Array
    postings_lately: dict[int, list[int]]
    postings_added: int
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
            records=_packed(bank.records[: bank.used]),
            free=bank.free,
            projection=_packed(live.nearest.projection),
            sums=_packed(live.nearest.sums),
            stories={
                name: (one.number, one.rows) for name, one in live.stories.items()
            },
            names=live.names,
            hours=_packed(live.hours[: len(live.names)]),
            free_numbers=live.free_numbers,
            homes=_packed(live.homes[: bank.used]),
            articles=live.articles,
            lately=[*live.lately],
            arrived=live.arrived,
            postings=_packed(postings.sorted),
            postings_lately=postings.lately,
            postings_added=postings.added,
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
    _unpack(bank, "records", compared.records)
    bank.used, bank.free = len(bank.records), compared.free
    _unpack(nearest, "projection", compared.projection)
    _unpack(nearest, "sums", compared.sums)
    nearest.point()
    for name, (number, rows) in compared.stories.items():
        live.stories[name] = LiveStory(number=number, rows=rows)
    live.names, live.free_numbers = compared.names, compared.free_numbers
    live.ranks = np.array([rank_of(name) for name in live.names], np.uint64)
    _unpack(live, "hours", compared.hours)
    _unpack(live, "homes", compared.homes)
    live.articles = compared.articles
    live.row_of_article = {name: row for row, name in enumerate(live.articles) if name}
    many = np.flatnonzero(bank["many"]).tolist()
    live.many = {row for row in many if live.articles[row]}
    live.lately, live.arrived = dict.fromkeys(compared.lately), compared.arrived
    _unpack(postings, "sorted", compared.postings)
    postings.lately, postings.added = compared.postings_lately, compared.postings_added
    postings.dropped = set(compared.dropped)
    _unpack(stories.frequencies, "counts", state.counts)
    stories.frequencies.seen, stories.frequencies.all = state.seen, state.all
    _unpack(stories.background, "vectors", state.usual)
    stories.background.seen = state.usual_seen


def _packed(array: npt.NDArray[Any]) -> Array:
    whole = np.ascontiguousarray(array)
    return Array(shape=whole.shape, data=whole.reshape(-1).view(np.uint8).data)


def _unpack(owner: object, name: str, kept: Array) -> None:
    """Put an array in the place of the empty one that is of its type."""
    kind = getattr(owner, name).dtype
    setattr(owner, name, np.frombuffer(kept.data, kind).reshape(kept.shape).copy())
