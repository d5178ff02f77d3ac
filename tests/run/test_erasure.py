"""Erasure: after `remove`, no file of the paper holds a word of the article."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Iterator
from pathlib import Path

import pytest
import zstandard

from nouvelles.records import Shown, Tombstone
from nouvelles.run.erase import remove
from nouvelles.store import Store
from nouvelles.store.erase import Removal
from nouvelles.store.read import ReadTables
from nouvelles.testing import Clock
from tests.run.pages import page, take

MARKER = "Un marqueur que rien d’autre ne contient"
WORD = "xylographieinattendue"
URL = "https://journal.example/2026/03/12/marque"
OTHER = "https://journal.example/2026/03/12/autre"


def contents(folder: Path) -> Iterator[tuple[Path, bytes]]:
    """Every file of the paper, and every compressed piece found anywhere in one."""
    for path in sorted(folder.rglob("*")):
        if not path.is_file():
            continue
        data = path.read_bytes()
        yield path, data
        for magic, unpack in ((b"\x1f\x8b", _gunzip), (b"\x28\xb5\x2f\xfd", _unzstd)):
            start = data.find(magic)
            while start >= 0:
                yield path, unpack(data[start:])
                start = data.find(magic, start + 1)


def _gunzip(data: bytes) -> bytes:
    try:
        return zlib.decompressobj(wbits=31).decompress(data)
    except zlib.error:  # two bytes that only look like the beginning of a member
        return b""


def _unzstd(data: bytes) -> bytes:
    try:
        return zstandard.ZstdDecompressor().decompressobj().decompress(data)
    except zstandard.ZstdError:
        return b""


def found_in(folder: Path) -> list[str]:
    needles = (MARKER.encode(), WORD.encode(), b"2026/03/12/marque")
    return [
        path.name for path, data in contents(folder) if any(n in data for n in needles)
    ]


@pytest.fixture
def paper(sqlite_store: Store, clock: Clock) -> Store:
    captures = (
        page(URL, f"{MARKER} en titre", f"{MARKER} : {WORD}."),
        page(OTHER, "Un autre article", "Celui-ci reste."),
    )
    take(sqlite_store, clock, "first", *captures)
    return sqlite_store


def removal(url: str = URL, status: int = 410) -> Removal:
    return Removal(url=url, status=status, reason="À la demande", who="test")


def test_the_search_for_traces_can_fail(paper: Store) -> None:
    """Before the removal the marker is in the segment, the payloads and the index."""
    found = set(found_in(paper.folder))
    assert "0001.warc.gz" in found
    assert found & {"nouvelles.db", "nouvelles.db-wal"}


def test_nothing_is_left_in_any_file(paper: Store, clock: Clock) -> None:
    names, complete = remove(paper, removal(), int(clock()))
    assert complete
    assert found_in(paper.folder) == []
    reads = ReadTables(paper)
    stone = reads.article(names[0])
    assert isinstance(stone, Tombstone)
    assert (stone.status, stone.reason) == (410, "À la demande")
    assert reads.search(WORD, 1, 10).total == 0


def test_the_others_stay(paper: Store, clock: Clock) -> None:
    remove(paper, removal(), int(clock()))
    reads = ReadTables(paper)
    (left,) = reads.articles(1, 10).items
    assert left.url == OTHER
    shown = reads.article(left.id)
    assert isinstance(shown, Shown)
    assert shown.article is not None
    assert reads.search("rivière", 1, 10).total == 1


def test_the_address_does_not_come_back(paper: Store, clock: Clock) -> None:
    names, _ = remove(paper, removal(status=451), int(clock()))
    tracked = "http://www.journal.example/2026/03/12/marque?utm_source=x"
    take(paper, clock, "again", page(tracked, MARKER, WORD, canonical=URL))
    assert found_in(paper.folder) == []
    assert isinstance(ReadTables(paper).article(names[0]), Tombstone)


def test_nor_by_another_address_that_names_it(paper: Store, clock: Clock) -> None:
    """A page elsewhere that calls itself the removed article is erased when known."""
    remove(paper, removal(), int(clock()))
    elsewhere = "https://journal.example/amp-copy/77"
    take(paper, clock, "elsewhere", page(elsewhere, MARKER, WORD, canonical=URL))
    assert found_in(paper.folder) == []
    assert len(ReadTables(paper).articles(1, 10).items) == 1


def test_an_address_never_met_is_kept_from_coming(paper: Store, clock: Clock) -> None:
    url = "https://journal.example/not-yet"
    remove(paper, removal(url), int(clock()))
    take(paper, clock, "later", page(url, "Trop tard", "Un texte."))
    assert len(ReadTables(paper).articles(1, 10).items) == 2


def test_the_segment_stays_readable(paper: Store, clock: Clock) -> None:
    remove(paper, removal(), int(clock()))
    (segment,) = (paper.folder / "warc").rglob("*.warc.gz")
    assert gzip.decompress(segment.read_bytes()).count(b"WARC/1.") == 2
