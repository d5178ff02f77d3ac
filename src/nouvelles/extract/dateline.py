"""The place and the agency that open a text: "KYIV, 3 Nov. (AFP) –"."""

from __future__ import annotations

from typing import Final

import regex

from nouvelles.records import Block

#: A place in capitals, or with a day, an agency or the outlet in brackets; then a dash.
_PLACE: Final = r"\p{Lu}[\p{L}\p{M}.'’ -]{1,40}"
_PATTERNS: Final = (
    # "KYIV, Ukraine (AP) —", "PARIS (AFP) –", "Kiew (dpa) -", "Pequim (Xinhua).-"
    regex.compile(
        rf"^(?P<place>{_PLACE}(?:/{_PLACE})?)(?:,\s*[^()\n]{{0,40}}?)?\s*"
        rf"\([^()]{{2,40}}\)\s*[-–—−:.]"
    ),
    # "LONDON — ", "NAIROBI, Kenya – ", "BRASÍLIA - ": the place in capitals alone.
    regex.compile(
        r"^(?P<place>\p{Lu}[\p{Lu}\p{M}.'’ -]{2,40})"
        r"(?:,\s*\p{Lu}[^–—:()\n]{1,40}?)?\s*[–—-]\s+(?=\S)"
    ),
    # "MADRID, 3 Nov. (EUROPA PRESS) -", "МОСКВА, 3 ноября. /ТАСС/."
    regex.compile(rf"^(?P<place>{_PLACE}),\s*\d[^/\n]{{0,25}}/[^/\n]{{2,20}}/"),
    # "Berlin/Wien.", "Washington. ": a place in bold or alone before a full stop and a
    # dash.
    regex.compile(rf"^(?P<place>{_PLACE}(?:/{_PLACE})?)\.\s+[-–—]\s"),
    # "新华社北京11月3日电", "【共同社東京11月3日電】", "（台北3日電）"
    regex.compile(
        r"^[【（(]?(?:\p{Han}{2,4}社|中新网|新华网)(?P<place>\p{Han}{2,6}?)(?=\d{1,2}月)"
    ),
    # "[서울=뉴시스]", "(서울=연합뉴스)"
    regex.compile(r"^[\[(](?P<place>\p{Hangul}{2,8})=\p{Hangul}{2,10}[\])]"),
)
#: Months in datelines without a comma are no part of the place: "PARIS 3 mai".
_NOT_PLACE = regex.compile(
    r"\d|^(?:UPDATE|EXCLUSIVE|BREAKING|WATCH|VIDEO|LIVE|Q|A|NOTE)\b"
)


def find_dateline(blocks: tuple[Block, ...]) -> str:
    """The place that opens the first paragraph, as written, or ""."""
    first = next((b.text for b in blocks if b.kind == "paragraph"), "")
    start = first[:120]
    for pattern in _PATTERNS:
        match = pattern.match(start)
        if match and not _NOT_PLACE.search(match["place"]):
            return match["place"].strip(" .,-")
    return ""
