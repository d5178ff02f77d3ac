"""Two wordings of one passage: whether they say the same, and in which words not."""

from __future__ import annotations

import unicodedata
from collections.abc import Set
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Final, Literal

import regex

from nouvelles.language.fold import UNSPACED, fold

#: A letter of a script without spaces; a number with its groups; a word with its marks,
#: inner apostrophes and hyphens; a run of spaces; or any other character.
_PIECE = regex.compile(
    rf"[{UNSPACED}]\p{{M}}*"
    r"|\p{N}+(?:[\u202F\u00A0.,٫٬]\p{N}+)*(?!\p{L})"
    rf"|[\p{{L}}\p{{N}}--[{UNSPACED}]](?:[\p{{L}}\p{{N}}\p{{M}}\u200C\u200D'’--[{UNSPACED}]]"
    rf"|[\-‐‑](?=[\p{{L}}--[{UNSPACED}]]))*"
    r"|\s+|.",
    regex.V1 | regex.DOTALL,
)
_WORD = regex.compile(r"[\p{L}\p{N}]")

#: Pieces on both sides, multiplied, up to which they are compared one by one (two
#: passages of a thousand characters in words; in single letters only a part of them).
_ROOM: Final = 60_000
#: Wordings that share less than this part of their words are set one after the other.
_SHARED: Final = 0.4


class _Forms(dict[int, str | None]):
    """What makes two characters one for the eye of a reader, found when first met."""

    def __missing__(self, code: int) -> str | None:
        self[code] = found = _form(chr(code))
        return found


#: Quotation marks and apostrophes (Unicode `Quotation_Mark`, and letters used so).
_DOUBLE: Final = '"«»“”„‟″〝〞〟＂'
_SINGLE: Final = "'‘’‚‛‹›′ʹʼʻʾ`´＇"


def _form(character: str) -> str | None:
    category = unicodedata.category(character)
    if character.isspace() or category == "Cf":
        return None
    if character in _DOUBLE:
        return '"'
    if character in _SINGLE:
        return "'"
    if category == "Pd" or character == "\u2212":  # dashes and the minus sign
        return "-"
    return "..." if character == "…" else character


_FORMS = _Forms()


def plain(text: str) -> str:
    """What of a text says something: no white space, one form of each sign.

    Texts whose plain forms are equal differ in typography alone. Case counts.
    """
    formed = unicodedata.normalize("NFC", text).translate(_FORMS)
    return formed.replace("''", '"')


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """A stretch of words that stayed, was taken out, or was put in."""

    text: str
    kind: Literal["kept", "removed", "added"]


def likeness(one: Set[str], other: Set[str]) -> float:
    """How much of their words two passages share, from 0 to 1.

    Twice the shared ones by the sum of both (Dice 1945, Sørensen 1948); 0 for two empty
    ones.
    """
    size = len(one) + len(other)
    return 2 * len(one & other) / size if size else 0.0


def compare_words(before: str, after: str) -> tuple[Run, ...]:
    """Both wordings in one line: what stayed once, what differs side by side.

    The kept and removed runs join to `before` (but for spaces and the forms of signs,
    which are taken from the newer wording), the kept and added ones to `after`. Where
    hardly a word stayed, the older wording stands whole before the newer one.
    """
    old, new = _PIECE.findall(before), _PIECE.findall(after)
    words = [
        {plain(fold(piece)) for piece in side if _WORD.search(piece)}
        for side in (old, new)
    ]
    if likeness(*words) < _SHARED:
        return _runs([("", before, after)])
    groups: list[tuple[str, str, str]] = []
    for kind, i1, i2, j1, j2 in _opcodes(*map(_forms, (old, new))):
        left, right = "".join(old[i1:i2]), "".join(new[j1:j2])
        if kind == "equal":
            groups.append((right, "", ""))
        else:
            groups.append(("", left, right))
    return _runs(_joined(groups))


def _forms(pieces: list[str]) -> list[str]:
    """What pieces are compared by; any white space is as good as any other."""
    return [plain(piece) or " " for piece in pieces]


def _opcodes(old: list[str], new: list[str]) -> list[tuple[str, int, int, int, int]]:
    """As `SequenceMatcher.get_opcodes`, in bounded time: equal ends are set apart first,
    and a middle that is too large is one replacement."""
    head = 0
    while head < min(len(old), len(new)) and old[head] == new[head]:
        head += 1
    tail = 0
    room = min(len(old), len(new)) - head
    while tail < room and old[-1 - tail] == new[-1 - tail]:
        tail += 1
    left, right = old[head : len(old) - tail], new[head : len(new) - tail]
    middle: list[tuple[str, int, int, int, int]]
    if len(left) * len(right) > _ROOM:
        middle = [("replace", 0, len(left), 0, len(right))]
    else:
        matcher = SequenceMatcher(None, left, right, autojunk=False)
        middle = list(matcher.get_opcodes())
    codes = [("equal", 0, head, 0, head)]
    codes += [
        (kind, i1 + head, i2 + head, j1 + head, j2 + head)
        for kind, i1, i2, j1, j2 in middle
    ]
    end_old, end_new = len(old) - tail, len(new) - tail
    codes.append(("equal", end_old, len(old), end_new, len(new)))
    return codes


def _joined(groups: list[tuple[str, str, str]]) -> list[tuple[str, str, str]]:
    """Changes with no word between them as one, so that the line can be read."""
    joined: list[tuple[str, str, str]] = []
    for number, (kept, removed, added) in enumerate(groups):
        follows = joined and not joined[-1][0]
        if kept and follows and number + 1 < len(groups) and not _WORD.search(kept):
            removed = added = kept
        elif kept or not follows:
            joined.append((kept, removed, added))
            continue
        _, left, right = joined[-1]
        joined[-1] = ("", left + removed, right + added)
    return joined


def _runs(groups: list[tuple[str, str, str]]) -> tuple[Run, ...]:
    kinds: tuple[Literal["kept", "removed", "added"], ...] = (
        "kept",
        "removed",
        "added",
    )
    return tuple(
        Run(text=text, kind=kind)
        for group in groups
        for kind, text in zip(kinds, group, strict=True)
        if text
    )
