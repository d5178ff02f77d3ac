"""The loop that reads: what is due is asked for, host by host, and kept as it comes.

One task a host, one thread that writes, one that parses. What is in flight is in memory
only and still due in the database, so that a kill at any moment loses nothing.
"""

from __future__ import annotations

import asyncio
from collections import Counter, deque
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from threading import Event
from typing import TypeVar

from nouvelles.ingest.network.client import Client
from nouvelles.ingest.network.session import FetchSettings
from nouvelles.ingest.troubles import NotRead, Word
from nouvelles.logs import Event as Logged
from nouvelles.logs import log
from nouvelles.run.pictures import PAUSE_S, PictureFetcher
from nouvelles.run.reading.ask import Asker
from nouvelles.run.reading.keep import Keeper
from nouvelles.run.reading.looked import Looked
from nouvelles.run.reading.memory import Memory
from nouvelles.run.reading.network import LINE, MOST, Network
from nouvelles.run.reading.parsing import Parser
from nouvelles.run.reading.pushes import fault_counter, keep_pushes
from nouvelles.run.reading.subscriptions import renew
from nouvelles.run.reading.take import Job, Taken, next_due, take
from nouvelles.run.reading.visit import Visited, put_off
from nouvelles.store.fetches import FetchRow

T = TypeVar("T")
Result = Looked | Visited

#: Results that are kept in one go, and that may wait to be kept.
BATCH = 16
WAITING = 64

#: Seconds for which a result waits for others, with so many looks at what has come: 16
#: feeds that are kept together take two thirds of the time of one after the other.
GATHER_S = 0.05
GATHER_LOOKS = 10

#: Seconds between two looks at what is due, and until a line that is down is tried again.
LOOK_S = 0.5
LINE_S = 60.0

#: Seconds for which those at work are waited for once a host is done: to look at what is
#: due takes as long as to keep half a feed.
BREATH_S = 0.1

#: Seconds between the beginnings at two hosts: about the work of a request. All at once
#: would answer last what was asked first, and nothing could be parsed or kept meanwhile.
STAGGER_S = 0.002

#: Seconds between two rounds of asking hubs.
HUBS_S = 60.0

#: Seconds that the other pages of a host wait that cannot be asked, at the least.
OTHERS_S = 60.0

#: Seconds for which a run that ends waits for what it tries again soon.
PATIENCE_S = 10.0

#: Faults of a whole host: its other pages are put off with the one that met it.
_OF_HOSTS = frozenset(
    {
        Word.DNS,
        Word.UNREACHABLE,
        Word.TLS,
        Word.ROBOTS_UNREACHABLE,
        Word.RATE_LIMITED,
    }
)


