"""Regions of the world on the front page."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from babel import Locale

from nouvelles.config import FrontSettings
from nouvelles.edition import Piece, Region, by_region, rank_all
from nouvelles.edition.regions import COUNTRIES, region_of
from tests.edition.tellings import NOW, story, told


def pieces(*countries: str) -> list[Piece]:
    """Stories whose tellings are printed in these countries ("FR DE"), in this order."""
    stories = [
        story(
            f"story{n}",
            *(
                told(f"{n}-{place}", country=code, age_h=n + place / 10)
                for place, code in enumerate(some.split() or [""])
            ),
        )
        for n, some in enumerate(countries)
    ]
    ranked = rank_all(stories, [], NOW + timedelta(hours=1), front=FrontSettings())
    return sorted(ranked, key=number)


def number(piece: Piece) -> int:
    """Which of the stories it is."""
    return int(piece.listed.id.partition("-")[0])


def told_of(regions: Sequence[Region]) -> dict[str, list[int]]:
    return {one.code: list(map(number, one.pieces)) for one in regions}


def test_a_story_is_where_most_of_its_tellings_are_printed() -> None:
    given = pieces("FR DE US", "BR", "ES", "PE AR", "XB", "", "XB XC XB")
    regions, left = by_region(given, least=2, most=4)
    assert told_of(regions) == {
        "150": [0, 2],
        "419": [1, 3],
        "XB": [4, 6],
    }
    assert list(map(number, left)) == [5]
    assert [one.countries for one in regions] == [("FR", "ES"), ("BR", "PE"), ("XB",)]


def test_of_equals_the_first_that_told() -> None:
    regions, _ = by_region(pieces("US FR", "FR US", "US", "FR"), least=2, most=4)
    assert told_of(regions) == {
        "021": [0, 2],
        "150": [1, 3],
    }


def test_what_is_too_many_or_too_few_is_left() -> None:
    given = pieces("FR", "DE", "IT", "NG", "KE", "JP")
    regions, left = by_region(given, least=2, most=2)
    assert told_of(regions) == {
        "150": [0, 1],
        "002": [3, 4],
    }
    assert list(map(number, left)) == [2, 5]
    # One region parts nothing.
    assert by_region(given[:3], least=2, most=2) == ((), tuple(given[:3]))


def test_every_country_is_in_one_region() -> None:
    listed = [code for some in COUNTRIES.values() for code in some.split()]
    assert len(listed) == len(set(listed))
    names = Locale("en").territories
    countries = {code for code in names if len(code) == 2 and code.isalpha()}
    # No countries: unions, oceans, Antarctica, outlying and unassigned codes.
    no_countries = {
        "AC",
        "AQ",
        "CP",
        "CQ",
        "DG",
        "EA",
        "EU",
        "EZ",
        "IC",
        "QO",
        "TA",
        "UN",
    }
    assert countries - set(listed) - no_countries == {"XA", "XB", "ZZ"}
    assert set(listed) <= countries
    assert [names[code] for code in COUNTRIES] == [
        "Africa", "Northern America", "Latin America", "Asia", "Europe", "Oceania",
    ]  # fmt: skip
    assert region_of("ua") == "150"
    assert region_of("XH") == "XH"
