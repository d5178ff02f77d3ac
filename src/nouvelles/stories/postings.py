"""Which tellings have a rare clue: the other way to candidates, in any language.

One sorted array of whole numbers, the key in the upper half and the row in the lower; and
what came since it was made, in a dictionary.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

import numpy as np
import numpy.typing as npt

from nouvelles.stories.sketch import Keys

#: What came since the array was made is sorted in when it is more than this, and more
#: than a part of what it has.
_LATELY: Final = 8_192
_PART: Final = 64

#: A clue of more rows than this is not rare and finds nobody.
COMMON: Final = 400

_ROW_BITS: Final = np.uint64(32)


class Postings:
    """Rows by key. The number of a row that was dropped may be used again only when the
    array was made anew: `add` gives the numbers that are free."""

    def __init__(self) -> None:
        self.sorted: npt.NDArray[np.uint64] = np.zeros(0, np.uint64)
        self.lately: dict[int, list[int]] = {}
        self.added = 0
        self.dropped: set[int] = set()

    def add(self, row: int, keys: Iterable[int]) -> list[int]:
        """A telling with these rare clues is kept in a row; which rows are free again."""
        lately = self.lately
        for key in keys:
            if (rows := lately.get(key)) is None:
                lately[key] = [row]
            else:
                rows.append(row)
            self.added += 1
        if self.added > max(_LATELY, len(self.sorted) // _PART):
            return self._sort_in()
        return []

    def drop(self, row: int) -> None:
        """The row is no more."""
        self.dropped.add(row)

    def find(self, keys: Keys) -> tuple[npt.NDArray[np.intp], npt.NDArray[np.int32]]:
        """The rows that have some keys: for each hit, the place of the key among those
        asked for, and the row. Common keys hit nothing; rows that were dropped may still
        be hit."""
        asked = keys.astype(np.uint64)
        starts = self.sorted.searchsorted(asked << _ROW_BITS)
        sizes = self.sorted.searchsorted((asked + np.uint64(1)) << _ROW_BITS) - starts
        lately = [self.lately.get(key, ()) for key in keys.tolist()]
        late = np.array([len(rows) for rows in lately], np.intp)
        rare = sizes + late <= COMMON
        sizes = np.where(rare, sizes, 0)
        before = sizes.cumsum() - sizes
        at = np.repeat(starts - before, sizes) + np.arange(sizes.sum())
        found = self.sorted[at].astype(np.uint32).view(np.int32)
        some = [
            row
            for rows, is_in in zip(lately, rare, strict=True)
            if is_in
            for row in rows
        ]
        places = np.arange(len(keys))
        return (
            np.concatenate(
                [places.repeat(sizes), places.repeat(np.where(rare, late, 0))]
            ),
            np.concatenate([found, np.array(some, np.int32)]),
        )

    def _sort_in(self) -> list[int]:
        late = np.array(
            [key << 32 | row for key, rows in self.lately.items() for row in rows],
            np.uint64,
        )
        every = np.concatenate([self.sorted, late])
        if self.dropped:
            gone = np.fromiter(self.dropped, np.uint32)
            every = every[~np.isin(every.astype(np.uint32), gone)]
        every.sort(kind="stable")  # merges what is in order already
        self.sorted = every
        free = sorted(self.dropped)
        self.lately, self.added, self.dropped = {}, 0, set()
        return free
