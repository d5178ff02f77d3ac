"""Learn what a borne-out word is worth, and how long translations are:
`python -m tools.translation.weights` (after `tools.translation.words`).

Counted on human translations and, for what is no translation, on other sentences of the
same article. The tables of words that are looked up are learned from the other half of
the texts, so that nothing is judged by what it was learned from. For the encoder that
comes along, cosines of right and of wrong pairs: mean and deviation of each.
"""

from __future__ import annotations

import hashlib
import json
import math
import random
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final
from unittest.mock import patch

import numpy as np

from nouvelles.stories.embed.use import SentenceEncoder
from nouvelles.stories.sketch import Floats
from nouvelles.translate import evidence
from nouvelles.translate.coverage import kind_of
from nouvelles.translate.words import WordTable
from tools.translation import words
from tools.translation.texts import Sentences, parallel

OUT: Final = Path("src/nouvelles/translate/data/evidence.json")
#: Pairs of languages that are counted; others take the mean of these.
PAIRS: Final = tuple(
    (one, into)
    for into in words.INTO
    for one in words.FROM
    if one != into and (one, into) != ("fr", "en")
)

#: Articles whose sentences are encoded: some 200 sentences tell the deviation.
ENCODED: Final = 14

Pair = tuple[str, str]


def halves(texts: Iterable[Sentences]) -> tuple[list[Sentences], list[Sentences]]:
    """Articles split by the parity of a digest of their names."""
    parts: tuple[list[Sentences], list[Sentences]] = ([], [])
    for one in texts:
        parts[hashlib.sha256(one.name.encode()).digest()[0] & 1].append(one)
    return parts


def pairs_of(texts: Iterable[Sentences], one: str, other: str) -> list[Pair]:
    return [
        (text[one], text[other])
        for sentences in texts
        for text in sentences.texts
        if one in text and other in text
    ]


def others_of(texts: Iterable[Sentences], one: str, other: str) -> Iterator[Pair]:
    """Each sentence with the translation of another one of its article."""
    dice = random.Random(5)  # noqa: S311 - the same choice each time
    for sentences in texts:
        rows = [text for text in sentences.texts if one in text and other in text]
        for at, row in enumerate(rows):
            rest = rows[:at] + rows[at + 1 :]
            if rest:
                yield row[one], dice.choice(rest)[other]


def table_of(pairs: list[Pair]) -> WordTable:
    there = words.learn(pairs)
    back: dict[str, dict[str, float]] = defaultdict(dict)
    for stem, partners in there.items():
        for partner, likely in partners.items():
            back[partner][stem] = likely
    return WordTable(there=there, back=dict(back))


def counted(
    pairs: Iterable[Pair], one: str, other: str, table: WordTable
) -> dict[str, Counter[str]]:
    """How often words of each kind stand on each level, in both directions."""
    found: dict[str, Counter[str]] = {one: Counter(), other: Counter()}

    def looked_up(here: str, there: str) -> WordTable:
        return table if (here, there) == (one, other) else table.turned()

    with patch.object(evidence, "word_table", looked_up):
        for text, its in pairs:
            for word in evidence.support.__wrapped__(text, its, one, other):
                found[one][kind_of(word)] += 1
            for word in evidence.support.__wrapped__(its, text, other, one):
                found[other][kind_of(word)] += 1
    return found


def weights(right: Counter[str], wrong: Counter[str]) -> dict[str, float]:
    """The logarithm of how much likelier a kind is in a right translation."""
    kinds = sorted(right | wrong)
    whole = {name: sum(c[k] for k in kinds) for name, c in (("r", right), ("w", wrong))}
    return {
        kind: round(
            math.log(
                ((right[kind] + 3) / (whole["r"] + 3 * len(kinds)))
                / ((wrong[kind] + 3) / (whole["w"] + 3 * len(kinds)))
            ),
            3,
        )
        for kind in kinds
    }


def lengths(pairs: Iterable[Pair]) -> list[float]:
    """Mean and deviation of the logarithm of the ratio of characters, and how much the
    variance grows for short texts: variance = a + b / characters of the source."""
    ratios = [(math.log(len(b) / len(a)), len(a)) for a, b in pairs if len(a) > 10]
    mean = sum(ratio for ratio, _ in ratios) / len(ratios)
    squares = [((ratio - mean) ** 2, 1 / size) for ratio, size in ratios]
    n = len(squares)
    mean_x = sum(x for _, x in squares) / n
    mean_y = sum(y for y, _ in squares) / n
    slope = sum((x - mean_x) * (y - mean_y) for y, x in squares) / sum(
        (x - mean_x) ** 2 for _, x in squares
    )
    slope = max(0.0, slope)
    return [
        round(mean, 4),
        round(max(0.005, mean_y - slope * mean_x), 5),
        round(slope, 3),
    ]


def cosines(
    texts: list[Sentences], one: str, other: str, vectors: dict[str, Floats]
) -> list[float]:
    """Mean and deviation of the cosine of right pairs, then of pairs of an article."""
    for tag in (one, other):
        if tag not in vectors:
            said = [text[tag] for sentences in texts for text in sentences.texts]
            vectors[tag] = SentenceEncoder().encode_texts(said)
    owner = np.array(
        [at for at, sentences in enumerate(texts) for _ in sentences.texts]
    )
    cosine = vectors[one] @ vectors[other].T
    wrong = cosine[(owner[:, None] == owner[None]) & ~np.eye(len(owner), dtype=bool)]
    right = np.diag(cosine)
    return [
        round(float(x), 3)
        for x in (right.mean(), right.std(), wrong.mean(), wrong.std())
    ]


def learned(texts: list[Sentences], pairs: Iterable[Pair] = PAIRS) -> dict[str, object]:
    made: dict[str, object] = {}
    first, second = halves(texts)
    vectors: dict[str, Floats] = {}
    for one, other in pairs:
        right: dict[str, Counter[str]] = {one: Counter(), other: Counter()}
        wrong: dict[str, Counter[str]] = {one: Counter(), other: Counter()}
        for taught, asked in ((first, second), (second, first)):
            table = table_of(pairs_of(taught, one, other))
            for tally, found in (
                (right, counted(pairs_of(asked, one, other), one, other, table)),
                (wrong, counted(others_of(asked, one, other), one, other, table)),
            ):
                for tag in found:
                    tally[tag].update(found[tag])
        both = pairs_of(texts, one, other)
        cosine = cosines(texts[:ENCODED], one, other, vectors)
        for here, there, given in (
            (one, other, both),
            (other, one, [(b, a) for a, b in both]),
        ):
            made[f"{here}-{there}"] = {
                "words": weights(right[here], wrong[here]),
                "length": lengths(given),
                "cosine": cosine,
            }
    return made


def main() -> None:
    made = learned(list(parallel()))
    OUT.write_text(json.dumps(made, indent=1, sort_keys=True) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
