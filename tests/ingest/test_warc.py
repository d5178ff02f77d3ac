"""Web archives: what is read, what is left out, and what damage does."""

from __future__ import annotations

import gzip
import subprocess
import sys
import tracemalloc
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import pytest
from fastwarc.warc import ArchiveIterator, response
from hypothesis import given
from hypothesis import strategies as st

from nouvelles.errors import InputError
from nouvelles.ingest.archives.found import Fault, Found
from nouvelles.ingest.archives.warc import read_warc
from nouvelles.ingest.archives.warc_write import decode_record, encode_record
from nouvelles.records import Capture


def record(
    block: bytes,
    *,
    kind: str = "response",
    url: str = "https://outlet.example/a",
    date: str = "2026-11-03T07:05:09Z",
    more: str = "",
    length: int | None = None,
    media: str = "application/http; msgtype=response",
) -> bytes:
    lines = [
        "WARC/1.0",
        f"WARC-Type: {kind}",
        *([f"WARC-Target-URI: {url}"] if url else []),
        f"WARC-Date: {date}",
        f"Content-Type: {media}",
        *([more] if more else []),
        f"Content-Length: {len(block) if length is None else length}",
    ]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + block + b"\r\n\r\n"


def answer(body: bytes, head: str = "HTTP/1.1 200 OK", *lines: str) -> bytes:
    return "\r\n".join([head, *lines]).encode() + b"\r\n\r\n" + body


PAGES = [
    record(answer(b"<p>%d" % number + bytes(range(256)) * number))
    for number in range(1, 7)
]
MEMBERS = [gzip.compress(page, mtime=0) for page in PAGES]
STARTS = [sum(map(len, MEMBERS[:number])) for number in range(len(MEMBERS) + 1)]
BODIES = [b"<p>%d" % number + bytes(range(256)) * number for number in range(1, 7)]


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    return tmp_path / "day.warc.gz"


def read(path: Path, data: bytes, **options: int) -> list[Found]:
    path.write_bytes(data)
    return list(read_warc(path, **options))


def bodies(found: Sequence[Found]) -> list[bytes]:
    return [one.item.body for one in found if isinstance(one.item, Capture)]


def faults(found: Sequence[Found]) -> list[Fault]:
    return [one.item for one in found if isinstance(one.item, Fault)]


def test_a_response_is_a_capture(archive: Path) -> None:
    head = ("HTTP/1.1 404 Not Found", "Content-Type: text/html", "X-A:  b ", "x-a: c")
    block = answer(b"<p>", *head)
    date = "2026-11-03T07:05:09.123456789Z"
    (found,) = read(archive, record(block, url="<http://outlet.example/é>", date=date))
    assert found.item == Capture(
        url="http://outlet.example/é",
        at=datetime(2026, 11, 3, 7, 5, 9, 123456, tzinfo=UTC),
        status=404,
        headers=(("content-type", "text/html"), ("x-a", "b"), ("x-a", "c")),
        body=b"<p>",
    )


def test_a_resource_is_a_capture(archive: Path) -> None:
    data = record(b"<p>", kind="resource", media="text/html")
    (found,) = read(archive, data)
    assert isinstance(found.item, Capture)
    assert found.item.status == 200
    assert found.item.headers == (("content-type", "text/html"),)
    assert found.item.body == b"<p>"


def test_other_records_are_left_out(archive: Path) -> None:
    kinds = ("warcinfo", "request", "metadata", "revisit", "conversion", "continuation")
    data = b"".join(record(answer(b"x"), kind=kind) for kind in kinds)
    data += record(b"x", url="dns:outlet.example", media="text/dns")
    data += record(b"x", url="ftp://outlet.example/a", kind="resource")
    assert bodies(read(archive, data + PAGES[0])) == BODIES[:1]
    assert faults(read(archive, data)) == []


def test_encodings_are_undone(archive: Path) -> None:
    packed = gzip.compress(b"<p>words", mtime=0)
    chunks = b"%x\r\n%b\r\n0\r\n\r\n" % (len(packed), packed)
    coded = ("Content-Encoding: gzip", "Transfer-Encoding: chunked")
    data = record(answer(chunks, "HTTP/1.1 200 OK", *coded))
    assert bodies(read(archive, data)) == [b"<p>words"]


