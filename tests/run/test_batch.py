"""The shell round every stage: one outcome an item, whatever happens."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from nouvelles.ingest import encode_record
from nouvelles.records import Capture, Terms
from nouvelles.run.batch import Job, Task, kinds_of, run_batch
from nouvelles.store.codec import decode
from nouvelles.store.ledger import Status
from tests.run.faulty import LINE


def task(number: int, body: bytes | None) -> Task:
    part = None
    if body is not None:
        capture = Capture(
            url=f"https://a.example/{number}",
            at=datetime(2026, 3, 12, tzinfo=UTC),
            status=200,
            headers=(),
            body=body,
        )
        part = encode_record(capture)
    return Task(item=number, input=bytes(16), attempts=1, parts=(part,))


def job(*bodies: bytes | None) -> Job:
    tasks = tuple(task(number, body) for number, body in enumerate(bodies))
    return Job(stage=LINE[0], kinds=kinds_of(LINE[0], LINE), tasks=tasks)


@pytest.mark.parametrize(
    ("body", "status", "reason"),
    [
        (b"fine", Status.DONE, None),
        (b"reject", Status.REJECTED, "too-short"),
        (b"retry", Status.FAILED, "busy"),
        (b"bug", Status.QUARANTINED, "bug"),
        (None, Status.REJECTED, "bytes-gone"),
    ],
)
def test_what_a_room_does_becomes_an_outcome(
    body: bytes | None, status: Status, reason: str | None
) -> None:
    (outcome,) = run_batch(job(body))
    assert (outcome.status, outcome.reason) == (status, reason)


def test_one_item_does_not_break_a_batch() -> None:
    outcomes = run_batch(job(b"one", b"bug", b"two"))
    words = [decode(o.data, Terms).headline for o in outcomes if o.data]
    assert words == ["one", "two"]


def test_a_bug_is_kept_with_its_place() -> None:
    (outcome,) = run_batch(job(b"bug"))
    assert outcome.detail is not None
    assert "faulty.py" in outcome.detail
    assert "KeyError: 'a bug'" in outcome.detail


def test_same_input_same_digest() -> None:
    (one,), (two,) = run_batch(job(b"fine")), run_batch(job(b"fine"))
    assert one.output == two.output
