"""Which telling leads a story, and why: the questions are asked one after the other."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Callable, Container
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Literal

from babel.core import get_global

from nouvelles.edition.hours import freshness
from nouvelles.language.identify import known_primary, primary
from nouvelles.records import Listed, Story, Told

#: What told the lead from other tellings: an editor chose it; its outlet still has it;
#: it is a report that the reader can read, and no opinion; it is in the reader's
#: language, or has a headline in it (then one that is no copy goes first), or is at least
#: in its letters; it is a report; it is no copy of another; it may be read whole here; we
#: have its text and not its feed's words alone; it is the newest of those left.
LeadReason = Literal[
    "editor",
    "standing",
    "report",
    "language",
    "translated",
    "script",
    "origin",
    "whole",
    "text",
    "newest",
]


#: Scripts of ISO 15924 as names of their letters begin in Unicode 15.
_SCRIPTS = {
    "Arab": "ARABIC", "Armn": "ARMENIAN", "Beng": "BENGALI", "Cakm": "CHAKMA",
    "Cans": "CANADIAN", "Cher": "CHEROKEE", "Copt": "COPTIC", "Cyrl": "CYRILLIC",
    "Deva": "DEVANAGARI", "Ethi": "ETHIOPIC", "Geor": "GEORGIAN", "Grek": "GREEK",
    "Gujr": "GUJARATI", "Guru": "GURMUKHI", "Hans": "CJK", "Hant": "CJK",
    "Hebr": "HEBREW", "Hmnp": "NYIAKENG", "Jpan": "CJK", "Khmr": "KHMER",
    "Knda": "KANNADA", "Kore": "HANGUL", "Laoo": "LAO", "Latn": "LATIN",
    "Mlym": "MALAYALAM", "Mong": "MONGOLIAN", "Mymr": "MYANMAR", "Nkoo": "NKO",
    "Olck": "OL", "Orya": "ORIYA", "Osge": "OSAGE", "Rohg": "HANIFI", "Sinh": "SINHALA",
    "Syrc": "SYRIAC", "Taml": "TAMIL", "Tavt": "TAI", "Telu": "TELUGU",
    "Tfng": "TIFINAGH", "Thaa": "THAANA", "Thai": "THAI", "Tibt": "TIBETAN",
    "Vaii": "VAI", "Yiii": "YI",
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """The telling that leads, with what told it from the others, in the order asked."""

    told: Told
    reasons: tuple[LeadReason, ...] = ()


def choose_lead(
    story: Story, now: datetime, *, reader: str = "", whole: Container[str] = ()
) -> Choice:
    """The telling that gives a story its headline.

    `reader` is the edition's language (BCP 47); `whole` holds the ids of the articles
    that may be read whole here, which the rights room alone knows. Each question keeps
    the tellings that answer it with yes, where some do: a lead that the reader cannot
    read is no lead, so that is asked before anything else but whether the article is
    still there. An opinion leads only where no report can be read as well as it.

    Raises:
        ValueError: the story has no telling.
    """
    left = story.told
    reasons: list[LeadReason] = []
    for reason, is_better in _questions(story, reader, whole):
        better = tuple(one for one in left if is_better(one))
        if better and len(better) < len(left):
            left = better
            reasons.append(reason)
    # Of two of one time the id decides, so that the same story has the same lead.
    newest = max(left, key=lambda one: (freshness(one.listed, now), one.listed.id))
    if len(left) > 1:
        reasons.append("newest")
    return Choice(told=newest, reasons=tuple(reasons))


_Question = tuple[LeadReason, Callable[[Told], bool]]


def _questions(
    story: Story, reader: str, whole: Container[str]
) -> tuple[_Question, ...]:
    script = _own_script(primary(reader)) if reader else ""
    readable = any(
        _is_report(one) and can_be_read(one.listed, reader)
        for one in story.told
        if one.listed.withdrawn is None
    )
    return (
        ("editor", lambda one: one.listed.id == story.lead),
        ("standing", lambda one: one.listed.withdrawn is None),
        ("report", lambda one: readable and _is_report(one)),
        (
            "language",
            lambda one: (
                bool(reader) and primary(one.listed.language) == primary(reader)
            ),
        ),
        ("translated", lambda one: can_be_read(one.listed, reader)),
        # No translation of a translation where there is one of the report itself.
        ("origin", lambda one: one.copy is None and can_be_read(one.listed, reader)),
        ("script", lambda one: bool(script) and _script(one.listed.headline) == script),
        ("report", _is_report),
        ("origin", lambda one: one.copy is None),
        ("whole", lambda one: one.listed.id in whole),
        ("text", lambda one: bool(one.listed.lede or one.listed.standfirst)),
    )


def _is_report(one: Told) -> bool:
    return one.listed.kind != "opinion"


def can_be_read(listed: Listed, reader: str) -> bool:
    """Whether an article has a headline in the reader's language, its own or another."""
    language = primary(reader)
    if not reader or primary(listed.language) == language:
        return bool(reader)
    return listed.head_in(language) is not None


@lru_cache(maxsize=64)
def _own_script(language: str) -> str:
    """The script in which a language is most likely written; "" of an unknown one."""
    # CLDR has a likely script even of what is in no language ("und"). Of its data on the
    # language itself, 1 MB would stay in memory.
    likely = get_global("likely_subtags").get(known_primary(language), "")
    return _SCRIPTS.get(likely.partition("_")[2][:4], "")


def _script(text: str) -> str:
    """The script of most letters, as Unicode names it: "LATIN", "ARABIC", "CJK" …"""
    found: Counter[str] = Counter()
    for letter, times in Counter(text).items():
        if letter.isalpha():
            found[_script_of(letter)] += times
    return max(found, key=lambda script: found[script], default="")


@lru_cache(maxsize=4096)
def _script_of(letter: str) -> str:
    return unicodedata.name(letter, "").partition(" ")[0]
