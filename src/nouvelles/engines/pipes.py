"""The child processes of one engine, by direction or model: started with the first text,
ended when nobody has asked for a while, never more than a few at once."""

from __future__ import annotations

import threading
from collections.abc import Callable, Hashable, Sequence
from typing import Final

from nouvelles.engines.pipe import Pipe

#: Seconds after which a process that nobody asks is ended: a model holds 100 MB and more.
IDLE_S: Final = 300.0
#: Processes of an engine that live at the same time: those of three routes of three steps,
#: which a sentence may try. With fewer they would be ended and started for each sentence.
MOST: Final = 9

Key = Hashable
Command = Callable[[], Sequence[str]]


class Pipes:
    """`clock` gives seconds that only grow; `spoiled` is what a program says that has to
    be started anew (`Pipe`)."""

    def __init__(
        self,
        name: str,
        clock: Callable[[], float],
        *,
        idle_s: float = IDLE_S,
        most: int = MOST,
        spoiled: bytes = b"",
    ) -> None:
        self._spoiled = spoiled
        self.name, self.idle_s, self.most = name, idle_s, most
        self._clock = clock
        self._pipes: dict[Key, Pipe] = {}
        self._turn = threading.Lock()

    def of(self, key: Key, command: Command) -> Pipe:
        """The pipe of a direction or model; `command` is called once, with its first text.

        Others that are idle are ended, and the one least used if there were too many.
        """
        self.rest()
        with self._turn:
            if key not in self._pipes:
                self._pipes[key] = Pipe(
                    self.name, command(), clock=self._clock, spoiled=self._spoiled
                )
            wanted = self._pipes[key]
            others = [pipe for pipe in self._pipes.values() if pipe is not wanted]
        alive = sorted(
            (one for one in others if one.is_alive), key=lambda one: one.used
        )
        for pipe in alive[: max(0, len(alive) - self.most + 1)]:
            pipe.rest(self._clock())
        return wanted

    def rest(self) -> None:
        """End the processes that nobody has asked for `idle_s`."""
        with self._turn:
            pipes = tuple(self._pipes.values())
        for pipe in pipes:
            pipe.rest(self._clock() - self.idle_s)

    def close(self) -> None:
        """End all; the next text starts one again."""
        with self._turn:
            pipes = tuple(self._pipes.values())
            self._pipes.clear()
        for pipe in pipes:
            pipe.close()
