"""What the Akismet server asks of a filter: the seam between the protocol and the room that
judges."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol, TypeVar

from nouvelles.akismet import Comment

#: What a filter has learned for one site; of one filter always the same type.
Model = TypeVar("Model")
#: What is learned of one comment. It holds no text.
Lesson = TypeVar("Lesson")


@dataclass(frozen=True, slots=True, kw_only=True)
class Ruling:
    """Whether a comment is spam, and whether so surely that a site may drop it."""

    spam: bool
    sure: bool = False


class Judge(Protocol[Model, Lesson]):
    """A filter that learns for each site by itself. Called by one thread at a time."""

    @property
    def version(self) -> str:
        """Of the filter; what another version learned is not read."""
        ...

    def fresh(self) -> Model:
        """Of a site of which nothing is known."""
        ...

    def load(self, data: bytes) -> Model:
        """What `save` wrote."""
        ...

    def save(self, model: Model) -> bytes: ...

    def judge(
        self, model: Model, comment: Comment, now: float, *, trial: bool
    ) -> Ruling:
        """What becomes of a comment that comes now (seconds since 1970). It may be counted
        among those seen, unless it is a trial; nothing is learned."""
        ...

    def lesson(self, comment: Comment) -> Lesson:
        """What there is to learn of a comment."""
        ...

    def learn(self, model: Model, lesson: Lesson, *, spam: bool) -> None:
        """Learn one lesson, into `model`."""
        ...
