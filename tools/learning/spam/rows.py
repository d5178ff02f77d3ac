"""Labelled comments: reading them, which may be learned from, and parts of them."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from nouvelles.comments import Remark
from nouvelles.comments.lines import remark_of

#: Sets whose licence lets a model that ships be trained on them (the bench's README).
LICENSED: Final = frozenset(
    (
        *("youtube", "wpspam_edu", "spambot_bank", "tgspam", "ru_telegram", "judol"),
        *("sms", "sms_mt", "news_fox", "news_arabic", "posts_cold", "posts_mlma"),
    )
)
#: A site's name for several sets, and what must be left out with a set besides it.
WHOLE: Final = {
    "wp": ("wpspam_edu", "wpspam_blog", "spambot_bank", "datacamp", "news_fox")
}
_BESIDES: Final = {"sms": ("sms_mt",)}
#: Made-up rows that copy no real one.
_INVENTED: Final = ("adv_praise_", "adv_trackback", "hard_ham_written")


@dataclass(frozen=True, slots=True, kw_only=True)
class Labelled:
    """A remark and whether it is spam, the set and the group of near-copies it is of."""

    id: str
    remark: Remark
    spam: bool
    set: str
    group: str
    kind: str = ""


def labelled(row: dict[str, Any]) -> Labelled:
    """A line of the bench."""
    return Labelled(
        id=row["id"],
        remark=remark_of(row),
        spam=row["label"] == 1,
        set=row["source_set"],
        group=row["group"],
        kind=row.get("kind") or "",
    )


def read(path: Path) -> list[Labelled]:
    """All lines of a file of the bench."""
    with path.open(encoding="utf-8") as lines:
        return [labelled(json.loads(line)) for line in lines if line.strip()]


def members(source: str) -> tuple[str, ...]:
    """The sets that make up a site."""
    return WHOLE.get(source, (source,))


def lessons(rows: Iterable[Labelled]) -> list[Labelled]:
    """The rows that a model which ships may be trained on."""
    return [row for row in rows if row.set in LICENSED or _made_up(row)]


def lessons_without(
    rows: Sequence[Labelled], source: str, groups: Iterable[str] = ()
) -> list[Labelled]:
    """The same for a model that knows nothing of a site.

    Its sets are left out with what is translated from them, near-copies of its rows (of
    `rows`, and of `groups`) in any other set, and made-up rows that copy real ones.
    """
    of = members(source)
    out = {*of, *_BESIDES.get(source, ())}
    near = {row.group for row in rows if row.set in of} | set(groups)
    return [
        row
        for row in lessons(rows)
        if row.set not in out
        and row.group not in near
        and (row.set != "challenge" or row.kind.startswith(_INVENTED))
    ]


def _made_up(row: Labelled) -> bool:
    return row.set == "challenge" and (
        row.kind.startswith("adv_") or row.kind == "hard_ham_written"
    )


def part_of(group: str, parts: int, salt: str = "") -> int:
    """The part that a group belongs to, the same in every run."""
    name = f"{salt}:{group}".encode()
    return int.from_bytes(hashlib.sha256(name).digest()[:4], "big") % parts


def site_of(name: str) -> str:
    """The site that a set belongs to."""
    for site, sets in {**WHOLE, "sms": ("sms", "sms_mt")}.items():
        if name in sets:
            return site
    return name
