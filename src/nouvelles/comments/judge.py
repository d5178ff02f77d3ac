"""The verdict: a score, one of three bands, and reasons.

Nothing is put out of sight without a person but on three things together: a high score,
and a way to somewhere else (link, author's address, contact), and soliciting or a ring.
Everything else that looks like spam is queued. (Scores alone hide people: of live Chinese
comments over .94, 40 % were genuine; with contact and soliciting besides, none.)
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import exp, tanh
from typing import Final

import numpy as np

from nouvelles.comments.features import Sketch, sketch
from nouvelles.comments.incivility import incivility
from nouvelles.comments.prior import Prior, shipped
from nouvelles.comments.reasons import reasons
from nouvelles.comments.records import Band, Remark, Verdict
from nouvelles.comments.site import ENOUGH, Site

#: Log-odds of the prior in which an opinion of 1 is measured.
_UNIT: Final = 4.0
#: Leanings of a site that knows enough, from which on a remark is queued, may be hidden.
_QUEUE: Final = -0.3
_SPAM: Final = 0.3
#: Genuine remarks that a site has approved, and the share of them that may be queued from
#: so many on; of fewer the tail is not known so well.
_QUEUED: Final = ((200, 0.02), (10, 0.05), (ENOUGH, 0.0))
#: The share that may be hidden, before all that is asked for besides.
_HIDDEN: Final = 0.002
#: Earlier remarks of one text from which on it is a ring.
RING: Final = 3
#: Words that solicit from which on a remark does: one is in many an honest sentence.
SOLICITS: Final = 2
#: The share of a remark's words that make it nothing but an offer, where it leads
#: somewhere; of fewer words than this many, their share of so many.
_OFFER: Final = 0.2
_FEW: Final = 5
#: What a site that knows enough leans to when it is sure that such offers are welcome.
_WELCOME: Final = -0.8
#: From here on incivility queues a remark, where the paper asked for that.
UNCIVIL: Final = 0.5


@dataclass(frozen=True, slots=True)
class Before:
    """What came before a remark: others of its text, and of each of its hosts (`Rings`)."""

    copies: int = 0
    hosts: Mapping[str, int] | None = None


class Filter:
    """Judges remarks by the prior and by what a site has taught.

    `civility` turns on the second signal: it queues, and never hides.
    """

    def __init__(
        self,
        site: Site | None = None,
        *,
        prior: Prior | None = None,
        civility: bool = False,
    ) -> None:
        self.prior = site.prior if site else prior or shipped()
        self.site = site or Site(self.prior)
        self.civility = civility
        self._thresholds: tuple[int, float, float] | None = None

    def judge(
        self,
        remark: Remark,
        *,
        look: Sketch | None = None,
        before: Before | None = None,
    ) -> Verdict:
        """The verdict on a remark, with the five weightiest reasons."""
        look = look or sketch(remark)
        before = before or Before()
        score, band, uncivil = self._decide(remark, look, before)
        return Verdict(
            score=score,
            band=band,
            reasons=reasons(
                self.prior, self.site, remark, look, before.copies, before.hosts
            ),
            incivility=uncivil,
        )

    def score(
        self, remark: Remark, *, before: Before | None = None
    ) -> tuple[float, Band]:
        """Score and band without reasons, which cost as much again."""
        score, band, _ = self._decide(remark, sketch(remark), before or Before())
        return score, band

    def _decide(
        self, remark: Remark, look: Sketch, before: Before
    ) -> tuple[float, Band, float]:
        opinion = self.opinion(remark, look)
        queue, spam = self.thresholds()
        uncivil = incivility(look.words) if self.civility else 0.0
        ring = before.copies >= RING
        band = Band.PUBLISH
        if opinion >= spam and hideable(look, ring=ring):
            band = Band.SPAM
        elif (
            opinion >= queue
            or ring
            or uncivil >= UNCIVIL
            or (offers(look) and not (self.site.share == 1.0 and opinion < _WELCOME))
        ):
            band = Band.QUEUE
        return 1 / (1 + exp(-_UNIT * opinion)), band, uncivil

    def opinion(self, remark: Remark, look: Sketch) -> float:
        """What prior and site together lean to; around 1 for spam, -1 for the rest."""
        share = self.site.share
        leaning = self.site.leaning(remark, look) if share else 0.0
        if share == 1.0:
            return leaning
        return share * leaning + (1 - share) * tanh(self.prior.odds(look) / _UNIT)

    def thresholds(self) -> tuple[float, float]:
        """Opinions from which on a remark is queued, and may be hidden."""
        changes = self.site.changes
        if self._thresholds is None or self._thresholds[0] != changes:
            self._thresholds = (changes, *self._fitted())
        return self._thresholds[1:]

    def _fitted(self) -> tuple[float, float]:
        share = self.site.share
        queue, spam = _QUEUE, _SPAM
        genuine = [said for was, said in self.site.unseen() if not was]
        for many, queued in _QUEUED:
            if len(genuine) >= many:
                spam = max(_SPAM, float(np.quantile(genuine, 1 - _HIDDEN)))
                queue = float(np.quantile(genuine, 1 - queued))
                queue = min(max(_QUEUE, queue), spam)
                break
        elsewhere = self.prior.thresholds
        return (
            share * queue + (1 - share) * tanh(elsewhere.queue / _UNIT),
            share * spam + (1 - share) * tanh(elsewhere.spam / _UNIT),
        )


def hideable(look: Sketch, *, ring: bool) -> bool:
    """Whether a remark leads somewhere and solicits (or is one of a ring)."""
    leads = look.told.link or look.told.contact
    return leads and (look.told.soliciting >= SOLICITS or ring)


def offers(look: Sketch) -> bool:
    """Whether a remark is an offer that leads somewhere and hardly anything else.

    Of a few words the prior knows little but that short remarks are mostly genuine.
    """
    told = look.told
    asks = told.soliciting + told.earning
    dense = asks >= max(SOLICITS, _OFFER * max(len(look.words), _FEW))
    return dense and (told.link or told.contact)
