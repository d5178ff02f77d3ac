"""One local page, and one stage on it, with no database."""

from __future__ import annotations

import re
import sys
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from nouvelles.errors import InputError
from nouvelles.ingest import Fault, read_page, read_pages, read_warc
from nouvelles.records import Article, Block, Capture
from nouvelles.run.clock import moment_of, system_clock
from nouvelles.stage import CAPTURE, Stage

#: The name of standard input among files.
STANDARD_INPUT = "-"
#: Bytes of a file of plain text: a long book.
_LONGEST_TEXT = 5_000_000


def page_of(name: str, *, url: str = "", content_type: str = "") -> Capture:
    """The page in a local file (the first one of a web archive) or on standard input.

    Its address is "" where neither `url` nor the page tells it. `content_type` stands
    for the header of an HTTP answer.

    Raises:
        InputError: there is no such file, nothing in it can be read, or `url` is no
            address.
    """
    path = Path(name)
    if name == STANDARD_INPUT:
        now = moment_of(system_clock)
        page = read_page(sys.stdin.buffer, now, about="standard input", url=url)
    elif path.is_dir():
        raise InputError(name, "is a folder", f"Name its pages, as {path / '*.html'}.")
    elif path.name.removesuffix(".gz").endswith(".warc") or not path.is_file():
        page = capture_of(path, url)
    else:
        with path.open("rb") as file:
            at = datetime.fromtimestamp(path.stat().st_mtime, UTC)
            page = read_page(file, at, about=name, url=url)
    if isinstance(page, Fault):
        raise InputError(page.about, page.detail or page.reason, page.advice)
    if not content_type:
        return page
    others = tuple(header for header in page.headers if header[0] != "content-type")
    return replace(page, headers=(*others, ("content-type", content_type)))


def capture_of(path: Path, url: str = "") -> Capture:
    """The capture in a local file: an HTML page, or the first one of a web archive.

    Raises:
        InputError: there is no such file, or nothing in it can be read.
    """
    if not path.is_file():
        raise InputError(str(path), "there is no such file", "Check the name.")
    archived = path.name.removesuffix(".gz").endswith(".warc")
    found = read_warc(path) if archived else read_pages(path, url=url)
    for each in found:
        if isinstance(each.item, Fault):
            fault = each.item
            raise InputError(str(path), fault.detail or fault.reason, fault.advice)
        return each.item
    raise InputError(str(path), "holds no page", "Give an HTML page or a web archive.")


def plain_text_of(name: str) -> Article | None:
    """The article in a file of plain text, or None for a page or a web archive.

    Paragraphs are what empty lines divide; a paragraph's own lines are one text. There is
    no headline, and the language is not known.

    Raises:
        InputError: there is no such file, or it is neither a page nor UTF-8.
    """
    path = Path(name)
    if not path.is_file():
        raise InputError(name, "there is no such file", "Check the name.")
    if path.name.endswith((".gz", ".warc")):
        return None
    with path.open("rb") as file:
        data = file.read(_LONGEST_TEXT + 1)
    if data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        return None
    if len(data) > _LONGEST_TEXT:
        raise InputError(name, f"has more than {_LONGEST_TEXT:,} bytes", "Part it.")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError(
            name, "is neither an HTML page nor text in UTF-8", "Save it as UTF-8."
        ) from error
    parts = (" ".join(part.split()) for part in re.split(r"\n\s*\n", text))
    body = tuple(Block(kind="paragraph", text=part) for part in parts if part)
    if not body:
        raise InputError(name, "holds no text")
    return Article(canonical="", headline="", body=body)


def run_stage(line: Sequence[Stage], name: str, capture: Capture) -> Any:
    """What a stage gives for a capture, once the stages that it takes from have run.

    Raises:
        InputError: there is no stage of that name.
        Reject, Retry: as the stages say.
    """
    stages = {stage.name: stage for stage in line}
    if name not in stages:
        raise InputError(name, "there is no such stage", f"Known: {', '.join(stages)}.")
    stage = stages[name]
    inputs = [
        capture if taken == CAPTURE else run_stage(line, taken, capture)
        for taken in stage.takes
    ]
    if stage.setup is not None:
        stage.setup()
    return stage.function(*inputs)
