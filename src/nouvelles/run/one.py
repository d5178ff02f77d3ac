"""One local page, and one stage on it, with no database."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from nouvelles.errors import InputError
from nouvelles.ingest import Fault, read_page, read_pages, read_warc
from nouvelles.records import Capture
from nouvelles.run.clock import moment_of, system_clock
from nouvelles.stage import CAPTURE, Stage

#: The name of standard input among files.
STANDARD_INPUT = "-"


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
