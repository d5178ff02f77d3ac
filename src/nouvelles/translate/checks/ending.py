"""How a sentence ends: one that stops without its full stop was cut."""

from __future__ import annotations

from typing import Final

import regex

from nouvelles.translate.coverage import kept_end
from nouvelles.translate.pair import Flag, Pair
from nouvelles.translate.plain import TAG, plain
from nouvelles.translate.reasons import Fault

_END: Final = regex.compile(r"[\p{Sentence_Break=STerm}.!?…:;]", regex.V1)
#: What the words of the source's end must say for their being there.
_KEPT: Final = 1.0
_AFTER_END: Final = "\"'”’»›)]」』）】〉》*“« \n"


def ending(pair: Pair) -> Flag | None:
    """Flags a translation without an end where the source has one.

    Headlines and captions end without a mark on both sides. Where the last words of the
    source are in the translation a full stop alone was left out, and nothing is cut.
    """
    ours, theirs = _last(pair.source), _last(pair.target)
    if not ours or not theirs or not _END.fullmatch(ours) or _END.fullmatch(theirs):
        return None
    if kept_end(pair) > _KEPT:
        return None
    if theirs in ",-–—(":
        detail = theirs
    elif not regex.match(r"[\p{L}\p{N}%€$£]", theirs):
        return None
    else:
        detail = plain(pair.target).split()[-1]
    return Flag(check="ending", fault=Fault.CUT, detail=detail)


def _last(text: str) -> str:
    """The last sign of a text, closing marks aside."""
    return plain(TAG.sub("", text)).rstrip(_AFTER_END)[-1:]
