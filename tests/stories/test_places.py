"""Countries and cities by their names: declined, in any language, or not at all."""

from __future__ import annotations

import pytest
from babel.localedata import locale_identifiers
from hypothesis import given
from hypothesis import strategies as st

from nouvelles.language import tokens
from nouvelles.stories.places import places


@pytest.mark.parametrize(
    ("language", "text", "codes"),
    [
        ("en", "Germany beat the United States", {"DE", "US"}),
        ("fr", "en Allemagne et aux États-Unis", {"DE", "US"}),
        ("de", "Frankreichs Botschafter in Moskau", {"FR", "Europe/Moscow"}),
        ("uk", "у Німеччині та Польщі", {"DE", "PL"}),
        ("ru", "в Германии и Франции, под Москвой", {"DE", "FR", "Europe/Moscow"}),
        ("pl", "w Niemczech i do Polski", {"DE", "PL"}),
        ("cs", "v Německu", {"DE"}),
        ("fi", "Saksassa ja Ruotsissa", {"DE", "SE"}),
        ("el", "στη Γερμανία και την Αθήνα", {"DE", "Europe/Athens"}),
        ("fa", "در آلمان و تهران", {"DE", "Asia/Tehran"}),
        ("he", "גרמניה ", {"DE"}),
        ("hi", "जर्मनी ", {"DE"}),
    ],
)
def test_places_by_their_names(language: str, text: str, codes: set[str]) -> None:
    assert codes <= set(places(tokens(text), language))


def test_how_often_each_is_named() -> None:
    words = tokens(
        "Germany and France. Germans say that Germany will not pay; France may."
    )
    found = places(words, "en")
    assert found["DE"] == 3  # Germans, too: endings are not looked at
    assert found["FR"] == 2


def test_the_longest_name_is_meant() -> None:
    found = places(tokens("South Sudan and Sudan"), "en")
    assert (found["SS"], found["SD"]) == (1, 1)


@pytest.mark.parametrize(
    "language", ["", "und", "xx", "zz", "x", "12", "root-", "a b", "🙂"]
)
def test_a_language_that_nobody_knows_has_no_places(language: str) -> None:
    assert places(tokens("Deutschland, Allemagne"), language) == {}


def test_nothing_is_nowhere() -> None:
    assert places(tokens("a city unknown to all"), "en") == {}
    assert places([], "en") == {}
    assert places(tokens("…"), "en") == {}


@pytest.mark.parametrize(
    "language", sorted({name.partition("_")[0] for name in locale_identifiers()})[::6]
)
def test_every_language_of_the_list_can_be_read(language: str) -> None:
    found = places(tokens("Canada Paris 東京 مصر Київ"), language)
    assert all(count > 0 and code for code, count in found.items())


@given(st.lists(st.text(max_size=12), max_size=20), st.sampled_from(["en", "uk", "fa"]))
def test_any_words_can_be_looked_at(words: list[str], language: str) -> None:
    assert sum(places(words, language).values()) <= len(words)
