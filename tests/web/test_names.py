"""Languages, countries and directions."""

from __future__ import annotations

import subprocess
import sys

import pytest
from babel import Locale, localedata

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
        ("", "auto"), ("qqq", "auto"), ('"><b>', "auto"), ("yi", "rtl"), ("dv", "rtl"),
    ],
)  # fmt: skip
def test_directions(tag: str, written: str) -> None:
    assert direction(tag) == written


def test_directions_are_those_of_the_languages_and_load_none_of_them() -> None:
    code = (
        "from babel import Locale, localedata\n"
        "from nouvelles.web.names import direction\n"
        "known = [one for one in localedata.locale_identifiers() if '_' not in one]\n"
        "said = {one: direction(one) for one in known}\n"
        "print(len(localedata._cache))\n"
        "print([one for one in known if (said[one] == 'rtl') != "
        "(Locale(one).character_order == 'right-to-left')], len(known) > 200)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], check=True, capture_output=True, text=True
    )
    assert done.stdout.split("\n")[:2] == ["0", "[] True"]


def test_what_is_let_go_of_a_language_is_said_nowhere() -> None:
    french = load_words("fr")
    assert (french.number(12_345), french.own_name()) == ("12\u202f345", "Français")
    assert "unit_patterns" not in localedata.load("fr")
    assert Locale("fr").months["format"]["wide"][3] == "mars"


@pytest.mark.parametrize(
    ("tag", "clean"),
    [("pt_BR", "pt-BR"), ("fr", "fr"), ("und", ""), ('fr" onx="', ""), ("fr\n", "")],
)
def test_tags(tag: str, clean: str) -> None:
    assert language_tag(tag) == clean
