"""`nouvelles serve` with `akismet.serve`: keys given out by command, asked with over HTTP,
and nothing of a comment in log or database."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import httpx
import pytest

NOUVELLES = Path(sys.executable).with_name("nouvelles")


def command(paper: Path, *words: str) -> str:
    done = subprocess.run(
        [NOUVELLES, "--paper", paper, *words],
        check=True,
        capture_output=True,
        text=True,
    )
    return done.stdout


def test_from_the_key_to_the_count(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    paper, logged = tmp_path / "paper", tmp_path / "log"
    command(paper, "init", str(paper))
    monkeypatch.setenv("NOUVELLES_AKISMET_SERVE", "true")
    key = command(paper, "akismet", "key", "add", "https://blog.example")[:12]
    words = [NOUVELLES, "--paper", paper, "--verbose", "serve", "--port", "0",
             "--no-worker"]  # fmt: skip
    sent = {
        "api_key": key,
        "blog": "https://blog.example",
        "comment_content": "zebrafish http://best-casino-bonus.example casino bonus",
        "comment_author": "Quagga",
        "comment_author_email": "okapi@example.org",
        "user_ip": "203.0.113.77",
        "user_agent": "Zaphod",
        "honeypot_field_name": "trap",
        "trap": "filled",
    }
    with (
        logged.open("w") as log,
        subprocess.Popen(
            words, stdout=subprocess.PIPE, stderr=log, text=True
        ) as process,
    ):
        assert process.stdout is not None
        address = process.stdout.readline().rsplit(" ", 1)[1].strip().rstrip("/")
        check = httpx.post(f"{address}/1.1/comment-check", data=sent, timeout=60)
        submit = httpx.post(f"{address}/1.1/submit-spam", data=sent, timeout=60)
        process.send_signal(signal.SIGINT)
        assert process.wait(timeout=60) == 0
    assert check.status_code == 200
    assert submit.text == "Thanks for making the web a better place."
    assert check.headers["x-akismet-guid"] != submit.headers["x-akismet-guid"]
    # The first question finds the filter closed: on a busy machine it is put off.
    late = "x-akismet-recheck-after" in check.headers
    assert check.text == ("false" if late else "true")
    told = command(paper, "akismet", "key", "list")
    assert "1 lesson" in told
    written = b"".join(p.read_bytes() for p in tmp_path.rglob("*") if p.is_file())
    for word in (b"zebrafish", b"Quagga", b"okapi", b"203.0.113.77", b"Zaphod"):
        assert word not in written
