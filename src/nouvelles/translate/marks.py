"""Double quotation marks of all kinds, found as pairs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import regex

#: Opening marks to those that may close them (Unicode, General Punctuation; German »…«
#: and the Swedish ”…” are read where nothing is open).
_CLOSED_BY: Final = {
    "«": "»", "“": "”", "„": "“”\"", "‟": "”", "»": "«", "”": "”", "「": "」",
    "『": "』", "《": "》", "〝": "〞〟",
}  # fmt: skip
_CLOSERS: Final = frozenset("»”“«」』》〞〟")
#: A straight mark that only closes, and marks that close a quote and one inside of it.
_CLOSING: Final = regex.compile(r"(?<=\S)\"(?!\w)")
_BOTH: Final = 2
#: Straight marks that were doubled, not a quote of nothing.
_DOUBLED: Final = regex.compile(r'(?<=[\p{L}\p{N}.,!?…])"{2,}|"{2,}(?=[\p{L}\p{N}])')
#: Words between single marks; one between letters is an apostrophe.
_SINGLE: Final = regex.compile(
    r"(?<![\p{L}\p{N}])['‹](?=\S)(?:[^'‹›]|(?<=\p{L})'(?=\p{L})){2,}(?<=\S)['›](?![\p{L}\p{N}])"
)
#: A single mark that opens what a later sentence closes, or closes what an earlier one
#: opened: at a beginning or behind a colon before a capital, behind a stop.
_SINGLE_OPENS: Final = regex.compile(r"(?:^|(?<=[:,.?!]\s))['‹](?=\p{Lu})")
_SINGLE_CLOSES: Final = regex.compile(r"(?<=[.,?!…])['›](?![\p{L}\p{N}])")
MARKS: Final = frozenset(_CLOSED_BY) | _CLOSERS | {'"'}


@dataclass(frozen=True, slots=True, kw_only=True)
class Quotes:
    """Pairs of marks as half-open spans, marks included, in order of their beginnings;
    `stray` are the places of marks without a partner."""

    pairs: tuple[tuple[int, int], ...]
    stray: tuple[int, ...]


_NONE: Final = Quotes(pairs=(), stray=())


def quote_spans(text: str) -> Quotes:
    """The pairs of double quotation marks in a text, nested ones too.

    Straight marks have no direction: one closes what a straight one opened, but where a
    space before it and none behind it say that it opens another one. An inch sign
    behind a figure that closes nothing is no mark (a 12" record).
    """
    if MARKS.isdisjoint(text):
        return _NONE
    open_: list[tuple[str, int]] = []
    pairs: list[tuple[int, int]] = []
    stray: list[int] = []
    for at, sign in enumerate(text):
        if sign not in MARKS or (sign == '"' and _between_letters(text, at)):
            continue
        place = _opener(open_, sign)
        if place is not None and _opens_inside(text, at, sign):
            open_.append((sign, at))
        elif place is not None:
            stray += [start for _, start in open_[place + 1 :]]
            pairs.append((open_[place][1], at + 1))
            del open_[place:]
        elif sign == '"' and _is_inch(text, at):
            continue
        elif sign == '"' and _only_closes(text, at):
            stray.append(at)
        elif sign == '"' or sign in _CLOSED_BY:
            open_.append((sign, at))
        else:
            stray.append(at)
    stray += [start for _, start in open_]
    return Quotes(pairs=tuple(sorted(pairs)), stray=tuple(sorted(stray)))


def undoubled(text: str) -> str:
    """A text without the marks of a table that it was taken from (RFC 4180, 2.7):
    "He said ""no""." is He said "no". Other marks that are doubled are one each, unless
    one would be left without a partner (""Peppa," yes.")."""
    if '""' not in text:
        return text
    bare = text.strip()
    whole = bare[0] == bare[-1] == '"'
    if whole and '"' not in bare[1:-1].replace('""', ""):
        return bare[1:-1].replace('""', '"')
    for made in (_DOUBLED.sub('"', text), bare[1:-1] if whole else text):
        if made.count('"') % 2 == 0:
            return made
    return text


def single_quotes(text: str) -> list[tuple[int, int]]:
    """Words between single marks, as `plain` writes them; apostrophes are none."""
    return [match.span() for match in _SINGLE.finditer(text)]


def has_stray_single(text: str) -> bool:
    """Whether a single mark of a quote stands without its partner, as `plain` writes it."""
    pairs = single_quotes(text)
    inside = {place for start, end in pairs for place in (start, end - 1)}
    return any(
        match.start() not in inside
        for pattern in (_SINGLE_OPENS, _SINGLE_CLOSES)
        for match in pattern.finditer(text)
    )


def _opens_inside(text: str, at: int, sign: str) -> bool:
    """Whether a straight mark opens a quote inside of one: marks that close both follow."""
    spaced = (
        0 < at < len(text) - 1 and text[at - 1].isspace() and text[at + 1].isalnum()
    )
    return sign == '"' and spaced and len(_CLOSING.findall(text, at + 1)) >= _BOTH


def _is_inch(text: str, at: int) -> bool:
    """A straight mark behind a figure: 12"."""
    return at > 0 and text[at - 1].isdecimal()


def _only_closes(text: str, at: int) -> bool:
    """A straight mark that ends a word inside of a text opens nothing."""
    return 0 < at < len(text) - 1 and text[at - 1].isalpha() and text[at + 1].isspace()


def _between_letters(text: str, at: int) -> bool:
    """A slip of the keyboard for an apostrophe: l"équipe, d""une équipe"."""
    behind = text[at + 1 : at + 3].removeprefix('"')
    return at > 0 and text[at - 1].isalpha() and behind[:1].isalpha()


def _opener(open_: list[tuple[str, int]], sign: str) -> int | None:
    """Which of the open marks this one closes; the innermost that it can."""
    for place in range(len(open_) - 1, -1, -1):
        opener = open_[place][0]
        if sign in _CLOSED_BY.get(opener, '"' if opener == '"' else ""):
            return place
    return None