def test_a_body_over_the_limit_is_left_out(archive: Path) -> None:
    coded = "Content-Encoding: gzip"
    bomb = answer(gzip.compress(b"\0" * 5_000_000, mtime=0), "HTTP/1.1 200 OK", coded)
    large = answer(b"x" * 200_000)
    data = b"".join(map(gzip.compress, [record(bomb), record(large), PAGES[0]]))
    found = read(archive, data, max_bytes=100_000)
    captures = [one.item for one in found if isinstance(one.item, Capture)]
    assert [one.truncated for one in captures] == [True, True, False]
    assert bodies(found) == [b"", b"", BODIES[0]]
    assert captures[0].headers == (("content-encoding", "gzip"),)


def test_a_body_of_the_limit_is_kept(archive: Path) -> None:
    (found,) = read(archive, record(answer(b"12345")), max_bytes=5)
    assert isinstance(found.item, Capture)
    assert (found.item.body, found.item.truncated) == (b"12345", False)


@pytest.mark.parametrize("more", ["WARC-Truncated: length", "WARC-Segment-Number: 1"])
def test_what_the_archive_cut_is_said(archive: Path, more: str) -> None:
    (found,) = read(archive, record(answer(b"<p>par"), more=more))
    assert isinstance(found.item, Capture)
    assert (found.item.body, found.item.truncated) == (b"<p>par", True)


def test_a_cut_encoding_is_truncated(archive: Path) -> None:
    packed = gzip.compress(b"<p>words", mtime=0)[:-3]
    data = record(answer(packed, "HTTP/1.1 200 OK", "Content-Encoding: gzip"))
    (found,) = read(archive, data)
    assert isinstance(found.item, Capture)
    assert found.item.truncated


@pytest.mark.parametrize(
    ("bad", "reason"),
    [
        (record(b"<html>no head at all"), "bad-http-head"),
        (record(b""), "bad-http-head"),
        (record(answer(b"x", "HTTP/1.1 abc")), "bad-http-head"),
        (
            record(answer(b"x", "HTTP/1.1 200 OK", "X: " + "a" * 300_000)),
            "bad-http-head",
        ),
        (record(answer(b"x", "HTTP/1.1 20 OK")), "bad-http-head"),
        (record(answer(b"x"), date="yesterday"), "no-date"),
        (record(answer(b"x"), date="0001-01-01T00:00:00+05:00"), "no-date"),
        (record(answer(b"x"), url=""), "no-address"),
        (PAGES[0].replace(b"WARC-Type", b"WARC-Tip"), "not-a-record"),
    ],
)
@pytest.mark.parametrize("packed", [False, True])
def test_a_bad_record_does_not_stop(
    archive: Path, bad: bytes, reason: str, packed: bool
) -> None:
    records = [PAGES[0], bad, PAGES[1]]
    found = read(archive, b"".join(map(gzip.compress, records) if packed else records))
    assert bodies(found) == BODIES[:2]
    assert [fault.reason for fault in faults(found)] == [reason]
    assert isinstance(found[1].item, Fault)


@pytest.mark.parametrize(
    "block",
    [
        b"HTTP/1.1 200 OK\nContent-Type: text/html\n\n<p>",
        b"HTTP/1.0 200\r\nContent-Type: text/html\r\n\r\n<p>",
        b"HTTP/2 200\r\nbroken line\r\nContent-Type: text/html\r\n\r\n<p>",
        b"HTTP/1.1 200 OK\r\nContent-Type:\r\n text/html\r\n\r\n<p>",
    ],
)
def test_odd_heads_are_read(archive: Path, block: bytes) -> None:
    (found,) = read(archive, record(block, media=""))
    assert isinstance(found.item, Capture)
    assert found.item.header("content-type") == "text/html"
    assert found.item.body == b"<p>"


# ---- going on after a stop ---------------------------------------------------------


@pytest.mark.parametrize("packed", [False, True])
def test_reading_goes_on_behind_every_position(archive: Path, packed: bool) -> None:
    parts = MEMBERS if packed else PAGES
    found = read(archive, b"".join(parts))
    assert bodies(found) == BODIES
    assert found[-1].position == archive.stat().st_size
    for number, one in enumerate(found, start=1):
        assert one.position == sum(map(len, parts[:number]))
        again = list(read_warc(archive, start=one.position))
        assert again == found[number:]


def test_members_of_many_records_lose_nothing(archive: Path) -> None:
    data = gzip.compress(b"".join(PAGES[:3])) + gzip.compress(b"".join(PAGES[3:]))
    found = read(archive, data)
    assert bodies(found) == BODIES
    for number, one in enumerate(found, start=1):
        rest = bodies(list(read_warc(archive, start=one.position)))
        assert rest[len(rest) - len(BODIES[number:]) :] == BODIES[number:]


