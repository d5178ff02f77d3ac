"""LibreTranslate itself, where it is installed (`make libretranslate`)."""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from tests.engines import tiny

#: A Python that has it.
PYTHON = Path(__file__).parents[2] / ".venv" / "libretranslate" / "bin" / "python"

#: LibreTranslate without what splits sentences: that fetches a model from the Internet.
_MAIN = """
import minisbd
class Whole:
    def __init__(self, *_, **__): ...
    def sentences(self, text): return [text]
minisbd.SBDetect = Whole
from libretranslate import main
main()
"""


@contextmanager
def running(top: Path) -> Iterator[str]:
    """Its address, with the tiny model between English and French as packages of Argos;
    it takes 30 questions a minute, of 500 characters."""
    spm = tiny.vocabulary(top)
    for pair in (("en", "fr"), ("fr", "en")):
        package = top / "argos-translate/packages" / f"translate-{'_'.join(pair)}"
        tiny.model(package / "model", spm)
        shutil.copy(spm, package / "sentencepiece.model")
        names = {"en": "English", "fr": "French"}
        facts = {
            "package_version": "1.0", "argos_version": "1.0",
            "from_code": pair[0], "to_code": pair[1],
            "from_name": names[pair[0]], "to_name": names[pair[1]],
        }  # fmt: skip
        (package / "metadata.json").write_text(json.dumps(facts), encoding="utf-8")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    homes = ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "HOME")
    words = ["-W", "ignore", "-c", _MAIN, "--port", str(port), "--disable-web-ui"]
    words += ["--req-limit", "30", "--char-limit", "500"]
    process = subprocess.Popen(
        [str(PYTHON), *words],
        env={**os.environ, **dict.fromkeys(homes, str(top))},
        cwd=top,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        _wait_for(port, process)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.kill()
        process.wait()


def _wait_for(port: int, process: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + 60
    while time.monotonic() < end and process.poll() is None:
        with socket.socket() as asking:
            if asking.connect_ex(("127.0.0.1", port)) == 0:
                return
        with suppress(subprocess.TimeoutExpired):
            process.wait(0.1)
    pytest.fail("LibreTranslate did not start")
