"""Texts with copies made of them, each with what it was made of; the same each time.

Of real texts (the sample day, and of the shared bench BASIL, NTREX in 25 languages and
Telegram's news) come copies as newsrooms make them: cut, with a new headline and a lead
of their own, with other words here and there, with paragraphs spliced in or moved.
"""

from __future__ import annotations

import itertools
import json
import random
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import regex

from bench.press import SHARED
from nouvelles.language import UNSPACED, sentences
from nouvelles.records import Telling

GOLD = Path(__file__).parent.parent / "src/nouvelles/sample/expected.json"
STORIES = SHARED / "bench" / "stories"
_UNSPACED = regex.compile(rf"[{UNSPACED}]")

#: Characters of a text that is copied: some 60 words.
LEAST = 400
LEAST_PIECES = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """A telling and the article that it was made of; "" for one written on its own."""

    telling: Telling
    of: str = ""
    share: float = 0.0  # of its characters, those from the other
    story: str = ""  # what the gold puts together


#: One text in so many lends sentences to the copies of others, and is not copied itself.
LENDING = 6


def originals() -> tuple[list[Made], list[Made]]:
    """Texts written on their own, shuffled, each once; and others that lend to copies."""
    found = [*_sample(), *stories("basil"), *stories("ntrex_stream"), *_telegram()]
    long = {one.telling.text: one for one in found if len(one.telling.text) >= LEAST}
    kept = [one for one in long.values() if len(pieces(one.telling)) >= LEAST_PIECES]
    random.Random(5).shuffle(kept)
    kept.sort(key=lambda one: one.telling.language)
    lending = kept[::LENDING]
    texts = [one for place, one in enumerate(kept) if place % LENDING]
    random.Random(5).shuffle(texts)
    return texts, lending


def _sample() -> Iterator[Made]:
    return (one for one in sample_day() if not one.of)


def sample_day() -> Iterator[Made]:
    """The sample day, with the wire copies and translations that its gold names."""
    gold = json.loads(GOLD.read_text(encoding="utf-8"))
    for one in gold["articles"]:
        text = "\n".join(block.get("p", "") for block in one["body"])
        is_copy = one["copy"] in ("wire", "translation")
        yield Made(
            telling=_telling(
                one["id"], one["headline"], text, one["lang"], one["outlet"]
            ),
            of=one["origin"] if is_copy else "",
            story=one["event"],
        )


def stories(name: str) -> Iterator[Made]:
    """A set of the shared bench as it comes, with its gold stories."""
    for line in (STORIES / f"{name}.jsonl").read_text(encoding="utf-8").splitlines():
        one = json.loads(line)
        telling = _telling(
            one["id"], one["title"], one["text"], one["lang"], one["source"]
        )
        yield Made(telling=telling, story=one["story"])


def _telegram() -> Iterator[Made]:
    """One side of each pair: the other may be its copy."""
    path = STORIES / "tg_pairs.jsonl"
    known: set[str] = set()
    for line in path.read_text(encoding="utf-8").splitlines():
        pair = json.loads(line)
        one, other = pair["a"], pair["b"]
        if one["url"] in known or other["url"] in known:
            continue
        known |= {one["url"], other["url"]}
        host = one["url"].split("/")[2]
        telling = _telling(one["url"], one["title"], one["text"], pair["lang"], host)
        yield Made(telling=telling, story=one["url"])


def _telling(name: str, title: str, text: str, language: str, outlet: str) -> Telling:
    return Telling(
        article=name, headline=title, text=text, language=language, outlet=outlet
    )


def newsroom_copies(
    texts: Sequence[Made], lending: Sequence[Made], seed: int
) -> list[Made]:
    """Each text, and later in the row a copy of it, cut and rewritten.

    At least half of a copy's sentences come from the other; up to one word in twelve is
    another. Half of a long text may be gone, the first paragraph too.
    """
    chance = random.Random(seed)
    pools: dict[str, list[str]] = defaultdict(list)
    words: dict[str, list[str]] = defaultdict(list)
    for made in lending:
        pools[made.telling.language] += pieces(made.telling)
        words[made.telling.language] += made.telling.text.split()
    for pool in pools.values():
        chance.shuffle(pool)
    row = [(float(place), made) for place, made in enumerate(texts)]
    for place, made in enumerate(texts):
        copy = _rewritten(made, pools, words, chance)
        row.append((chance.uniform(place, len(texts)), copy))
    row.sort(key=lambda pair: pair[0])
    return [made for _, made in row]


