"""The form in which the state of stories is written down: the same bytes for one state.

First what is words and lists, then the arrays as they stand in memory, one after the
other: they are written from where they are and read into where they will be, so that a
snapshot needs no room of its own.

What can be had again is left out: memories of pairs, directions of sums, which row an
article is in. What came lately counts as not yet looked at again.
"""

from __future__ import annotations

from collections.abc import Iterator
from io import BufferedIOBase
from itertools import chain
from typing import TYPE_CHECKING, Any, Final

import msgspec
import numpy as np
import numpy.typing as npt

from nouvelles.errors import InputError
from nouvelles.stories.live import LiveStory, rank_of

if TYPE_CHECKING:
    from nouvelles.stories.grouping import Stories
    from nouvelles.stories.live import Live
    from nouvelles.stories.standing import Standing

#: Raised whenever the form, or what is kept of a telling, changes.
VERSION: Final = 8

#: Before all else stands how long the first part is, in so many bytes.
_LENGTH: Final = 4

_NAME: Final = "snapshot of stories"
_ADVICE: Final = "remove it, it is made anew from the log"


class Books(msgspec.Struct, array_like=True, frozen=True):
    """Which article is in which story, and what editors said of both; articles are called
    by their places among all members."""

    members: dict[str, list[str]]
    led_to: dict[str, str]
    fixed: list[str]
    apart: list[tuple[str, str]]
    leads: dict[str, str]
    hidden: list[str]
    sensitive: list[str]
    lost: dict[str, str]  # copies of articles that are in no story
    bias: float


class Compared(msgspec.Struct, array_like=True, frozen=True):
    """What new tellings are compared with."""

    free: list[int]
    free_clues: list[list[int]]
    stories: dict[str, tuple[int, list[int]]]
    names: list[str]
    free_numbers: list[int]
    lately: list[int]
    arrived: int
    postings_lately: dict[int, list[int]]
    postings_added: int
    dropped: list[int]


class State(msgspec.Struct, array_like=True, frozen=True):
    """All of it but the arrays, of which the shapes are here."""

    version: int
    size: int
    languages: list[str]
    books: Books
    compared: Compared
    seen: dict[str, int]
    all: int
    usual_seen: int
    shapes: list[tuple[int, ...]]


def parts(stories: Stories) -> Iterator[bytes | memoryview]:
    """The bytes of a state, some after others."""
    standing, live = stories.standing, stories.live
    postings = live.postings
    places = {name: at for at, name in enumerate(_articles(standing))}
    arrays = [
        *(array for _, _, array in _arrays(stories)),
        np.array([places.get(name, -1) for name in live.articles], np.int32),
        _copies(standing, places),
    ]
    state = State(
        version=VERSION,
        size=stories.size,
        languages=sorted(stories.languages),
        books=Books(
            members=standing.members,
            led_to=standing.led_to,
            fixed=sorted(standing.fixed),
            apart=sorted(standing.apart),
            leads=standing.leads,
            hidden=sorted(standing.hidden),
            sensitive=sorted(standing.sensitive),
            lost=dict(
                sorted(
                    (one, of)
                    for one, of in standing.copy_of.items()
                    if one not in places or of not in places
                )
            ),
            bias=standing.bias,
        ),
        compared=Compared(
            free=live.bank.free,
            free_clues=live.bank.free_clues,
            stories={
                name: (one.number, one.rows) for name, one in live.stories.items()
            },
            names=live.names,
            free_numbers=live.free_numbers,
            lately=[*live.lately],
            arrived=live.arrived,
            postings_lately=postings.lately,
            postings_added=postings.added,
            dropped=sorted(postings.dropped),
        ),
        seen=stories.frequencies.seen,
        all=stories.frequencies.all,
        usual_seen=stories.background.seen,
        shapes=[array.shape for array in arrays],
    )
    head = msgspec.msgpack.encode(state)
    yield len(head).to_bytes(_LENGTH, "little")
    yield head
    for array in arrays:
        yield np.ascontiguousarray(array).reshape(-1).view(np.uint8).data


def read(file: BufferedIOBase) -> State:
    """The first part of a state, at which a file stands; `fill` reads what comes then.

    Raises:
        InputError: it is none, or of another version.
    """
    length = int.from_bytes(file.read(_LENGTH), "little")
    try:
        state = msgspec.msgpack.decode(file.read(length), type=State)
    except msgspec.DecodeError as error:
        raise InputError(_NAME, str(error), _ADVICE) from error
    if state.version != VERSION:
        reason = f"its version is {state.version}, this program's is {VERSION}"
        raise InputError(_NAME, reason, _ADVICE)
    return state


