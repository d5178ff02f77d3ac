"""Our own filter behind the Akismet server: the shipped prior, and what each key taught."""

from __future__ import annotations

from dataclasses import dataclass, field

from nouvelles.akismet import Comment
from nouvelles.comments import Filter, Prior, Remark, Rings, shipped, sketch
from nouvelles.comments.judge import RING, hideable
from nouvelles.run.akismet.judging import Ruling
from nouvelles.run.akismet.key_site import KeySite, Taught, taught_of


@dataclass
class KeyModel:
    """The filter of a key, and the rings that were seen with it since the start."""

    filter: Filter
    site: KeySite
    rings: Rings = field(default_factory=Rings)
    last: float = 0.0


class HouseJudge:
    """A `Judge`. The prior is opened with the first question, and takes a moment."""

    #: Raised by hand when what is seen of a comment changes: lessons are of one version.
    version = "1"

    def __init__(self, prior: Prior | None = None) -> None:
        self._given = prior

    @property
    def _prior(self) -> Prior:
        return self._given or shipped()

    def fresh(self) -> KeyModel:
        return _model(KeySite(self._prior))

    def load(self, data: bytes) -> KeyModel:
        return _model(KeySite.load(self._prior, data))

    def save(self, model: KeyModel) -> bytes:
        return model.site.save()

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
        return taught_of(self._prior, remark_of(comment))

    def learn(self, model: KeyModel, lesson: Taught, *, spam: bool) -> None:
        model.site.take(lesson, spam=spam)


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


def _model(site: KeySite) -> KeyModel:
    return KeyModel(Filter(site), site)
