"""Politeness: how often one host is asked, and what it told us about that.

Every request to a host (`scheme://host:port`) takes a turn: at most so many at once, and
a pause from the end of one answer to the start of the next. A host that asks for time
(Retry-After), or that nobody answers at, is closed for a while; who comes then is told so
at once instead of waiting.
"""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Collection
from dataclasses import dataclass, field, replace
from typing import Protocol

from nouvelles.ingest.network.robots import Rules
from nouvelles.ingest.troubles import NotRead, Word

#: Seconds that are waited in line; for more, the caller is told to come back.
LONGEST_WAIT_S = 30.0

#: Retry-After is kept up to a day: nobody means more, and a mistake would lose a source.
LONGEST_CLOSED_S = 86_400.0

#: A host that fails is left alone for so long, twice as long each time, up to an hour.
BACK_OFF_S = 15.0
LONGEST_BACK_OFF_S = 3600.0

#: RFC 9309, 2.4: a robots.txt is not to be used longer than 24 hours.
ROBOTS_AGE_S = 86_400.0

#: Hosts that are held in memory; the one not asked for longest goes first.
MOST_HOSTS = 4096


@dataclass(frozen=True, slots=True, kw_only=True)
class HostFacts:
    """What is kept of a host across restarts; times in seconds since 1970.

    `robots` is the file as it came, empty where there is none; `robots_at` is when it was
    asked for, 0 for never. Before `not_before` nothing is asked. `failures` counts those
    since the last answer.
    """

    origin: str
    robots: bytes = b""
    robots_at: float = 0.0
    not_before: float = 0.0
    failures: int = 0


class HostMemory(Protocol):
    """Where facts of hosts are kept. Called from the event loop: it should be quick."""

    def load(self, origin: str) -> HostFacts | None:
        """What was saved last of `scheme://host:port`, or None."""

    def save(self, facts: HostFacts) -> None:
        """Keep these facts in place of the ones before."""


@dataclass(slots=True)
class HostsInMemory:
    """A memory that ends with its process, and holds the newest hosts only."""

    _facts: OrderedDict[str, HostFacts] = field(default_factory=OrderedDict)

    def load(self, origin: str) -> HostFacts | None:
        return self._facts.get(origin)

    def save(self, facts: HostFacts) -> None:
        self._facts[facts.origin] = facts
        self._facts.move_to_end(facts.origin)
        if len(self._facts) > MOST_HOSTS:
            self._facts.popitem(last=False)


