"""Parts of labelled pages by sites: what is learned from some is checked on others."""

from __future__ import annotations

import hashlib
from typing import Any, Final

#: Parts in which all pages are kept apart when the learning is checked.
PARTS: Final = 5


def group_of(row: dict[str, Any]) -> str:
    """The site of a labelled page: never to be split."""
    # Pages whose site is not known may be of one; those of "hard" are of as many.
    group = str(row["domain"] or "unknown")
    return str(row["id"]) if group == "hard" else group


def part_of(group: str, parts: int = PARTS, salt: str = "") -> int:
    """The part, of so many, that a site belongs to: the same at every run."""
    return int(hashlib.md5(f"{salt}{group}".encode()).hexdigest(), 16) % parts  # noqa: S324
