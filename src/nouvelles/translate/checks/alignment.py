"""Alignment: whether both texts are about the same, by their words and by their vectors."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Final, Protocol

import numpy as np
import numpy.typing as npt

from nouvelles.language import primary
from nouvelles.translate.coverage import cosine_score, kept_all
from nouvelles.translate.evidence import support
from nouvelles.translate.pair import Flag, Pair
from nouvelles.translate.reasons import Fault
from nouvelles.translate.stems import content
from nouvelles.translate.words import has_table, ordinary_words

Floats = npt.NDArray[np.float32]

#: Sums of word weights above which words alone settle that a pair belongs together, and
#: below which that it does not.
_SETTLED: Final = 4.0
_APART: Final = -9.0
#: Letters of a small word; words of nonsense at least, which nobody knows, and their
#: share; how likely a counterpart is that a word of either side has. Of 6,600 good
#: translations one is so.
_SMALL: Final = 3
_FEW: Final = 2
_UNKNOWN: Final = 0.4
_BORNE: Final = 0.3
#: What the sum of words counts beside the vectors: words hang together.
_WORDS_SHARE: Final = 0.3
#: The logarithm of the likelihood ratio below which a pair is taken to be apart; of some
#: sources a lower one, for there good translations lie far out and wrong ones farther.
_FLAGGED: Final = -1.8
_FLAGGED_OF: Final = {"de": -3.0, "en": -3.0, "es": -2.5, "ru": -3.0, "uk": -2.5}
#: Characters of a text that are encoded.
_CHARACTERS: Final = 600


class Encoder(Protocol):
    """Makes vectors of length 1, by which texts of one meaning lie close to each other
    in any of its languages. An encoder for stories serves."""

    name: str

    def encode_texts(self, texts: Sequence[str]) -> Floats:
        """(texts, size)"""
        ...


def is_doubtful(pair: Pair) -> bool:
    """Whether words do not settle that a pair belongs together, so that vectors are
    worth their time: a fifth of good translations, nearly all wrong ones."""
    return _comparable(pair) and kept_all(pair) < _SETTLED


def alignment(pair: Pair) -> Flag | None:
    """Flags a pair whose words have nothing in common, without any encoder."""
    apart = _comparable(pair) and (kept_all(pair) < _APART or _is_nonsense(pair))
    return Flag(check="alignment", fault=Fault.OTHER_MEANING) if apart else None


def _comparable(pair: Pair) -> bool:
    """Names and numbers alone do not tell whether two sentences are one."""
    return has_table(pair.source_language, pair.target_language)


def _is_nonsense(pair: Pair) -> bool:
    """Whether a text, short as it may be, shares no word, name or figure with its source
    and is made of words that its language is not known to have."""
    source, target = pair.source, pair.target
    here, there = pair.source_language, pair.target_language
    said = content(target)
    known = ordinary_words(there)
    unknown = sum(len(word) > _SMALL and word.casefold() not in known for word in said)
    if unknown < max(_FEW, _UNKNOWN * len(said)):
        return False
    both = (
        *support(source, target, here, there),
        *support(target, source, there, here),
    )
    return all(word.likely < _BORNE for word in both)


def alignment_by(pair: Pair, cosine: float) -> Flag | None:
    """The same with the cosine of both texts' vectors.

    Ask only after the check of language: an encoder finds a copy of the source nearest
    of all. Of a pair of languages whose cosines were not learned, words decide alone.
    """
    near = cosine_score(pair, cosine)
    if math.isnan(near):
        return alignment(pair)
    score = _WORDS_SHARE * kept_all(pair) + near
    least = _FLAGGED_OF.get(primary(pair.source_language), _FLAGGED)
    apart = score < least or _is_nonsense(pair)
    return Flag(check="alignment", fault=Fault.OTHER_MEANING) if apart else None


def cosines(pairs: Sequence[Pair], encoder: Encoder) -> list[float]:
    """The cosine of source and translation of each pair; each text is encoded once."""
    texts = [
        text[:_CHARACTERS] for pair in pairs for text in (pair.source, pair.target)
    ]
    known = {text: place for place, text in enumerate(dict.fromkeys(texts))}
    if not known:
        return []
    vectors = encoder.encode_texts(list(known))
    rows = [known[text] for text in texts]
    return [
        float(vectors[a] @ vectors[b])
        for a, b in zip(rows[::2], rows[1::2], strict=True)
    ]
