"""Running the stages on this machine: a pool of processes, one committing parent.

The parent claims batches, hands them with their inputs to workers, and commits what they
give, one transaction a batch. A worker that is killed or hangs costs its batch only: the
items are tried again one by one, so that the one to blame is found and put aside.
"""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Callable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, TimeoutError, wait
from contextlib import contextmanager
from threading import Event
from typing import TYPE_CHECKING, Any

from nouvelles.logs import Event as Logged
from nouvelles.logs import log
from nouvelles.run.batch import Job, Task, kinds_of, run_batch
from nouvelles.run.clock import Clock
from nouvelles.run.erase import finish_erasing
from nouvelles.run.rows import refresh
from nouvelles.stage import CAPTURE, Stage
from nouvelles.store import Store, captures, ledger, outputs
from nouvelles.store.ledger import Outcome, Plan, Status
from nouvelles.store.retention import DAY_S, keep_house

if TYPE_CHECKING:
    from pebble import ProcessPool

#: Seconds between two looks at the ledger while there is nothing to do: other processes
#: (an `archive` command) may have brought work.
LOOK_S = 1.0

#: The same while something is read beside: at first, and at most when it brings no work.
#: Each look takes time from those who read (a seventh, at 50 ms throughout, 2026-11).
SOON_S, LATER_S = 0.05, 0.4

#: A worker is replaced after this many batches; parsers written in C leak a little.
BATCHES_A_WORKER = 500

Progress = Callable[[], None]


class Pool:
    """Worker processes: started, and their library loaded, with the first job.

    They end when the parent does, even when it is killed.
    """

    def __init__(self, store: Store) -> None:
        self._size = store.settings.worker.processes or os.cpu_count() or 1
        self._pool: ProcessPool | None = None

    def schedule(self, job: Job) -> Future[list[Outcome]]:
        """Put a job through its stage."""
        if self._pool is None:
            self._pool = self._started()
        limit = job.stage.time_limit_s
        return self._pool.schedule(run_batch, args=(job,), timeout=limit)

    def end(self) -> None:
        """End the processes."""
        if self._pool is not None:
            self._pool.stop()
            self._pool.join()

    def _started(self) -> ProcessPool:
        from pebble import ProcessPool

        context = multiprocessing.get_context("forkserver")
        context.set_forkserver_preload(["nouvelles.run.warm"])
        return ProcessPool(
            max_workers=self._size, max_tasks=BATCHES_A_WORKER, context=context
        )


@contextmanager
def open_pool(store: Store) -> Iterator[Pool]:
    """Worker processes until the end of the block."""
    pool = Pool(store)
    try:
        yield pool
    finally:
        pool.end()


class Runner:
    """Work in flight: which jobs the pool holds, and how they end."""

    def __init__(self, store: Store, plan: Plan, pool: Pool, clock: Clock) -> None:
        self.store, self.plan, self.pool, self.clock = store, plan, pool, clock
        self.size = 2 * (store.settings.worker.processes or os.cpu_count() or 1)
        self.flying: dict[Future[list[Outcome]], Job] = {}

    def fill(self) -> None:
        """Give the pool work, the last stages first: what was begun is finished."""
        with self.store.read() as connection:
            if not ledger.open_count(connection):
                return  # to claim is to write, and others wait for that
        for stage in reversed(self.plan.stages):
            while len(self.flying) < self.size:
                job = self._claim(stage)
                if job is None:
                    break
                self._submit(job)

    def gather(self, timeout_s: float) -> None:
        """Commit the jobs that ended, waiting for one a short while."""
        from pebble import ProcessExpired  # loaded by now, where there are jobs

        ended, _ = wait(self.flying, timeout=timeout_s, return_when=FIRST_COMPLETED)
        for future in ended:
            job = self.flying.pop(future)
            try:
                outcomes = future.result()
            except ProcessExpired as error:
                self._blame(job, "worker-killed", str(error), give_up=False)
            except TimeoutError:
                limit = f"took over {job.stage.time_limit_s:.0f} s"
                self._blame(job, "time-limit", limit, give_up=True)
            else:
                self._commit(job, outcomes)

    def _submit(self, job: Job) -> None:
        self.flying[self.pool.schedule(job)] = job

    def _claim(self, stage: Stage) -> Job | None:
        now = int(self.clock())
        claimed = ledger.claim(
            self.store, self.plan, stage, stage.batch, now=now, worker=os.getpid()
        )
        if not claimed:
            return None
        items = [item for item, _, _ in claimed]
        with self.store.read() as connection:
            parts = [
                captures.load_records(self.store, connection, items)
                if name == CAPTURE
                else outputs.load_outputs(connection, self.plan, name, items)
                for name in stage.takes
            ]
        tasks = tuple(
            Task(
                item=item,
                input=key,
                attempts=attempts,
                parts=tuple(part.get(item) for part in parts),
            )
            for item, key, attempts in claimed
        )
        return Job(stage=stage, kinds=kinds_of(stage, self.plan.stages), tasks=tasks)

    def _blame(self, job: Job, reason: str, detail: str, *, give_up: bool) -> None:
        """A worker was lost with a job: find the item, try it again or put it aside."""
        if len(job.tasks) > 1:
            for single in job.alone():
                self._submit(single)
            return
        (task,) = job.tasks
        last = give_up or task.attempts >= self.store.settings.worker.attempts
        outcome = Outcome(
            item=task.item,
            input=task.input,
            status=Status.QUARANTINED if last else Status.FAILED,
            reason=reason,
            detail=detail,
        )
        self._commit(job, [outcome])

    def _commit(self, job: Job, outcomes: list[Outcome]) -> None:
        ledger.commit(self.store, self.plan, job.stage, outcomes, int(self.clock()))


def work(
    store: Store,
    plan: Plan,
    clock: Clock,
    stop: Event,
    *,
    forever: bool = False,
    beside: Future[Any] | None = None,
    progress: Progress = lambda: None,
) -> None:
    """Run stages and make rows until nothing is left to do, or until told to stop.

    Until `beside` is done work may still be coming (an archive is being read). With
    `forever` the ledger is looked at again and again. On the way out nothing is lost:
    what is in flight is committed, and what is not goes back by its lease.
    """
    finish_erasing(store)
    house_due = clock()
    pause_s = SOON_S
    with open_pool(store) as pool:
        runner = Runner(store, plan, pool, clock)
        while not stop.is_set():
            # Asked first: what came before it was done is still found.
            coming = beside is not None and not beside.done()
            runner.fill()
            busy = bool(runner.flying)  # asked first: what ends now may open new work
            if busy:
                runner.gather(timeout_s=0.2)
            made = refresh(store, plan)
            progress()
            if busy or made:
                pause_s = SOON_S
                continue
            if finish_erasing(store):
                continue
            if not (forever or coming):
                return
            ledger.release_expired(store, int(clock()))
            if forever and clock() >= house_due:
                dropped = keep_house(store, plan, int(clock()))
                if dropped.segments or dropped.runs:
                    log.info(
                        Logged.PRUNED, segments=dropped.segments, runs=dropped.runs
                    )
                house_due = clock() + DAY_S
            if beside is not None and coming:
                wait([beside], timeout=LOOK_S if forever else pause_s)
                pause_s = min(2 * pause_s, LATER_S)
            else:
                stop.wait(LOOK_S)
        while runner.flying:
            runner.gather(timeout_s=1.0)
