"""Comments translated when a reader asks, by engines on this machine alone.

Each in a process of its own: it is seldom asked for, kept afterwards, and nothing is left
in memory. What readers write goes to no server, and into no memory of translations.
"""

from __future__ import annotations

import multiprocessing
import os
import threading
from concurrent.futures import TimeoutError
from pathlib import Path
from typing import Final

from nouvelles import discussion
from nouvelles.config import Settings
from nouvelles.logs import Event, log
from nouvelles.records import Article, Block, Comment
from nouvelles.run.clock import Clock
from nouvelles.store import Store
from nouvelles.store.comment_translations import (
    TranslatedComment,
    save_translated,
    translated_comment,
)

#: Seconds after which a comment is given up.
LONGEST_S: Final = 60.0
#: Readers that wait for a translation at the same time; more are told to come again.
WAITING: Final = 4
#: Engines that would send words away.
REMOTE: Final = frozenset(("libretranslate",))
#: Routes that a sentence may try, and what is left to others while they have work.
_ROUTES: Final = 2
_NICE: Final = 10


class BusyError(Exception):
    """Others wait already."""


class Interpreter:
    """Translates one comment at a time; called from several threads."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store, self._clock = store, clock
        self._turn = threading.Lock()
        self._waiting = threading.BoundedSemaphore(WAITING)

    @property
    def is_there(self) -> bool:
        """Whether the paper translates at all."""
        return self._store.settings.translation.engine not in ("none", *REMOTE)

    def known(self, comment: Comment, language: str) -> TranslatedComment | None:
        """What stands for a comment in a language already."""
        with self._store.read() as connection:
            return translated_comment(connection, comment, language)

    def translate(self, comment: Comment, language: str) -> TranslatedComment | None:
        """A comment in a language, from now on kept; None where no engine here does it
        well enough.

        Raises:
            BusyError: others wait already.
        """
        if not self._waiting.acquire(blocking=False):
            raise BusyError
        try:
            with self._turn:
                made = self.known(comment, language) or self._made(comment, language)
        finally:
            self._waiting.release()
        return made

    def _made(self, comment: Comment, language: str) -> TranslatedComment | None:
        # Imported here: seldom asked for.
        from pebble import ProcessExpired, ProcessPool

        given = (self._store.folder, self._store.settings, comment, language)
        with ProcessPool(
            max_workers=1, context=multiprocessing.get_context("spawn")
        ) as pool:
            try:
                made: TranslatedComment | None = pool.schedule(
                    _translate, args=given, timeout=LONGEST_S
                ).result()
            except (ProcessExpired, TimeoutError) as error:
                log.warning(Event.NOT_TRANSLATED, comment=comment.id, error=str(error))
                return None
            except Exception as error:  # noqa: BLE001 - the reader is told, and the log
                log.error(Event.NOT_TRANSLATED, comment=comment.id, error=repr(error))
                return None
        if made is not None:
            with self._store.write() as connection:
                now = int(self._clock())
                save_translated(connection, comment, language, made, now)
        return made


# ---- in the process ----


def _translate(
    folder: Path, settings: Settings, comment: Comment, language: str
) -> TranslatedComment | None:
    # Imported here: who serves pages needs none of it.
    from nouvelles.engines import Engines, Options, Routed, routes
    from nouvelles.run.translating.making import glossary_of
    from nouvelles.translate import Ladder, check_named, render

    os.nice(_NICE)
    given = settings.translation
    options = Options(
        models=folder / given.models if given.models else None,
        recorded=folder / given.recorded if given.recorded else None,
    )
    article = Article(
        canonical="",
        headline="",
        language=comment.language,
        body=tuple(
            Block(kind="paragraph", text=text)
            for part in comment.text.split("\n\n")
            if (text := discussion.plain_text(part))
        ),
    )
    with Engines(options) as engines:
        models = [
            one for one in engines.models(given.engine) if one.engine not in REMOTE
        ]
        found = routes(models, comment.language, language)[:_ROUTES]
        ladder = Ladder(
            engines=[Routed(route, engines.by_name) for route in found],
            look=check_named,
        )
        glossary = glossary_of(folder, settings)
        made = render(article, ladder, language, glossary=glossary)
    if not found or any(one.is_original for one in made):
        return None
    paragraphs: dict[int, list[str]] = {}
    for one in made:
        paragraphs.setdefault(one.sentence.place.block, []).append(one.shown.text)
    by = dict.fromkeys(one.outcome.engine for one in made if one.outcome.engine)
    return TranslatedComment(
        paragraphs=tuple(" ".join(words) for words in paragraphs.values()),
        route="; ".join(by),
    )
