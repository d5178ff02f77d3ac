"""Where a served paper says that it is: at its own port, unless its settings say."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import httpx
import pytest

NOUVELLES = Path(sys.executable).with_name("nouvelles")


@pytest.mark.parametrize("settled", ["", "https://journal.example"])
def test_pages_name_the_address_they_are_served_at(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, settled: str
) -> None:
    subprocess.run([NOUVELLES, "init", tmp_path], check=True, capture_output=True)
    if settled:
        monkeypatch.setenv("NOUVELLES_PAPER_ADDRESS", settled)
    words = [NOUVELLES, "--paper", tmp_path, "serve", "--port", "0", "--no-worker"]
    with subprocess.Popen(words, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        served = process.stdout.readline().rsplit(" ", 1)[1].strip().rstrip("/")
        page = httpx.get(f"{served}/fr/", timeout=60).text
        process.send_signal(signal.SIGINT)
        assert process.wait(timeout=60) == 0
    assert f'<link rel="canonical" href="{settled or served}/fr/">' in page
