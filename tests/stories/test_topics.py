"""Topics: an article's own section says it, else its words; in doubt none is told."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from importlib.resources import files

import numpy as np
import pytest

from nouvelles.records import Telling
from nouvelles.stories.topic_words import (
    address_topics,
    languages,
    section_topics,
    term_topics,
)
from nouvelles.stories.topics import Prototypes, codes, load_weights, name_of, topics_of


def telling(headline: str = "", text: str = "", language: str = "en") -> Telling:
    return Telling(article="a", headline=headline, text=text, language=language)


def told(*arguments: str, **said: object) -> list[str]:
    found = topics_of(telling(*arguments), **said)  # type: ignore[arg-type]
    return [topic.code.removeprefix("medtop:") for topic in found]


def test_there_are_seventeen_topics_with_names() -> None:
    assert len(codes()) == 17
    assert codes()[0] == "medtop:01000000"
    assert name_of("medtop:15000000") == "sport"
    assert name_of("medtop:20000002") == ""


@pytest.mark.parametrize("table", ["sections.toml", "topic_terms.toml"])
def test_every_word_stands_under_a_topic_in_many_languages(table: str) -> None:
    path = files("nouvelles.stories").joinpath(f"data/{table}")
    words = tomllib.loads(path.read_text(encoding="utf-8"))
    assert len(words) >= 20
    known = {code[7:9] for code in codes()}
    for language, topics in words.items():
        assert set(topics) <= known, language
        for topic, listed in topics.items():
            assert listed, (language, topic)
            assert len(set(listed)) == len(listed), (language, topic)


@pytest.mark.parametrize(
    ("name", "language", "topic"),
    [
        ("Économie", "fr", "04"),
        ("POLITIK", "de", "11"),
        ("Спорт", "ru", "15"),
        ("Здоров’я", "uk", "07"),
        ("محیط زیست", "fa", "06"),
        ("科技", "zh", "13"),
        ("Sports", "de", "15"),  # English on a German page
        ("Cultura", "und", "01"),  # the same in all languages that have it
        ("Wirtschaft, Europa", "de", "04"),  # one of several names is known
    ],
)
def test_sections_are_understood(name: str, language: str, topic: str) -> None:
    assert section_topics([name], language) == {topic: 1}


@pytest.mark.parametrize("name", ["", "World", "News", "Actualité", "Berlin", "—"])
def test_sections_that_tell_no_topic(name: str) -> None:
    assert section_topics([name], "en") == {}


def test_addresses_are_read_by_their_folders() -> None:
    url = "https://outlet.example/sport/tennis/a-court-of-law.html"
    assert address_topics(url, "en") == {"15": 2}
    assert address_topics("https://outlet.example/politika/123/", "ru") == {"11": 1}
    assert address_topics("https://outlet.example/crime", "en") == {}


def test_terms_are_counted_once_each() -> None:
    text = "Trojí zemětřesení. Po zemětřesení přišly záplavy."
    assert term_topics(text, "cs") == {"03": 2}
    assert term_topics("رئيس الوزراء يزور البرلمان", "ar")["11"] >= 2
    assert term_topics("北京发生地震，多人遇难", "zh")["03"] >= 2
    assert term_topics("words of no known language", "xx") == {}
    # A term whose first word has one letter.
    assert term_topics("Її відвезли до суду, а згодом у в’язницю", "uk").get("02")
    assert {"uk", "fa", "el", "he", "hi", "vi", "sv"} <= languages()


def test_a_section_is_enough() -> None:
    assert told("A quiet day", section="Sport") == ["15000000"]
    assert told("A quiet day", section="World") == []


def test_many_words_are_enough_and_one_is_not() -> None:
    headline = "Землетрус: рятувальники шукають загиблих"
    text = "Евакуація триває, аварія на дамбі."
    assert told(headline, text, "uk") == ["03000000"]
    assert told("The court", "", "en") == []


def test_nothing_to_read() -> None:
    assert told("", "") == []


def test_a_vector_speaks_where_it_points() -> None:
    """Each topic's phrases stand for an axis; a vector along one is of that topic."""
    size = len(codes())
    phrases = iter(range(10_000))
    axis: dict[str, int] = {}

    def encode_texts(texts: object) -> np.ndarray:
        found = []
        for text in texts:  # type: ignore[attr-defined]
            row = np.zeros(size, np.float32)
            row[axis.setdefault(text, next(phrases) * size // 197)] = 1
            found.append(row)
        return np.stack(found)

    prototypes = Prototypes.of(encode_texts)
    assert prototypes.directions.shape == (size, size)
    vector = prototypes.directions[14] / np.linalg.norm(prototypes.directions[14])
    near = prototypes.similarities(vector)
    assert int(near.argmax()) == 14
    weights = replace(load_weights(), least=0.0)
    found = topics_of(
        telling("A day"), vector=vector, prototypes=prototypes, weights=weights
    )
    assert found[0].code == codes()[14]
    assert [one.confidence for one in found] == sorted(
        (one.confidence for one in found), reverse=True
    )
