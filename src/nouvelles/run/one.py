"""One stage on one local file, with no database."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from nouvelles.errors import InputError
from nouvelles.ingest import Fault, read_pages, read_warc
from nouvelles.records import Capture
from nouvelles.stage import CAPTURE, Stage


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
