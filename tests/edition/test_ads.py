"""Which advertisement stands in a slot."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta

import pytest

from nouvelles.edition import choose_ad
from nouvelles.records import Ad

DAY = date(2026, 3, 12)
AD = Ad(
    id=1,
    advertiser="Atelier du Quai",
    link="https://quai.example/",
    since=DAY,
    until=DAY + timedelta(days=2),
    words="Cartes sur papier.",
)


@pytest.mark.parametrize(
    ("ad", "asked", "stands"),
    [
        (AD, {}, True),
        (AD, {"day": AD.until}, True),
        (AD, {"day": AD.until + timedelta(days=1)}, False),
        (AD, {"day": DAY - timedelta(days=1)}, False),
        (AD, {"sensitive": True}, False),
        (AD, {"spent": {1}}, False),
        (AD, {"spent": {2}}, True),
        (replace(AD, languages=("fr",)), {}, True),
        (replace(AD, languages=("en",)), {}, False),
        (replace(AD, sections=("culture",)), {"sections": ["sport", "culture"]}, True),
        (replace(AD, sections=("culture",)), {"sections": ["sport"]}, False),
        (replace(AD, sections=("culture",)), {}, False),
    ],
)
def test_where_it_may_stand(ad: Ad, asked: dict[str, object], stands: bool) -> None:
    given = {"day": DAY, "language": "fr"} | asked
    chosen = choose_ad([ad], given.pop("day"), **given)  # type: ignore[arg-type]
    assert chosen == (ad if stands else None)


def test_each_has_its_share_and_a_page_keeps_its_own() -> None:
    ads = [replace(AD, id=number) for number in (3, 1, 2)]

    def on(page: str, day: date = DAY) -> int:
        chosen = choose_ad(ads, day, language="fr", page=page)
        assert chosen is not None
        return chosen.id

    counted = Counter(on(f"/fr/article/{n}") for n in range(600))
    assert sorted(counted) == [1, 2, 3]
    assert min(counted.values()) > 150
    assert on("/fr/article/7") == on("/fr/article/7")
    # The next day it is another one's turn, on some pages.
    pages = [f"/fr/article/{n}" for n in range(20)]
    tomorrow = DAY + timedelta(days=1)
    assert [on(page) for page in pages] != [on(page, tomorrow) for page in pages]


def test_without_any_there_is_none() -> None:
    assert choose_ad([], DAY, language="fr") is None
