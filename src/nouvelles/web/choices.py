"""What a search can be narrowed to: languages and outlets of which articles are held.

To count them reads a row for each article, so it is done once for each state of the paper.
"""

from __future__ import annotations

import threading
from collections.abc import Mapping
from dataclasses import dataclass

from nouvelles.records import Source
from nouvelles.web.reads import Reads


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """Languages (primary tags) with their articles, and outlets that have some by host."""

    languages: Mapping[str, int]
    outlets: Mapping[str, Source]

    def countries(self) -> Mapping[str, Source]:
        """The countries by codes in lower case, each with an outlet that names it."""
        outlets = self.outlets.values()
        return {one.country.lower(): one for one in outlets if one.country}


class Choices:
    """The choice of now, counted anew when the paper changes; safe between threads."""

    def __init__(self, reads: Reads) -> None:
        self._reads = reads
        self._lock = threading.Lock()
        self._state: int | None = None
        self._choice = Choice(languages={}, outlets={})

    def now(self) -> Choice:
        """What can be chosen in this state of the paper."""
        changed = self._reads.changed()
        with self._lock:
            if changed == self._state:
                return self._choice
        counted = [one for one in self._reads.sources() if one.articles]
        choice = Choice(
            languages=self._reads.languages(),
            outlets={one.source.host: one.source for one in counted},
        )
        with self._lock:
            self._state, self._choice = changed, choice
        return choice
