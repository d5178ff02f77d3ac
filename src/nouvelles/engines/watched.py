"""Engines under watch: what they were asked, how often and in which way they failed."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable, Mapping, Sequence

from nouvelles.engines.kinds import Call, Model, Translator
from nouvelles.errors import EngineError, EngineTrouble
from nouvelles.translate.engine import ask


class Watched:
    """An engine that tells of every call. An empty answer is told, and left to the checks:
    the others of its batch are good."""

    def __init__(self, engine: Translator, told: Callable[[Call], None]) -> None:
        self.name, self.more = engine.name, engine.more
        self._engine, self._told = engine, told

    def models(self) -> Sequence[Model]:
        return self._engine.models()

    def translate(
        self, texts: Sequence[str], language: str, target_language: str
    ) -> Sequence[str]:
        trouble: EngineTrouble | None = None
        reason = ""
        try:
            made = ask(self._engine, texts, language, target_language)
            if any(
                t.strip() and not m.strip() for t, m in zip(texts, made, strict=True)
            ):
                trouble, reason = EngineTrouble.EMPTY, "gave an empty text"
            return made
        except EngineError as error:
            trouble, reason = error.trouble, error.reason
            raise
        finally:
            self._told(
                Call(
                    engine=self.name,
                    language=language,
                    target_language=target_language,
                    texts=len(texts),
                    trouble=trouble,
                    reason=reason,
                )
            )

    def notes(self) -> Sequence[str]:
        return self._engine.notes()

    def rest(self) -> None:
        self._engine.rest()

    def close(self) -> None:
        self._engine.close()


class Tally:
    """Calls of engines, counted; safe for threads."""

    def __init__(self) -> None:
        self.calls: Counter[str] = Counter()
        self._troubles: dict[str, Counter[EngineTrouble]] = {}
        self._turn = threading.Lock()

    def add(self, call: Call) -> None:
        with self._turn:
            self.calls[call.engine] += 1
            if call.trouble is not None:
                found = self._troubles.setdefault(call.engine, Counter())
                found[call.trouble] += 1

    @property
    def troubles(self) -> Mapping[str, Mapping[EngineTrouble, int]]:
        """How often each engine failed, by the way it did; one that never did is not in."""
        return {engine: dict(found) for engine, found in self._troubles.items()}

    def lines(self) -> list[str]:
        """For a person: "apertium failed 3 of 40 times (hung 2, crashed 1)"."""
        said = []
        for engine, found in sorted(self._troubles.items()):
            ways = ", ".join(f"{way} {count}" for way, count in found.most_common())
            total = f"{found.total()} of {self.calls[engine]}"
            said.append(f"{engine} failed {total} times ({ways})")
        return said
