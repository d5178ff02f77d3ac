"""Bad input: a clear message that names it, the reason and what to do; nothing is lost."""

from __future__ import annotations

import gzip
import json
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from nouvelles.ingest import encode_record
from tests.run.pages import page

NOUVELLES = Path(sys.executable).parent / "nouvelles"


def run(*words: str) -> tuple[int, str, str]:
    """Exit code, standard output, standard error; never a traceback."""
    done = subprocess.run(
        [NOUVELLES, *words], capture_output=True, text=True, timeout=120
    )
    assert "Traceback" not in done.stderr, done.stderr
    return done.returncode, done.stdout, done.stderr


@pytest.fixture(scope="module")
def paper(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One paper for all: each input leaves it whole for the next."""
    folder = tmp_path_factory.mktemp("bad") / "paper"
    assert run("init", str(folder))[0] == 0
    return folder


def report(paper: Path) -> dict[str, object]:
    code, out, _ = run("--paper", str(paper), "stages", "--json")
    assert code == 0
    loaded: dict[str, object] = json.loads(out)
    return loaded


def archive(paper: Path, path: Path, *more: str) -> tuple[int, str, str]:
    return run("--paper", str(paper), "archive", str(path), *more)


def record(name: str) -> bytes:
    return encode_record(page(f"https://journal.example/{name}", f"Titre {name}"))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[paper\n", "cannot be read"),
        ("[paper]\nnmae = 'x'\n", "Did you mean `paper.name`"),
        ("[worker]\nprocesses = 'two'\n", "not of type int"),
    ],
)
def test_settings(tmp_path: Path, text: str, said: str) -> None:
    (tmp_path / "nouvelles.toml").write_text(text)
    code, _, err = run("--paper", str(tmp_path), "stages")
    assert code == 2
    assert said in err
    assert "nouvelles.toml" in err


def test_no_paper(tmp_path: Path) -> None:
    code, _, err = run("--paper", str(tmp_path), "stages")
    assert code == 2
    assert "nouvelles init" in err


def test_a_missing_file(paper: Path, tmp_path: Path) -> None:
    code, _, err = archive(paper, tmp_path / "none.warc.gz")
    assert code == 1
    assert "there is no such file" in err


def test_a_truncated_archive(paper: Path, tmp_path: Path) -> None:
    """What stands before the cut comes in; the cut is counted with its place."""
    path = tmp_path / "cut.warc.gz"
    path.write_bytes(record("cut-1") + record("cut-2") + record("cut-3")[:300])
    before = report(paper)
    code, out, _ = archive(paper, path, "--json")
    assert code == 0
    assert json.loads(out)["captures"] == 2
    assert json.loads(out)["faults"] == 1
    after = report(paper)
    assert int(str(after["articles"])) == int(str(before["articles"])) + 2
    assert "cut.warc.gz" in json.dumps(after)


def test_a_corrupt_record_in_the_middle(paper: Path, tmp_path: Path) -> None:
    """Reading goes on at the next sound record."""
    bad = bytearray(record("mid-2"))
    bad[len(bad) // 2 : len(bad) // 2 + 40] = bytes(40)
    path = tmp_path / "middle.warc.gz"
    path.write_bytes(record("mid-1") + bytes(bad) + record("mid-3"))
    code, out, _ = archive(paper, path, "--json")
    assert code == 0
    assert json.loads(out)["captures"] == 2
    assert json.loads(out)["faults"] >= 1


def test_what_is_no_archive(paper: Path, tmp_path: Path) -> None:
    path = tmp_path / "no.warc.gz"
    path.write_bytes(gzip.compress(b"WARC/1.0 but then only words", mtime=0))
    code, out, err = archive(paper, path, "--json")
    assert code == 1 or json.loads(out)["faults"] == 1, err


@pytest.mark.parametrize(
    ("name", "body", "reason"),
    [
        ("empty.html", b"", "empty-page"),
        ("paper.pdf", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n", "not-html"),
        ("picture.html", b"\x89PNG\r\n\x1a\n" + bytes(500), "not-html"),
        ("data.json", b'{"a": [1, 2, 3]}', "not-html"),
        ("huge.html", b"<p>" + b"word " * 10_000_000, "too-large"),
        ("script.html", b"<script>var a = 1;</script>", "no-text"),
    ],
)
def test_pages_that_are_no_articles(
    paper: Path, tmp_path: Path, name: str, body: bytes, reason: str
) -> None:
    path = tmp_path / name
    path.write_bytes(body)
    before = report(paper)
    code, _, err = archive(paper, path, "--url", f"https://journal.example/{name}")
    assert (code, err) == (0, "")
    after = report(paper)
    assert after["open"] == 0
    assert int(str(after["rejected"])) == int(str(before["rejected"])) + 1
    assert reason in json.dumps(after)


def test_a_lying_charset(paper: Path, tmp_path: Path) -> None:
    """Latin letters in one byte each, said to be UTF-8: read as they were meant."""
    text = page("https://journal.example/lie", "L’été à Évreux").body.decode()
    path = tmp_path / "lie.html"
    path.write_bytes(text.encode("cp1252", "replace"))
    assert archive(paper, path)[0] == 0
    code, out, _ = run("--paper", str(paper), "search", "evreux", "--json")
    assert code == 0
    assert json.loads(out)["total"] == 1


def test_a_page_without_an_address_says_how_to_give_one(
    paper: Path, tmp_path: Path
) -> None:
    path = tmp_path / "bare.html"
    path.write_text("<p>Words without an address.</p>")
    assert archive(paper, path)[0] == 0
    assert "--url" in json.dumps(report(paper))


@contextmanager
def serving(paper: Path, end: signal.Signals) -> Iterator[tuple[int, str]]:
    """The paper being served: process number and port; ended by a signal."""
    words = [NOUVELLES, "--paper", str(paper), "serve", "--port", "0"]
    with subprocess.Popen(words, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            line = process.stdout.readline()
            assert "The paper is at http://127.0.0.1:" in line
            yield process.pid, line.strip().rstrip("/").rsplit(":", 1)[1]
        finally:
            process.send_signal(end)
            assert process.wait(timeout=60) in (0, -end)


def test_a_second_worker_is_refused_and_other_commands_work(paper: Path) -> None:
    with serving(paper, signal.SIGINT) as (number, _):
        code, _, err = run("--paper", str(paper), "serve", "--port", "0")
        assert code == 1
        assert "already at work" in err
        assert str(number) in err
        assert run("--paper", str(paper), "archive", "--sample")[0] == 0
        assert report(paper)["open"] == 0
        assert run("--paper", str(paper), "search", "barragem")[0] == 0


def test_a_port_that_is_taken(paper: Path) -> None:
    with serving(paper, signal.SIGTERM) as (_, port):
        code, _, err = run("--paper", str(paper), "serve", "--port", port)
        assert code == 2
        assert "is taken" in err
        assert "--port" in err


def test_a_database_of_a_newer_version(tmp_path: Path) -> None:
    folder = tmp_path / "paper"
    assert run("init", str(folder))[0] == 0
    with sqlite3.connect(folder / "nouvelles.db") as database:
        database.execute("UPDATE alembic_version SET version_num = '9999'")
    code, _, err = run("--paper", str(folder), "stages")
    assert code == 1
    assert "newer version of nouvelles" in err
