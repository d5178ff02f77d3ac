"""What is to be drawn."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """The words of a preview, ready to be drawn: the rights have been asked.

    `language` (a well-formed BCP 47 tag) and `rtl` are the title's, `outlet_language` the
    outlet's name's; `edition` is the language of the rest, `edition_rtl` its direction.
    `place` stands above the title. What is "" is left out.
    """

    paper: str
    edition: str
    title: str
    language: str = ""
    rtl: bool = False
    place: str = ""
    outlet: str = ""
    outlet_language: str = ""
    note: str = ""
    edition_rtl: bool = False
