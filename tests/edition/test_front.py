"""The front page: order, shares, languages, and that nothing is lost or doubled."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from nouvelles.config import FrontSettings
from nouvelles.edition import Front, Piece, arrange, freshness
from nouvelles.edition.front import PER_SOURCE
from nouvelles.records import Listed, Story, Told
from tests.edition import tellings
from tests.edition.tellings import NOW, story, told


def listed(
    id: str, *, host: str = "a.example", language: str = "fr", age_h: float | None = 1
) -> Listed:
    one = tellings.listed(id, host=host, language=language, age_h=age_h)
    return replace(one, captured=NOW)


def front_of(
    items: Sequence[Listed],
    *stories: Story,
    reader: str = "",
    front: FrontSettings | None = None,
) -> Front:
    return arrange(stories, items, NOW, front=front or FrontSettings(), reader=reader)


def upper(front: Front) -> list[Piece]:
    lead = [front.lead] if front.lead else []
    return [*lead, *front.stack, *front.under, *front.row]


def first(front: Front) -> Listed:
    assert front.lead is not None
    return front.lead.listed


def test_an_empty_paper_has_an_empty_front() -> None:
    front = front_of([])
    assert (front.lead, front.stack, front.under, front.row, front.rest) == (
        None, (), (), (), (),
    )  # fmt: skip


def test_the_lead_is_in_the_readers_language() -> None:
    items = [
        listed("german", language="de", age_h=1),
        listed("french", language="fr-CA", age_h=3),
    ]
    assert first(front_of(items, reader="fr")) == items[1]
    assert first(front_of(items, reader="en")) == items[0]


def test_a_stale_article_leads_in_no_language() -> None:
    items = [
        listed("german", language="de", age_h=1),
        listed("old", language="fr", age_h=30),
    ]
    assert first(front_of(items, reader="fr")) == items[0]


def test_no_source_fills_the_upper_part() -> None:
    items = [listed(f"a{n}", age_h=n) for n in range(8)]
    front = front_of(items)
    assert len(front.rest) == 8 - PER_SOURCE


def test_neighbours_differ_in_language_while_they_can() -> None:
    items = [listed(f"f{n}", host=f"f{n}.example", age_h=n) for n in range(3)]
    items += [
        listed(f"p{n}", host=f"p{n}.example", language="pt", age_h=n + 3)
        for n in range(3)
    ]
    languages = [piece.listed.language for piece in upper(front_of(items))]
    assert languages == ["fr", "pt", "fr", "pt", "fr", "pt"]


def test_the_columns_are_of_one_height() -> None:
    items = [listed(f"a{n}", host=f"h{n}.example", age_h=n) for n in range(6)]
    assert len(front_of(items).stack) == 2
    items[0] = replace(items[0], picture="p.jpg")
    assert len(front_of(items).stack) == 3


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
    front = front_of(items, reader=reader)
    placed = [piece.listed.id for piece in [*upper(front), *front.rest]]
    assert sorted(placed) == sorted(item.id for item in items)
    counted = Counter(piece.listed.source.host for piece in upper(front))
    assert all(number <= PER_SOURCE for number in counted.values())
    ages = [freshness(piece.listed, NOW) for piece in front.rest]
    assert ages == sorted(ages, reverse=True)
    assert front_of(items[::-1], reader=reader) == front


def test_withdrawn_articles_stand_in_the_rest() -> None:
    gone = [replace(listed(f"w{n}", age_h=0.1), withdrawn=NOW) for n in range(2)]
    items = [*gone, listed("old", host="b.example", age_h=20)]
    front = front_of(items, reader="fr")
    assert first(front) == items[2]
    assert [piece.listed.id for piece in front.rest] == ["w0", "w1"]
    alone = front_of(gone)
    assert first(alone) == gone[0]
    assert [piece.listed.id for piece in (*alone.stack, *alone.rest)] == ["w1"]


# ---- stories ----


def big_story(id: str, size: int = 4, **more: object) -> Story:
    return story(id, *(told(f"{id}{n}", **more) for n in range(size)))


def test_a_story_stands_once_and_its_articles_not_beside_it() -> None:
    event = big_story("s", age_h=3)
    items = [one.listed for one in event.told] + [listed("alone", age_h=1)]
    pieces = [*upper(front_of(items, event))]
    assert [(piece.story, len(piece.told)) for piece in pieces] == [
        (event, 4), (None, 1),
    ]  # fmt: skip


def test_a_story_of_one_is_an_article_alone() -> None:
    one = story("s", told("a"))
    (piece,) = upper(front_of([one.told[0].listed], one))
    assert (piece.story, piece.listed.id) == (None, "a")


def test_importance_goes_before_freshness_until_it_is_old() -> None:
    settings = FrontSettings(half_life_h=2)
    news = listed("news", host="n.example", age_h=0)
    event = big_story("s", age_h=3)
    assert first(front_of([news], event, front=settings)).id != "news"
    older = big_story("s", age_h=5)
    assert first(front_of([news], older, front=settings)).id == "news"


def test_a_story_is_as_new_as_its_newest_text_of_its_own() -> None:
    old = story("s", told("a", age_h=9), told("b", age_h=1, copy_of="a"))
    (piece,) = upper(front_of([], old))
    assert piece.score.newest == NOW - timedelta(hours=9)


def test_a_story_of_many_languages_is_not_passed_over_for_variety() -> None:
    stories = [
        story(
            f"s{n}",
            *(told(f"f{n}{m}", language="fr", age_h=1) for m in range(3 - n)),
            told(f"d{n}", language="de", age_h=1),
        )
        for n in range(2)
    ]
    alone = listed("pt", host="p.example", language="pt", age_h=1)
    places = upper(front_of([alone], *stories, reader="fr"))
    assert [piece.listed.language for piece in places] == ["fr", "fr", "pt"]


@given(
    st.lists(
        st.tuples(
            st.integers(0, 5),
            st.sampled_from(["fr", "ar", "zh"]),
            st.sampled_from(["US", "KE", ""]),
            st.floats(0, 100),
            st.booleans(),
        ),
        max_size=30,
    ),
    st.integers(0, 12),
)
def test_every_telling_has_one_place(
    drawn: list[tuple[int, str, str, float, bool]], floor: int
) -> None:
    groups: dict[int, list[Told]] = {}
    for n, (group, language, country, age, gone) in enumerate(drawn):
        one = told(
            str(n), host=f"h{n % 7}.example", language=language, country=country,
            age_h=age, withdrawn=NOW if gone else None,
        )  # fmt: skip
        groups.setdefault(group, []).append(one)
    stories = [story(f"s{n}", *found) for n, found in groups.items() if n]
    alone = [one.listed for one in groups.get(0, [])]
    front = front_of(alone, *stories, front=FrontSettings(floor=floor))
    pieces = [*upper(front), *front.rest]
    placed = [one.listed.id for piece in pieces for one in piece.told]
    assert sorted(placed, key=int) == [str(n) for n in range(len(drawn))]
    leads = Counter(piece.listed.source.host for piece in upper(front))
    assert all(number <= PER_SOURCE for number in leads.values())


def test_places_are_kept_for_neglected_countries() -> None:
    busy = [
        story(
            f"s{n}",
            *(told(f"s{n}-{m}", country="US", age_h=1) for m in range(3)),
        )
        for n in range(15)
    ]
    quiet = [
        story(
            f"q{n}",
            told(f"q{n}-0", country="KE", age_h=20),
            told(f"q{n}-1", country="KE", age_h=20),
        )
        for n in range(4)
    ]
    for floor in (0, 2, 3):
        settings = FrontSettings(floor=floor)
        places = upper(front_of([], *busy, *quiet, front=settings))
        kept = [piece for piece in places if piece.is_kept]
        assert len(kept) == floor
        assert all(piece.strength.countries == ("KE",) for piece in kept)
        assert places[-floor:] == kept or not floor
    stale = [
        story(one.id, *(told(t.listed.id, country="KE", age_h=30) for t in one.told))
        for one in quiet
    ]
    assert not any(piece.is_kept for piece in upper(front_of([], *busy, *stale)))


def test_a_floor_never_breaks_the_share_of_a_source() -> None:
    busy = [
        story(f"s{n}", *(told(f"s{n}-{m}", country="US") for m in range(3)))
        for n in range(15)
    ]
    quiet = [listed(f"q{n}", host="k.example", age_h=2) for n in range(5)]
    quiet = [replace(one, source=replace(one.source, country="KE")) for one in quiet]
    places = upper(front_of(quiet, *busy, front=FrontSettings(floor=9)))
    assert sum(piece.is_kept for piece in places) == PER_SOURCE
    assert len({piece.listed.id for piece in places}) == len(places)
