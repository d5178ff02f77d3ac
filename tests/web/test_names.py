"""Languages, countries and directions."""

from __future__ import annotations

import pytest

from nouvelles.records import Source
from nouvelles.web.names import Names, direction, language_tag
from nouvelles.web.words import load_words

FR = Names(words=load_words("fr"))
EN = Names(words=load_words("en"))


def test_languages() -> None:
    assert FR.language("pt-BR") == "portugais"
    assert EN.language("fa") == "Persian"
    assert FR.language("und") == ""
    assert FR.language("qqq") == ""


def test_countries() -> None:
    assert FR.country(Source(host="a", name="a", country="BR")) == "Brésil"
    invented = Source(host="a", name="a", country="XA", invented=True)
    assert (FR.country(invented), EN.country(invented)) == ("Altamérie", "Altameria")
    # CLDR calls XA « pseudo-accents »; a real source has no such country.
    assert FR.country(Source(host="a", name="a", country="XA")) == ""
    assert FR.country(Source(host="a", name="a", country="Atlantis")) == "Atlantis"
    assert FR.country(Source(host="a", name="a")) == ""


@pytest.mark.parametrize(
    ("tag", "written"),
    [
        ("ar", "rtl"), ("fa", "rtl"), ("he", "rtl"), ("ur-PK", "rtl"), ("fr", "ltr"),
        ("zh-Hant", "ltr"), ("az-Arab", "rtl"), ("ar-Latn", "ltr"), ("und", "auto"),
        ("", "auto"), ("qqq", "auto"), ('"><b>', "auto"),
    ],
)  # fmt: skip
def test_directions(tag: str, written: str) -> None:
    assert direction(tag) == written


@pytest.mark.parametrize(
    ("tag", "clean"),
    [("pt_BR", "pt-BR"), ("fr", "fr"), ("und", ""), ('fr" onx="', ""), ("fr\n", "")],
)
def test_tags(tag: str, clean: str) -> None:
    assert language_tag(tag) == clean
