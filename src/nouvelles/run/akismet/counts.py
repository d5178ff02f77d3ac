"""What is counted between two writes: calls by key and month, and how fast they come."""

from __future__ import annotations

import hashlib
import threading
from collections import Counter, OrderedDict
from datetime import UTC, datetime

from nouvelles.akismet import Bucket, Comment
from nouvelles.store.akismet import Counted

#: Keys whose pace is known, and texts that are remembered; the oldest are forgotten.
_KEYS, _TEXTS = 10_000, 20_000

#: Seconds for which a text counts as the same again.
_SAME_S = 86_400.0


class Counts:
    """Sums that are not kept yet; safe between threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._new: Counter[Counted] = Counter()

    def note(self, key: str, now: float, what: str) -> None:
        """Count something (a field of `Month`) for a key."""
        with self._lock:
            self._new[key, month_of(now), what] += 1

    def take(self) -> Counter[Counted]:
        """What was counted, and forget it; whoever takes it keeps it."""
        with self._lock:
            new, self._new = self._new, Counter()
            return new

    def give_back(self, counted: Counter[Counted]) -> None:
        """Count again what could not be kept."""
        with self._lock:
            self._new.update(counted)


class Paces:
    """A bucket for each key. `per_minute` may be asked, and as much at once."""

    def __init__(self, per_minute: int) -> None:
        self._per_minute = per_minute
        self._lock = threading.Lock()
        self._buckets: OrderedDict[str, Bucket] = OrderedDict()

    def wait_s(self, key: str, now: float) -> float:
        """Seconds to wait before asking again; 0.0: go on."""
        most = float(self._per_minute)
        with self._lock:
            bucket = self._buckets.pop(key, None) or Bucket(left=most, at=now)
            self._buckets[key], wait = bucket.take(now, most / 60, most)
            while len(self._buckets) > _KEYS:
                self._buckets.popitem(last=False)
        return wait


class Repeats:
    """How often a text came with a key within a day. Digests are held in memory alone."""

    def __init__(self) -> None:
        self._seen: OrderedDict[bytes, tuple[int, float]] = OrderedDict()

    def count(self, key: str, comment: Comment, now: float) -> int:
        """How often, this time included. Called by one thread at a time."""
        text = " ".join(comment.text.lower().split())
        digest = hashlib.sha256(f"{key}\n{text}".encode("utf-8", "replace")).digest()
        times, since = self._seen.pop(digest, (0, now))
        if now - since > _SAME_S:
            times, since = 0, now
        self._seen[digest] = times + 1, since
        while len(self._seen) > _TEXTS:
            self._seen.popitem(last=False)
        return times + 1


def month_of(now: float) -> str:
    """The month of a time in seconds since 1970, in UTC: "2026-11"."""
    return datetime.fromtimestamp(now, UTC).strftime("%Y-%m")
