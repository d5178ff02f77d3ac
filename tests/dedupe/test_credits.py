"""Which agency a copied text is credited to."""

from __future__ import annotations

import pytest

from nouvelles.dedupe.credits import credited_agencies, outlet_agency, wire_agency
from tests.dedupe.texts import telling


@pytest.mark.parametrize(
    ("text", "agencies"),
    [
        ("(Reuters) - The dam was opened.", ("Reuters",)),
        ("A standfirst\nKIEW (dpa) - Das Tor wurde geöffnet.", ("dpa",)),
        ("МОСКВА, 3 ноября. /ТАСС/. Плотина открыта.", ("TASS",)),
        ("新华社北京11月3日电 大坝的闸门打开了。", ("Xinhua",)),
        ("La presa se abrió.\nFin. (EFE)", ("EFE",)),
        ("Le barrage a été ouvert.\n(AFP et Reuters)", ("AFP", "Reuters")),
        ("Springfield (IL) – The mayor spoke.", ()),
        ("Reuters is a company.\nIt said so.", ()),
    ],
)
def test_credits_in_the_text(text: str, agencies: tuple[str, ...]) -> None:
    assert credited_agencies(telling("a", text)) == agencies


def test_names_are_said_once_as_the_list_has_them() -> None:
    one = telling("a", "(Reuters) - Text.", agencies=("Thomson Reuters", "Transmer"))
    assert credited_agencies(one) == ("Reuters", "Transmer")


@pytest.mark.parametrize(
    ("host", "agency"),
    [
        ("www.reuters.com", "Reuters"),
        ("afp.com", "AFP"),
        ("www.ukrinform.ua", "Ukrinform"),
        ("news.ukrinform.ua", "Ukrinform"),
        ("app.outlet.example", ""),
        ("map.example.org", ""),
        ("outlet.example", ""),
        ("", ""),
        ("reuters", ""),
    ],
)
def test_outlets_that_are_agencies(host: str, agency: str) -> None:
    assert outlet_agency(host) == agency


@pytest.mark.parametrize(
    ("new", "old", "outlets", "agency"),
    [
        ((), (), ("a.example", "b.example"), ""),
        (("AFP", "Reuters"), ("Reuters",), ("a.example", "b.example"), "Reuters"),
        (("Agence Transmer",), ("Transmer",), ("a.example", "b.example"), "Transmer"),
        (("AFP", "Transmer"), (), ("a.example", "transmer.example"), "Transmer"),
        (("AFP",), (), ("a.example", "b.example"), "AFP"),
        ((), ("AFP",), ("a.example", "b.example"), "AFP"),
        ((), (), ("a.example", "www.reuters.com"), "Reuters"),
    ],
)
def test_the_agency_of_a_wire_copy(
    new: tuple[str, ...], old: tuple[str, ...], outlets: tuple[str, str], agency: str
) -> None:
    assert wire_agency(new, old, outlets) == agency
