"""Slots for advertisements: which pages have one, and what stands in it.

The rule, in one place: an article's page and a story's have one, after all that they
say; a section's and a country's one at their end, and the front page one at its foot. A
page has one at most. Search, sources, pages about the paper and failures have none, nor
has anything about what an editor has marked as sensitive: the story, its articles, and
a front page that it leads.
"""

from __future__ import annotations

import threading
from collections.abc import Container
from datetime import date

from nouvelles.edition import choose_ad
from nouvelles.records import Ad
from nouvelles.web.reads import Reads
from nouvelles.web.tally import Tally


class Slots:
    """The advertisements of the paper, read anew when it changes."""

    def __init__(self, reads: Reads, tally: Tally) -> None:
        self._reads = reads
        self._tally = tally
        self._lock = threading.Lock()
        self._state: int | None = None
        self._ads: tuple[Ad, ...] = ()

    def spent(self, changed: int, day: date) -> frozenset[int]:
        """What may be shown no more today: pages made before are out of date with it.

        `changed` is the counter of the reads.
        """
        with self._lock:
            if changed != self._state:
                self._ads, self._state = self._reads.ads(), changed
            ads = self._ads
        return self._tally.spent(day, ads)

    def choose(
        self,
        day: date,
        language: str,
        page: str,
        *,
        sections: Container[str] = (),
        sensitive: bool = False,
    ) -> Ad | None:
        """What stands in the slot of a page."""
        with self._lock:
            ads = self._ads
        return choose_ad(
            ads,
            day,
            language=language,
            sections=sections,
            sensitive=sensitive,
            spent=self._tally.spent(day, ads),
            page=page,
        )
