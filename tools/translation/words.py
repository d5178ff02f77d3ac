"""Learn which words stand for each other: `python -m tools.translation.words`.

IBM Model 1 (Brown et al. 1993) in both directions on stems of words; a pair is kept
where one of both makes the other likely and it was expected more than once.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import Final

import numpy as np

from nouvelles.translate.exonyms import exonyms
from nouvelles.translate.stems import bare, content, same_origin, stem
from tools.translation.texts import parallel

OUT: Final = Path("src/nouvelles/translate/data/words")
INTO: Final = ("fr", "en")
FROM: Final = ("en", "fr", "es", "de", "it", "pt", "ru", "uk", "ar", "fa")

ROUNDS: Final = 6
#: Expected times that a pair stood for each other, at least, and how likely it is.
LEAST_COUNT: Final = 1.4
LEAST_LIKELY: Final = 0.08
_NULL: Final = ""

Table = dict[str, dict[str, float]]


def learn(pairs: Iterable[tuple[str, str]]) -> Table:
    """Stems of the first language to those of the second, with a likelihood to 1.

    A stem that is nowhere in small letters is a name's: it may stand for what sounds
    like it, and for nothing that merely stood beside it in its article.
    """
    pairs = list(pairs)
    split = [
        (sorted({*map(stem, content(one))}), sorted({*map(stem, content(other))}))
        for one, other in pairs
    ]
    ordinary = (
        _ordinary(one for one, _ in pairs),
        _ordinary(other for _, other in pairs),
    )
    there, counts = _model_1(split)
    back, _ = _model_1([(other, one) for one, other in split])
    table: Table = defaultdict(dict)
    for (one, other), count in counts.items():
        likely = max(there.get((one, other), 0.0), back.get((other, one), 0.0))
        if not one or count < LEAST_COUNT or likely < LEAST_LIKELY:
            continue
        if (one in ordinary[0]) is (other in ordinary[1]) is True or same_origin(
            one, other
        ):
            table[one][other] = min(1.0, likely)
    return dict(table)


def _ordinary(texts: Iterable[str]) -> frozenset[str]:
    """Stems that some text has in small letters."""
    return frozenset(
        stem(word) for text in texts for word in content(text) if word[0].islower()
    )


def _model_1(
    pairs: list[tuple[list[str], list[str]]],
) -> tuple[dict[tuple[str, str], float], dict[tuple[str, str], float]]:
    """p(other | one) and expected counts, after some rounds of expectation.

    All meetings of two words lie in one array: of each, which two words and in which
    place of which sentence the other stands.
    """
    ones: dict[str, int] = {}
    cells: dict[tuple[int, str], int] = {}
    cell_of, place_of, one_of = [], [], []
    place = 0
    for sources, others in pairs:
        numbers = [ones.setdefault(one, len(ones)) for one in (_NULL, *sources)]
        for other in others:
            for number in numbers:
                cell_of.append(cells.setdefault((number, other), len(cells)))
                place_of.append(place)
                one_of.append(number)
            place += 1
    cell, where, one = map(np.array, (cell_of, place_of, one_of))
    likely = np.ones(len(cells))
    counts = likely
    owner = np.zeros(len(cells), int)
    owner[cell] = one
    for _ in range(ROUNDS):
        share = likely[cell]
        share /= np.bincount(where, share)[where]
        counts = np.bincount(cell, share, len(cells))
        likely = counts / np.bincount(owner, counts)[owner]
    names = list(ones)
    keys = [(names[number], other) for number, other in cells]
    return dict(zip(keys, likely, strict=True)), dict(zip(keys, counts, strict=True))


def written(table: Table) -> str:
    """The table as a file: a stem, then its partners with their likelihood in tenths."""
    lines = []
    for one in sorted(table):
        best = sorted(table[one].items(), key=lambda item: (-item[1], item[0]))[:6]
        partners = " ".join(
            f"{other}:{max(1, round(share * 10))}" for other, share in best
        )
        lines.append(f"{one} {partners}\n")
    return "".join(lines)


def write_ordinary(texts: list[dict[str, str]], out: Path) -> None:
    """The words of each language that some text has in small letters; German nouns too."""
    for tag in FROM:
        said = {
            word.casefold()
            for text in texts
            for word in content(text.get(tag, ""))
            if word[0].islower() and len(word) > 2
        }
        if tag == "de":
            said |= _nouns(texts)
        lines = "".join(f"{one}\n" for one in sorted(said))
        (out / f"{tag}.txt").write_text(lines, encoding="utf-8")


def _nouns(texts: list[dict[str, str]]) -> set[str]:
    """German words with a capital that are no names: mostly the English of their sentence
    has no capital word of the same beginning, and no exonym stands for them."""
    places = _exonym_words("de", "en")
    seen: Counter[str] = Counter()
    for text in texts:
        if "de" not in text:
            continue
        names = {bare(word)[:3] for word in content(text["en"]) if word[0].isupper()}
        for word in content(text["de"]):
            if word[0].isupper() and len(word) > 2 and word not in places:
                seen[word.casefold()] += -1 if bare(word)[:3] in names else 1
    return {word for word, count in seen.items() if count > 0}


def _exonym_words(language: str, other: str) -> frozenset[str]:
    return frozenset(
        word for form in exonyms(language, other) for word in content(form)
    )


def write_all(texts: list[dict[str, str]], out: Path) -> None:
    """All tables and lists of words, as learned from these texts, into a folder."""
    out.mkdir(parents=True, exist_ok=True)
    write_ordinary(texts, out)
    for into in INTO:
        for source in FROM:
            if source == into or (source, into) == ("fr", "en"):
                continue
            pairs = [(t[source], t[into]) for t in texts if source in t and into in t]
            path = out / f"{source}-{into}.txt"
            path.write_text(written(learn(pairs)), encoding="utf-8")


def main() -> None:
    write_all([text for sentences in parallel() for text in sentences.texts], OUT)


if __name__ == "__main__":
    main()
