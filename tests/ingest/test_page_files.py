"""Pages from files and folders."""

from __future__ import annotations

import gzip
import io
import os
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nouvelles.errors import InputError
from nouvelles.ingest.archives.files import page_address, read_page, read_pages
from nouvelles.ingest.archives.found import Fault, Found
from nouvelles.records import Capture

PAGE = b'<!doctype html><link rel="canonical" href="https://outlet.example/a"><p>words'
AT = datetime(2026, 11, 3, 7, 5, 9, tzinfo=UTC)


def write(path: Path, data: bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    os.utime(path, (AT.timestamp(), AT.timestamp()))
    return path


def expected(url: str = "https://outlet.example/a", body: bytes = PAGE) -> Capture:
    return Capture(url=url, at=AT, status=200, headers=(), body=body)


def test_a_page_says_its_address(tmp_path: Path) -> None:
    path = write(tmp_path / "a.html", PAGE)
    assert list(read_pages(path)) == [Found(item=expected(), position=1)]


def test_a_packed_page_is_unpacked(tmp_path: Path) -> None:
    path = write(tmp_path / "a.html.gz", gzip.compress(PAGE, mtime=0))
    assert list(read_pages(path)) == [Found(item=expected(), position=1)]


def test_the_address_that_is_given_counts(tmp_path: Path) -> None:
    path = write(tmp_path / "a", b"%PDF-1.7")
    (found,) = read_pages(path, url="HTTPS://outlet.example/b?utm_source=x")
    assert found.item == expected("https://outlet.example/b", b"%PDF-1.7")


@pytest.mark.parametrize("data", [b"<p>words", b"", b"%PDF-1.7", b"\xff\xfe"])
def test_a_page_without_an_address_is_a_fault(tmp_path: Path, data: bytes) -> None:
    (found,) = read_pages(write(tmp_path / "a.html", data))
    assert isinstance(found.item, Fault)
    assert found.item.reason == "no-address"
    assert "--url" in found.item.advice


@pytest.mark.parametrize(
    "data", [PAGE + b" " * 1000, gzip.compress(PAGE + b" " * 1000, mtime=0)]
)
def test_a_page_over_the_limit_is_left_out(tmp_path: Path, data: bytes) -> None:
    (found,) = read_pages(write(tmp_path / "a.html", data), max_bytes=100)
    assert isinstance(found.item, Capture)
    assert (found.item.body, found.item.truncated) == (b"", True)


def test_a_damaged_packed_page_is_a_fault(tmp_path: Path) -> None:
    (found,) = read_pages(
        write(tmp_path / "a.html.gz", gzip.compress(PAGE, mtime=0)[:-9])
    )
    assert isinstance(found.item, Fault)
    assert found.item.reason == "corrupt"


def test_a_folder_gives_its_pages_in_order(tmp_path: Path) -> None:
    write(tmp_path / "b.HTM", PAGE)
    write(tmp_path / "a" / "c.xhtml.gz", gzip.compress(PAGE, mtime=0))
    write(tmp_path / "c.html", b"<p>no address")
    write(tmp_path / "d.txt", PAGE)
    write(tmp_path / "e.html.zip", PAGE)
    found = list(read_pages(tmp_path))
    assert [one.position for one in found] == [1, 2, 3]
    assert [one.item for one in found[:2]] == [expected(), expected()]
    assert isinstance(found[2].item, Fault)
    assert found[2].item.about == str(tmp_path / "c.html")


def test_a_file_of_a_folder_that_cannot_be_read_is_a_fault(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path / "a.html", PAGE)
    closed = write(tmp_path / "b.html", PAGE)
    really_open = Path.open

    def refuse(path: Path, *words: str) -> object:
        # Tests may run as root, whom no permission stops.
        if path == closed:
            raise PermissionError(13, "Permission denied")
        return really_open(path, *words)

    monkeypatch.setattr(Path, "open", refuse)
    found = list(read_pages(tmp_path))
    assert found[0].item == expected()
    assert isinstance(found[1].item, Fault)
    assert (found[1].item.reason, found[1].item.detail) == (
        "unreadable",
        "Permission denied",
    )


def test_what_is_no_page_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot be read"):
        list(read_pages(tmp_path / "none.html"))
    with pytest.raises(InputError, match="no pages in this folder"):
        list(read_pages(tmp_path))
    with pytest.raises(InputError, match="one address for a folder"):
        list(read_pages(tmp_path, url="https://outlet.example/a"))
    with pytest.raises(InputError, match="not an http or https address"):
        list(read_pages(write(tmp_path / "a.html", PAGE), url="file:///a.html"))


@pytest.mark.parametrize(
    ("page", "address"),
    [
        ('<link rel="canonical" href="https://a.example/1">', "https://a.example/1"),
        ("<link REL=Canonical HREF=//a.example/1>", ""),
        (
            '<link rel="amphtml canonical" href="http://a.example/1#x">',
            "http://a.example/1",
        ),
        (
            '<meta property="og:url" content=" https://a.example/2 ">',
            "https://a.example/2",
        ),
        (
            '<meta property="og:url" content="https://a.example/2">'
            '<link rel="canonical" href="https://a.example/1">',
            "https://a.example/1",
        ),
        (
            '<link rel="canonical" href=""><link rel="canonical" href="/rel">'
            '<meta property="og:url" content="https://a.example/2">',
            "https://a.example/2",
        ),
        (
            '<link rel="canonical" href="https://a.example/?b=1&amp;c=2">',
            "https://a.example/?b=1&c=2",
        ),
        ('<a rel="canonical" href="https://a.example/1">', ""),
        ("", ""),
    ],
)
@pytest.mark.parametrize("charset", ["utf-8", "utf-8-sig", "utf-16"])
def test_page_address(page: str, address: str, charset: str) -> None:
    assert page_address(f"<html><head>{page}é".encode(charset)) == address


@given(st.binary(max_size=300))
def test_no_bytes_raise(data: bytes) -> None:
    page_address(b"<link rel=canonical href=" + data)


@pytest.mark.parametrize(
    ("data", "url", "found"),
    [
        (PAGE, "", expected()),
        (gzip.compress(PAGE, mtime=0), "", expected()),
        (PAGE, "https://outlet.example/b", expected("https://outlet.example/b")),
        (b"<p>words", "", expected("", b"<p>words")),
        (b"", "", expected("", b"")),
    ],
)
def test_an_open_file_need_not_tell_its_address(
    data: bytes, url: str, found: Capture
) -> None:
    assert read_page(io.BytesIO(data), AT, about="input", url=url) == found


def test_an_open_file_that_is_damaged_or_too_long() -> None:
    fault = read_page(io.BytesIO(gzip.compress(PAGE)[:40]), AT, about="input")
    assert isinstance(fault, Fault)
    assert (fault.about, fault.reason) == ("input", "corrupt")
    long = read_page(io.BytesIO(PAGE), AT, about="input", max_bytes=10)
    assert isinstance(long, Capture)
    assert (long.truncated, long.body) == (True, b"")
