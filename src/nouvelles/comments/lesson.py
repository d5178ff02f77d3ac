"""What is learned of a decided remark: places and numbers, no word of it.

Who has the places may ask whether a word that they guess is among them, and so of the
digests of teachers: no text can be read from them, a guess can be tried.
"""

from __future__ import annotations

import hashlib
from typing import Final

import numpy as np

from nouvelles.comments.features import STARTS, Sketch, sketch
from nouvelles.comments.links import SOCIAL
from nouvelles.comments.memory import Seen, seen, weighed
from nouvelles.comments.prior import Prior
from nouvelles.comments.records import Remark, Taught

_DIGEST_BYTES: Final = 8


def taught(prior: Prior, remark: Remark) -> Taught:
    """What there is to learn of a remark."""
    look = sketch(remark)
    found = seen(prior, look, remark.language)
    return Taught(
        places=found.places.astype(np.uint32).tobytes(),
        ranks=found.ranks.astype(np.float32).tobytes(),
        opinions=tuple(map(float, found.opinions)),
        language=found.language,
        teachers=tuple(sorted(_teachers(remark, look))),
    )


def recalled(prior: Prior, one: Taught) -> Seen:
    """The remark for the memory, the same to the last bit as when it was first seen."""
    places = np.frombuffer(one.places, np.uint32).astype(np.int64)
    return Seen(
        places=places,
        values=weighed(prior.known(places, places.searchsorted(STARTS))),
        ranks=np.frombuffer(one.ranks, np.float32),
        opinions=np.array(one.opinions),
        language=one.language,
    )


def _teachers(remark: Remark, look: Sketch) -> set[bytes]:
    """Digests of author and hosts."""
    found = set()
    for link in look.found.links:
        # Where everybody talks, a page is a host of its own.
        page = f"/{link.path}" if link.site in SOCIAL else ""
        found.add(f"host {link.site}{page}")
    if name := " ".join(remark.author.lower().split()):
        found.add(f"author {name}")
    return {
        hashlib.sha256(one.encode("utf-8", "replace")).digest()[:_DIGEST_BYTES]
        for one in found
    }
