"""No engine: every sentence stands in its own language, and the page says so."""

from __future__ import annotations

from collections.abc import Sequence

from nouvelles.engines.kinds import Model, Options
from nouvelles.errors import EngineError, EngineTrouble


class NoEngine:
    """Knows no pair."""

    name = "none"
    more = "It is always there: texts are shown in their own language."

    def models(self) -> Sequence[Model]:
        return ()

    def translate(
        self, texts: Sequence[str], language: str, target_language: str
    ) -> Sequence[str]:
        raise EngineError(
            self.name, "translates nothing", trouble=EngineTrouble.MISSING
        )

    def notes(self) -> Sequence[str]:
        return ()

    def rest(self) -> None:
        """There is nothing to end."""

    def close(self) -> None:
        """There is nothing to end."""


def engine(options: Options) -> NoEngine:
    """The entry point."""
    return NoEngine()
