"""Days as people write them."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nouvelles.extract.days import read_days

DAY = date(2026, 3, 12)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "March 12, 2026 5:30 PM"),
        ("en", "Thursday, 12th March 2026"),
        ("en", "Mar 122026"),
        ("fr", "Publié le 12 mars 2026 à 09:30"),
        ("de", "12. März 2026, 18:58 Uhr"),
        ("de", "12.03.2026"),
        ("de", "12.3.26"),
        ("es", "12 de marzo de 2026"),
        ("pt", "12 de março de 2026"),
        ("it", "12 marzo 2026"),
        ("nl", "12 maart 2026"),
        ("sv", "12 mars 2026"),
        ("da", "12. marts 2026"),
        ("no", "12. mars 2026"),
        ("is", "12. mars 2026"),
        ("fi", "12. maaliskuuta 2026"),
        ("et", "12. märts 2026"),
        ("lv", "2026. gada 12. marts"),
        ("lt", "2026 m. kovo 12 d."),
        ("pl", "12 marca 2026"),
        ("cs", "12. března 2026"),
        ("sk", "12. marca 2026"),
        ("sl", "12. marec 2026"),
        ("hr", "12. ožujka 2026."),
        ("sr", "12. март 2026."),
        ("hu", "2026. március 12."),
        ("ro", "12 martie 2026"),
        ("bg", "12 март 2026 г."),
        ("ru", "12 марта 2026 г."),
        ("uk", "12 березня 2026"),
        ("be", "12 сакавіка 2026"),
        ("el", "12 Μαρτίου 2026"),
        ("tr", "12 Mart 2026"),
        ("az", "12 mart 2026"),
        ("ar", "12 مارس 2026"),
        ("ar", "12 آذار 2026"),
        ("ar", "١٢ مارس ٢٠٢٦"),
        ("fa", "۲۱ اسفند ۱۴۰۴"),
        ("fa", "۱۴۰۴/۱۲/۲۱"),
        ("ur", "12 مارچ 2026"),
        ("he", "12 במרץ 2026"),
        ("hi", "12 मार्च 2026"),
        ("bn", "১২ মার্চ ২০২৬"),
        ("ta", "12 மார்ச் 2026"),
        ("th", "12 มีนาคม 2569"),
        ("vi", "ngày 12 tháng 3 năm 2026"),
        ("vi", "12/3/2026"),
        ("id", "12 Maret 2026"),
        ("ms", "12 Mac 2026"),
        ("tl", "Marso 12, 2026"),
        ("sw", "12 Machi 2026"),
        ("ka", "12 მარტი, 2026"),
        ("ca", "12 de març de 2026"),
        ("zh", "2026年3月12日 09:30"),
        ("ja", "2026年03月12日"),
        ("ja", "令和8年3月12日"),
        ("ko", "2026년 3월 12일"),
        ("ko", "2026. 3. 12."),
        ("", "2026-03-12"),
        ("", "2026/03/12"),
    ],
)
def test_days_in_many_languages(language: str, text: str) -> None:
    assert [found.day for found in read_days(text, language)] == [DAY]


@pytest.mark.parametrize(
    ("text", "month_first", "expected"),
    [
        ("3/5/2026", False, date(2026, 5, 3)),
        ("3/5/2026", True, date(2026, 3, 5)),
        ("3.5.2026", True, date(2026, 5, 3)),
        ("25/5/2026", True, date(2026, 5, 25)),
        ("5/25/2026", False, date(2026, 5, 25)),
    ],
)
def test_which_figure_is_the_month(
    text: str, month_first: bool, expected: date
) -> None:
    found = next(read_days(text, "en", month_first=month_first))
    assert found.day == expected


@pytest.mark.parametrize(
    "text",
    ["", "today", "March 2026", "12 March", "31.2.2026", "1.2.3.4",
     "2026", "12 March 1826", "May be 12 of 2026 pages", "tel. 030 12 34 56"],
)  # fmt: skip
def test_what_is_no_day(text: str) -> None:
    assert list(read_days(text, "en")) == []


def test_the_same_month_name_is_another_month_elsewhere() -> None:
    assert next(read_days("5. listopada 2026", "hr")).day == date(2026, 10, 5)
    assert next(read_days("5. listopadu 2026", "cs")).day == date(2026, 11, 5)
    assert next(read_days("5 listopada 2026", "pl")).day == date(2026, 11, 5)


@pytest.mark.parametrize(
    ("text", "first_day"),
    [
        ("1 فروردین 1399", date(2020, 3, 20)),
        ("1 فروردین 1400", date(2021, 3, 21)),
        ("1 فروردین 1403", date(2024, 3, 20)),
        ("1 فروردین 1404", date(2025, 3, 21)),
    ],
)
def test_the_iranian_new_year(text: str, first_day: date) -> None:
    assert next(read_days(text, "fa")).day == first_day
    eve = first_day - timedelta(days=1)
    year = int(text[-4:]) - 1
    last = 30 if year in (1399, 1403) else 29
    assert next(read_days(f"{last} اسفند {year}", "fa")).day == eve


@given(st.dates(date(1990, 1, 1), date(2199, 12, 31)), st.booleans())
def test_days_come_back(day: date, month_first: bool) -> None:
    for text in (
        day.isoformat(),
        f"{day:%d.%m.%Y}",
        f"{day:%B} {day.day}, {day.year}",
        f"{day.year}年{day.month}月{day.day}日",
    ):
        found = list(read_days(text, "en", month_first=month_first))
        assert [one.day for one in found] == [day]


@given(st.text(alphabet="0123456789 ./-年月日marchМ", max_size=40))
def test_any_text_is_read(text: str) -> None:
    assert all(1990 <= found.day.year <= 2199 for found in read_days(text, "en"))
