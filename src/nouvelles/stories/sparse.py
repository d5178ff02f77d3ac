"""How likely it is, before anything is compared, that a telling is not the first of its
event.

The pairs that the model learned from are those of a press that tells of each event several
times. Where hardly any two articles share one (a few outlets, an archive of years), the
same likeness says less: most of what is alike is then only of the same topic.
"""

from __future__ import annotations

from math import log
from typing import Final

from nouvelles.stories.standing import Standing

#: What is believed before anything came: so many of so many tellings joined.
_JOINED, _CAME = 40.0, 60.0

#: The share that joins from which on nothing is asked beyond the model's threshold: about
#: that of the least dense press that it was learned from.
_USUAL: Final = 0.5


def prior(standing: Standing) -> float:
    """What is added to log-odds for what the stories so far are like; never above 0."""
    came = len(standing.home) - len(standing.copy_of)  # copies say nothing of it
    joined = max(came - len(standing.members), 0)
    share = (joined + _JOINED) / (came + _CAME)
    return min(_log_odds(share) - _log_odds(_USUAL), 0.0)


def _log_odds(share: float) -> float:
    return log(share / (1 - share))
