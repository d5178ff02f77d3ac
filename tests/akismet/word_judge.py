"""A filter that a test can foresee: words that were submitted as spam are spam."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from threading import Event

from nouvelles.akismet import Comment
from nouvelles.run.akismet.judging import Ruling

Words = dict[str, int]


@dataclass
class WordJudge:
    """A `Judge`. `go` holds it back until a test lets it go on."""

    version: str = "1"
    go: Event = field(default_factory=Event)
    asked: list[Comment] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.go.set()

    def fresh(self) -> Words:
        return {"casino": 1}

    def load(self, data: bytes) -> Words:
        found: Words = json.loads(data)
        return found

    def save(self, model: Words) -> bytes:
        return json.dumps(model).encode()

    def judge(
        self, model: Words, comment: Comment, now: float, *, trial: bool
    ) -> Ruling:
        assert self.go.wait(30), "no test let the filter go on"
        if "bug" in comment.text:
            raise ZeroDivisionError("a bug in the filter")
        self.asked.append(comment)
        score = sum(model.get(word, 0) for word in self.lesson(comment))
        return Ruling(spam=score > 0, sure=score > 0)

    def lesson(self, comment: Comment) -> list[str]:
        return comment.text.lower().split()

    def learn(self, model: Words, lesson: list[str], *, spam: bool) -> None:
        for word in lesson:
            model[word] = 1 if spam else -1
