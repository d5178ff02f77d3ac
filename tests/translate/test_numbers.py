"""Numbers of many languages, in figures and in words."""

from __future__ import annotations

import pytest

from nouvelles.translate.numbers import numbers


@pytest.mark.parametrize(
    ("language", "text", "wanted"),
    [
        ("fr", "quatre-vingt-dix-sept", {97.0}),
        ("fr", "soixante-douze", {72.0}),
        ("fr", "dix-neuf", {19.0}),
        ("fr", "deux cent mille", {200_000.0}),
        ("fr", "2,8 milliards", {2.8e9}),
        ("en", "two thousand five hundred and twenty-one", {2521.0}),
        ("en", "1,234.5", {1234.5}),
        ("en", "nineteen", {19.0}),
        ("de", "dreihundertfünfzig", {350.0}),
        ("de", "einundzwanzig", {21.0}),
        ("de", "3 Mrd. Euro", {3e9}),
        ("es", "treinta y dos", {32.0}),
        ("es", "dos mil quinientos millones", {2.5e9}),
        ("pt", "vinte e cinco", {25.0}),
        ("it", "trentadue", {32.0}),
        ("ru", "двадцать два", {22.0}),
        ("ru", "5 тыс. рублей", {5000.0}),
        ("uk", "п’ять тисяч", {5000.0}),
        ("ar", "١٢ شخصا", {12.0}),
        ("fa", "۱۲ نفر", {12.0}),
        ("fa", "بیست و پنج", {25.0}),
        ("zh", "3万人", {30_000.0}),
        ("tr", "yirmi beş", {25.0}),
        ("en", "’80", {80.0, 1980.0, 2080.0}),
        ("fr", "1.234", {1234.0, 1.234}),
    ],
)
def test_a_number_has_all_its_readings(
    language: str, text: str, wanted: set[float]
) -> None:
    read = [one for one in numbers(text, language) if one.written != "loose"]
    assert [one.values for one in read] == [frozenset(wanted)]


def test_a_time_of_day_is_read_in_both_halves() -> None:
    (afternoon,) = numbers("at 3:30 p.m.", "en")
    (same,) = numbers("à 15 h 30", "fr")
    assert afternoon.same(same)


def test_ordinals_and_dozens_are_loose() -> None:
    assert {one.written for one in numbers("the first dozen", "en")} == {"loose"}


def test_of_a_language_without_a_table_figures_are_read() -> None:
    assert [one.values for one in numbers("12 lapsi", "fi")] == [frozenset({12.0})]