@dataclass(slots=True, kw_only=True)
class Loop:
    """One reader at work on one paper, until all is read or, with `forever`, stopped."""

    keeper: Keeper
    stop: Event
    forever: bool
    parser: Parser = field(default_factory=Parser)
    memory: Memory = field(default_factory=Memory)
    network: Network = field(default_factory=Network)
    results: asyncio.Queue[Result] = field(init=False)
    tasks: set[asyncio.Task[None]] = field(default_factory=set)
    busy: Counter[str] = field(default_factory=Counter)  # by host: jobs not yet kept
    held: list[Result] = field(
        default_factory=list
    )  # until it is known who is to blame
    asker: Asker = field(init=False)
    writer: ThreadPoolExecutor = field(init=False)

    async def run(self) -> None:
        """Read; what has come when told to stop is kept."""
        store = self.keeper.store
        self.results = asyncio.Queue(WAITING)
        with ThreadPoolExecutor(1) as self.writer, self.parser as parser:
            settings = FetchSettings.of(store.settings)
            async with Client(
                settings, self.keeper.clock, memory=self.memory
            ) as client:
                self.asker = Asker(
                    client=client,
                    parser=parser,
                    clock=self.keeper.clock,
                    settings=store.settings,
                    network=self.network,
                )
                keeping = asyncio.create_task(self._keep())
                beside = [keeping]
                if self.forever:
                    beside.append(asyncio.create_task(self._renew(client)))
                if self.forever and store.settings.network.pictures:
                    beside.append(asyncio.create_task(self._fetch_pictures(client)))
                try:
                    await self._read(beside)
                finally:
                    await _end(*self.tasks, *beside)
                    await self._keep_batch(self._waiting())
            # What the client owed to hosts when it closed: the next run keeps it.
            owed = self.memory.take_learned()
            await self._in_writer(partial(self.keeper.keep_hosts, owed))

    async def _read(self, beside: Sequence[asyncio.Task[None]]) -> None:
        """Take what is due, as long as there is any."""
        patience = PATIENCE_S
        while not self.stop.is_set():
            for task in beside:
                if task.done():
                    task.result()  # raises what stopped it: a full disk, say
            if self.network.down and not self.tasks:
                log.warning(Logged.NO_NETWORK, again_s=LINE_S)
                self._drop_held()
                self.keeper.tally.no_network = True
                if not self.forever:
                    return
                await self._pause(LINE_S)
                self.network.try_again()
                self.asker.client.forgive(LINE)
            if self.forever:
                await self._in_writer(self._keep_pushes)
            self._begin(await self._in_writer(self._take))
            if not self.tasks and not self.network.down:
                await self._blame()
            if self.tasks or self.busy:
                patience = PATIENCE_S
                await self._some_progress()
            elif self.forever:
                await self._pause(LOOK_S)
            elif patience > 0 and await self._in_writer(self._is_due_soon):
                patience -= LOOK_S
                await self._pause(LOOK_S)
            else:
                return

    def _take(self) -> Taken:
        at_once = self.keeper.store.settings.network.hosts_at_once
        most = MOST if self.network.probing else at_once
        room = min(at_once, most) - len(self.tasks)
        if room <= 0:
            return Taken()
        now = int(self.keeper.clock())
        return take(self.keeper.store, now, busy=set(self.busy), most=room)

    def _is_due_soon(self) -> bool:
        due = next_due(self.keeper.store)
        return due is not None and due <= self.keeper.clock() + PATIENCE_S

    def _begin(self, taken: Taken) -> None:
        self.memory.remember(taken.facts)
        self.asker.sources.update(taken.sources)
        for place, (host, jobs) in enumerate(taken.jobs.items()):
            self.busy[host] += len(jobs)
            later = place * STAGGER_S
            task = asyncio.create_task(self._at_host(host, deque(jobs), later))
            self.tasks.add(task)
            task.add_done_callback(self.tasks.discard)

    async def _some_progress(self) -> None:
        """Until some hosts are done, or it is time to look at what is due."""
        if self.tasks:
            await asyncio.wait(
                self.tasks, timeout=LOOK_S, return_when=asyncio.FIRST_COMPLETED
            )
            if self.tasks:
                await asyncio.wait(self.tasks, timeout=BREATH_S)
        else:  # all is asked; what has come is being kept
            await asyncio.sleep(0.01)

    async def _pause(self, seconds: float) -> None:
        """Wait, but not for longer than until told to stop."""
        loop = asyncio.get_running_loop()
        end = loop.time() + seconds
        while not self.stop.is_set() and loop.time() < end:
            await asyncio.sleep(min(LOOK_S, max(0.0, end - loop.time())))

    # ---- beside feeds and pages ----

    async def _fetch_pictures(self, client: Client) -> None:
        """Fetch the pictures that may be shown, as long as the loop runs."""
        keeper = self.keeper
        fetcher = PictureFetcher(
            store=keeper.store, plan=keeper.plan, clock=keeper.clock
        )
        while not self.stop.is_set():
            down = self.network.down
            if down or not await fetcher.fetch_some(client, self.stop):
                await self._pause(PAUSE_S)

    def _keep_pushes(self) -> None:
        keeper = self.keeper
        new = keep_pushes(keeper.store, keeper.plan, keeper.clock)
        keeper.tally.entries += new

    async def _renew(self, client: Client) -> None:
        """Ask hubs to announce news, as long as the loop runs."""
        store, clock = self.keeper.store, self.keeper.clock
        note = fault_counter(store, clock)
        while not self.stop.is_set():
            if not self.network.down:
                await renew(store, client, clock, note=note)
            await self._pause(HUBS_S)

    # ---- one host ----

    async def _at_host(self, host: str, jobs: deque[Job], later: float) -> None:
        """The work of one host, as many requests at once as the settings allow."""
        await asyncio.sleep(later)
        most = self.keeper.store.settings.network.per_host
        asking = [self._ask(host, jobs) for _ in range(min(most, len(jobs)))]
        await asyncio.gather(*asking)
        self._kept(host, len(jobs))  # what the line's fall left undone stays due

    async def _ask(self, host: str, jobs: deque[Job]) -> None:
        while jobs and not self.stop.is_set() and not self.network.down:
            result, trouble = await self.asker.ask(jobs.popleft(), len(self.busy))
            if result is None:
                self._kept(host, 1)
                continue
            found = [result]
            if trouble is not None and trouble.word in _OF_HOSTS:
                found += self._put_off(jobs, result, trouble)
            if self.network.doubtful:
                self.held += found
                continue
            await self._blame()
            for one in found:
                await self.results.put(one)

    def _put_off(
        self, jobs: deque[Job], result: Result, trouble: NotRead
    ) -> list[Result]:
        """The other pages of a host that cannot be asked now wait like the first."""
        due = result.row.due if isinstance(result, Visited) else None
        if due is None:
            due = int(self.keeper.clock() + max(trouble.after_s or 0.0, OTHERS_S))
        others = [job for job in jobs if isinstance(job, FetchRow)]
        looks = [job for job in jobs if not isinstance(job, FetchRow)]
        jobs.clear()
        jobs.extend(looks)
        return [put_off(row, due, trouble) for row in others]

    async def _blame(self) -> None:
        """Somebody answered, or all were asked: the line is not to blame, hosts are."""
        held, self.held = self.held, []
        for result in held:
            await self.results.put(result)

    def _drop_held(self) -> None:
        """Our line is down: nothing is said of the hosts that were silent."""
        held, self.held = self.held, []
        for result in held:
            self._kept(result.asked_host, 1)

    def _kept(self, host: str, number: int) -> None:
        self.busy[host] -= number
        if self.busy[host] <= 0:
            del self.busy[host]
            self.memory.forget(host)

    # ---- keeping ----

    async def _keep(self) -> None:
        while True:
            first = await self.results.get()
            await self._gather()
            await self._keep_batch([first, *self._waiting(BATCH - 1)])

    async def _gather(self) -> None:
        """Until a batch has come, or nobody is left at work; not for long."""
        for _ in range(GATHER_LOOKS):
            if not self.tasks or self.results.qsize() >= BATCH - 1:
                return
            await asyncio.sleep(GATHER_S / GATHER_LOOKS)

    def _waiting(self, most: int = WAITING) -> list[Result]:
        found: list[Result] = []
        while len(found) < most and not self.results.empty():
            found.append(self.results.get_nowait())
        return found

    async def _keep_batch(self, batch: Sequence[Result]) -> None:
        looks = [result for result in batch if isinstance(result, Looked)]
        visits = [result for result in batch if isinstance(result, Visited)]
        now = int(self.keeper.clock())
        if looks:
            await self._in_writer(partial(self.keeper.keep_looks, looks))
        if visits:
            await self._in_writer(partial(self.keeper.keep_visits, visits, now))
        learned = self.memory.take_learned()
        if learned:
            await self._in_writer(partial(self.keeper.keep_hosts, learned))
        for result in batch:
            self._kept(result.asked_host, 1)

    async def _in_writer(self, function: Callable[[], T]) -> T:
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self.writer, function)


async def _end(*tasks: asyncio.Task[None]) -> None:
    """Cancel tasks and wait until they have ended."""
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
