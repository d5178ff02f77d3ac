"""What stands for an article in another language, and what is told of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from nouvelles.records.made import Mark


@dataclass(frozen=True, slots=True, kw_only=True)
class TranslatedSentence:
    """One sentence of an article with what is shown for it.

    `field`, `block`, `item` and `cell` say where it stands, as `translate.article.Place`
    does; `marks` are those of what is shown. `step` is the rung of the repair ladder that
    it came by ("engine", "reviewed" …; of "original" `shown` is the original, of "no
    words" there was nothing to translate), `by` the route, person or file that made it.
    `flags` are words of `translate.Fault`: what was wrong with the first translation, so
    that the ladder was climbed.
    """

    field: str
    original: str
    shown: str
    step: str
    block: int = 0
    item: int | None = None
    cell: int | None = None
    by: str = ""
    marks: tuple[Mark, ...] = ()
    original_marks: tuple[Mark, ...] = ()
    flags: tuple[str, ...] = ()

    @property
    def is_original(self) -> bool:
        return self.step == "original"

    @property
    def is_wordless(self) -> bool:
        return self.step == "no words"


@dataclass(frozen=True, slots=True, kw_only=True)
class HoldingReason:
    """Why the page gate holds a translation: a word of `translate.Holding`, of which
    paragraph (0 is the headline), which words of it."""

    reason: str
    paragraph: int
    words: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Translation:
    """An article in another language, sentence by sentence, in reading order.

    `is_whole`: all of it; otherwise its headline alone. `digest` (hexadecimal) is of the
    article that it was made from. `routes` name engine and direction of every step, as
    "bergamot pt→en, apertium en→fr"; `gist` are those of them that give no more than a
    gist. `held` are reasons why it is not shown. `reviewer` answers for a translation that
    a person has read.
    """

    article: str
    language: str
    target_language: str
    digest: str
    sentences: tuple[TranslatedSentence, ...]
    made: datetime
    is_whole: bool = True
    routes: tuple[str, ...] = ()
    gist: tuple[str, ...] = ()
    held: tuple[HoldingReason, ...] = ()
    reviewer: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """Headline and standfirst of an article in another language, for lists.

    They stand for exactly these originals; "" for none. `by_machine` is False for what
    a person wrote or read.
    """

    language: str
    original: str
    headline: str
    original_standfirst: str = ""
    standfirst: str = ""
    by_machine: bool = True