def fill(stories: Stories, state: State, file: BufferedIOBase) -> None:
    """Bring empty stories into a state.

    Raises:
        InputError: the file ends too early.
    """
    standing, live = stories.standing, stories.live
    books, compared = state.books, state.compared
    kinds = [array.dtype for _, _, array in _arrays(stories)]
    shapes = iter(state.shapes)
    for (owner, name, _), kind in zip(_arrays(stories), kinds, strict=True):
        setattr(owner, name, _read_array(file, kind, next(shapes)))
    bank, postings = live.bank, live.postings
    bank.used, bank.free = len(bank.records), compared.free
    bank.used_clues, bank.free_clues = len(bank.keys), compared.free_clues
    standing.members, standing.led_to = books.members, books.led_to
    standing.leads = books.leads
    standing.fixed, standing.apart = set(books.fixed), set(books.apart)
    standing.hidden, standing.sensitive = set(books.hidden), set(books.sensitive)
    standing.bias = books.bias
    for story, inside in books.members.items():
        standing.home.update(dict.fromkeys(inside, story))
    _fill_live(live, compared)
    # The words of a name are held once, whoever calls it.
    articles = [*_articles(standing), ""]
    rows = _read_array(file, np.dtype(np.int32), next(shapes)).tolist()
    live.articles = [articles[place] for place in rows]
    live.row_of_article = {name: row for row, name in enumerate(live.articles) if name}
    many = np.flatnonzero(bank["many"]).tolist()
    live.many = {row for row in many if live.articles[row]}
    copies = _read_array(file, np.dtype(np.int32), next(shapes)).tolist()
    standing.copy_of = {articles[one]: articles[of] for one, of in copies}
    standing.copy_of.update(books.lost)
    postings.lately, postings.added = compared.postings_lately, compared.postings_added
    postings.dropped = set(compared.dropped)
    stories.frequencies.seen, stories.frequencies.all = state.seen, state.all
    stories.background.seen = state.usual_seen


def _fill_live(live: Live, compared: Compared) -> None:
    live.nearest.point()
    for name, (number, rows) in compared.stories.items():
        live.stories[name] = LiveStory(number=number, rows=rows)
    live.names, live.free_numbers = compared.names, compared.free_numbers
    live.ranks = np.array([rank_of(name) for name in live.names], np.uint64)
    live.lately, live.arrived = dict.fromkeys(compared.lately), compared.arrived


def _arrays(stories: Stories) -> list[tuple[object, str, npt.NDArray[Any]]]:
    """The arrays of a state, in order: whose, by what name, and what is used of each."""
    live = stories.live
    bank, clues = live.bank, live.bank.used_clues
    return [
        (bank, "records", bank.records[: bank.used]),
        (bank, "keys", bank.keys[:clues]),
        (bank, "weights", bank.weights[:clues]),
        (live.nearest, "projection", live.nearest.projection),
        (live.nearest, "sums", live.nearest.sums),
        (live, "hours", live.hours[: len(live.names)]),
        (live, "homes", live.homes[: bank.used]),
        (live.postings, "sorted", live.postings.sorted),
        (stories.frequencies, "counts", stories.frequencies.counts),
        (stories.background, "vectors", stories.background.vectors),
    ]


def _articles(standing: Standing) -> Iterator[str]:
    return chain.from_iterable(standing.members.values())


def _copies(standing: Standing, places: dict[str, int]) -> npt.NDArray[np.int32]:
    """What each copy copies, by places."""
    found = sorted(
        (places[one], places[of])
        for one, of in standing.copy_of.items()
        if one in places and of in places
    )
    return np.array(found, np.int32).reshape(-1, 2)


def _read_array(
    file: BufferedIOBase, kind: np.dtype[Any], shape: tuple[int, ...]
) -> npt.NDArray[Any]:
    # Made by `resize`: of a large one that is made at once, numpy asks the system for
    # large pages, and it cannot grow where it stands.
    array = np.zeros(0, kind)
    # Nobody else has it; a debugger that looks at this frame would count as somebody.
    array.resize(shape, refcheck=False)
    room = array.reshape(-1).view(np.uint8)
    if file.readinto(room.data) < len(room):
        raise InputError(_NAME, "it ends too early", _ADVICE)
    return array
