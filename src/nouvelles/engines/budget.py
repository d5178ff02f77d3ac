"""How many characters may be sent to a service: in a day, and for an article.

with article():
    engine.translate(…)   # all that is spent here is spent for one article
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Final, Protocol

from nouvelles.errors import EngineError, EngineTrouble

_DAY_S: Final = 86_400

#: What the article that this thread is at has cost, by service.
_article: ContextVar[dict[str, int] | None] = ContextVar("article", default=None)


class Spending(Protocol):
    """Remembers what was spent on a day (days since 1970, UTC), if need be on a disk."""

    def spent(self, service: str, day: int) -> int:
        """Characters that went to a service."""
        ...

    def spend(self, service: str, day: int, characters: int) -> None:
        """Add to them."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Budget:
    """Characters that may go out in a day, and for an article; 0 is without an end.

    `spending` outlives the program where it is given.
    """

    day: int = 0
    article: int = 0
    spending: Spending | None = None


class SpendingInMemory:
    """What this process has spent; safe for threads."""

    def __init__(self) -> None:
        self._spent: dict[tuple[str, int], int] = {}
        self._turn = threading.Lock()

    def spent(self, service: str, day: int) -> int:
        return self._spent.get((service, day), 0)

    def spend(self, service: str, day: int, characters: int) -> None:
        with self._turn:
            self._spent[service, day] = self.spent(service, day) + characters


class Purse:
    """One service's budget while a program runs."""

    def __init__(self, service: str, budget: Budget) -> None:
        self.service, self.budget = service, budget
        self._spending = budget.spending or SpendingInMemory()

    def pay(self, characters: int, now: float) -> None:
        """Take so many characters, at `now` (seconds since 1970).

        Raises:
            EngineError: the day's budget or the article's has not as many left; nothing
                is taken then.
        """
        day = int(now // _DAY_S)
        account = _article.get()
        spent = account.get(self.service, 0) if account is not None else 0
        self._check("day", self._spending.spent(self.service, day), characters)
        self._check("article", spent, characters)
        self._spending.spend(self.service, day, characters)
        if account is not None:
            account[self.service] = spent + characters

    def _check(self, of: str, spent: int, characters: int) -> None:
        most: int = getattr(self.budget, of)
        if most and spent + characters > most:
            raise EngineError(
                self.service,
                f"the {of}'s budget of {most:,} characters is spent ({spent:,} sent)",
                trouble=EngineTrouble.BUDGET,
            )


@contextmanager
def article() -> Iterator[None]:
    """What is translated inside, in this thread, is one article."""
    before = _article.set({})
    try:
        yield
    finally:
        _article.reset(before)