def test_damage_is_met_the_same_way_after_a_stop(archive: Path) -> None:
    data = bytearray(b"".join(MEMBERS))
    data[STARTS[3] + 60] ^= 255
    found = read(archive, bytes(data))
    for number, one in enumerate(found, start=1):
        assert list(read_warc(archive, start=one.position)) == found[number:]


# ---- damage ------------------------------------------------------------------------


def whole(number: int) -> bytes:
    return b"".join(MEMBERS[:number])


@pytest.mark.parametrize(
    ("data", "reason", "place", "numbers"),
    [
        (whole(4)[:-200], "cut", STARTS[3], [1, 2, 3]),
        (whole(4)[:-4], "cut", STARTS[3], [1, 2, 3]),
        (whole(4) + MEMBERS[4][:5], "cut", STARTS[4], [1, 2, 3, 4]),
        (whole(3) + b"noise" * 9 + MEMBERS[3], "not-a-record", STARTS[3], [1, 2, 3, 4]),
        (whole(3) + b"noise" * 9, "not-a-record", STARTS[3], [1, 2, 3]),
        (
            whole(3) + gzip.compress(b"no record", mtime=0) + MEMBERS[3],
            "not-a-record",
            STARTS[3],
            [1, 2, 3, 4],
        ),
        (
            whole(3) + gzip.compress(record(b"x", length=99), mtime=0) + MEMBERS[3],
            "corrupt",
            STARTS[3],
            [1, 2, 3, 4],
        ),
        (
            whole(3) + gzip.compress(record(b"x", length=10**12), mtime=0) + MEMBERS[3],
            "corrupt",
            STARTS[3],
            [1, 2, 3, 4],
        ),
        (b"\x1f\x8b\x08\x00 broken" + MEMBERS[0], "corrupt", 0, [1]),
    ],
)
def test_damage_gives_one_fault_and_reading_goes_on(
    archive: Path, data: bytes, reason: str, place: int, numbers: list[int]
) -> None:
    found = read(archive, data)
    assert bodies(found) == [BODIES[number - 1] for number in numbers]
    (fault,) = faults(found)
    assert fault.about == f"{archive}, byte {place}"
    assert fault.reason == reason
    assert fault.advice


@pytest.mark.parametrize("number", range(len(MEMBERS)))
@pytest.mark.parametrize("offset", [0, 2, 30, 100, -6, -1])
def test_one_wrong_byte_loses_one_record(
    archive: Path, number: int, offset: int
) -> None:
    data = bytearray(b"".join(MEMBERS))
    data[(STARTS[number] if offset >= 0 else STARTS[number + 1]) + offset] ^= 255
    found = read(archive, bytes(data))
    assert bodies(found) == BODIES[:number] + BODIES[number + 1 :]
    assert len(faults(found)) == 1


def test_a_file_that_was_completed_is_read_on(archive: Path) -> None:
    found = read(archive, whole(4)[:-200])
    assert found[-1].position == STARTS[3]
    archive.write_bytes(b"".join(MEMBERS))
    assert bodies(list(read_warc(archive, start=found[-1].position))) == BODIES[3:]


@pytest.mark.parametrize("packed", [False, True])
def test_padding_at_the_end_is_no_damage(archive: Path, packed: bool) -> None:
    data = b"".join(MEMBERS if packed else PAGES)
    found = read(archive, data + b"\0" * 5000)
    assert bodies(found) == BODIES
    assert faults(found) == []


@pytest.mark.parametrize(
    ("data", "reason", "count"),
    [
        (b"".join(PAGES)[:-900], "cut", 5),
        (b"".join(PAGES[:5]) + PAGES[5][:40], "cut", 5),
        (PAGES[0] + b"noise\r\n" + PAGES[1], "not-a-record", 1),
        (PAGES[0] + record(b"x", length=10**12), "cut", 1),
    ],
)
def test_a_damaged_plain_archive_ends_with_a_fault(
    archive: Path, data: bytes, reason: str, count: int
) -> None:
    found = read(archive, data)
    assert bodies(found) == BODIES[:count]
    assert [fault.reason for fault in faults(found)] == [reason]


