"""The tutorial, done step by step as a newcomer does it.

In a fenced block `console`, a line that begins with `$ ` is a command, and what follows
up to the next command is its output; `…` stands for anything, alone on a line for any
lines. A block `html NAME` is a file to save. Commands run with a shell in a folder of the
test, with these exceptions: `cd` is remembered; `serve` is started on a port of the
system's choice and left running; `curl -sI` is asked of that server by the test itself.
"""

from __future__ import annotations

import os
import re
import select
import shlex
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from http import HTTPStatus
from pathlib import Path

import httpx
import pytest
from markdown_it import MarkdownIt

TUTORIAL = Path(__file__).parents[2] / "docs" / "tutorial.md"

#: Seconds after which a command of the tutorial is taken for hanging.
PATIENCE_S = 120.0

#: French puts spaces that do not break before its stops; a page shows plain ones.
PLAIN_SPACES = str.maketrans(
    {"\N{NO-BREAK SPACE}": " ", "\N{NARROW NO-BREAK SPACE}": " "}
)


@dataclass(frozen=True)
class Step:
    """One thing to do: a command with the lines it should print, or a file to save."""

    line: int
    command: str = ""
    shown: tuple[str, ...] = ()
    file: str = ""
    text: str = ""


def read_steps(text: str) -> Iterator[Step]:
    """What the fenced blocks of a page tell to do, in their order."""
    for token in MarkdownIt().parse(text):
        if token.type != "fence" or token.map is None:
            continue
        kind, _, name = token.info.partition(" ")
        if name:
            yield Step(line=token.map[0] + 1, file=name, text=token.content)
        elif kind == "console":
            yield from _commands(token.content, token.map[0] + 2)


def _commands(block: str, line: int) -> Iterator[Step]:
    lines = block.splitlines()
    starts = [n for n, words in enumerate(lines) if words.startswith("$ ")]
    assert starts[:1] == [0], f"line {line}: a console block begins with a command"
    for start, end in zip(starts, [*starts[1:], len(lines)], strict=True):
        command = lines[start].removeprefix("$ ")
        yield Step(
            line=line + start, command=command, shown=tuple(lines[start + 1 : end])
        )


def pattern(shown: tuple[str, ...]) -> re.Pattern[str]:
    """The output that a page shows, as an expression that the real one must match."""
    parts = []
    for line in shown:
        if line == "…":
            parts.append(r"(?:.*\n)*")
        else:
            parts.append(".*".join(map(re.escape, line.split("…"))) + r"\n")
    return re.compile("".join(parts))


@dataclass
class Newcomer:
    """Who follows the page: where they are, and the server that they left running."""

    folder: Path
    servers: list[subprocess.Popen[str]] = field(default_factory=list)
    address: str = ""

    def do(self, step: Step) -> None:
        """Do one step and compare."""
        if step.file:
            (self.folder / step.file).write_text(step.text, encoding="utf-8")
            return
        words = shlex.split(step.command)
        if words[0] == "cd":
            self.folder = self.folder / words[1]
            assert self.folder.is_dir(), f"line {step.line}: no folder {self.folder}"
            return
        if words[:2] == ["nouvelles", "serve"]:
            said = self.serve(step.command)
        elif words[:2] == ["curl", "-sI"]:
            said = self.ask(words[2])
        else:
            said = self.run(step)
        wanted = "\n".join(step.shown)
        as_shown = pattern(step.shown).fullmatch(said.translate(PLAIN_SPACES))
        assert as_shown is not None, (
            f"tutorial, line {step.line}: {step.command}\nshown:\n{wanted}\nis:\n{said}"
        )

    def run(self, step: Step) -> str:
        done = subprocess.run(
            step.command,
            shell=True,
            cwd=self.folder,
            env=environment(),
            capture_output=True,
            text=True,
            timeout=PATIENCE_S,
        )
        assert done.returncode == 0, f"line {step.line}: {step.command}\n{done.stderr}"
        return done.stdout

    def serve(self, command: str) -> str:
        server = subprocess.Popen(
            f"exec {command} --port 0",
            shell=True,
            cwd=self.folder,
            env=environment(),
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        self.servers.append(server)
        assert server.stdout is not None
        ready, _, _ = select.select([server.stdout], [], [], PATIENCE_S)
        assert ready, f"{command} says nothing"
        line = server.stdout.readline()
        self.address = line.rpartition(" ")[2].strip().rstrip("/")
        return line.replace(self.address, "http://127.0.0.1:8000")

    def ask(self, url: str) -> str:
        there = url.replace("http://127.0.0.1:8000", self.address)
        answer = httpx.head(there, timeout=PATIENCE_S)
        phrase = HTTPStatus(answer.status_code).phrase
        headers = [f"{name}: {value}" for name, value in answer.headers.items()]
        return "\n".join([f"HTTP/1.1 {answer.status_code} {phrase}", *headers, ""])

    def leave(self) -> None:
        """End the server as Ctrl-C does; it must end well."""
        for server in self.servers:
            server.send_signal(signal.SIGINT)
            began = time.monotonic()
            try:
                server.communicate(timeout=PATIENCE_S)
            except subprocess.TimeoutExpired:
                server.kill()
                server.communicate()
                pytest.fail(f"serve did not end in {time.monotonic() - began:.0f} s")


def environment() -> dict[str, str]:
    """Ours without settings of a paper, with the programs of this Python's folder."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith("NOUVELLES_")}
    programs = str(Path(sys.executable).parent)
    return kept | {"PATH": f"{programs}{os.pathsep}{kept.get('PATH', '')}"}


def test_every_step_of_the_tutorial_does_what_it_says(tmp_path: Path) -> None:
    newcomer = Newcomer(folder=tmp_path)
    try:
        for step in read_steps(TUTORIAL.read_text(encoding="utf-8")):
            newcomer.do(step)
        page = f"{newcomer.address}/en/source/harbour-gazette.example"
        answer = httpx.get(page, timeout=PATIENCE_S)
        assert "The Harbour Gazette" in answer.text
        assert "Harbour tram opens a year late" in " ".join(answer.text.split())
    finally:
        newcomer.leave()


def test_the_tutorial_shows_the_main_commands() -> None:
    text = TUTORIAL.read_text(encoding="utf-8")
    typed = {
        word
        for step in read_steps(text)
        for word in shlex.split(step.command)
        if step.command.startswith("nouvelles")
    }
    wanted = "init archive stages serve search trace source names remove backup restore"
    assert set(wanted.split()) <= typed


def test_shown_output_is_compared_line_by_line() -> None:
    assert pattern(("a … c", "…", "d")).fullmatch("a b c\nx\ny\nd\n")
    assert not pattern(("a", "d")).fullmatch("a\nx\nd\n")
    assert not pattern(("a",)).fullmatch("ab\n")
    assert pattern(()).fullmatch("")
    assert not pattern(()).fullmatch("more\n")
