"""Two tellings side by side: who came first makes no difference."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nouvelles.records import Telling
from nouvelles.stories.background import Background
from nouvelles.stories.bank import Bank
from nouvelles.stories.clues import clues
from nouvelles.stories.compare import FEATURES, features, shared_keys
from nouvelles.stories.model import load_model
from nouvelles.stories.sketch import Floats, Frequencies, key_of, sketch
from nouvelles.stories.why import GROUPS, parts

NOON = datetime(2026, 3, 12, 12, tzinfo=UTC)
SIZE = 16

TELLINGS = (
    Telling(
        article="en",
        headline="Dam breaks at Talmeira",
        text="Mayor Ada Brandão had 12,000 people taken to schools in Germany.",
        language="en",
        outlet="a.example",
        at=NOON,
    ),
    Telling(
        article="pt",
        headline="Rompe-se a barragem de Talmeira",
        text="A presidente Ada Brandão levou 12.000 pessoas para escolas.",
        language="pt",
        outlet="a.example",
        at=NOON + timedelta(hours=3),
    ),
    Telling(article="uk", headline="Комета над Верною", language="uk", at=None),
    Telling(article="fa", headline="", text="سد تالمیرا شکست و ۱۲٬۰۰۰ نفر", language="fa"),
    Telling(
        article="second", headline="Talmeira: the day after", language="en",
        outlet="a.example", at=NOON + timedelta(hours=20),
    ),
    Telling(article="nothing", headline=""),
)  # fmt: skip


def bank_of(tellings: tuple[Telling, ...] = TELLINGS) -> Bank:
    bank, frequencies, background = Bank(SIZE), Frequencies(), Background(SIZE)
    for at, telling in enumerate(tellings):
        vectors: Floats | None = None
        if at % 4 != 3:
            vectors = (
                np.random.default_rng(at).normal(size=(2, SIZE)).astype(np.float32)
            )
            vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
        usual = background.measure(vectors)
        known = vectors is not None and telling.language in ("en", "pt")
        kept = sketch(telling, clues(telling), frequencies, vectors, usual, known)
        bank.add(kept, at)
    return bank


def pair(bank: Bank, row: int, other: int) -> dict[str, float]:
    found = features(bank, row, np.array([other]))[:, 0].tolist()
    return dict(zip(FEATURES, found, strict=True))


@given(st.integers(0, len(TELLINGS) - 1), st.integers(0, len(TELLINGS) - 1))
def test_a_pair_is_the_same_from_both_sides(row: int, other: int) -> None:
    bank = bank_of()
    one, two = (
        features(bank, *p) for p in ((row, np.array([other])), (other, np.array([row])))
    )
    assert np.isfinite(one).all()
    np.testing.assert_allclose(one, two, rtol=1e-5, atol=1e-6)


def test_many_at_once_are_what_they_are_one_by_one() -> None:
    bank = bank_of()
    others = np.array([1, 2, 3, 4, 5])
    together = features(bank, 0, others)
    for column, other in enumerate(others.tolist()):
        alone = features(bank, 0, np.array([other]))[:, 0]
        np.testing.assert_allclose(together[:, column], alone, rtol=1e-6)


def test_what_two_tellings_of_one_event_share() -> None:
    found = pair(bank_of(), 0, 1)
    assert found["same_numbers"] == 1  # 12,000 and 12.000
    assert found["same_names"] >= 3  # Talmeira, Ada, Brandão
    assert found["names"] > 0.5
    assert found["sounds"] > 0.2
    assert found["words"] == 0  # words are of a language
    assert found["same_words"] == found["words_most"] == 0
    assert found["same_places"] == 0
    assert 0 < found["names_least"] <= found["names_most"] <= 1.05
    assert found["cross_least"] <= found["cross_most"]
    assert found["apart"] == pytest.approx(np.log1p(3))
    assert (found["known"], found["bodies"], found["titles"]) == (2, 2, 2)


def test_an_outlet_tells_an_event_once_in_a_language() -> None:
    bank = bank_of()
    assert pair(bank, 0, 4)["same_outlet"] == 1
    assert pair(bank, 0, 1)["same_outlet"] == 0  # in another language it may again
    assert pair(bank, 2, 5)["same_outlet"] == 0  # no outlet is none that both have
    assert pair(bank, 0, 4)["same_language"] == 1


def test_what_is_not_known_is_said_so() -> None:
    found = pair(bank_of(), 2, 5)
    assert found["apart"] == -1
    assert found["shorter"] == 0
    assert (found["bodies"], found["titles"], found["known"]) == (0, 1, 0)


def test_a_telling_is_wholly_like_itself() -> None:
    found = pair(bank_of(), 0, 0)
    assert found["headline"] == pytest.approx(1, abs=0.02)  # vectors are kept as bytes
    for kind in ("words", "names", "sounds", "numbers", "places"):
        assert found[kind] == pytest.approx(1, abs=0.02)  # and so are weights


def test_shared_keys_can_be_named() -> None:
    bank = bank_of()
    shared = shared_keys(bank, 0, 1)
    assert shared == sorted(shared)
    assert key_of(1, "talmeira", "en") in shared
    assert shared_keys(bank, 0, 5) == []


# ---- what is made of a pair ----


def test_the_odds_of_a_pair_have_parts() -> None:
    bank, model = bank_of(), load_model()
    same, other = model.odds(bank, 0, np.array([1, 2])).tolist()
    assert same > other
    assert other < 0
    found = parts(model, bank, 0, 1)
    assert set(found) == set(GROUPS)
    assert found["names"] + found["numbers"] > 0


def test_what_two_have_nothing_of_in_common_speaks_for_nothing() -> None:
    bank, model = bank_of(), load_model()
    rows = range(len(TELLINGS))
    for row, other in combinations(rows, 2):
        pair = features(bank, row, np.array([other]))[:, 0]
        found = parts(model, bank, row, other)
        for group in ("words", "names", "numbers", "places"):
            shared = max(pair[FEATURES.index(name)] for name in GROUPS[group])
            assert shared > 0 or found[group] <= 0


def test_every_feature_is_weighed_by_one_group_or_says_how_much_is_known() -> None:
    grouped = [name for names in GROUPS.values() for name in names]
    assert len(grouped) == len(set(grouped))
    assert set(FEATURES) - set(grouped) == {
        "same_language", "known", "bodies", "titles", "shorter", "fewest",
    }  # fmt: skip
