"""What a process remembers of words that people may have erased, and forgetting it.

Records are kept decoded, and pages as they are set, because the same ones are asked for
again and again. What is erased must not stay there until something else pushes it out: so
all that remembers words of articles or comments is named here, and forgotten together.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from functools import _lru_cache_wrapper, lru_cache
from typing import Protocol, TypeVar
from weakref import WeakSet

T = TypeVar("T")


class Forgetful(Protocol):
    """Something that can forget all that it remembers, from any thread."""

    def forget(self) -> None: ...


_lock = threading.Lock()
_functions: list[_lru_cache_wrapper[object]] = []
_holders: WeakSet[Forgetful] = WeakSet()
_late = False


def remembered(size: int) -> Callable[[Callable[..., T]], _lru_cache_wrapper[T]]:
    """As `lru_cache`, of a function of a module; forgotten with everything else."""

    def remember(function: Callable[..., T]) -> _lru_cache_wrapper[T]:
        kept = lru_cache(maxsize=size)(function)
        _functions.append(kept)
        return kept

    return remember


def hold(one: Forgetful) -> None:
    """Name something that remembers, for as long as it lives."""
    with _lock:
        _holders.add(one)


def forget_all() -> None:
    """Forget everything, at once."""
    global _late
    with _lock:
        holders = list(_holders)
        _late = True
    for function in _functions:
        function.cache_clear()
    for one in holders:
        one.forget()


def forget_late() -> None:
    """Forget again what a thread remembered that had read it just before it was erased.

    To be called every now and then, seconds apart; nothing is done where nothing was
    forgotten since the last time.
    """
    global _late
    if _late:
        forget_all()
        _late = False
