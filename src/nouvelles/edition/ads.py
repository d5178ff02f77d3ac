"""Which advertisement stands in a slot.

A page has one slot at the most, after what it has to say; which pages have one is the
pages' affair. Here is decided what stands in it: the same for everybody, by the page
alone.
"""

from __future__ import annotations

import hashlib
from collections.abc import Container, Sequence
from datetime import date

from nouvelles.records import Ad


def choose_ad(
    ads: Sequence[Ad],
    day: date,
    *,
    language: str,
    sections: Container[str] = (),
    sensitive: bool = False,
    spent: Container[int] = (),
    page: str = "",
) -> Ad | None:
    """The advertisement for a page on a day, or None.

    None beside what an editor has marked as sensitive. One that names sections stands
    on pages of these only. `spent` are those that have been shown as often as they may
    today. Where several could stand, the page's address decides, so that each has its
    share of the pages and a page shows the same one all day.
    """
    if sensitive:
        return None
    fitting = [
        ad
        for ad in ads
        if ad.since <= day <= ad.until
        and ad.id not in spent
        and (not ad.languages or language in ad.languages)
        and (not ad.sections or any(one in sections for one in ad.sections))
    ]
    if not fitting:
        return None
    fitting.sort(key=lambda ad: ad.id)
    turn = hashlib.sha256(f"{day}{page}".encode("utf-8", "replace")).digest()[:4]
    return fitting[int.from_bytes(turn, "big") % len(fitting)]
