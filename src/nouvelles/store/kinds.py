"""Kinds and states of what is looked at again and again, as the database keeps them."""

from __future__ import annotations

from enum import IntEnum


class Kind(IntEnum):
    """What stands at the address."""

    FEED = 0
    SITEMAP = 1
    SECTION = 2


class State(IntEnum):
    """Whether it is looked at."""

    READ = 0
    PAUSED = 1  # by a person
    ENDED = 2  # by the outlet (410), or replaced
