"""Engines found as entry points of the group `nouvelles.engines`, opened together.

Another package brings an engine with two lines of its `pyproject.toml`:

    [project.entry-points."nouvelles.engines"]
    mine = "my_package:engine"
"""

from __future__ import annotations

from importlib.metadata import entry_points
from typing import Final

from nouvelles.engines.kinds import Call, Model, Options, Translator
from nouvelles.engines.watched import Tally, Watched
from nouvelles.errors import InputError

GROUP: Final = "nouvelles.engines"


class Engines:
    """All engines of this machine, by name; a context that ends their processes.

    `tally` counts what they were asked and how they failed; `Options.told` hears of each
    call as well, from the thread that made it.

    Raises:
        InputError: what `options` name cannot be read.
    """

    def __init__(self, options: Options | None = None) -> None:
        options = options or Options()
        self._also_told = options.told
        self.tally = Tally()
        self.broken: dict[str, str] = {}
        self.by_name: dict[str, Translator] = {}
        for point in sorted(entry_points(group=GROUP), key=lambda one: one.name):
            try:
                make = point.load()
            except (ImportError, AttributeError) as error:
                self.broken[point.name] = str(error)
            else:
                self.by_name[point.name] = Watched(make(options), self._tell)

    def __enter__(self) -> Engines:
        return self

    def __exit__(self, *_: object) -> None:
        for engine in self.by_name.values():
            engine.close()

    def rest(self) -> None:
        """End the processes that nobody has asked for a while: to be called now and then
        where a program stays."""
        for engine in self.by_name.values():
            engine.rest()

    def _tell(self, call: Call) -> None:
        self.tally.add(call)
        if self._also_told is not None:
            self._also_told(call)

    def named(self, name: str) -> Translator:
        """The engine of a name.

        Raises:
            InputError: there is none.
        """
        if name not in self.by_name:
            known = ", ".join(self.by_name) or "none"
            raise InputError(name, "there is no such engine", f"Known: {known}.")
        return self.by_name[name]

    def models(self, engine: str = "") -> tuple[Model, ...]:
        """What is installed; of one engine where it is named.

        Raises:
            InputError: there is no such engine.
        """
        chosen = [self.named(engine)] if engine else [*self.by_name.values()]
        return tuple(model for one in chosen for model in one.models())
