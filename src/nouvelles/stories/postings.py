"""Which tellings have a rare clue: the other way to candidates, in any language.

Sorted arrays of keys and rows, rebuilt now and then, and what came since in a dictionary.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
import numpy.typing as npt

from nouvelles.stories.sketch import Keys

#: What came since the arrays were made is sorted in when it is more than this, and more
#: than a part of what they have.
_LATELY: Final = 8_192
_PART: Final = 8

#: A clue of more rows than this is not rare and finds nobody.
COMMON: Final = 400


class Postings:
    """Rows by key. A row that was dropped is found no more, but its number may be used
    again only when the arrays were made anew: `add` gives the numbers that are free."""

    def __init__(self) -> None:
        self.keys: Keys = np.zeros(0, np.uint32)
        self.rows: npt.NDArray[np.int32] = np.zeros(0, np.int32)
        self.lately: dict[int, list[int]] = {}
        self.added = 0
        self.dropped: set[int] = set()

    def add(self, row: int, keys: Sequence[int]) -> list[int]:
        """A telling with these rare clues is kept in a row; which rows are free again."""
        for key in keys:
            self.lately.setdefault(key, []).append(row)
        self.added += len(keys)
        if self.added > max(_LATELY, len(self.keys) // _PART):
            return self._rebuild()
        return []

    def drop(self, row: int) -> None:
        """The row is no more."""
        self.dropped.add(row)

    def find(self, keys: Sequence[int]) -> dict[int, int]:
        """How many of the keys each row has; of common ones, none has any."""
        found: dict[int, int] = {}
        asked = np.array(keys, np.uint32)
        starts = np.searchsorted(self.keys, asked, "left").tolist()
        ends = np.searchsorted(self.keys, asked, "right").tolist()
        for key, start, end in zip(keys, starts, ends, strict=True):
            lately = self.lately.get(key, ())
            if end - start + len(lately) > COMMON:
                continue
            for row in (*self.rows[start:end].tolist(), *lately):
                if row not in self.dropped:
                    found[row] = found.get(row, 0) + 1
        return found

    def _rebuild(self) -> list[int]:
        keys = [key for key, rows in self.lately.items() for _ in rows]
        rows = [row for of_key in self.lately.values() for row in of_key]
        all_keys = np.concatenate([self.keys, np.array(keys, np.uint32)])
        all_rows = np.concatenate([self.rows, np.array(rows, np.int32)])
        if self.dropped:
            gone = np.fromiter(self.dropped, np.int32)
            kept = ~np.isin(all_rows, gone)
            all_keys, all_rows = all_keys[kept], all_rows[kept]
        order = np.lexsort((all_rows, all_keys))
        self.keys, self.rows = all_keys[order], all_rows[order]
        free = sorted(self.dropped)
        self.lately, self.added, self.dropped = {}, 0, set()
        return free
