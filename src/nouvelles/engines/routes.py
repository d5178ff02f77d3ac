"""By which models a text goes from one language into another, best way first.

Whole sentences before a gist, direct before a pivot, few gists before many. Every step is
named to the reader, for each is a chance to go wrong.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from nouvelles.engines.kinds import Model, Translator
from nouvelles.errors import EngineError
from nouvelles.language import primary
from nouvelles.translate.engine import Engine, ask

#: Steps of a route: English → Portuguese → Spanish → French is the longest that was
#: measured to be of any use.
MOST_STEPS: Final = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """Models one after the other: the target of each is the source of the next."""

    steps: tuple[Model, ...]

    @property
    def is_gist(self) -> bool:
        """Whether a step gives no more than a gist: then the whole is no more."""
        return any(step.quality == "gist" for step in self.steps)

    @property
    def name(self) -> str:
        """All steps for a reader: "bergamot en→pt, apertium pt→es"."""
        return ", ".join(
            f"{step.engine} {step.language}→{step.target_language}"
            for step in self.steps
        )


def routes(
    models: Sequence[Model], language: str, target_language: str
) -> tuple[Route, ...]:
    """All ways from one language into another, best first; each visits a language once."""
    start, end = primary(language), primary(target_language)
    if start == end:
        return ()
    found = [Route(steps=steps) for steps in _ways(models, start, end, ())]
    return tuple(sorted(found, key=_rank))


def _ways(
    models: Sequence[Model], at: str, end: str, before: tuple[Model, ...]
) -> Iterator[tuple[Model, ...]]:
    visited = {step.language for step in before}
    for model in models:
        if model.language != at or model.target_language in visited:
            continue
        way = (*before, model)
        if model.target_language == end:
            yield way
        elif len(way) < MOST_STEPS:
            yield from _ways(models, model.target_language, end, way)


def _rank(route: Route) -> tuple[bool, int, int, str]:
    gists = sum(step.quality == "gist" for step in route.steps)
    return route.is_gist, len(route.steps), gists, route.name


class Routed:
    """A route as one engine, with all its steps in its name."""

    def __init__(self, route: Route, engines: Mapping[str, Translator]) -> None:
        self.route, self.name, self._engines = route, route.name, engines

    def translate(
        self, texts: Sequence[str], language: str, target_language: str
    ) -> Sequence[str]:
        first, last = self.route.steps[0], self.route.steps[-1]
        asked = (primary(language), primary(target_language))
        if asked != (first.language, last.target_language):
            raise EngineError(self.name, f"does not lead from {asked[0]} to {asked[1]}")
        made = list(texts)
        for step in self.route.steps:
            engine: Engine = self._engines[step.engine]
            made = ask(engine, made, step.language, step.target_language)
        return made
