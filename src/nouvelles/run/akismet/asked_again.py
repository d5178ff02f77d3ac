"""What a second opinion adds to the verdict on a comment that our filter doubts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from nouvelles.akismet import Opinion
from nouvelles.comments import Band, Reason, Verdict
from nouvelles.run.discussion.judging import Judged

#: Codes of reasons, and the log-odds that an opinion is worth to who reads them.
_REASONS: Final[Mapping[Opinion, tuple[str, float]]] = {
    Opinion.HAM: ("second-opinion-ham", -2.0),
    Opinion.SPAM: ("second-opinion-spam", 2.0),
    Opinion.BLATANT: ("second-opinion-spam", 4.0),
}


def with_opinion(judged: Judged, opinion: Opinion, host: str) -> Judged:
    """The verdict with an opinion from a host.

    It is one reason more for the person who looks, and decides nothing: what our filter
    doubts waits for a person, as the notice beside the form says.
    """
    verdict = judged.verdict
    if opinion is Opinion.NONE or verdict.band is not Band.QUEUE:
        return judged
    code, weight = _REASONS[opinion]
    reasons = (Reason(code, host, weight), *verdict.reasons)
    return replace(judged, verdict=replace(verdict, reasons=reasons))


def opinion_in(verdict: Verdict) -> bool | None:
    """Whether the second opinion in a verdict was spam; None where there is none."""
    for reason in verdict.reasons:
        if reason.code in ("second-opinion-spam", "second-opinion-ham"):
            return reason.code == "second-opinion-spam"
    return None
