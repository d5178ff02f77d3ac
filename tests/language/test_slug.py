"""Slugs: short, plain, readable words of any script."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nouvelles.language import SLUG_LENGTH, slug


@pytest.mark.parametrize(
    ("headline", "made"),
    [
        ("À Dar Sohra, l’alerte est arrivée après l’eau",
         "a-dar-sohra-l-alerte-est-arrivee-apres-l-eau"),
        ("Straße & Œuvre", "strasse-oeuvre"),
        ("???", ""),
        ("", ""),
    ],
)  # fmt: skip
def test_slugs(headline: str, made: str) -> None:
    assert slug(headline) == made


def test_other_scripts_are_romanised() -> None:
    assert re.fullmatch(r"n[a-z0-9-]+a", slug("Національна бібліотека"))


@given(st.text())
def test_a_slug_is_short_and_plain(headline: str) -> None:
    made = slug(headline)
    assert len(made) <= SLUG_LENGTH
    assert re.fullmatch(r"(?:[a-z0-9]+(?:-[a-z0-9]+)*)?", made)
