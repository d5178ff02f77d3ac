"""Loading: the door of a room whose parts are loaded when they are first asked for.

Most processes use little of a large room: to load all of it takes memory for as long as
they live, and time at every start.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from importlib import import_module


def door(room: str, parts: Mapping[str, Sequence[str]]) -> Callable[[str], object]:
    """The `__getattr__` of a package (PEP 562) that gives these names out of its parts.

    `room` is the package's name, `parts` the names by the module below it that has them.
    """
    where = {name: part for part, names in parts.items() for name in names}

    def get(name: str) -> object:
        if name not in where:
            raise AttributeError(f"module {room!r} has no attribute {name!r}")
        found = getattr(import_module(f"{room}.{where[name]}"), name)
        setattr(import_module(room), name, found)  # the next time without this
        return found

    return get


#: New containers after which garbage is looked for: of records without circles there is
#: none, and at Python's own 700 the looks take a twentieth of the reading of 500 feeds.
MANY = 10_000


@contextmanager
def loading() -> Iterator[None]:
    """While a process loads most of what it will need.

    What is loaded stays: to look for garbage in it takes a seventh of the time, at this
    moment and at every later look.
    """
    looks = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.set_threshold(MANY)
        if looks:
            gc.enable()
