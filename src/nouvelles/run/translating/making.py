"""What translates here: engines with their routes, the memory, the glossary."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Final

from nouvelles.config import Settings
from nouvelles.engines import (
    Budget,
    Call,
    Engines,
    Model,
    Options,
    Route,
    Routed,
    routes,
)
from nouvelles.errors import ConfigError
from nouvelles.run.clock import Clock
from nouvelles.store import Store, translation_queue
from nouvelles.store.memory import StoredMemory, given_revision
from nouvelles.store.spending import StoredSpending
from nouvelles.store.translation_queue import EngineOutcome
from nouvelles.translate import (
    Glossary,
    Ladder,
    Remembering,
    Rendered,
    check_named,
    read_glossary,
)

#: Raised whenever the same engines, models and glossary would give other pages.
VERSION: Final = "2"
#: Routes that a sentence may try.
_ROUTES: Final = 3


@dataclass(slots=True)
class Outcomes:
    """What engines were asked and how it ended, until it is written."""

    counted: Counter[tuple[str, str]] = field(default_factory=Counter)
    details: dict[tuple[str, str], str] = field(default_factory=dict)

    def hear(self, call: Call) -> None:
        """One call of an engine."""
        word = call.trouble.value if call.trouble else "given"
        self._add(call.engine, word, call.reason, 1 if call.trouble else call.texts)

    def look(self, rendered: Sequence[Rendered], first: str) -> None:
        """What the checks stopped of the first route's translations."""
        for one in rendered:
            for flag in one.outcome.flags[:1]:
                self._add(first, f"stopped: {flag.fault.name}", flag.detail, 1)

    def take(self) -> list[EngineOutcome]:
        """All that was counted since the last time."""
        taken = [
            EngineOutcome(
                engine=engine,
                word=word,
                count=count,
                detail=self.details.get((engine, word), ""),
            )
            for (engine, word), count in self.counted.items()
        ]
        self.counted.clear()
        return taken

    def _add(self, engine: str, word: str, detail: str, count: int) -> None:
        self.counted[engine, word] += count
        if detail:
            self.details[engine, word] = detail


class Making:
    """The engines of one paper, opened; a context that ends their processes.

    Raises:
        ConfigError: a setting names an engine that is not there.
        InputError: a file that a setting names cannot be read.
    """

    def __init__(self, store: Store, clock: Clock) -> None:
        self.store, self.clock = store, clock
        self.outcomes = Outcomes()
        self.memory = StoredMemory(store, clock)
        self._engines = Engines(options_of(store, clock, self.outcomes.hear))
        self.glossary = glossary_of(store.folder, store.settings)

    def __enter__(self) -> Making:
        return self

    def __exit__(self, *_: object) -> None:
        for engine in self._engines.by_name.values():
            engine.close()

    def rest(self) -> None:
        """End the processes of engines that nobody has asked for a while, and see which
        models there are now: a server that was away may be back."""
        self._engines.rest()
        before = self.__dict__.pop("models", None)
        if before is not None and before != self.models:
            self.__dict__.pop("_digests", None)

    @cached_property
    def models(self) -> tuple[Model, ...]:
        """What may translate."""
        name = self.store.settings.translation.engine
        if name and name not in self._engines.by_name:
            raise ConfigError(
                "translation.engine",
                f"there is no engine `{name}`",
                f"Known: {', '.join(self._engines.by_name)}.",
            )
        return self._engines.models(name)

    @cached_property
    def _digests(self) -> dict[Model, str]:
        return {model: model.digest for model in self.models}

    def maker(self) -> bytes:
        """16 bytes that change with all that a translation depends on but the article."""
        with self.store.read() as connection:
            revision = given_revision(connection)
        parts = [VERSION, self.glossary.version, str(revision)]
        for model in self.models:
            pair = (model.engine, model.language, model.target_language)
            parts += [*pair, model.name, self._digests[model]]
        return hashlib.sha256("\0".join(parts).encode()).digest()[:16]

    def routes(self, language: str, target_language: str) -> tuple[Route, ...]:
        """The ways that a sentence may go, best first."""
        return routes(self.models, language, target_language)[:_ROUTES]

    def ladder(self, found: Sequence[Route]) -> Ladder:
        """The repair ladder over some routes and the memory."""
        return Ladder(
            engines=[
                Remembering(
                    Routed(route, self._engines.by_name),
                    self.memory,
                    model=" ".join(self._digests[step] for step in route.steps),
                    glossary=self.glossary.version,
                )
                for route in found
            ],
            memory=self.memory,
            look=check_named,
        )

    def write_outcomes(self) -> None:
        """Keep what was counted of engines."""
        counted = self.outcomes.take()
        if counted:
            with self.store.write() as connection:
                translation_queue.count_outcomes(connection, counted, int(self.clock()))


def options_of(
    store: Store, clock: Clock, told: Callable[[Call], None] | None = None
) -> Options:
    """What the paper's settings name for engines."""
    given = store.settings.translation
    return Options(
        models=store.folder / given.models if given.models else None,
        recorded=store.folder / given.recorded if given.recorded else None,
        libretranslate=given.libretranslate,
        key=given.key,
        budget=Budget(
            day=given.day_budget,
            article=given.article_budget,
            spending=StoredSpending(store),
        ),
        clock=clock,
        told=told,
    )


def glossary_of(folder: Path, settings: Settings) -> Glossary:
    """The glossary that a setting names: one file, or all of a folder.

    Raises:
        InputError: a file is no glossary.
    """
    path = folder / settings.translation.glossary
    files = sorted(path.glob("*.csv")) if path.is_dir() else [path]
    return read_glossary({one.name: one.read_bytes() for one in files if one.is_file()})
