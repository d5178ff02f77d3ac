"""What an article is about: the first level of the IPTC Media Topics, in any language.

An article's own section says it best, then its address and keywords; else its words say
it, and, where the encoder knows the language, its place among the vectors of phrases
typical for each topic. Weights (`data/topic_weights.json`) are learned by
`tools.learning.topics`; below a confidence that keeps errors rare nothing is said: an
article without topic stands in no section, which harms less than the wrong one.
"""

from __future__ import annotations

import json
import math
import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Final

import numpy as np
from numpy.typing import NDArray

from nouvelles.records.story import Telling
from nouvelles.stories.topic_words import address_topics, section_topics, term_topics

Vectors = NDArray[np.float32]

#: Ridge of the regression from phrases to topics: from 0.1 to 3 it matters little.
_RIDGE: Final = 1.0

#: Features of a topic: see `topic_features`.
FEATURES: Final = ("section", "address", "keywords", "headline", "text", "vector")


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """A topic with how sure it is, from 0 to 1."""

    code: str  # "medtop:11000000"
    confidence: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Prototypes:
    """Where each topic lies among an encoder's vectors, from its phrases; made once.

    `directions` has a row a topic: ridge regression from the phrases' vectors to their
    topics, so that what topics have in common counts for none of them.
    """

    directions: Vectors

    @classmethod
    def of(cls, encode_texts: Callable[[Sequence[str]], Vectors]) -> Prototypes:
        """Encode the phrases of all topics (some 200 headlines in English)."""
        phrases = [
            (place, phrase)
            for place, topic in enumerate(_topics().values())
            for phrase in topic.phrases
        ]
        vectors = encode_texts([phrase for _, phrase in phrases]).astype(np.float64)
        wanted = np.eye(len(_topics()))[[place for place, _ in phrases]]
        kernel = vectors @ vectors.T + _RIDGE * np.eye(len(vectors))
        directions = np.linalg.solve(kernel, wanted).T @ vectors
        return cls(directions=directions.astype(np.float32))

    def similarities(self, vector: Vectors) -> NDArray[np.float64]:
        """How near each topic is, as deviations from the mean of all topics."""
        near: NDArray[np.float64] = (self.directions @ vector).astype(np.float64)
        spread = near.std()
        deviations: NDArray[np.float64] = (near - near.mean()) / (spread or 1.0)
        return deviations


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """What each feature counts, where a vector is known and where not.

    `none` is the log-odds of having no topic; `least` is the confidence from which a
    topic is told.
    """

    with_vector: Mapping[str, float]
    without: Mapping[str, float]
    none: Mapping[str, float]  # by "with_vector" and "without"
    least: float


@dataclass(frozen=True, slots=True, kw_only=True)
class _Named:
    name: str
    phrases: tuple[str, ...]


def codes() -> tuple[str, ...]:
    """The seventeen codes ("medtop:01000000" …), in order."""
    return tuple(f"medtop:{code}" for code in _topics())


def name_of(code: str) -> str:
    """A topic's English name; "" for a code that is none of the first level."""
    named = _topics().get(code.removeprefix("medtop:"))
    return named.name if named else ""


def topics_of(
    telling: Telling,
    *,
    section: str = "",
    keywords: Sequence[str] = (),
    url: str = "",
    vector: Vectors | None = None,
    prototypes: Prototypes | None = None,
    weights: Weights | None = None,
) -> tuple[Topic, ...]:
    """The topics of an article, surest first; () where nothing is sure enough.

    Args:
        section: what the article's page calls its section or kicker.
        keywords: what its page gives as keywords.
        url: its address, of which the folders are read.
        vector: its vector, None where the encoder does not know its language.
        prototypes: of the same encoder; without them the vector is not used.
        weights: in the place of the shipped ones.
    """
    weights = weights or load_weights()
    found = topic_features(
        telling,
        section=section,
        keywords=keywords,
        url=url,
        vector=vector,
        prototypes=prototypes,
    )
    seen = vector is not None and prototypes is not None
    odds = log_odds(found, weights.with_vector if seen else weights.without)
    none = weights.none["with_vector" if seen else "without"]
    highest = max(none, float(odds.max()))
    shares = np.exp(odds - highest)
    shares /= shares.sum() + math.exp(none - highest)
    order = np.argsort(-shares, kind="stable")
    known = codes()
    return tuple(
        Topic(code=known[place], confidence=round(float(shares[place]), 4))
        for place in order
        if shares[place] >= weights.least
    )


def topic_features(
    telling: Telling,
    *,
    section: str = "",
    keywords: Sequence[str] = (),
    url: str = "",
    vector: Vectors | None = None,
    prototypes: Prototypes | None = None,
) -> NDArray[np.float64]:
    """What speaks for each topic: a row a topic, a column a feature (`FEATURES`).

    Names of sections, folders and keywords count by their share of all that were
    understood; terms by the logarithm of how many different ones stand in headline and
    text; the vector by its deviation from the mean over topics.
    """
    language = telling.language.split("-")[0]
    columns = (
        _shares(section_topics([section], language)),
        _shares(address_topics(url, language)),
        _shares(section_topics(keywords, language)),
        _logarithms(term_topics(telling.headline, language)),
        _logarithms(term_topics(telling.text, language)),
        _none()
        if vector is None or prototypes is None
        else prototypes.similarities(vector),
    )
    return np.stack(columns, axis=1)


def log_odds(
    features: NDArray[np.float64], weights: Mapping[str, float]
) -> NDArray[np.float64]:
    """The log-odds of each topic."""
    odds: NDArray[np.float64] = features @ np.array(
        [weights[name] for name in FEATURES]
    )
    return odds


@lru_cache(maxsize=1)
def load_weights() -> Weights:
    """The weights that are shipped."""
    path = files("nouvelles.stories").joinpath("data/topic_weights.json")
    raw = json.loads(path.read_text(encoding="utf-8"))
    return Weights(
        with_vector=raw["with_vector"],
        without=raw["without"],
        none=raw["none"],
        least=raw["least"],
    )


@lru_cache(maxsize=1)
def _topics() -> dict[str, _Named]:
    path = files("nouvelles.stories").joinpath("data/topics.toml")
    raw = tomllib.loads(path.read_text(encoding="utf-8"))
    return {
        code: _Named(name=topic["name"], phrases=tuple(topic["phrases"]))
        for code, topic in raw.items()
    }


def _none() -> NDArray[np.float64]:
    return np.zeros(len(_topics()))


def _column(found: Mapping[str, float]) -> NDArray[np.float64]:
    column = _none()
    for place, code in enumerate(_topics()):
        column[place] = found.get(code[:2], 0.0)
    return column


def _shares(found: Mapping[str, int]) -> NDArray[np.float64]:
    total = sum(found.values()) or 1
    return _column({topic: times / total for topic, times in found.items()})


def _logarithms(found: Mapping[str, int]) -> NDArray[np.float64]:
    return _column({topic: math.log1p(times) for topic, times in found.items()})
