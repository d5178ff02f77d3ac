"""One engine and pair over the texts of the bench: bare, with the chain, and the chain
alone, with the engine's answers at hand."""

from __future__ import annotations

import gc
import json
import os
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from bench.memory import megabytes
from bench.translations import ROUTES, as_typed, chained, texts_of
from nouvelles.engines import Engines, Model, Routed, routes
from nouvelles.errors import EngineError
from nouvelles.language.identify import load_model
from nouvelles.translate import Engine
from nouvelles.translate.quoting import to_straight
from tools.translation.texts import folder

#: The recorded outputs of the bench that are read, and whose they are.
RECORDED: Final = "bergamot-tiny"

Answers = dict[tuple[str, str, str], str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """What came out, in the order of the segments. Speeds are words a second (0: no engine
    was there to be timed): of the bare engine, with the chain, of the chain alone by
    processor time, first and again. `memory` is the engine's processes' in MB."""

    engine: str
    language: str
    target: str
    sources: list[str]
    references: list[str]
    bare: list[str]
    made: list[str]
    flags: list[list[str]]
    bare_speed: float = 0.0
    speed: float = 0.0
    alone: float = 0.0
    again: float = 0.0
    memory: float = 0.0


class Heard:
    """An engine whose answers are written down."""

    def __init__(self, engine: Engine, answers: Answers) -> None:
        self.name, self._engine, self._answers = engine.name, engine, answers

    def translate(
        self, texts: Sequence[str], language: str, target_language: str
    ) -> Sequence[str]:
        made = self._engine.translate(texts, language, target_language)
        for text, answer in zip(texts, made, strict=True):
            self._answers[self.name, text, target_language] = answer
        return made


class Known:
    """An engine that gives what was heard, at once, and fails at all else."""

    def __init__(self, name: str, answers: Answers) -> None:
        self.name, self._answers = name, answers

    def translate(
        self, texts: Sequence[str], language: str, target_language: str
    ) -> Sequence[str]:
        try:
            return [self._answers[self.name, text, target_language] for text in texts]
        except KeyError as error:
            raise EngineError(self.name, "was not asked for this") from error


def runs() -> Iterator[Run]:
    """Each installed model whose languages the bench has, then the recorded outputs."""
    ntrex, flores = (
        folder() / f"{name}.dev.jsonl" for name in ("ntrex", "flores-recorded")
    )
    rows = tuple(_rows(ntrex))
    spoken = rows[0]["segments"][0].keys()
    with Engines() as engines:
        for model in engines.models():
            if {model.language, model.target_language} <= spoken:
                yield _installed(engines, model, rows)
    yield from _recorded(tuple(_rows(flores)))


def _installed(engines: Engines, model: Model, rows: Sequence[dict[str, Any]]) -> Run:
    pair = (model.language, model.target_language)
    ways = routes(engines.models(model.engine), *pair)[:ROUTES]
    answers: Answers = {}
    routed = [Heard(Routed(way, engines.by_name), answers) for way in ways]
    routed[0].translate(["One."], *pair)  # starting it is not timed
    began = time.perf_counter()
    bare = [
        text
        for row in rows
        for text in routed[0].translate(texts_of(row, pair[0]), *pair)
    ]
    bare_s = time.perf_counter() - began
    alone, everything = megabytes(os.getpid())
    began = time.perf_counter()
    made, flags = _chain(rows, routed, *pair)
    took = time.perf_counter() - began
    known = [Known(one.name, answers) for one in routed]
    load_model()
    speeds = []
    _forget()
    for _ in range(2):
        began = time.process_time()
        _chain(rows, known, *pair)
        speeds.append(time.process_time() - began)
    sources = [text for row in rows for text in texts_of(row, pair[0])]
    words = sum(len(text.split()) for text in sources)
    return Run(
        engine=model.engine,
        language=pair[0],
        target=pair[1],
        sources=sources,
        references=[text for row in rows for text in texts_of(row, pair[1])],
        bare=bare,
        made=made,
        flags=flags,
        bare_speed=words / bare_s,
        speed=words / took,
        alone=words / speeds[0],
        again=words / speeds[1],
        memory=everything - alone,
    )


def _recorded(rows: Sequence[dict[str, Any]]) -> Iterator[Run]:
    """Lines of one sentence alone: what an engine made of two is not known apart."""
    for key in rows[0]["mt"]:
        way, _, name = key.partition(":")
        language, target = way.split("-")
        if name != RECORDED:
            continue
        answers: Answers = {
            (RECORDED, form, target): row["mt"][key]
            for row in rows
            for form in (row[language], to_straight(row[language]))
        }
        made, flags = _chain(rows, [Known(RECORDED, answers)], language, target)
        yield Run(
            engine=f"{RECORDED}, recorded",
            language=language,
            target=target,
            sources=[row[language] for row in rows],
            references=[row[target] for row in rows],
            bare=[row["mt"][key] for row in rows],
            made=made,
            flags=flags,
        )


def _chain(
    rows: Sequence[dict[str, Any]],
    engines: Sequence[Engine],
    language: str,
    target: str,
) -> tuple[list[str], list[list[str]]]:
    made: list[str] = []
    flags: list[list[str]] = []
    for row in rows:
        texts, found = chained(texts_of(row, language), engines, language, target)
        made += [as_typed(text, target) for text in texts]
        flags += found
    return made, flags


def _forget() -> None:
    """Empty what the checks keep of texts; tables that are read once stay."""
    for one in gc.get_objects():
        if isinstance(one, _CACHED) and (one.cache_info().maxsize or 0) >= _TEXTS:
            one.cache_clear()


#: Caches of so many places hold texts, words and pairs; smaller ones tables.
_TEXTS: Final = 2_000
_CACHED: Final = type(lru_cache(lambda: None))


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8") as lines:
        yield from map(json.loads, lines)
