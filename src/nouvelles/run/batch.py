"""The one shell round every stage, in every runner.

It turns what a room does (give a record, raise `Reject` or `Retry`, fail) into outcomes,
one for each item, and never lets one item break a batch.
"""

from __future__ import annotations

import time
import traceback
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from nouvelles.errors import Reject, Retry
from nouvelles.ingest import decode_record
from nouvelles.stage import CAPTURE, Stage
from nouvelles.store.codec import canonical, decode, digest16, encode
from nouvelles.store.ledger import Outcome, Status

#: Characters of a traceback that are kept: its end names the place.
TRACEBACK = 2000


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """One item to put through a stage.

    `parts` are its inputs in the order of `Stage.takes`: a WARC record for the capture,
    else an output as it is kept. None: the bytes are no longer there.
    """

    item: int
    input: bytes
    attempts: int
    parts: tuple[bytes | None, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """A batch of tasks of one stage; `kinds` are the types of its inputs."""

    stage: Stage
    kinds: tuple[type | None, ...]
    tasks: tuple[Task, ...]

    def alone(self) -> list[Job]:
        """The same tasks, each in a job of its own."""
        return [
            Job(stage=self.stage, kinds=self.kinds, tasks=(task,))
            for task in self.tasks
        ]


def kinds_of(stage: Stage, line: Sequence[Stage]) -> tuple[type | None, ...]:
    """The types of a stage's inputs; None for the capture itself."""
    gives = {other.name: other.gives for other in line}
    return tuple(None if name == CAPTURE else gives[name] for name in stage.takes)


_ready: set[str] = set()


def set_up(stage: Stage) -> None:
    """Run a stage's set-up, once in this process."""
    if stage.setup is not None and stage.name not in _ready:
        stage.setup()
        _ready.add(stage.name)


def run_batch(job: Job) -> list[Outcome]:
    """Put each task through the stage; outcomes in the same order."""
    set_up(job.stage)
    return [_run_one(job, task) for task in job.tasks]


def _run_one(job: Job, task: Task) -> Outcome:
    began = time.perf_counter()
    try:
        record = _call(job, task)
    except Reject as reject:
        facts: dict[str, Any] = {
            "status": Status.REJECTED,
            "reason": reject.reason,
            "detail": reject.detail or None,
        }
    except Retry as retry:
        facts = {
            "status": Status.FAILED,
            "reason": retry.reason,
            "detail": retry.detail or None,
            "after_s": retry.after_s,
        }
    except Exception:  # noqa: BLE001 - the one place that catches all: a bug is an outcome
        # The stage is a pure function: the same input would fail again.
        facts = {
            "status": Status.QUARANTINED,
            "reason": "bug",
            "detail": traceback.format_exc()[-TRACEBACK:],
        }
    else:
        facts = {
            "status": Status.DONE,
            "output": digest16(canonical(record)),
            "data": encode(record),
        }
    ms = round((time.perf_counter() - began) * 1000)
    return Outcome(item=task.item, input=task.input, ms=ms, **facts)


def _call(job: Job, task: Task) -> Any:
    inputs: list[Any] = []
    for part, kind in zip(task.parts, job.kinds, strict=True):
        if part is None:
            raise Reject("bytes-gone", "the retention time of its bytes is over")
        inputs.append(decode_record(part) if kind is None else decode(part, kind))
    return job.stage.function(*inputs)
