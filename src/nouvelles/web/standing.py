"""Standing type: of a page what does not change is set once and kept, with gaps.

The text of an article, its facts, its source, what it says to machines are the same
until the article changes; the day, the story, the comments, the advertisement are not.
The first is kept as it is set, for as long as the very same records are read; the rest is
set into its gaps whenever the page is made. So a page says what is so now, and takes a
third of the time.
"""

from __future__ import annotations

import re
import secrets
import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from markupsafe import Markup

from nouvelles.forgetting import hold

T = TypeVar("T")

#: What marks a gap while a page is set: nobody who writes an article can know it.
_MARK = secrets.token_hex(16)
_GAP = re.compile(f"{_MARK}([a-z_]+){_MARK}")


def gap(name: str) -> Markup:
    """What a template prints where later something else is to stand."""
    return Markup(f"{_MARK}{name}{_MARK}")  # noqa: S704 - letters of our own


@dataclass(frozen=True, slots=True)
class Set:
    """A page that is set but for its gaps: `texts` are UTF-8, one more than `gaps`."""

    texts: tuple[bytes, ...]
    gaps: tuple[str, ...]

    def fill(self, found: Mapping[str, str]) -> bytes:
        """The page with what stands in each of its gaps, as markup."""
        made = [self.texts[0]]
        for name, text in zip(self.gaps, self.texts[1:], strict=True):
            made += (_bytes(found[name]), text)
        return b"".join(made)


def set_with_gaps(html: str) -> Set:
    """A page of which the template printed `gap`s."""
    parts = _GAP.split(html)
    return Set(texts=tuple(map(_bytes, parts[::2])), gaps=tuple(parts[1::2]))


def _bytes(html: str) -> bytes:
    return html.encode("utf-8", errors="replace")


class Standing(Generic[T]):
    """What was set of records, the last of it; safe between threads.

    A record that is read again unchanged is the very same object, as `Reads` gives it: of
    another one everything is set anew.
    """

    def __init__(self, size: int) -> None:
        self._size = size
        self._lock = threading.Lock()
        self._kept: OrderedDict[Hashable, tuple[Sequence[object], T]] = OrderedDict()
        self._forgotten = 0
        hold(self)

    def forget(self) -> None:
        """Keep nothing of what was set, nor of what is being set now."""
        with self._lock:
            self._forgotten += 1
            self._kept.clear()

    def get(self, key: Hashable, of: Sequence[object], make: Callable[[], T]) -> T:
        """What stands under a key, if it was made of these records, else made now."""
        with self._lock:
            kept = self._kept.get(key)
            if kept is not None and _same(kept[0], of):
                self._kept.move_to_end(key)
                return kept[1]
            forgotten = self._forgotten
        made = make()
        with self._lock:
            if forgotten != self._forgotten:
                return made
            self._kept[key] = (of, made)
            self._kept.move_to_end(key)
            while len(self._kept) > self._size:
                self._kept.popitem(last=False)
        return made


def _same(before: Sequence[object], now: Sequence[object]) -> bool:
    return len(before) == len(now) and all(map(_is, before, now))


def _is(one: object, other: object) -> bool:
    return one is other
