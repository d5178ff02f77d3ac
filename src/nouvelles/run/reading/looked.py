"""What one look at a feed brought, and what all of reading came to."""

from __future__ import annotations

from dataclasses import dataclass

from nouvelles.ingest.network.fetched import Fetched
from nouvelles.ingest.troubles import NotRead
from nouvelles.records import Source
from nouvelles.run.reading.found import Found
from nouvelles.store.feeds import FeedRow


@dataclass(frozen=True, slots=True, kw_only=True)
class Looked:
    """One look at a feed: the answer and what stands in it, or why there is none."""

    row: FeedRow
    source: Source
    answer: Fetched | None = None
    found: Found | None = None  # None where nothing had changed
    trouble: NotRead | None = None
    asked: bool = True  # False where the host wants a pause: it was not asked

    @property
    def asked_host(self) -> str:
        """The host that was asked."""
        return self.row.host


@dataclass(slots=True, kw_only=True)
class Tally:
    """What reading came to."""

    looks: int = 0
    unchanged: int = 0
    entries: int = 0
    pages: int = 0
    faults: int = 0
    no_network: bool = False  # no host could be reached at all
