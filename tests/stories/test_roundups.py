"""Round-ups that name no event, in the languages of the table."""

from __future__ import annotations

import pytest

from nouvelles.records import Telling
from nouvelles.stories.roundups import is_roundup


def tells(headline: str, language: str) -> bool:
    return is_roundup(Telling(article="a", headline=headline, language=language))


@pytest.mark.parametrize(
    ("language", "headline"),
    [
        ("en", "Business Highlights"),
        ("en-GB", "Business in Brief"),
        ("en", "The Morning Links for March 10, 2014"),
        ("fr", "L’essentiel de l’actualité du 3 août"),
        ("fr", "Sport : les brèves du dimanche"),
        ("de", "Was heute wichtig ist"),
        ("de", "Nachrichtenüberblick am Morgen, 4. Mai"),
        ("es", "Economía: las noticias del día"),
        ("uk", "Головні новини дня"),
        ("ar", "أهم الأخبار اليوم"),
        ("fa", "مرور روزنامه‌های صبح"),
        ("zh", "今日要闻"),
        ("sv", "Morning briefing"),  # rubrics of any paper are in English
    ],
)
def test_a_rubric_names_no_event(language: str, headline: str) -> None:
    assert tells(headline, language)


@pytest.mark.parametrize(
    ("language", "headline"),
    [
        ("en", ""),
        ("en", "Business"),
        ("en", "Titanfall Review Roundup: What the Critics Say"),
        ("en", "ICE to launch roundup of migrants on Sunday"),
        ("en", "Morning briefing: dam breaks in Peru"),
        ("en", "War in Ukraine at a glance"),
        ("fr", "Le journal de la mairie fermé"),
        ("de", "Merkel will Überblick"),
        ("xx", "Le barrage a cédé"),
    ],
)
def test_what_names_something_is_none(language: str, headline: str) -> None:
    assert not tells(headline, language)
