"""Where sentences end, well enough to cut an extract there in any language.

A rule-based splitter: a mark that ends sentences, its closing quotes, and what follows
decide; abbreviations are a small table (`data/abbreviations.toml`). The marks are those
of Unicode's Sentence_Break property (UAX #29) as the `regex` library knows them.
"""

from __future__ import annotations

import tomllib
from functools import lru_cache
from importlib.resources import files
from typing import Final

import regex

from nouvelles.language.fold import UNSPACED
from nouvelles.language.identify import primary

#: Marks that need a space behind them, for they stand inside numbers and addresses.
_SOFT = ".!?…"
#: All others (。 ؟ । ։ ። ။ …): a new sentence begins even without a space.
_FIRM = r"[\p{Sentence_Break=STerm}--[!?]]"
#: Greek asks with the sign that other languages use as a semicolon.
_GREEK_QUESTION = ";"
_CLOSERS = "\"'”’»›)]」』）】〉》"

_END = regex.compile(
    rf"(?P<mark>(?:{_FIRM}|[{_SOFT}{_GREEK_QUESTION}])+)[{regex.escape(_CLOSERS)}\p{{M}}\u200D]*",
    regex.V1,
)
_FIRM_MARK = regex.compile(_FIRM, regex.V1)
#: French sets a no-break space between a mark and its closing quote: « Oui ! »
_SPACED_CLOSER = regex.compile(r"[\u00A0\u202F\u2009 ]?[»›]")
_LINE = regex.compile(r"[^\n\r\u2028\u2029]+")
_LAST_WORD = regex.compile(r"[\p{L}\p{M}\p{N}.\-’']+$")
_INITIALS = regex.compile(r"(?:^|[.\-])\p{Lu}\p{M}*$")
_NEXT_LETTER = regex.compile(r"[\p{L}\p{N}]")

ELLIPSIS: Final = "…"


@lru_cache(maxsize=1)
def _table() -> tuple[dict[str, frozenset[str]], frozenset[str]]:
    """Abbreviations by language, and the languages with dotted ordinals."""
    path = files("nouvelles.language").joinpath("data/abbreviations.toml")
    raw = tomllib.loads(path.read_text(encoding="utf-8"))
    ordinals = frozenset(raw.pop("ordinals")["languages"])
    return {tag: frozenset(words) for tag, words in raw.items()}, ordinals


def sentences(text: str, language: str) -> list[tuple[int, int]]:
    """Half-open spans of the sentences of a text, in code points, in reading order.

    A span has no white space at its ends, spans do not overlap, and only white space
    lies between them. A line break always ends a sentence. `language` is BCP 47; for
    one that the table does not know, and for "und", the rules alone decide. Thai and
    Lao mark no sentence ends; a line of theirs is one span.
    """
    spans: list[tuple[int, int]] = []
    tag = primary(language)
    for line in _LINE.finditer(text):
        start = line.start()
        position = start
        while match := _END.search(text, position, line.end()):
            position = match.end()
            if closer := _SPACED_CLOSER.match(text, position, line.end()):
                position = closer.end()
            if _ends(text, match, position, line.end(), tag):
                _add(spans, text, start, position)
                start = position
        _add(spans, text, start, line.end())
    return spans


def _add(spans: list[tuple[int, int]], text: str, start: int, end: int) -> None:
    part = text[start:end]
    left = start + len(part) - len(part.lstrip())
    right = left + len(part.strip())
    if left < right:
        spans.append((left, right))


def _ends(
    text: str, match: regex.Match[str], after: int, line_end: int, language: str
) -> bool:
    """Whether a mark that was found ends its sentence."""
    mark = match["mark"]
    if after >= line_end or _FIRM_MARK.search(mark):
        return True
    if mark == _GREEK_QUESTION and language != "el":
        return False
    if not text[after].isspace():
        return False
    follower = _NEXT_LETTER.search(text, after, min(after + 8, line_end))
    if follower and follower[0].islower():
        return False
    return match[0] != "." or not _is_abbreviation(text, match.start(), language)


def _is_abbreviation(text: str, stop: int, language: str) -> bool:
    """Whether the full stop at `stop` belongs to the word before it."""
    word = _LAST_WORD.search(text[max(0, stop - 24) : stop])
    if word is None:
        return False
    known, ordinals = _table()
    folded = word[0].casefold().replace("’", "'").rsplit("'", 1)[-1]
    if folded in known["any"] or folded in known.get(language, frozenset()):
        return True
    if folded.isdecimal():
        return len(folded) <= 2 and language in ordinals
    return bool(_INITIALS.search(word[0]))


#: A cut at the end of a sentence is taken when it keeps at least this share of the
#: limit; otherwise words are kept up to the limit.
_WHOLE_SENTENCES_SHARE: Final = 0.5

_GRAPHEME = regex.compile(r"\X")
_SPACES = regex.compile(r"[ \t\n\r\f\v]+")

#: What stands between the last space, or letter of an unspaced script, and a cut.
#: It does not begin with a mark or joiner, which belongs to the letter before.
_BEGUN_WORD = regex.compile(rf"[^\s{UNSPACED}\p{{M}}\u200D][^\s{UNSPACED}]*$")
_DANGLING = " \t\n\r\u00a0\u202f\u2009,;:–—-([{«‹“‘„‚¿¡、，；：（「『《"


def shorten(text: str, limit: int, language: str) -> str:
    """A text of at most `limit` characters (code points), cut where reading allows.

    White space is squeezed first; no-break spaces are typography and stay. A text
    within the limit comes back whole. A longer one is cut at the last end of a sentence
    in the second half of the limit, else at the last word, else (one long word, or a
    script without spaces) between grapheme clusters; it then always ends in "…",
    counted inside the limit. A limit of 0 or less gives "".
    """
    text = _SPACES.sub(" ", text).strip()
    if limit <= 0:
        return ""
    if len(text) <= limit:
        return text
    room = limit - len(ELLIPSIS)
    ends = [end for _, end in sentences(text[: room + 1], language)]
    # The last span was cut by the slice, and a sentence is followed by " …".
    whole = max((end for end in ends[:-1] if end <= room - 1), default=0)
    if whole >= limit * _WHOLE_SENTENCES_SHARE:
        return f"{text[:whole]} {ELLIPSIS}"
    return text[: _word_end(text, room)].rstrip(_DANGLING) + ELLIPSIS


def _word_end(text: str, room: int) -> int:
    """The last place up to `room` that splits no word and no grapheme cluster."""
    end = 0
    for cluster in _GRAPHEME.finditer(text):
        if cluster.end() > room:
            break
        end = cluster.end()
    if text[end].isspace():
        return end
    begun = _BEGUN_WORD.search(text, 0, end)
    # A word longer than the room has nothing before it to keep: it is cut after all.
    return begun.start() if begun and begun.start() else end
