"""How fast may be asked: a bucket that fills with time (token bucket)."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Bucket:
    """What is left of `most` at a time, in seconds of any clock."""

    left: float
    at: float

    def take(self, now: float, per_s: float, most: float) -> tuple[Bucket, float]:
        """The bucket after one more question, and seconds to wait where it was empty: then
        nothing is taken."""
        left = min(most, self.left + max(0.0, now - self.at) * per_s)
        if left < 1.0:
            return Bucket(left=left, at=now), (1.0 - left) / per_s
        return Bucket(left=left - 1.0, at=now), 0.0
