"""Keeping captures: rows, bytes on disk, and what a crash leaves behind."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from sqlalchemy import event, func, select

from nouvelles.errors import StoreError
from nouvelles.ingest import decode_record
from nouvelles.records import Capture, Source
from nouvelles.stage import Stage
from nouvelles.store import Store, ledger, readtables, segments
from nouvelles.store.archives import begin
from nouvelles.store.captures import (
    Added,
    Reading,
    add_captures,
    load_record,
    microseconds,
    moment,
)
from nouvelles.store.ledger import Plan
from nouvelles.store.schema import captures, sources
from nouvelles.store.schema import segments as segments_table
from nouvelles.store.sources import save_sources
from nouvelles.testing import Clock

NOW = 1_773_313_200
AT = datetime(2026, 3, 12, 11, 0, 0, 123456, tzinfo=UTC)


def identity(capture: Capture) -> Capture:
    return capture


LINE = (
    Stage(
        name="page", version="1", takes=("capture",), gives=Capture, function=identity
    ),
    Stage(
        name="picture",
        version="1",
        takes=("capture",),
        gives=Capture,
        function=identity,
        kind="picture",
    ),
)


def page(url: str, body: bytes = b"<p>Words</p>", at: datetime = AT) -> Capture:
    headers = (("content-type", "text/html; charset=utf-8"),)
    return Capture(url=url, at=at, status=200, headers=headers, body=body)


@pytest.fixture
def plan(store: Store) -> Plan:
    readtables.ensure(store)
    with store.write() as connection:
        return ledger.register(connection, LINE, NOW)[0]


def keep(store: Store, plan: Plan, *batch: Capture) -> Added:
    with segments.open_segment(store, NOW) as segment:
        return add_captures(store, plan, segment, batch, now=NOW)


def test_a_capture_comes_back_as_it_was(store: Store, plan: Plan) -> None:
    first, second = (
        page("https://a.example/1"),
        page("https://a.example/2", b"\x00\xff"),
    )
    assert keep(store, plan, first, second) == Added(new=2)
    with store.read() as connection:
        ids = [row.id for row in connection.execute(select(captures.c.id))]
        found = [load_record(store, connection, number) for number in ids]
    assert [decode_record(record) for record in found if record] == [first, second]


def test_the_same_capture_changes_nothing(store: Store, plan: Plan) -> None:
    capture = page("https://a.example/1")
    keep(store, plan, capture)
    assert keep(store, plan, capture, capture) == Added(known=2)


def test_another_time_is_another_capture(store: Store, plan: Plan) -> None:
    later = datetime(2026, 3, 13, tzinfo=UTC)
    keep(store, plan, page("https://a.example/1"))
    assert keep(store, plan, page("https://a.example/1", at=later)) == Added(new=1)


def test_work_is_enqueued_by_kind(store: Store, plan: Plan) -> None:
    picture = replace(
        page("https://a.example/p"), headers=(("content-type", "image/png"),)
    )
    keep(store, plan, page("https://a.example/1"), picture)
    for name, count in (("page", 1), ("picture", 1)):
        stage = plan.stage(name)
        assert len(ledger.claim(store, plan, stage, 10, now=NOW, worker=1)) == count


def test_captures_belong_to_the_longest_known_host(store: Store, plan: Plan) -> None:
    save_sources(
        store,
        [
            Source(host="www.paper.example", name="Paper"),
            Source(host="blog.paper.example", name="Blog"),
        ],
    )
    urls = ["https://m.paper.example/1", "https://a.blog.paper.example/2"]
    keep(store, plan, *(page(url) for url in [*urls, "https://new.other.example/3"]))
    with store.read() as connection:
        rows = connection.execute(
            select(sources.c.host)
            .join_from(captures, sources, sources.c.id == captures.c.source_id)
            .order_by(captures.c.id)
        ).all()
    assert [row.host for row in rows] == [
        "paper.example",
        "blog.paper.example",
        "other.example",
    ]


def test_reading_is_noted_with_its_batch(store: Store, plan: Plan) -> None:
    reading = begin(store, b"k" * 16, store.folder / "day.warc.gz")
    assert (reading.position, reading.finished) == (0, False)
    with segments.open_segment(store, NOW) as segment:
        add_captures(
            store,
            plan,
            segment,
            [page("https://a.example/1")],
            now=NOW,
            reading=Reading(archive_id=reading.archive_id, position=512, records=1),
        )
    again = begin(store, b"k" * 16, store.folder / "day.warc.gz")
    assert (again.position, again.records, again.finished) == (512, 1, False)


def test_what_was_not_committed_is_written_over(store: Store, plan: Plan) -> None:
    """A crash between the bytes and the transaction leaves junk, not loss."""
    keep(store, plan, page("https://a.example/1"))
    with segments.open_segment(store, NOW) as segment:
        segment.append([b"junk of a batch that was never committed" * 10])
    with store.read() as connection:
        name, size = connection.execute(
            select(segments_table.c.name, segments_table.c.size)
        ).one()
    path = store.folder / "warc" / name
    assert path.stat().st_size > size
    assert segments.trim(store) == 400
    assert path.stat().st_size == size
    keep(store, plan, page("https://a.example/2"))
    with store.read() as connection:
        records = [
            load_record(store, connection, row.id)
            for row in connection.execute(select(captures.c.id))
        ]
    assert [decode_record(record).url for record in records if record] == [
        "https://a.example/1",
        "https://a.example/2",
    ]


def test_two_writers_take_two_segments(store: Store, plan: Plan) -> None:
    with (
        segments.open_segment(store, NOW) as one,
        segments.open_segment(store, NOW) as two,
    ):
        assert one.id != two.id
    with segments.open_segment(store, NOW) as again:
        assert again.id == one.id


def test_a_full_disk_is_said_and_loses_nothing(
    store: Store, plan: Plan, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A limit on the size of files stands for the full disk: the same error path."""
    import resource
    import signal

    keep(store, plan, page("https://a.example/1"))
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    handler = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100, before[1]))
    try:
        with pytest.raises(StoreError, match="nothing stored is lost"):
            keep(store, plan, page("https://a.example/2"))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        signal.signal(signal.SIGXFSZ, handler)
    assert keep(store, plan, page("https://a.example/2")) == Added(new=1)


