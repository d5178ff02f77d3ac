"""LibreTranslate: a server that a person names, asked over HTTP (its API of version 1.9).

Texts leave this machine if the server stands elsewhere; so nothing is sent unless a person
names it, and no more than the budget allows. Two questions are asked of it:

    GET  /languages  → [{"code": "en", "targets": ["fr", …]}, …]
    POST /translate  {"q": [texts], "source", "target", "format": "text", "api_key"}
                     → {"translatedText": [texts]}, or {"error": "why not"}
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Final

from nouvelles.engines.budget import Purse
from nouvelles.engines.kinds import Model, Options
from nouvelles.engines.libretranslate_answers import (
    NAME,
    check_language,
    pairs,
    read,
    refuse,
    texts_of,
)
from nouvelles.engines.turns import Turns
from nouvelles.errors import EngineError, EngineTrouble
from nouvelles.ingest.network.service import Reply, Service
from nouvelles.ingest.troubles import NotRead, Word
from nouvelles.language import primary

#: Texts, and characters of them, that go in one question.
_TEXTS, _CHARACTERS = 32, 4_000
#: How often a question is asked, and for how many seconds at most it is put off.
_TRIES: Final = 3
_LONGEST_WAIT_S: Final = 30.0
#: Seconds for which a server that did not answer is left alone.
_ALONE_S: Final = 120.0
#: Statuses after which the same question may be answered; others are a no.
_LATER: Final = (429, 500, 502, 503, 504)

_TROUBLES: Final = {
    Word.TIMEOUT: EngineTrouble.HUNG,
    Word.TOO_LARGE: EngineTrouble.ENDLESS,
    Word.CUT: EngineTrouble.CRASHED,
}

Pair = tuple[str, str]


class LibreTranslate:
    """One server. It is asked for its languages once, and again if it did not answer."""

    name = NAME
    more = "Name a server of LibreTranslate with --libretranslate ADDRESS."

    def __init__(
        self,
        options: Options,
        *,
        sleep: Callable[[float], object] = time.sleep,
        limit_s: float = 60.0,
    ) -> None:
        self._clock, self._sleep, self._key = options.clock, sleep, options.key
        address = options.libretranslate
        self._service = Service(address, self._clock, limit_s) if address else None
        self._purse = Purse(self.name, options.budget)
        self._turns = Turns(self.name)
        self._codes: dict[Pair, Pair] = {}
        self._closed_until = 0.0
        self._note = ""

    def models(self) -> Sequence[Model]:
        if self._service is None:
            return ()
        if not self._codes:
            try:
                self._codes = pairs(self._ask("/languages", None))
                self._note = ""
            except EngineError as error:
                self._note = f"{self._service.address} is left out: {error.reason}"
        return tuple(
            Model(
                engine=self.name,
                language=language,
                target_language=target,
                name=self._service.address,
                file=None,
            )
            for language, target in sorted(self._codes)
        )

    def translate(
        self, texts: Sequence[str], language: str, target_language: str
    ) -> Sequence[str]:
        pair = (primary(language), primary(target_language))
        self.models()
        if pair not in self._codes:
            said = self._note or f"has no model from {pair[0]} to {pair[1]}"
            raise EngineError(self.name, said, trouble=EngineTrouble.MISSING)
        # For all at once: what cannot be paid as a whole must not cost a part of it.
        self._purse.pay(sum(map(len, filter(str.strip, texts))), self._clock())
        made: list[str] = []
        with self._turns.turn():
            for batch in _batches(texts):
                made += self._batch(batch, pair)
        return made

    def notes(self) -> Sequence[str]:
        return (self._note,) if self._note else ()

    def rest(self) -> None:
        """There is nothing to end."""

    def close(self) -> None:
        """There is nothing to end: no connection outlives its question."""

    def _batch(self, texts: Sequence[str], pair: Pair) -> list[str]:
        asked = [text for text in texts if text.strip()]
        if not asked:
            return [""] * len(texts)
        source, target = self._codes[pair]
        data: dict[str, Any] = {
            "q": asked,
            "source": source,
            "target": target,
            "format": "text",
        }
        if self._key:
            data["api_key"] = self._key
        made = texts_of(self._ask("/translate", data), asked)
        check_language(" ".join(made), pair[1])
        answers = iter(made)
        return [next(answers) if text.strip() else "" for text in texts]

    def _ask(self, path: str, data: Mapping[str, Any] | None) -> Any:
        """What the server says, as JSON, asked a few times if it says "later".

        Raises:
            EngineError: it says no, says nothing, or what cannot be read.
        """
        assert self._service is not None
        for left in reversed(range(_TRIES)):
            self._check_open()
            try:
                reply = self._service.ask(path, data)
            except NotRead as error:
                trouble = _TROUBLES.get(error.word, EngineTrouble.UNREACHABLE)
                # One that hangs would hang again: a sentence is not worth the minutes.
                if left and trouble is EngineTrouble.UNREACHABLE:
                    self._sleep(_pause(left))
                    continue
                # Nor is it asked for each other sentence of the article.
                self._closed_until = self._clock() + _ALONE_S
                raise EngineError(self.name, str(error), trouble=trouble) from error
            if reply.status not in _LATER:
                return read(reply)
            self._put_off(reply, left)
        raise AssertionError("the last try has returned or raised")

    def _put_off(self, reply: Reply, left: int) -> None:
        """Wait as the server asks; where that is too long, or was the last try, leave it
        alone until then."""
        wait = _pause(left) if reply.after_s is None else reply.after_s
        if left and wait <= _LONGEST_WAIT_S:
            self._sleep(wait)
            return
        if reply.after_s is not None:
            self._closed_until = self._clock() + reply.after_s
        refuse(reply)

    def _check_open(self) -> None:
        left = self._closed_until - self._clock()
        if left > 0:
            raise EngineError(
                self.name,
                f"is left alone for another {left:.0f} s",
                trouble=EngineTrouble.BUSY,
            )


def engine(options: Options) -> LibreTranslate:
    """The entry point.

    Raises:
        InputError: the address is none.
    """
    return LibreTranslate(options)


def _pause(left: int) -> float:
    """Seconds before the next try where the server names none: 1, then 2."""
    return float(_TRIES - left)


def _batches(texts: Sequence[str]) -> Iterator[list[str]]:
    batch: list[str] = []
    size = 0
    for text in texts:
        if batch and (len(batch) == _TEXTS or size + len(text) > _CHARACTERS):
            yield batch
            batch, size = [], 0
        batch.append(text)
        size += len(text)
    if batch:
        yield batch
