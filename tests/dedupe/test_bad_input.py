"""What nobody would write: bounded in time and memory, with a sensible result."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nouvelles.dedupe import Copies
from nouvelles.records import Telling
from tests.dedupe.texts import T0, gold, looked, telling, text_of

TEXT = text_of("meridian-talmeira")
#: More of these would only take longer.
MANY = 2_000

ANY_TEXT = st.text(max_size=200) | st.sampled_from([TEXT, TEXT[:400], TEXT[300:]])
ANY_TELLING = st.builds(
    Telling,
    article=st.sampled_from("abcdef"),
    headline=st.text(max_size=20),
    text=ANY_TEXT,
    language=st.sampled_from(["en", "und", "fr", "zh-Hant", ""]),
    outlet=st.sampled_from(["", "x.example", "afp.com", "."]),
    at=st.none() | st.datetimes(timezones=st.none() | st.just(UTC)),
    agencies=st.lists(st.text(max_size=5), max_size=2).map(tuple),
)


@given(st.lists(ANY_TELLING, max_size=12), st.integers(0, 11))
def test_any_tellings_in_any_order(tellings: list[Telling], place: int) -> None:
    copies = Copies()
    seen: set[str] = set()
    for number, one in enumerate(tellings):
        copy = copies.look(one)
        seen.add(one.article)
        if copy is not None:
            assert copy.article == one.article != copy.of
            assert copy.of in seen
            assert 0 <= copy.jaccard <= copy.containment <= 1
            assert copies.origin(one.article) == copy.of
        if number == place:
            copies.forget(one.article)
            seen.discard(one.article)
            copies = Copies.restore(copies.snapshot())
    for name in seen:
        assert copies.origin(name) in seen


@pytest.mark.parametrize(
    "at",
    [
        None,
        datetime(1, 1, 1, tzinfo=UTC),
        datetime(1970, 1, 1, tzinfo=UTC),
        datetime(9999, 12, 31, 23, 59, tzinfo=UTC),
        datetime(2026, 3, 12),  # noqa: DTZ001 (what is tested)
    ],
)
def test_any_time_will_do(at: datetime | None) -> None:
    _, copy = looked([telling("a", TEXT, at=T0), telling("b", TEXT, at=at)])
    assert copy is not None


def test_thousands_of_copies_of_one_text_hold_it_once() -> None:
    copies = Copies()
    for number in range(MANY):
        copy = copies.look(telling(f"a{number}", TEXT, outlet=f"{number}.example"))
        assert (copy is None) == (number == 0)
    assert len(copies.snapshot()) < MANY * 300
    copies.forget("a0")
    assert copies.origin("a9") == "a1"


def test_a_page_with_a_counter_is_one_text_in_ever_new_versions() -> None:
    copies = Copies()
    lines = TEXT.split("\n")
    kinds = set()
    for number in range(MANY):
        lines[-1] = f"This page was read {number} times since {number % 60} o’clock."
        at = T0 + timedelta(minutes=number)
        one = telling(f"a{number}", "\n".join(lines), outlet="x.example", at=at)
        copy = copies.look(one)
        if copy is not None:
            assert copy.of == "a0"
            kinds.add(copy.kind)
    assert kinds == {"revision"}
    index = copies._texts.passages.dump()
    assert sum(map(len, index)) < MANY * 8 * 12


def test_what_an_outlet_says_of_itself_makes_no_copies() -> None:
    about = (
        "The Courier of the Valley has been printed since 1921 by a foundation that "
        "belongs to its readers, and it takes no money from the state. You can support "
        "this work with a gift, a letter or a word to a friend, and write to the desk at "
        "any hour of the day, for there is always somebody who reads what you send us. "
    )
    own = [text_of(n) for n, row in gold().items() if row["lang"] == "en"]
    notes = [f"{text[:500]} {about}" for text in own]
    copies = Copies()
    said = [
        copies.look(telling(f"a{number}", text, outlet="x.example"))
        for number, text in enumerate(notes)
    ]
    assert len(notes) > 8
    wire = sum(row["copy"] == "wire" for row in gold().values() if row["lang"] == "en")
    assert sum(copy is not None for copy in said) <= wire


def test_a_text_of_twenty_megabytes() -> None:
    huge = (TEXT + "\n") * (20_000_000 // len(TEXT))
    _, copy = looked([telling("a", huge), telling("b", huge)])
    assert copy is not None
    _, excerpt = looked([telling("a", huge), telling("b", TEXT)])
    assert excerpt is not None


def test_texts_of_one_repeated_word() -> None:
    tellings = [telling(f"a{n}", "buy " * (n + 100)) for n in range(100)]
    copies = looked(tellings)
    assert copies[0] is None


def test_half_a_character_and_nulls() -> None:
    broken = TEXT.replace("dam", "d\udc00m\x00")
    _, copy = looked(
        [telling("a", TEXT), telling("b\udc00", broken, headline="\udc00")]
    )
    assert copy is not None