def test_a_full_database_is_said_and_loses_nothing(
    sqlite_store: Store, clock: Clock
) -> None:
    """A limit on the database's pages stands for the full disk."""
    readtables.ensure(sqlite_store)
    with sqlite_store.write() as connection:
        plan, _ = ledger.register(connection, LINE, NOW)
    keep(sqlite_store, plan, page("https://a.example/1"))

    def limit(connection: sqlite3.Connection, _record: object) -> None:
        connection.execute("PRAGMA max_page_count = 1")  # no more than there are

    def fill() -> None:
        for number in range(1000):
            keep(sqlite_store, plan, page(f"https://a.example/{number}/{'x' * 900}"))

    sqlite_store.writer.dispose()
    event.listen(sqlite_store.writer, "connect", limit)
    with pytest.raises(StoreError, match=r"disk is full.*nothing stored is lost"):
        fill()
    event.remove(sqlite_store.writer, "connect", limit)
    sqlite_store.writer.dispose()
    assert keep(sqlite_store, plan, page("https://a.example/2")) == Added(new=1)
    with sqlite_store.read() as connection:
        assert load_record(sqlite_store, connection, 1) is not None


def test_old_bytes_are_pruned_and_captures_stay(store: Store, plan: Plan) -> None:
    keep(store, plan, page("https://a.example/1"))
    assert segments.prune(store, NOW) == 0
    assert segments.prune(store, NOW + 1) == 1
    with store.read() as connection:
        count = select(func.count()).select_from(captures)
        assert connection.execute(count).scalar_one() == 1
        assert load_record(store, connection, 1) is None
    assert not list((store.folder / "warc").rglob("*.gz"))


def test_times_are_exact_to_the_microsecond() -> None:
    assert moment(microseconds(AT)) == AT
