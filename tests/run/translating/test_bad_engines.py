"""Every way in which an engine can be bad, in a paper: the reader finds the original, the
next article is not held up, and `nouvelles engines` says what went wrong how often."""

from __future__ import annotations

import shutil
import stat
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from threading import Event
from typing import Any

import pytest

from nouvelles.cli import main
from nouvelles.config import FILE_NAME
from nouvelles.engines.libretranslate import LibreTranslate
from nouvelles.engines.pipe import Pipe
from nouvelles.errors import ConfigError
from nouvelles.run.translating.making import Making
from nouvelles.run.translating.process import Translating
from nouvelles.run.translating.queue import plan
from nouvelles.store import Store, translation_queue
from nouvelles.store.read import ReadTables
from nouvelles.testing import Clock
from nouvelles.web import create_app
from tests.engines import tiny
from tests.engines.libretranslate_server import Answer, Server
from tests.run.translating.paper import FIRST, SECOND, Paper, with_settings
from tests.web.reader import Reader

GERMAN = (
    "Der Bürgermeister sagte am Montag, dass die Brücke wieder aufgebaut wird, und "
    "niemand hat ihm widersprochen."
)
Texts = Callable[[list[str]], Answer]


@dataclass
class Bad(Server):
    """A server that makes its answer of what it is asked."""

    makes: Texts = field(default=lambda texts: Answer(body={"translatedText": texts}))

    def answer(self, data: dict[str, Any]) -> Answer:
        self.asked.append(data)
        return self.makes(data["q"])


@pytest.fixture
def paper(sqlite_store: Store, clock: Clock) -> Paper:
    return Paper(sqlite_store, clock)


