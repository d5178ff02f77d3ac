"""An engine that is asked for all sentences of an article at once, before each climbs its
ladder: models compute a batch faster than its sentences, and a server is asked once.

    engine = Ahead(Routed(route, engines.by_name))
    engine.prepare(sentences, "uk", "fr")    # those that no memory has
    render(article, Ladder(engines=[engine, …]), "fr")
"""

from __future__ import annotations

from collections.abc import Sequence

from nouvelles.errors import EngineError
from nouvelles.translate.engine import Engine, ask
from nouvelles.translate.quoting import to_straight

Key = tuple[str, str, str]


class Ahead:
    """An engine with the answers that were asked for beforehand."""

    def __init__(self, engine: Engine) -> None:
        self.name, self._engine = engine.name, engine
        self._known: dict[Key, str] = {}

    def prepare(
        self, sentences: Sequence[str], language: str, target_language: str
    ) -> None:
        """Ask for sentences together, as the ladder will ask: with straight quotation
        marks. What was prepared before is forgotten.

        If that fails nothing is known, and each is asked by itself: one sentence that an
        engine cannot take must not cost the others.
        """
        texts = list(dict.fromkeys(map(to_straight, sentences)))
        self._known = {}
        try:
            made = ask(self._engine, texts, language, target_language) if texts else []
        except EngineError:
            return
        self._known = {
            (text, language, target_language): answer
            for text, answer in zip(texts, made, strict=True)
        }

    def translate(
        self, texts: Sequence[str], language: str, target_language: str
    ) -> Sequence[str]:
        keys = [(text, language, target_language) for text in texts]
        if all(key in self._known for key in keys):
            return [self._known[key] for key in keys]
        return self._engine.translate(texts, language, target_language)
