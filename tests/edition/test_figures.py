"""Numbers and names, found again in other languages and scripts."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nouvelles.edition.contents import Contents
from nouvelles.edition.figures import Number, numbers
from nouvelles.edition.naming import Name, names, sounds


def found(text: str) -> list[str]:
    return [number.written for number in numbers(text)]


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("Quelque 12\u202f000 personnes ont quitté le delta.", ["12\u202f000"]),
        ("Some 8,400 people, or 9.5 percent, slept in schools.", ["8,400", "9.5"]),
        ("12 mille personnes", ["12 mille"]),
        ("1.2万人", ["1.2万"]),
        ("有12000人", ["12000"]),
        ("1억 2500만 파운드", ["1억 2500만"]),
        ("4 mil millones de euros", ["4 mil millones"]),
        ("۵٫۹ درجه", ["۵٫۹"]),
        ("٣٠٠٠٠ شخص", ["٣٠٠٠٠"]),
        ("36.9 million tonnes", ["36.9 million"]),
        ("4,1 млрд талеров", ["4,1 млрд"]),
        # Times, dates, years and small numbers say nothing of this kind.
        ("at 2:40 a.m., 0540 GMT, on 12 March 2026", []),
        ("à 4 h 10, puis à 17h", []),
        ("a las 2.40", []),
        ("le traité de 1986", []),
        ("the under-21 side and the A380", []),
        ("2026-03-12", []),
        ("7 of 12 boats", []),
        # Measures are converted, telephones called, and some compounds not understood.
        ("137 km, 85 miles, 98 kg, 300 метров, 12公里", []),
        ("+44 20 7946 0958", []),
        ("1억 4천 2백만 명", []),
        ("", []),
    ],
)
def test_numbers_that_say_something(text: str, written: list[str]) -> None:
    assert found(text) == written


def test_a_number_is_read_in_every_way() -> None:
    (number,) = numbers("It cost 3,141 marks.")
    assert number.values == {Decimal(3141), Decimal("3.141")}
    (number,) = numbers("1.234.567 habitantes")
    assert number.values == {Decimal(1_234_567)}
    (number,) = numbers("1억 2500만 파운드")
    assert number.values == {Decimal(125_000_000)}
    (number,) = numbers("2,25 tỷ USD")
    assert number.values == {Decimal("2.25"), Decimal(2_250_000_000)}
    (number,) = numbers("649 Millionen")
    assert number.values == {Decimal(649), Decimal(649_000_000)}
    (number,) = numbers("12 mille")
    assert number.values == {Decimal(12_000)}


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Twelve thousand were being sheltered.", "en"),
        ("Douze mille personnes sont hébergées.", "fr"),
        ("12 tausend Menschen", "de"),
        ("12 тысяч человек", "ru"),
        ("двенадцать тысяч человек", "ru"),
        ("1.2万人が避難した", "ja"),
        ("doze mil pessoas", "pt"),
        ("١٢ ألف شخص", "ar"),
        ("12.000 Menschen", "de"),
        ("zwölftausend Menschen", "de"),
    ],
)
def test_a_number_is_known_again(text: str, language: str) -> None:
    (number,) = numbers("12 000 personnes")
    assert Contents(text=text, language=language).has_number(number)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Some 8,400 people", "en"),
        ("twelve people, a thousand boats", "en"),
        ("", "fr"),
        ("12 militaires", "fr"),
        ("zwölf Menschen", "de"),
    ],
)
def test_another_number_is_not(text: str, language: str) -> None:
    (number,) = numbers("12 000 personnes")
    assert not Contents(text=text, language=language).has_number(number)


def test_words_between_those_of_a_number_do_not_count() -> None:
    (number,) = numbers("4321 casas")
    said = "Eram quatro mil trezentas e vinte e uma casas."
    assert Contents(text=said, language="pt").has_number(number)
    assert not Contents(text="Eram quatro mil casas.", language="pt").has_number(number)
    german = "Viertausenddreihunderteinundzwanzig Häuser"
    assert Contents(text=german, language="de").has_number(number)
    assert not Contents(text="Vier Häuser", language="de").has_number(number)


def test_names_of_two_words() -> None:
    text = "La ministre Belmira Quentalha et Idris ben Halwan ont parlé à Talmeira."
    assert [name.written for name in names(text, "fr")] == ["Belmira Quentalha"]
    assert [name.written for name in names("Meridian Press says", "en")] == []
    assert not list(names("计划于Wesbanco Arena组织的集会", "zh"))
    assert not list(names("Der Stadtrat Karl Meier", "de"))
    (name,) = names("In Keldor Maud Ferrisker’s brokers", "en")
    assert name.written == "Keldor Maud Ferrisker"


@pytest.mark.parametrize(
    "other",
    ["بلميرا كنتاليا", "Белмира Кенталья", "Белміри Кентальї", "بلمیرا کنتالیا",
     "QUENTALHA"],
)  # fmt: skip
def test_a_name_is_known_again_in_another_script(other: str) -> None:
    name = Name(written="Belmira Quentalha", code=sounds("Quentalha"))
    assert Contents(text=f"… {other} …", language="und").has_name(name)


def test_another_name_is_not() -> None:
    name = Name(written="Belmira Quentalha", code=sounds("Quentalha"))
    assert not Contents(text="Надира Сумар", language="ru").has_name(name)


def test_names_of_common_words_are_known() -> None:
    common = Contents(text="The library of the city", language="en").common_words
    assert Name(written="National Library", code="x").is_common(common)
    assert not Name(written="Maud Ferrisker", code="x").is_common(common)


def test_only_the_same_language_can_be_asked_for_a_name() -> None:
    assert Contents(text="", language="pt-BR").can_be_asked_name("pt")
    assert not Contents(text="", language="es").can_be_asked_name("pt")


@given(
    st.text(max_size=200), st.sampled_from(["fr", "en", "ar", "zh", "xx", "und", ""])
)
def test_no_text_raises(text: str, language: str) -> None:
    contents = Contents(text=text, language=language)
    for number in numbers(text):
        assert number.written in text
        assert number.values
    for name in names(text, language):
        assert name.written in text
    assert not contents.has_number(Number(written="", values=frozenset()))