@pytest.fixture
def engines(
    paper: Paper, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Callable[..., str]:
    """What `nouvelles engines` says in the paper's folder."""
    monkeypatch.setenv("COLUMNS", "250")

    def told(settings: str = "") -> str:
        (paper.store.folder / FILE_NAME).write_text(settings, encoding="utf-8")
        capfd.readouterr()
        with pytest.raises(SystemExit) as ended:
            main(["--paper", str(paper.store.folder), "engines"])
        assert ended.value.code in (None, 0)
        return capfd.readouterr().out

    return told


def rows_of(table: str) -> dict[tuple[str, str], tuple[int, str]]:
    """What was told of engines in this paper: by engine and outcome, times and words."""
    found = {}
    for line in table.partition("In this paper")[2].splitlines():
        cells = [cell.strip() for cell in line.strip("│").split("│")]
        if line.startswith("│"):
            found[cells[0], cells[1]] = int(cells[2]), cells[4]
    return found


def shows_the_original(paper: Paper, id: str) -> None:
    """The page of the article and the front page are there, in the outlet's words."""
    app = create_app(
        paper.store.settings,
        ReadTables(paper.store),
        clock=lambda: datetime(2026, 3, 12, 12, tzinfo=UTC),
    )
    reader = Reader(app=app)
    page = reader.open(f"/fr/article/{id}")
    assert FIRST in page
    assert SECOND in page
    assert "Ce texte est dans sa langue" in page
    assert 'class="tr"' not in page
    assert f"-{id}" in reader.open("/fr/")
    with paper.store.read() as connection:
        for one in translation_queue.waiting(connection):
            assert one.failed == one.count  # each was tried, and put off


def two(paper: Paper) -> str:
    """Two articles that wait; the id of one."""
    paper.print(f"{FIRST} {SECOND}", path="b")
    return paper.print(f"{FIRST} {SECOND}")


# ---- a server ----------------------------------------------------------------------

CASES: dict[str, tuple[Texts, str]] = {
    "wrong count": (
        lambda texts: Answer(body={"translatedText": [*texts, "De trop."]}),
        "wrong count",
    ),
    "empty": (
        lambda texts: Answer(body={"translatedText": [" " for _ in texts]}),
        "empty",
    ),
    "another language": (
        lambda texts: Answer(body={"translatedText": [GERMAN for _ in texts]}),
        "another language",
    ),
    "endless": (lambda _: Answer(body=b"{", ending="endless"), "endless"),
    "hangs": (lambda _: Answer(ending="silent"), "hung"),
    "breaks off": (
        lambda _: Answer(body=b"{", headers={"Content-Length": "99"}, ending="cut"),
        "crashed",
    ),
    "no JSON": (lambda _: Answer(body=b"<html>"), "unreadable"),
    "refuses": (lambda _: Answer(status=403, body={"error": "no"}), "refused"),
}


@pytest.mark.parametrize("case", CASES)
def test_a_bad_server(
    paper: Paper,
    engines: Callable[..., str],
    monkeypatch: pytest.MonkeyPatch,
    case: str,
) -> None:
    makes, word = CASES[case]
    # A minute is given to a server; here it shall have less.
    monkeypatch.setitem(LibreTranslate.__init__.__kwdefaults__, "limit_s", 0.5)
    with Bad(makes=makes).serving() as server:
        address = server.address
        paper.store = with_settings(
            paper.store, engine="libretranslate", libretranslate=address
        )
        id = two(paper)
        paper.translate()
        assert server.asked
        server.ended.set()
    shows_the_original(paper, id)
    assert paper.headline(id) == ""
    times, said = rows_of(engines())["libretranslate", word]
    assert times >= 1
    assert said
    if case == "another language":
        return  # of a short text the checks tell it; that is an answer, and remembered
    # What failed is not remembered: once the server is well, it is asked anew.
    with Server().serving() as server:
        paper.store = with_settings(
            paper.store, engine="libretranslate", libretranslate=server.address
        )
        paper.clock.now += 3_600
        paper.translate()
        assert server.asked


def test_a_server_that_is_not_there(paper: Paper, engines: Callable[..., str]) -> None:
    with Server().serving() as server:
        address = server.address
    paper.store = with_settings(
        paper.store, engine="libretranslate", libretranslate=address
    )
    id = two(paper)
    assert paper.translate() == 0  # it leads nowhere as long as nobody can ask it
    shows_the_original(paper, id)
    told = engines(f'[translation]\nlibretranslate = "{address}"\n')
    assert rows_of(told)["no engine", "no route en→fr"][1] == "2 articles"
    assert f"{address} is left out" in told
    # Once it is back it is found, by a process that has worked all the time.
    with Making(paper.store, paper.clock) as making:
        assert plan(making) == 0
        with Server(port=int(address.rpartition(":")[2])).serving():
            paper.clock.now += 3_600
            making.rest()
            assert plan(making) > 0


def test_a_pair_without_a_route(paper: Paper, engines: Callable[..., str]) -> None:
    pairs = [{"code": "pt", "name": "Portuguese", "targets": ["fr"]}]
    with Server(languages=Answer(body=pairs)).serving() as server:
        paper.store = with_settings(
            paper.store, engine="libretranslate", libretranslate=server.address
        )
        id = two(paper)
        assert paper.translate() == 0
        assert server.asked == []
    shows_the_original(paper, id)
    rows = rows_of(engines())
    assert rows["no engine", "no route en→fr"] == (1, "2 articles")


def test_a_spent_budget(paper: Paper, engines: Callable[..., str]) -> None:
    with Bad().serving() as server:
        paper.store = with_settings(
            paper.store,
            engine="libretranslate",
            libretranslate=server.address,
            day_budget=30,
        )
        id = two(paper)
        paper.translate()
        sent = sum(len(text) for data in server.asked for text in data["q"])
        assert 0 < sent <= 30
    shows_the_original(paper, id)
    times, said = rows_of(engines())["libretranslate", "budget spent"]
    assert times >= 1
    assert "30 characters" in said


# ---- programs on this machine ------------------------------------------------------

#: Answers the first text as it should, and then …
_AFTER_ONE = """#!/usr/bin/env -S {python} -S
import os, sys, time
text = b""
while b"\\0" not in text:
    text += os.read(0, 65536)
{then}
"""
PROGRAMS = {
    "crashes": ("sys.exit(3)", "crashed"),
    "crashes in the middle": ('os.write(1, b"La moiti"); sys.exit(3)', "crashed"),
    "hangs": ("time.sleep(600)", "hung"),
    "is endless": ('\nwhile True: os.write(1, b"et encore " * 1000)', "endless"),
}


@pytest.fixture
def mode(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The program of a mode en→fr, in a system where nothing else is installed."""
    system = tmp_path / "system"
    (system / "bin").mkdir(parents=True)
    modes = system / "share" / "apertium" / "modes"
    modes.mkdir(parents=True)
    program = system / "bin" / "program"
    for path in (system / "bin" / "lt-proc", program):
        path.write_text("#!/bin/sh\n", encoding="utf-8")
        path.chmod(path.stat().st_mode | stat.S_IXUSR)
    (modes / "en-fr.mode").write_text(str(program), encoding="utf-8")
    real = shutil.which
    monkeypatch.setattr(
        "nouvelles.engines.apertium.shutil.which",
        lambda name: str(system / "bin" / name) if name == "lt-proc" else real(name),
    )
    return program


@pytest.mark.parametrize("case", PROGRAMS)
def test_a_bad_program(
    paper: Paper,
    engines: Callable[..., str],
    mode: Path,
    monkeypatch: pytest.MonkeyPatch,
    case: str,
) -> None:
    then, word = PROGRAMS[case]
    mode.write_text(_AFTER_ONE.format(python=sys.executable, then=then))
    # A minute is given to a program; here it shall have less.
    _, *others = Pipe.__init__.__defaults__ or ()
    monkeypatch.setattr(Pipe.__init__, "__defaults__", (1.0, *others))
    paper.store = with_settings(paper.store, engine="apertium")
    id = two(paper)
    paper.translate()
    shows_the_original(paper, id)
    times, said = rows_of(engines())["apertium", word]
    assert times >= 1
    assert said


# ---- models ------------------------------------------------------------------------


@pytest.fixture
def folder(paper: Paper) -> Path:
    pytest.importorskip("ctranslate2", reason="the extra is not installed")
    top = paper.store.folder / "models"
    model = top / "opus-mt-en-fr"
    spm = tiny.vocabulary(paper.store.folder)
    tiny.model(model, spm)
    for place in ("source.spm", "target.spm"):
        shutil.copy(spm, model / place)
    paper.store = with_settings(paper.store, engine="ctranslate2", models="models")
    return model


def test_a_model_that_talks_nonsense(
    paper: Paper, folder: Path, engines: Callable[..., str]
) -> None:
    """No sentence of it passes; short headlines are not looked at here."""
    id = two(paper)
    paper.translate()
    shows_the_original(paper, id)
    rows = rows_of(engines())
    assert rows["ctranslate2", "given"][0] > 0
    assert any(
        engine == "ctranslate2 en→fr" and word.startswith("stopped: ")
        for engine, word in rows
    )


def test_a_model_that_is_damaged(
    paper: Paper, folder: Path, engines: Callable[..., str]
) -> None:
    (folder / "model.bin").write_bytes(b"no model" * 100)
    id = two(paper)
    paper.translate()
    shows_the_original(paper, id)
    times, said = rows_of(engines())["ctranslate2", "crashed"]
    assert times >= 1
    assert said


def test_a_folder_that_lacks_a_file(
    paper: Paper, folder: Path, engines: Callable[..., str]
) -> None:
    (folder / "target.spm").unlink()
    id = two(paper)
    assert paper.translate() == 0
    shows_the_original(paper, id)
    assert "target.spm" in engines('[translation]\nmodels = "models"\n')


def test_an_engine_that_there_is_not(paper: Paper, engines: Callable[..., str]) -> None:
    """A misspelt name stops no paper: it is said, and counted with each try."""
    paper.store = with_settings(paper.store, engine="babel")
    id = two(paper)
    with Translating(paper.store, paper.clock, Event()) as process:
        for _ in range(2):
            with pytest.raises(ConfigError):
                process.plan()
    shows_the_original(paper, id)
    times, said = rows_of(engines())["babel", "missing"]
    assert times == 2
    assert "there is no engine `babel`" in said
