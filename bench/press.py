"""The archive of real pages that the measurements read."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from dataclasses import replace
from functools import cache
from pathlib import Path

from nouvelles.ingest import encode_record, read_warc
from nouvelles.records import Capture

ROOT = Path(__file__).parent.parent
SHARED = Path(os.environ.get("NOUVELLES_SHARED", ROOT.parent / "shared"))


@cache
def archive() -> Path | None:
    """The press archive, written once a run; None where the shared press is not."""
    program = SHARED / "press" / "press.py"
    if not program.exists():
        return None
    folder = Path(tempfile.mkdtemp(prefix="nouvelles-bench-"))
    out = folder / "press.warc.gz"
    subprocess.run(
        [sys.executable, str(program), "warc", str(out)],
        check=True,
        capture_output=True,
    )
    return out


def repeated(times: int) -> Path | None:
    """The same pages several times over in one file, each time under other addresses."""
    once = archive()
    if once is None:
        return None
    out = once.with_name(f"press-{times}.warc.gz")
    with out.open("wb") as file:
        for turn in range(times):
            for found in read_warc(once, max_bytes=50_000_000):
                if isinstance(found.item, Capture):
                    url = found.item.url
                    mark = "&" if "?" in url else "?"
                    again = replace(found.item, url=f"{url}{mark}turn={turn}")
                    file.write(encode_record(again))
    return out