def _rewritten(
    made: Made,
    pools: dict[str, list[str]],
    words: dict[str, list[str]],
    chance: random.Random,
) -> Made:
    one = made.telling
    parts = pieces(one)
    kept = parts[: max(2, round(len(parts) * chance.uniform(0.35, 0.9)))]
    if chance.random() < 0.3 and len(kept) > 3:
        kept = kept[1:]  # a lead of their own in its place
    if chance.random() < 0.3:
        place = chance.randrange(len(kept) - 1)
        kept[place : place + 2] = reversed(kept[place : place + 2])
    rate = chance.choice((0.0, 0.02, 0.05, 0.08))
    kept = [swapped(part, words[one.language], rate, chance) for part in kept]
    size = sum(map(len, kept))
    own: list[str] = []
    pool = pools[one.language]
    for _ in range(chance.randrange(0, 4)):
        # Each is lent once: two copies that borrow the same would share it.
        if pool and sum(map(len, own)) + len(pool[-1]) <= size:
            own.append(pool.pop())
    text = own[:1] + kept
    for part in own[1:]:
        text.insert(chance.randrange(1, len(text) + 1), part)
    added = sum(map(len, own))
    return Made(
        telling=Telling(
            article=f"{one.article}#copy",
            headline=" ".join(chance.choices(words[one.language], k=7)),
            text="\n".join(text),
            language=one.language,
            outlet=f"copies-{one.outlet}",
        ),
        of=one.article,
        share=size / (size + added),
        story=made.story,
    )


def pieces(one: Telling) -> list[str]:
    """The sentences of a text; of Thai, which marks none, what stands between spaces."""
    spans = sentences(one.text, one.language)
    if len(spans) < LEAST_PIECES:
        return one.text.split()
    return [one.text[start:end] for start, end in spans]


def swapped(text: str, words: list[str], rate: float, chance: random.Random) -> str:
    """The text with some words (letters, where there are no spaces) replaced or gone."""
    if _UNSPACED.search(text):
        letters = [letter for word in words for letter in word]
        return "".join(_other(letter, letters, rate, chance) for letter in text)
    return " ".join(_other(word, words, rate, chance) for word in text.split(" "))


def _other(word: str, words: list[str], rate: float, chance: random.Random) -> str:
    if chance.random() >= rate:
        return word
    return "" if chance.random() < 0.3 else chance.choice(words)


def edited_copies(texts: Sequence[Made], count: int, seed: int) -> list[Made]:
    """Invented texts in the words of real ones, and copies of them with small edits.

    Sentences follow the real texts' pairs of words, so that no text shares more than
    phrases with another. Edits replace or drop words, cut some at the end, add some.
    """
    chance = random.Random(seed)
    pairs: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for one in texts:
        words = _units(one.telling)
        for word, following in itertools.pairwise(words):
            pairs[one.telling.language][word].append(following)
    languages = sorted(pairs)
    made = []
    for number in range(count):
        language = chance.choice(languages)
        words = _invented(pairs[language], chance.randrange(60, 700), chance)
        for name, of in ((f"{number}", ""), (f"{number}#copy", f"{number}")):
            made.append(
                Made(
                    telling=Telling(
                        article=name,
                        headline=f"Headline {name}",
                        text=_joined(words, language),
                        language=language,
                        outlet=f"{name}.example",
                    ),
                    of=of,
                )
            )
            words = _edited(words, chance.uniform(0.0, 0.06), chance)
    return made


#: Share of an invented text's words that do not follow the one before: few texts would
#: else lend their sentences whole.
JUMPS = 0.3
_GLUED = frozenset({"zh", "ja", "th"})


def _units(one: Telling) -> list[str]:
    """Words; letters where there are no spaces."""
    if one.language in _GLUED:
        return [letter for letter in one.text if letter.isalnum()]
    return one.text.split()


def _joined(words: list[str], language: str) -> str:
    return ("" if language in _GLUED else " ").join(words)


def _invented(
    pairs: dict[str, list[str]], length: int, chance: random.Random
) -> list[str]:
    known = list(pairs)
    words: list[str] = []
    while len(words) < length:
        following = pairs.get(words[-1]) if words else None
        if following is None or chance.random() < JUMPS:
            following = known
        words.append(chance.choice(following))
    return words


def _edited(words: list[str], rate: float, chance: random.Random) -> list[str]:
    kept = [_other(word, words, rate, chance) for word in words]
    tail = chance.randrange(0, len(kept) // 12)
    more = chance.choices(words, k=chance.randrange(0, len(kept) // 12))
    return [word for word in kept[: len(kept) - tail] if word] + more
