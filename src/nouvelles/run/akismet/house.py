"""Our own filter behind the Akismet server: the shipped prior, and what each key taught."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from typing import Final

import msgspec

from nouvelles.akismet import Comment
from nouvelles.comments import (
    VERSION,
    Filter,
    Lesson,
    Prior,
    Remark,
    Rings,
    Site,
    Taught,
    shipped,
    sketch,
    taught,
)
from nouvelles.comments.judge import RING, hideable
from nouvelles.run.akismet.judging import Ruling

#: Submissions that are held for a key; then it goes on with those that the site remembers.
MOST: Final = 400


@dataclass
class KeyModel:
    """The filter of a key, and the rings that were seen with it since the start."""

    filter: Filter
    rings: Rings = field(default_factory=Rings)
    last: float = 0.0

    @property
    def site(self) -> Site:
        """What the key taught."""
        return self.filter.site


class HouseJudge:
    """A `Judge`. The prior is opened with the first question, and takes a moment."""

    version = VERSION

    def __init__(self, prior: Prior | None = None) -> None:
        self._given = prior

    @property
    def _prior(self) -> Prior:
        return self._given or shipped()

    def fresh(self) -> KeyModel:
        return KeyModel(Filter(Site(self._prior)))

    def load(self, data: bytes) -> KeyModel:
        held = msgspec.msgpack.decode(data, type=list[Lesson])
        return KeyModel(Filter(Site(self._prior, held)))

    def save(self, model: KeyModel) -> bytes:
        return msgspec.msgpack.encode(model.site.remembered)

    def judge(
        self, model: KeyModel, comment: Comment, now: float, *, trial: bool
    ) -> Ruling:
        remark = remark_of(comment)
        look = sketch(remark)
        copies = 0
        if not trial:
            # Times never go back for rings, whatever the clock does.
            model.last = max(model.last, now)
            copies, _ = model.rings.note(look, model.last)
        opinion = model.filter.opinion(remark, look)
        # What a person should look at is no third answer of the protocol. Its bar is the
        # one for hiding, which 2 in 1,000 genuine remarks pass; whether a remark leads
        # somewhere and solicits, as we ask before hiding one, decides on dropping it.
        _, bar = model.filter.thresholds()
        spam = opinion >= bar
        return Ruling(spam=spam, sure=spam and hideable(look, ring=copies >= RING))

    def lesson(self, comment: Comment) -> Taught:
        return taught(self._prior, remark_of(comment))

    def learn(self, model: KeyModel, lesson: Taught, *, spam: bool) -> None:
        """Learn of a comment. One that is submitted again, the other way round, takes the
        place of the first."""
        one = Lesson(_key_of(lesson), lesson, spam)
        if one in model.site.lessons:
            return
        model.site.undo(one.key)
        model.site.learn(one)
        if len(model.site.lessons) >= MOST:
            model.filter = Filter(Site(self._prior, model.site.remembered))


def remark_of(comment: Comment) -> Remark:
    """A comment as our filter takes it. What a site says of its articles (tags and
    categories) stands for the title of the one that is commented on. The language that it
    tells is its own: the comment's is not known."""
    return Remark(
        text=comment.text,
        author=comment.author,
        author_url=comment.url,
        title=" ".join(comment.context),
        language=comment.language,
    )


def _key_of(lesson: Taught) -> str:
    """What tells a comment from others: a client gives it no number."""
    return hashlib.sha256(msgspec.msgpack.encode(lesson)).hexdigest()[:16]
