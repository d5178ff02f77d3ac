"""The paper's own advertisements."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class Ad:
    """An advertisement: words or a picture with a link, from one day to another.

    `sections` and `languages` say where it stands, () everywhere: words of
    `front.sections`, languages of editions. `cap` is how often it is shown a day at the
    most, 0 for no limit. Of a picture, `width` and `height` are its pixels.
    """

    id: int
    advertiser: str
    link: str
    since: date
    until: date  # the last day
    words: str = ""
    picture: str = ""  # its name, "" for an advertisement of words
    alt: str = ""
    width: int = 0
    height: int = 0
    sections: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    cap: int = 0
