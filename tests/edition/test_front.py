"""The front page: order, shares, languages, and that nothing is lost or doubled."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from nouvelles.edition import arrange
from nouvelles.edition.front import PER_SOURCE, freshness
from nouvelles.records import Listed, RightsItem, Source

NOW = datetime(2026, 3, 12, 12, 0, tzinfo=UTC)


def listed(
    id: str, *, host: str = "a.example", language: str = "fr", age_h: float | None = 1
) -> Listed:
    return Listed(
        id=id,
        url=f"https://{host}/{id}",
        source=Source(host=host, name=host, language=language),
        headline=id,
        standfirst="",
        lede="",
        summary="",
        language=language,
        published=None if age_h is None else NOW - timedelta(hours=age_h),
        day_only=False,
        captured=NOW,
        rights=RightsItem(),
    )


def test_an_empty_paper_has_an_empty_front() -> None:
    front = arrange([], NOW)
    assert (front.lead, front.stack, front.under, front.row, front.rest) == (
        None, (), (), (), (),
    )  # fmt: skip


def test_the_lead_is_in_the_readers_language() -> None:
    items = [
        listed("german", language="de", age_h=1),
        listed("french", language="fr-CA", age_h=3),
    ]
    assert arrange(items, NOW, reader="fr").lead == items[1]
    assert arrange(items, NOW, reader="en").lead == items[0]


def test_a_stale_article_leads_in_no_language() -> None:
    items = [
        listed("german", language="de", age_h=1),
        listed("old", language="fr", age_h=30),
    ]
    assert arrange(items, NOW, reader="fr").lead == items[0]


def test_no_source_fills_the_upper_part() -> None:
    items = [listed(f"a{n}", age_h=n) for n in range(8)]
    front = arrange(items, NOW)
    assert len(front.rest) == 8 - PER_SOURCE


def test_neighbours_differ_in_language_while_they_can() -> None:
    items = [listed(f"f{n}", host=f"f{n}.example", age_h=n) for n in range(3)]
    items += [
        listed(f"p{n}", host=f"p{n}.example", language="pt", age_h=n + 3)
        for n in range(3)
    ]
    front = arrange(items, NOW)
    assert front.lead is not None
    upper = [front.lead, *front.stack, *front.under, *front.row]
    assert [item.language for item in upper] == ["fr", "pt", "fr", "pt", "fr", "pt"]


def test_the_columns_are_of_one_height() -> None:
    items = [listed(f"a{n}", host=f"h{n}.example", age_h=n) for n in range(6)]
    assert len(arrange(items, NOW).stack) == 2
    items[0] = replace(items[0], picture="p.jpg")
    assert len(arrange(items, NOW).stack) == 3


def test_a_time_in_the_future_counts_as_the_capture() -> None:
    early = listed("early", age_h=-48)
    assert freshness(early, NOW) == NOW


def test_a_bare_day_is_ordered_by_its_capture() -> None:
    midnight = replace(listed("day", age_h=12), day_only=True)
    assert freshness(midnight, NOW) == NOW
    early = replace(midnight, captured=NOW - timedelta(hours=3))
    assert freshness(early, NOW) == NOW - timedelta(hours=3)
    late = replace(midnight, captured=NOW + timedelta(days=9))
    assert freshness(late, NOW) == NOW
    archived = replace(midnight, captured=NOW + timedelta(days=9))
    much_later = NOW + timedelta(days=20)
    assert freshness(archived, much_later) == NOW + timedelta(hours=12)


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["a.example", "b.example", "c.example"]),
            st.sampled_from(["fr", "ar", "zh", "und"]),
            st.none() | st.floats(-100, 1e6),
        ),
        max_size=40,
    ),
    st.sampled_from(["fr", "en", ""]),
)
def test_every_article_has_one_place(
    drawn: list[tuple[str, str, float | None]], reader: str
) -> None:
    items = [
        listed(str(n), host=host, language=language, age_h=age)
        for n, (host, language, age) in enumerate(drawn)
    ]
    front = arrange(items, NOW, reader=reader)
    lead = [front.lead] if front.lead else []
    upper = [*lead, *front.stack, *front.under, *front.row]
    placed = [item.id for item in [*upper, *front.rest]]
    assert sorted(placed) == sorted(item.id for item in items)
    counted = Counter(item.source.host for item in upper)
    assert all(number <= PER_SOURCE for number in counted.values())
    ages = [freshness(item, NOW) for item in front.rest]
    assert ages == sorted(ages, reverse=True)
    assert arrange(items[::-1], NOW, reader=reader) == front


def test_withdrawn_articles_stand_in_the_rest() -> None:
    gone = [replace(listed(f"w{n}", age_h=0.1), withdrawn=NOW) for n in range(2)]
    items = [*gone, listed("old", host="b.example", age_h=20)]
    front = arrange(items, NOW, reader="fr")
    assert front.lead == items[2]
    assert [item.id for item in front.rest] == ["w0", "w1"]
    alone = arrange(gone, NOW)
    assert alone.lead == gone[0]
    assert [item.id for item in (*alone.stack, *alone.rest)] == ["w1"]