@given(data=st.data())
def test_no_damage_raises_or_doubles(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    archive = tmp_path_factory.getbasetemp() / "damaged.warc.gz"
    raw = bytearray(b"".join(MEMBERS[:4]))
    for _ in range(data.draw(st.integers(1, 4))):
        start = data.draw(st.integers(0, len(raw)))
        end = data.draw(st.integers(start, min(len(raw), start + 300)))
        raw[start:end] = data.draw(st.binary(max_size=20))
    try:
        found = read(archive, bytes(raw))
    except InputError:
        return
    positions = [one.position for one in found]
    assert positions == sorted(positions)
    seen = [BODIES.index(body) for body in bodies(found) if body in BODIES]
    assert len(seen) == len(set(seen))


@given(
    url=st.text(st.characters(exclude_categories=("Cs",)), max_size=12),
    scheme=st.sampled_from(["http://", "HTTPS://", "<http://", " http://"]),
    date=st.sampled_from(["2026-11-03T07:05:09Z", "0001-01-01T00:00:00+05:00", "2026"]),
    status=st.sampled_from(["200", "99", "1000", "20", "-1", "0200", "², ", "999"]),
    lines=st.lists(st.binary(max_size=12), max_size=4),
)
def test_what_is_read_can_be_written(
    tmp_path_factory: pytest.TempPathFactory,
    url: str,
    scheme: str,
    date: str,
    status: str,
    lines: list[bytes],
) -> None:
    archive = tmp_path_factory.getbasetemp() / "odd.warc"
    head = [f"HTTP/1.1 {status}".encode(), *(b"X-A: " + line for line in lines), *lines]
    block = b"\r\n".join(head) + b"\r\n\r\n<p>"
    for one in read(archive, PAGES[0] + record(block, url=scheme + url, date=date)):
        if isinstance(one.item, Capture):
            assert decode_record(encode_record(one.item)) == one.item


# ---- what is no archive ------------------------------------------------------------


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty"),
        (b"<html>", "not a web archive"),
        (gzip.compress(b"<html>", mtime=0), "not a web archive"),
        (b"\x28\xb5\x2f\xfd....", "zstd"),
        (b"\x1f\x8b\x08", "not a web archive"),
    ],
)
def test_what_is_no_archive_is_refused(archive: Path, data: bytes, reason: str) -> None:
    with pytest.raises(InputError, match=reason):
        read(archive, data)


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot be read"):
        list(read_warc(tmp_path / "none.warc"))
    with pytest.raises(InputError, match="cannot be read"):
        list(read_warc(tmp_path))


# ---- size --------------------------------------------------------------------------


def test_memory_does_not_grow_with_the_archive(archive: Path) -> None:
    member = gzip.compress(record(answer(b"word " * 20_000)))

    def peak(count: int) -> int:
        archive.write_bytes(member * count)
        tracemalloc.start()
        assert sum(1 for _ in read_warc(archive)) == count
        size = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return size

    small = peak(20)
    assert peak(400) < small * 1.5 + 100_000


def test_a_bomb_of_an_archive_does_not_blow_memory(archive: Path) -> None:
    # 100 MB in one record; the peak of a process of its own is asked of the system.
    block = answer(b"\0" * 100_000_000)
    archive.write_bytes(gzip.compress(record(block), 1) + MEMBERS[0])
    script = (
        "import resource, sys; from pathlib import Path\n"
        "from nouvelles.ingest.archives.warc import read_warc\n"
        "before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss\n"
        "found = list(read_warc(Path(sys.argv[1]), max_bytes=1_000_000))\n"
        "after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss\n"
        "assert [len(f.item.body) for f in found] == [0, 260], found\n"
        "assert after - before < 30_000, (before, after)\n"
    )
    subprocess.run([sys.executable, "-c", script, str(archive)], check=True)


@pytest.mark.shared
def test_the_whole_press_is_read(shared: Path, tmp_path: Path) -> None:
    archive = tmp_path / "press.warc.gz"
    command = [sys.executable, str(shared / "press" / "press.py"), "warc", str(archive)]
    subprocess.run(command, check=True, capture_output=True)
    with archive.open("rb") as file:
        bare = [
            (one.headers["WARC-Target-URI"], len(one.reader.read()))
            for one in ArchiveIterator(file, record_types=response)
        ]
    found = list(read_warc(archive))
    captures = [one.item for one in found if isinstance(one.item, Capture)]
    assert [(one.url, len(one.body)) for one in captures] == bare
    assert len(found) == len(captures) == 1005
    middle = found[500].position
    assert list(read_warc(archive, start=middle)) == found[501:]
