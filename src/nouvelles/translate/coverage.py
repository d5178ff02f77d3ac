"""Whether one text says what another says, word by word, and which part it leaves out.

Each word is worth the logarithm of how much likelier it is to be borne out so well in a
translation than in another sentence of the same article (`data/evidence.json`, made by
`tools.translation.weights`). Summed over a stretch of words that is a likelihood ratio:
the stretch is in the other text, or it is not. The length of the whole speaks too.
"""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from functools import lru_cache
from importlib.resources import files
from typing import Any, Final

from nouvelles.language import primary, sentences
from nouvelles.translate.evidence import Support, support
from nouvelles.translate.pair import Pair
from nouvelles.translate.plain import plain
from nouvelles.translate.stems import content
from nouvelles.translate.words import has_table

#: Bounds of the likelihood of a counterpart that part five levels.
_LEVELS: Final = (0.05, 0.2, 0.45, 0.75)
#: Letters of a word that is short: small words say little.
_SHORT: Final = 3


#: Words below which nothing is said of halves, and of a lost sentence.
_FEWEST: Final = 8
_FEW: Final = 2
#: The part of a text that is its end.
_END: Final = 0.2
#: What words add to the length: they hang together, so their sum says too much.
_WORDS_SHARE: Final = 0.4


def kind_of(word: Support) -> str:
    """A class of words by what is known of them, with the level of their counterpart."""
    if word.known:
        kind = "known"
    elif len(word.word) <= _SHORT:
        kind = "short"
    else:
        kind = "name" if word.name else "rare"
    level = sum(word.likely > bound for bound in _LEVELS)
    return f"{kind} {level}"


@lru_cache(maxsize=4096)
def word_weights(
    text: str, other: str, language: str, other_language: str
) -> tuple[float, ...]:
    """What each word of a text says for the other being its translation, or its source."""
    table = _learned(language, other_language)["words"]
    return tuple(
        table.get(kind_of(word), 0.0)
        for word in support(text, other, language, other_language)
    )


def kept_all(pair: Pair) -> float:
    """What the words of both sides together say for the one being the other's translation:
    above 0 for it, below 0 for another sentence."""
    source, target = pair.source, pair.target
    here, there = pair.source_language, pair.target_language
    return sum(word_weights(source, target, here, there)) + sum(
        word_weights(target, source, there, here)
    )


def cosine_score(pair: Pair, cosine: float) -> float:
    """What the cosine of both texts' vectors says for them, as a logarithm of a
    likelihood ratio of two Gaussians; NaN for languages it was not learned for."""
    learned = _learned(pair.source_language, pair.target_language).get("cosine")
    if learned is None:
        return math.nan
    mean, spread, other_mean, other_spread = learned
    right = -0.5 * ((min(cosine, mean) - mean) / spread) ** 2 - math.log(spread)
    wrong = -0.5 * ((max(cosine, other_mean) - other_mean) / other_spread) ** 2
    return float(right - wrong + math.log(other_spread))


def lost_half(pair: Pair) -> float:
    """How much likelier it is that a half of the source was left out than nothing.

    By length above all; that a half at one end is borne out badly adds a little.
    """
    weights = _weights(pair)
    if len(weights) < _FEWEST:
        return -math.inf
    half = len(weights) // 2
    worst = min(sum(weights[:half]), sum(weights[-half:]))
    return _length(pair, 0.5) - _length(pair, 1.0) - _WORDS_SHARE * worst


def kept_end(pair: Pair) -> float:
    """What the words of the last part of the source say for its being in the translation;
    0 where words of these languages cannot be compared."""
    if not has_table(pair.source_language, pair.target_language):
        return 0.0
    weights = _weights(pair)
    return sum(weights[-max(1, round(_END * len(weights))) :])


def lost_sentence(pair: Pair) -> tuple[float, str]:
    """How much likelier it is that one or more whole sentences of several were left out,
    and the first of them; -inf for a source of one sentence."""
    weights = _weights(pair)
    source = pair.source
    spans = sentence_spans(source, pair.source_language)
    places = [0]
    for start, end in spans:
        places.append(places[-1] + len(content(source[start:end])))
    best, words = -math.inf, ""
    for first in range(len(spans)):
        for last in range(first + 1, len(spans) + 1):
            lost = places[last] - places[first]
            if last - first == len(spans) or not _FEW < lost < len(weights):
                continue
            kept = 1 - lost / len(weights)
            score = _length(pair, kept) - _length(pair, 1.0)
            score -= sum(weights[places[first] : places[last]])
            if score > best:
                best, words = score, source[slice(*spans[first])]
    return best, words


def too_long(pair: Pair) -> float:
    """By how many deviations the translation is longer than such a source's are."""
    mean, fixed, falling = _learned(pair.source_language, pair.target_language)[
        "length"
    ]
    size = max(1, len(plain(pair.source)))
    off = math.log(max(1, len(plain(pair.target))) / size) - mean
    return float(off / math.sqrt(fixed + falling / size))


@lru_cache(maxsize=4096)
def sentence_spans(text: str, language: str) -> tuple[tuple[int, int], ...]:
    """The spans of a text's sentences; a text is asked for again with each translation."""
    return tuple(sentences(text, language))


def _weights(pair: Pair) -> tuple[float, ...]:
    return word_weights(
        pair.source, pair.target, pair.source_language, pair.target_language
    )


def _length(pair: Pair, kept: float) -> float:
    """The logarithm of how likely the translation's length is if it holds a part of the
    source: Gaussian in the logarithm of the ratio of characters, after Gale and Church
    (1993), with a variance that grows for short texts.
    """
    mean, fixed, falling = _learned(pair.source_language, pair.target_language)[
        "length"
    ]
    size = max(1, len(plain(pair.source)))
    off = math.log(max(1, len(plain(pair.target))) / (size * kept)) - mean
    return float(-0.5 * off * off / (fixed + falling / size))


@lru_cache(maxsize=1)
def _table() -> dict[str, Any]:
    path = files("nouvelles.translate").joinpath("data/evidence.json")
    raw: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return raw


@lru_cache(maxsize=64)
def _learned(language: str, other_language: str) -> dict[str, Any]:
    """What was learned for a pair; for another pair the mean of all, with any length."""
    found = _table().get(f"{primary(language)}-{primary(other_language)}")
    return found if found is not None else _mean()


@lru_cache(maxsize=1)
def _mean() -> dict[str, Any]:
    pairs: Sequence[dict[str, Any]] = list(_table().values())
    kinds = {kind for one in pairs for kind in one["words"]}
    return {
        "words": {
            kind: sum(one["words"].get(kind, 0.0) for one in pairs) / len(pairs)
            for kind in kinds
        },
        "length": [0.0, 0.12, 8.0],
    }
