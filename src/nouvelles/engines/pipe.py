"""A program that translates text after text, each ended by a NUL, as a child process.

It is started with the first text and kept. One that dies, hangs or does not stop talking
is killed and told of, never the process that asked: models can end their process (a
damaged one does, in Rust's panic), and programs of a pipeline can stall.
"""

from __future__ import annotations

import os
import selectors
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import IO, Final

from nouvelles.engines.turns import Turns
from nouvelles.errors import EngineError, EngineTrouble

#: Characters of one text: as UTF-8 they fit into a pipe's buffer (64 KiB), so that a
#: program which does not read cannot hold up the one that writes.
LONGEST: Final = 10_000
#: Seconds for one answer, the start of the program included.
LIMIT_S: Final = 60.0
#: Deaths without an answer between them after which it is left alone, and for how long.
_DEATHS: Final = 2
_ALONE_S: Final = 600.0
#: What stands between texts that go together (Unicode's and ASCII's record separator).
_BETWEEN: Final = "\x1e"
#: Bytes that an answer may have for each byte of the text, and in any case.
_TIMES, _ALWAYS = 20, 4_000
_PIECE: Final = 65_536


def child(kind: str, *words: str) -> list[str]:
    """The command of a process that holds one model (`child.py`)."""
    program = Path(__file__).with_name("child.py")
    # -P: files beside it are no modules of its own.
    return [sys.executable, "-P", str(program), kind, *words]


class Pipe:
    """One child process, one question at a time: who comes second waits for his turn.

    `clock` gives seconds that only grow; it says when a program that failed may start
    again, and how long nobody has asked. A program that says `spoiled` beside an answer
    is started anew for the next text: later answers would depend on this one.
    """

    def __init__(
        self,
        name: str,
        command: Sequence[str],
        limit_s: float = LIMIT_S,
        clock: Callable[[], float] = time.monotonic,
        spoiled: bytes = b"",
    ) -> None:
        self._spoiled = spoiled
        self.name, self.command, self.limit_s = name, tuple(command), limit_s
        self.used = clock()
        self._clock = clock
        self._child: subprocess.Popen[bytes] | None = None
        self._said: IO[bytes] | None = None
        self._deaths, self._alone_until = 0, 0.0
        self._turns = Turns(name)

    @property
    def is_alive(self) -> bool:
        """Whether its program has been started and not ended by us."""
        return self._child is not None

    def ask(self, text: str) -> str:
        """The answer to one text, without its NUL.

        Raises:
            EngineError: the text is too long; the program cannot be started, ended, took
                too long or did not stop; too many wait for it.
        """
        if len(text) > LONGEST:
            raise EngineError(
                self.name,
                f"a text of {len(text)} characters is too long for it",
                trouble=EngineTrouble.TOO_LONG,
            )
        with self._turns.turn():
            self.used = self._clock()
            if self._deaths >= _DEATHS and self.used < self._alone_until:
                raise EngineError(self.name, "is not started again after it failed")
            data = text.replace("\0", "").encode() + b"\0"
            try:
                answer = self._answer(self._started(), data)
            except EngineError:
                self._deaths += 1
                self._alone_until = self._clock() + _ALONE_S
                self._end()
                raise
            self._deaths = 0
            self.used = self._clock()
            if self._is_spoiled():
                self._end()
            return answer

    def ask_together(self, texts: Sequence[str]) -> list[str]:
        """The answers of a program that takes several texts at once (`child.py`).

        Raises:
            EngineError: as `ask`, and where it gives another number of answers.
        """
        asked = _BETWEEN.join(text.replace(_BETWEEN, " ") for text in texts)
        answers = self.ask(asked).split(_BETWEEN)
        if len(answers) != len(texts):
            raise EngineError(
                self.name,
                f"gave {len(answers)} answers to {len(texts)} texts",
                trouble=EngineTrouble.WRONG_COUNT,
            )
        return answers

    def rest(self, since: float) -> None:
        """End the program if nobody has asked since then, or is asking now."""
        if self.is_alive and not self._turns.waiting and self.used <= since:
            self.close()

    def close(self) -> None:
        """End the program; the next text starts it again."""
        with self._turns.turn():
            self._end()

    def _started(self) -> subprocess.Popen[bytes]:
        if self._child is None:
            self._said = tempfile.TemporaryFile()  # noqa: SIM115 - as long as the child
            try:
                self._child = subprocess.Popen(  # noqa: S603 - our own commands
                    self.command,
                    stdin=subprocess.PIPE,
                    stdout=subprocess.PIPE,
                    stderr=self._said,
                    bufsize=0,
                    start_new_session=True,
                )
            except OSError as error:
                raise EngineError(
                    self.name,
                    f"cannot be started: {error.strerror}",
                    trouble=EngineTrouble.MISSING,
                ) from error
        return self._child

    def _is_spoiled(self) -> bool:
        assert self._said is not None
        if not self._spoiled:
            return False
        return self._spoiled in os.pread(self._said.fileno(), _PIECE, 0)

    def _answer(self, child: subprocess.Popen[bytes], data: bytes) -> str:
        assert child.stdin is not None
        assert child.stdout is not None
        most = len(data) * _TIMES + _ALWAYS
        deadline = time.monotonic() + self.limit_s
        made = b""
        try:
            child.stdin.write(data)
        except OSError as error:
            raise self._death(child) from error
        with selectors.DefaultSelector() as waiting:
            waiting.register(child.stdout, selectors.EVENT_READ)
            while not made.endswith(b"\0"):
                left = deadline - time.monotonic()
                if left <= 0 or not waiting.select(left):
                    raise EngineError(
                        self.name,
                        f"gave no answer in {self.limit_s:g} s",
                        trouble=EngineTrouble.HUNG,
                    )
                piece = os.read(child.stdout.fileno(), _PIECE)
                if not piece:
                    raise self._death(child)
                made += piece
                if len(made) > most:
                    raise EngineError(
                        self.name,
                        "does not stop talking",
                        trouble=EngineTrouble.ENDLESS,
                    )
        if b"\0" in made[:-1]:
            raise EngineError(
                self.name,
                "gave two answers to one text",
                trouble=EngineTrouble.WRONG_COUNT,
            )
        return made[:-1].decode(errors="replace")

    def _death(self, child: subprocess.Popen[bytes]) -> EngineError:
        """It ended amid a text: with what it said of that, in one line.

        Python's tracebacks end with the reason; other programs begin with it.
        """
        self._kill(child)
        assert self._said is not None
        self._said.seek(0)
        lines = self._said.read(_PIECE).decode(errors="replace").split("\n")
        said = [line.strip() for line in lines if line.strip()]
        is_traceback = bool(said) and said[0].startswith("Traceback")
        reason = " ".join(said[-1:] if is_traceback else said[:2])
        detail = f": {reason}" if reason else ""
        return EngineError(self.name, f"its process ended ({child.returncode}){detail}")

    def _end(self) -> None:
        if self._child is not None:
            self._kill(self._child)
            self._child = None
        if self._said is not None:
            self._said.close()
            self._said = None

    @staticmethod
    def _kill(child: subprocess.Popen[bytes]) -> None:
        """End the program and all of its pipeline; they hold nothing worth keeping."""
        with suppress(ProcessLookupError):  # it may have ended by itself
            os.killpg(child.pid, signal.SIGKILL)
        child.wait()
        for end in (child.stdin, child.stdout):
            if end is not None:
                end.close()
