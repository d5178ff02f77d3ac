"""Names in Latin letters as the press prints them; what letters do not tell is not told."""

from __future__ import annotations

import tomllib
from importlib.resources import files

import pytest
import regex

from nouvelles.language.transliteration import (
    signature,
    transliterated,
    with_persons,
)
from nouvelles.language.transliteration.arabic import bare

# Russian and Ukrainian; as French papers print them; as English ones do (BGN/PCGN).
NAMES = [
    ("ru", "Владимир Путин", "Vladimir Poutine", "Vladimir Putin"),
    ("ru", "Никита Хрущёв", "Nikita Khrouchtchev", "Nikita Khrushchev"),
    ("ru", "Михаил Горбачёв", "Mikhaïl Gorbatchev", "Mikhail Gorbachev"),
    ("ru", "Сергей Лавров", "Sergueï Lavrov", "Sergey Lavrov"),
    ("ru", "Фёдор Достоевский", "Fiodor Dostoïevski", "Fyodor Dostoyevsky"),
    ("ru", "Александр Солженицын", "Alexandre Soljenitsyne", "Alexander Solzhenitsyn"),
    ("ru", "Лев Толстой", "Lev Tolstoï", "Lev Tolstoy"),
    ("ru", "Евгений Пригожин", "Evgueni Prigojine", "Yevgeny Prigozhin"),
    ("ru", "Ксения Собчак", "Ksenia Sobtchak", "Kseniya Sobchak"),
    ("ru", "Алексей Навальный", "Alexeï Navalny", "Aleksey Navalny"),
    ("ru", "Анастасия Васильева", "Anastassia Vassilieva", "Anastasiya Vasilyeva"),
    ("ru", "Георгий Жуков", "Gueorgui Joukov", "Georgy Zhukov"),
    ("ru", "Петр Щербаков", "Piotr Chtcherbakov", "Pyotr Shcherbakov"),
    ("ru", "МИХАИЛ ИВАНОВ", "MIKHAÏL IVANOV", "MIKHAIL IVANOV"),
    ("uk", "Володимир Зеленський", "Volodymyr Zelensky", "Volodymyr Zelensky"),
    ("uk", "Валерій Залужний", "Valeriï Zaloujny", "Valerii Zaluzhny"),
    ("uk", "Андрій Шевченко", "Andriï Chevtchenko", "Andrii Shevchenko"),
    ("uk", "Юлія Тимошенко", "Ioulia Tymochenko", "Yuliia Tymoshenko"),
    ("uk", "Олена Грабар", "Olena Hrabar", "Olena Hrabar"),
    ("uk", "В’ячеслав Чорновіл", "Viatcheslav Tchornovil", "Viacheslav Chornovil"),
    ("uk", "Богдан Згурський", "Bohdan Zghoursky", "Bohdan Zghursky"),
    ("ar", "محمد الخطيب", "Mohamed Al-Khatib", "Mohammed Al-Khatib"),
    ("ar", "هِشام بن سالم", "Hicham Ben Salem", "Hisham bin Salem"),
    ("fa", "علی خامنه‌ای", "Ali Khamenei", "Ali Khamenei"),
    ("fa", "عباس عراقچی", "Abbas Araghtchi", "Abbas Araghchi"),
]


@pytest.mark.parametrize(("language", "name", "french", "english"), NAMES)
def test_names_of_the_press(
    language: str, name: str, french: str, english: str
) -> None:
    assert transliterated(name, language, "fr") == french
    assert transliterated(name, language, "en") == english
    assert transliterated(name, language, "de") == english


@pytest.mark.parametrize(
    ("language", "name", "edition"),
    [
        ("ar", "محمد زيدان", "fr"),  # Zidane, Zaydan, Zeidan
        ("fa", "پریسا نیک‌آذر", "fr"),
        ("ru", "Reuters", "fr"),
        ("uk", "Олена Грабар", "ar"),
        ("zh", "王毅", "fr"),
        ("", "Олена Грабар", "fr"),
        ("ru", "محمد حسن", "fr"),
        ("ru", "", "fr"),
    ],
)
def test_what_is_not_certain_stays(language: str, name: str, edition: str) -> None:
    assert transliterated(name, language, edition) is None


def test_a_newsroom_signs_with_its_own_word() -> None:
    assert signature("Олена Грабар", "uk", "fr") == "Olena Hrabar"
    for newsroom in ("Редакция", "Редакция сайта", "наш корреспондент"):
        assert signature(newsroom, "ru", "fr") is None


def test_full_names_in_a_text_are_written_anew() -> None:
    """As they are called, with a surname that agrees: else their letters may be those of
    a case, or of a foreigner."""
    text = "Іван Петренко, Марія Коваль, Дональд Трамп, Олену Грабар, Марія Петренкова"
    assert with_persons(text, "uk", "fr") == (
        "Ivan Petrenko, Maria Koval, Дональд Трамп, Олену Грабар, Maria Petrenkova"
    )
    text = "Иван Иванова, Иван Иванович Иванов и Анна Каренина"
    assert with_persons(text, "ru", "fr") == (
        "Иван Иванова, Ivan Ivanovitch Ivanov и Anna Karenina"
    )
    assert with_persons("dit محمد الخطيب à Paris", "ar", "fr") == (
        "dit Mohamed Al-Khatib à Paris"
    )
    assert with_persons("dit حسن à Paris", "ar", "fr") == "dit حسن à Paris"
    assert with_persons(text, "ru", "ar") == text


def test_no_name_is_listed_twice() -> None:
    path = files("nouvelles.language") / "data"
    read = tomllib.loads((path / "arabic_names.toml").read_text(encoding="utf-8"))
    for language, rows in read.items():
        names = [row.split()[0] for row in rows.split("\n") if row]
        assert len(set(map(bare, names))) == len(names)
        # Each has both forms, in Latin letters.
        for name in names:
            for edition in ("fr", "en"):
                written = transliterated(name, language, edition)
                assert written
                assert regex.fullmatch(r"[\p{Latin}-]+", written)
    given = tomllib.loads((path / "given_names.toml").read_text(encoding="utf-8"))
    for names in given.values():
        men, women = (names[gender].split() for gender in ("m", "f"))
        assert not {*men} & {*women}
        assert len({*men, *women}) == len(men) + len(women)
