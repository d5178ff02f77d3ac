"""Pages from files: one, or a folder of them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO

from selectolax.lexbor import LexborHTMLParser

from nouvelles.errors import InputError
from nouvelles.ingest.archives.found import Fault, Found
from nouvelles.ingest.encodings import inflate
from nouvelles.ingest.urls import normalise
from nouvelles.records import Capture

#: The files of a folder that are read; each may be packed by gzip as well.
ENDINGS = (".html", ".htm", ".xhtml")

#: A page names its own address in its head; what stands behind this is not looked at.
_HEAD_BYTES = 1_000_000

_UTF16 = {b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be"}


def read_pages(
    path: Path, *, url: str = "", max_bytes: int = 20_000_000
) -> Iterator[Found]:
    """The pages in a file, or in a folder and those below it, in the order of names.

    A page's address is `url` (for one file), else what the page says itself:
    `<link rel=canonical>`, then `og:url`. Its time is the file's. No HTTP answer stands
    behind it, so the status is 200 and there are no headers. A file that is not HTML is
    given all the same: to judge it is the pipeline's. Over `max_bytes` the body is left
    out and `truncated` is set. A page without an address, and a file of a folder that
    cannot be read, give a `Fault`.

    Raises:
        InputError: the path is missing, unreadable or empty; a folder without pages; a
            `url` for a folder, or one that is no address.
    """
    if path.is_dir():
        if url:
            raise InputError(
                str(path), "one address for a folder of pages", "Leave --url out."
            )
        yield from _read_folder(path, max_bytes)
        return
    address = normalise(url) if url else ""
    try:
        yield Found(item=_read_file(path, address, max_bytes), position=1)
    except OSError as error:
        raise InputError(
            str(path),
            f"cannot be read ({error.strerror or error})",
            "Check that the file is there and may be read.",
        ) from error


def page_address(data: bytes) -> str:
    """The address that a page gives itself, normalised, or "" for none.

    Relative ones are not taken: what they start from is what is asked for.
    """
    head = data[:_HEAD_BYTES]
    charset = _UTF16.get(head[:2], "utf-8")
    tree = LexborHTMLParser(head.decode(charset, errors="replace"))
    places = (
        ("link[rel~='canonical' i][href]", "href"),
        ("meta[property='og:url' i][content]", "content"),
    )
    for selector, attribute in places:
        for node in tree.css(selector):
            try:
                return normalise(node.attributes.get(attribute) or "")
            except InputError:
                # Empty, relative or broken: the next place may be better.
                continue
    return ""


def _read_folder(path: Path, max_bytes: int) -> Iterator[Found]:
    count = 0
    for file in sorted(path.rglob("*")):
        name = file.name.lower().removesuffix(".gz")
        if not name.endswith(ENDINGS) or not file.is_file():
            continue
        count += 1
        try:
            item = _read_file(file, "", max_bytes)
        except OSError as error:
            detail = error.strerror or str(error)
            item = Fault(about=str(file), reason="unreadable", detail=detail)
        yield Found(item=item, position=count)
    if not count:
        raise InputError(
            str(path),
            "no pages in this folder",
            f"Pages are files that end in {', '.join(ENDINGS)}, or these and .gz.",
        )


def _read_file(path: Path, address: str, max_bytes: int) -> Capture | Fault:
    with path.open("rb") as file:
        at = datetime.fromtimestamp(path.stat().st_mtime, UTC)
        page = read_page(file, at, about=str(path), url=address, max_bytes=max_bytes)
    if isinstance(page, Capture) and not page.url:
        return Fault(
            about=str(path),
            reason="no-address",
            detail="the page does not say where it was published",
            advice="Give its address with --url, one file at a time.",
        )
    return page


def read_page(
    file: BinaryIO,
    at: datetime,
    *,
    about: str,
    url: str = "",
    max_bytes: int = 20_000_000,
) -> Capture | Fault:
    """The page in an open file, unpacked where it is packed by gzip.

    As `read_pages` has it, but for a page without an address, which has "" here.
    """
    data = file.read(max_bytes + 1)
    over = len(data) > max_bytes
    if data[:2] == b"\x1f\x8b":
        data, whole = inflate(data, max_bytes)
        over = over or len(data) > max_bytes
        if not whole and not over:
            return Fault(
                about=about,
                reason="corrupt",
                detail="the compressed data is damaged or cut",
                advice="Fetch or pack the file again.",
            )
    return Capture(
        url=normalise(url) if url else page_address(data),
        at=at,
        status=200,
        headers=(),
        body=b"" if over else data,
        truncated=over,
    )