@dataclass(slots=True, kw_only=True)
class Host:
    """One host as it is known now. Only `Hosts` makes them."""

    origin: str
    memory: HostMemory
    turns: asyncio.Semaphore
    least_delay_s: float  # ours; robots.txt may ask for more
    busy: int = 0
    rules: Rules | None = None
    robots_at: float = 0.0
    not_before: float = 0.0
    failures: int = 0
    word: Word | None = None  # why it is closed, where we know
    free_at: float = 0.0  # the next request may start then
    robots_turn: asyncio.Lock = field(default_factory=asyncio.Lock)

    def known_rules(self, now: float) -> Rules | None:
        """The rules of its robots.txt, or None when they are unknown or too old."""
        fresh = 0 <= now - self.robots_at <= ROBOTS_AGE_S
        return self.rules if fresh else None

    def keep_rules(self, rules: Rules, body: bytes, now: float) -> None:
        """Remember a robots.txt that was just asked for."""
        self.rules, self.robots_at = rules, now
        # What the file asks for is kept from its own request on.
        self._owe(now, rules.delay_s)
        self._save(robots=body, robots_at=now)

    # ---- turns ---------------------------------------------------------------------

    @property
    def delay_s(self) -> float:
        """Seconds from the end of one answer to the next request."""
        asked = self.rules.delay_s if self.rules is not None else 0.0
        return max(self.least_delay_s, asked)

    def closed_s(self, now: float) -> float:
        """Seconds for which nothing is to be asked of it; 0 when it is open."""
        return min(max(self.not_before - now, 0.0), LONGEST_CLOSED_S)

    def wait_s(self, now: float) -> float:
        """Seconds until its next turn: closed, or asked a moment ago."""
        # A clock that was set back must not make the pause longer than it is.
        self.free_at = min(self.free_at, now + self.delay_s)
        pause = max(self.free_at - now, 0.0)
        return max(pause, self.closed_s(now))

    def check_open(self, url: str, now: float) -> None:
        """Raises NotRead where it is closed for longer than is waited in line."""
        if self.not_before > now and (wait := self.closed_s(now)) > LONGEST_WAIT_S:
            raise self._not_now(url, wait, now)

    async def take_turn(
        self,
        url: str,
        clock: Callable[[], float],
        sleep: Callable[[float], Awaitable[object]],
    ) -> None:
        """Wait in line for a turn; `end_turn` must follow.

        Raises:
            NotRead: the host is closed, or wants a pause, for more than
                `LONGEST_WAIT_S`; `after_s` says how long.
        """
        await self.turns.acquire()
        try:
            while (wait := self.wait_s(now := clock())) > 0:
                if wait > LONGEST_WAIT_S:
                    raise self._not_now(url, wait, now)
                waited_for = (self.free_at, self.not_before)
                await sleep(wait)
                # What was slept is over, whatever the clock says: it may be set.
                if waited_for == (self.free_at, self.not_before):
                    break
        except BaseException:
            self.turns.release()
            raise
        self.busy += 1

    def end_turn(self, now: float, delay_s: float | None = None) -> None:
        """The answer ended (or failed) now; the next may come after the pause."""
        self._owe(now, self.delay_s if delay_s is None else delay_s)
        self.busy -= 1
        self.turns.release()

    def _owe(self, now: float, pause: float) -> None:
        self.free_at = max(self.free_at, now + pause)
        if pause > LONGEST_WAIT_S:
            # Long enough for a restart to come between.
            self._save(not_before=max(self.not_before, self.free_at))

    def _not_now(self, url: str, wait: float, now: float) -> NotRead:
        word, why = Word.RATE_LIMITED, "the host asks for a pause"
        if self.not_before > now and self.failures:
            # Which failure it was is not known after a restart.
            word, why = self.word or Word.UNREACHABLE, "it is left alone for now"
        return NotRead(word, url, f"{why}: {wait:.0f} s", after_s=wait)

    # ---- what happened -------------------------------------------------------------

    def answered(self) -> None:
        """It answered, with whatever: failures are counted anew."""
        if self.failures:
            self.failures, self.word = 0, None
            self._save(failures=0)

    def failed(self, word: Word, now: float, after_s: float | None = None) -> None:
        """Close it for as long as it asked, or ever longer when it said nothing."""
        self.failures += 1
        steps = min(self.failures - 1, 20)
        back_off = min(BACK_OFF_S * 2**steps, LONGEST_BACK_OFF_S)
        closed = back_off if after_s is None else min(after_s, LONGEST_CLOSED_S)
        self.not_before = max(self.not_before, now + closed)
        self.word = word
        self._save(failures=self.failures, not_before=self.not_before)

    def forgive(self) -> None:
        """Open it again: what it was closed for was not its own doing."""
        self.failures, self.word, self.not_before = 0, None, 0.0
        self._save(failures=0, not_before=0.0)

    def rest(self, now: float) -> None:
        """Keep the pause that is still owed, before the process ends."""
        if self.free_at > now:
            self._save(not_before=max(self.not_before, self.free_at))

    def _save(self, **changes: object) -> None:
        known = self.memory.load(self.origin) or HostFacts(origin=self.origin)
        self.memory.save(replace(known, **changes))  # type: ignore[arg-type]


class Hosts:
    """The hosts that are visited, as far as they are held in memory."""

    def __init__(
        self,
        memory: HostMemory,
        parse: Callable[[bytes], Rules],
        *,
        per_host: int,
        delay_s: float,
    ) -> None:
        self._memory = memory
        self._parse = parse
        self._per_host = per_host
        self._delay_s = delay_s
        self._hosts: OrderedDict[str, Host] = OrderedDict()

    def find(self, origin: str, now: float) -> Host:
        """The host, with what the memory knows of it."""
        host = self._hosts.get(origin)
        if host is None:
            host = self._hosts[origin] = self._recalled(origin)
            self._forget(now)
        else:
            self._hosts.move_to_end(origin)
        return host

    def rest(self, now: float) -> None:
        """Keep what is owed to each host, before the process ends."""
        for host in self._hosts.values():
            host.rest(now)

    def forgive(self, words: Collection[Word]) -> None:
        """Open the hosts that are closed for one of these words."""
        for host in self._hosts.values():
            if host.word in words:
                host.forgive()

    def _recalled(self, origin: str) -> Host:
        host = Host(
            origin=origin,
            memory=self._memory,
            turns=asyncio.Semaphore(self._per_host),
            least_delay_s=self._delay_s,
        )
        facts = self._memory.load(origin)
        if facts is not None:
            host.not_before, host.failures = facts.not_before, facts.failures
            if facts.robots_at:
                host.rules, host.robots_at = self._parse(facts.robots), facts.robots_at
        return host

    def _forget(self, now: float) -> None:
        """Let the oldest go, unless it is being asked or still owed a pause."""
        for _ in range(len(self._hosts) - MOST_HOSTS):
            origin, host = self._hosts.popitem(last=False)
            if host.busy or host.turns.locked() or host.wait_s(now) > 0:
                self._hosts[origin] = host
