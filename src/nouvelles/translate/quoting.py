"""Quotes through an engine: in the form it keeps, counted on return, set by the edition.

Engines lose curly and angular marks (measured: 1 to 7 pairs of 40 come back) and keep
straight ones (40 of 40), so these are what they are given.
"""

from __future__ import annotations

from collections.abc import Sequence
from difflib import SequenceMatcher
from typing import Final

import regex

from nouvelles.language import primary
from nouvelles.translate.lexicon import table
from nouvelles.translate.marks import MARKS, quote_spans, single_quotes, undoubled
from nouvelles.translate.plain import plain
from nouvelles.translate.stems import likeness

#: How alike words must be to what was quoted for marks to be put around them.
_LIKE: Final = 0.75
#: The same of the words of a name, and how many these are at most.
_SAME_NAME: Final = 0.6
_NAME_WORDS: Final = 4
_PART: Final = regex.compile(r"[\p{L}][\p{L}\p{M}'’]*|\p{N}+")
_SPACES: Final = " \u00a0\u202f\u2009"
_SPACED_OPENER: Final = regex.compile(rf"([«„“「『《])[{_SPACES}]*")
_SPACED_CLOSER: Final = regex.compile(rf"[{_SPACES}]*([»”」』》])")
_WORD: Final = regex.compile(r"[\p{L}\p{N}][\p{L}\p{M}\p{N}'’-]*")


def to_straight(text: str) -> str:
    """A text with all its double marks as `"`, without the spaces inside of « » and without
    what tables add (""no"")."""
    if MARKS.isdisjoint(text):
        return text
    text = undoubled(text)
    made = _SPACED_CLOSER.sub(r"\1", _SPACED_OPENER.sub(r"\1", text))
    return "".join('"' if sign in MARKS else sign for sign in made)


def lost_quotes(source: str, target: str) -> tuple[str, ...]:
    """What was quoted in the source, without its marks, if the translation has fewer
    pairs; ("",) if only a mark is left over in it."""
    source = undoubled(source)
    ours, theirs = quote_spans(source), quote_spans(target)
    if theirs.stray and not ours.stray:
        return ("",)
    if len(theirs.pairs) >= len(ours.pairs):
        return ()
    return tuple(
        source[start + 1 : end - 1].strip(_SPACES) for start, end in ours.pairs
    )


def without_lone(source: str, target: str) -> str:
    """A translation without the one mark that it has where its source has none at all: an
    engine's slip, or the end of a quote that began in another sentence."""
    ours, theirs = quote_spans(source), quote_spans(target)
    if (
        ours.pairs
        or ours.stray
        or len(theirs.stray) != 1
        or single_quotes(plain(source))
    ):
        return target
    at = theirs.stray[0]
    return f"{target[:at].rstrip(_SPACES)}{target[at + 1 :]}"


def put_back(target: str, quoted: str) -> str | None:
    """A translation with straight marks around the words that are most like `quoted`, the
    quote translated apart; None where no words are like it, or marks stand there already.
    """
    words = [match.span() for match in _WORD.finditer(target)]
    count = len(_WORD.findall(quoted))
    wanted = plain(quoted).casefold().strip(".,;:!?")
    best, place = _LIKE, None
    for size in range(max(1, count - 2), count + 3):
        for first in range(len(words) - size + 1):
            start, end = words[first][0], words[first + size - 1][1]
            said = plain(target[start:end]).casefold()
            likeness = SequenceMatcher(None, wanted, said, autojunk=False).ratio()
            if likeness > best:
                best, place = likeness, (start, end)
    if place is None or any(sign in MARKS for sign in target[place[0] : place[1]]):
        return None
    start, end = place
    return f'{target[:start]}"{target[start:end]}"{target[end:]}'


def around_names(source: str, target: str) -> str:
    """A translation with straight marks around the names that the source has in marks and
    the engine gave without: « Спартак » is "Spartak". Names are known by their sound, so
    that nothing is translated anew; one that is not found stays without."""
    ours, theirs = quote_spans(source), quote_spans(target)
    if theirs.stray or len(theirs.pairs) >= len(ours.pairs):
        return target
    marked = [target[start:end] for start, end in theirs.pairs]
    for start, end in ours.pairs:
        name = _PART.findall(source[start:end])
        if not 0 < len(name) <= _NAME_WORDS or not name[0][0].isupper():
            continue
        if any(_alike(name, _PART.findall(text)) for text in marked):
            continue
        target = _marked(target, name)
    return target


def _marked(text: str, name: Sequence[str]) -> str:
    """A text with marks around the first words that may be this name."""
    parts = list(_PART.finditer(text))
    for size in range(len(name), 0, -1):
        for first in range(len(parts) - size + 1):
            found = parts[first : first + size]
            start, end = found[0].start(), found[-1].end()
            if any(sign in MARKS for sign in text[max(0, start - 1) : end + 1]):
                continue
            words = [part[0] for part in found]
            if words[0][0].isupper() and _alike(name[:size], words):
                return f'{text[:start]}"{text[start:end]}"{text[end:]}'
    return text


def _alike(name: Sequence[str], words: Sequence[str]) -> bool:
    """Whether words are a name word by word; of one in another script, by sound."""
    return len(name) == len(words) and all(
        likeness(one, word) >= _SAME_NAME if one.isalpha() else one == word
        for one, word in zip(name, words, strict=True)
    )


def set_quotes(text: str, language: str) -> str:
    """A text with its pairs of double marks as the edition of a language sets them.

    Inner pairs get the inner marks. A mark without partner stays as it is, for the checks.
    """
    found = quote_spans(text)
    style = table("typography").get(primary(language))
    if style is None or not found.pairs:
        return text
    inside = style.get("inside", "")
    outer, inner = style["outer"], style["inner"]
    new: dict[int, str] = {}
    for start, end in found.pairs:
        nested = any(a < start and end < b for a, b in found.pairs)
        opening, closing = inner if nested else outer
        space = "" if nested else inside
        new[start], new[end - 1] = opening + space, space + closing
    made = ""
    for at, sign in enumerate(text):
        if at in new:
            opening = new[at][0] in (outer[0], inner[0])
            made = made if opening else made.rstrip(_SPACES)
            made += new[at]
        elif not (
            sign in _SPACES and at - 1 in new and _opens(new[at - 1], outer, inner)
        ):
            made += sign
    return made


def _opens(mark: str, outer: str, inner: str) -> bool:
    return mark[0] in (outer[0], inner[0])
