"""Dates as pages write them."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nouvelles.extract import extract
from nouvelles.extract.dates import read_time
from tests.extract.captures import URL, page


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("2026-03-12T06:40:00+01:00", "2026-03-12T06:40:00+01:00"),
        ("2026-03-12T06:40:00Z", "2026-03-12T06:40:00+00:00"),
        ("2026-03-12T06:40+0100", "2026-03-12T06:40:00+01:00"),
        ("2026-03-12T06:40:00.123-0530", "2026-03-12T06:40:00.123000-05:30"),
        ("2026-03-12 06:40:00 +01:00", "2026-03-12T06:40:00+01:00"),
        ("2026-03-12 06:40:00 UTC", "2026-03-12T06:40:00+00:00"),
        ("2026/3/12 6:40", "2026-03-12T06:40:00+00:00"),
        ("Thu, 12 Mar 2026 06:40:00 +0100", "2026-03-12T06:40:00+01:00"),
        ("Thu, 12 Mar 2026 06:40:00 GMT", "2026-03-12T06:40:00+00:00"),
        ("2026-03-12", "2026-03-12T00:00:00+00:00"),
        ("20260312", "2026-03-12T00:00:00+00:00"),
    ],
)
def test_times_that_are_read(text: str, iso: str) -> None:
    written = read_time(text)
    assert written is not None
    assert written.at.isoformat() == iso
    assert written.day_only == ("00:00:00" in iso and ":" not in text)


@pytest.mark.parametrize(
    "text",
    ["", "today", "12 March 2026 at noon o'clock", "2026-13-40", "0001-01-01", "5",
     "2026-03-12T25:00:00Z", "1970-01-01T00:00:00Z", "Wed", "99 Foo 2026"],
)  # fmt: skip
def test_times_that_are_not(text: str) -> None:
    written = read_time(text)
    assert written is None or (written.day_only and written.at.year == 2026)


@given(st.text(max_size=40))
def test_any_text_gives_an_aware_time_or_none(text: str) -> None:
    written = read_time(text)
    assert written is None or written.at.tzinfo is not None


@given(
    st.datetimes(min_value=datetime(1990, 1, 2), max_value=datetime(2090, 1, 1)),  # noqa: DTZ001
    st.integers(-23, 23),
)
def test_iso_times_come_back(at: datetime, half_hours: int) -> None:
    aware = at.replace(tzinfo=timezone(timedelta(minutes=30 * half_hours)))
    written = read_time(aware.isoformat())
    assert written is not None
    assert written.at == aware
    assert written.at.utcoffset() == aware.utcoffset()


def dated(*head: str, lines: str = "") -> tuple[datetime | None, bool, list[str]]:
    html = page(lines, head="".join(head))
    captured = datetime(2026, 3, 14, tzinfo=UTC)
    article = extract(
        html.encode(), url=URL.replace("2026/03/12/", ""), captured=captured
    )
    return article.published, article.day_only, [d.code for d in article.doubts]


@pytest.mark.parametrize(
    "head",
    [
        '<meta property="article:published_time" content="2026-03-12T06:40:00Z">',
        '<meta name="dc.date.issued" content="2026-03-12T06:40:00Z">',
        '<meta itemprop="datePublished" content="2026-03-12T06:40:00Z">',
        '<script type="application/ld+json">{"@type":"NewsArticle","headline":"a",'
        '"datePublished":"2026-03-12T06:40:00Z",}</script>',
    ],
)
def test_places_in_the_head(head: str) -> None:
    assert dated(head) == (datetime(2026, 3, 12, 6, 40, tzinfo=UTC), False, [])


def test_a_time_element() -> None:
    line = '<time datetime="2026-03-12T06:40:00+00:00">jeudi</time>'
    assert dated(lines=line)[0] == datetime(2026, 3, 12, 6, 40, tzinfo=UTC)


def test_a_day_is_made_exact_by_a_later_place() -> None:
    published, day_only, _ = dated(
        '<meta property="article:published_time" content="2026-03-12">',
        '<meta name="date" content="2026-03-12T06:40:00Z">',
    )
    assert (published, day_only) == (datetime(2026, 3, 12, 6, 40, tzinfo=UTC), False)


def test_a_missing_zone_is_doubted() -> None:
    head = '<meta property="article:published_time" content="2026-03-12T06:40:00">'
    assert dated(head)[2] == ["zone-missing"]


def test_the_future_is_not_believed() -> None:
    head = '<meta property="article:published_time" content="2031-03-12T06:40:00Z">'
    assert dated(head) == (None, False, ["date-in-future"])


def test_a_change_before_publication_is_not_believed() -> None:
    _, _, codes = dated(
        '<meta property="article:published_time" content="2026-03-12T06:40:00Z">',
        '<meta property="article:modified_time" content="2026-03-02T06:40:00Z">',
    )
    assert codes == ["modified-before-published"]


@pytest.mark.parametrize(
    "path",
    ["/2026/03/12/a", "/a-2026-03-12.html", "/x/202603/12/c_1", "/t20260312_88.html"],
)
def test_a_day_in_the_address(path: str) -> None:
    article = extract(page().encode(), url=f"https://courrier-du-val.example{path}")
    assert (article.published, article.day_only) == (
        datetime(2026, 3, 12, tzinfo=UTC),
        True,
    )


def test_the_last_resort_is_a_day() -> None:
    published, day_only, _ = dated(lines='<p class="date">Publié le 12 mars 2026</p>')
    assert published in (None, datetime(2026, 3, 12, tzinfo=UTC))
    assert day_only == (published is not None)
