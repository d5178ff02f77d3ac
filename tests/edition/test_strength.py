"""The strength of a story: what is counted once, and what not at all."""

from __future__ import annotations

from nouvelles.edition import strength
from tests.edition.tellings import NOW, told


def test_fourteen_outlets_two_origins() -> None:
    tellings = [
        told("a", country="fr"),
        told("b", country="DE", language="de"),
        *(told(f"c{n}", country="FR", copy_of="a") for n in range(12)),
    ]
    found = strength(tellings)
    assert (found.tellings, found.outlets, found.origins) == (14, 14, 2)
    assert (found.countries, found.languages) == (("FR", "DE"), ("fr", "de"))


def test_an_outlet_with_two_articles_counts_once() -> None:
    found = strength([told("a", host="x.example"), told("b", host="x.example")])
    assert (found.tellings, found.outlets, found.origins) == (2, 1, 1)


def test_what_was_withdrawn_counts_no_more() -> None:
    found = strength([told("a"), told("b", country="DE", withdrawn=NOW)])
    assert (found.tellings, found.outlets, found.countries) == (1, 1, ())


def test_unknown_languages_and_countries_are_none() -> None:
    found = strength([told("a", language="und"), told("b", language="")])
    assert (found.languages, found.countries) == ((), ())


def test_hours_are_those_between_known_hours() -> None:
    tellings = [
        told("a", age_h=5.2),
        told("b", age_h=1),
        told("c", age_h=40, day_only=True),
        told("d", age_h=None),
    ]
    found = strength(tellings)
    assert found.hours == 5
    assert strength([told("c", day_only=True)]).hours == 0
    assert strength([]).hours == 0


def test_copies_of_what_is_not_told_here_have_an_origin() -> None:
    copies = [told(f"c{n}", host=f"{n}.example", copy_of="elsewhere") for n in range(3)]
    found = strength([*copies, told("own", host="0.example")])
    assert (found.outlets, found.origins) == (3, 2)
