"""What is translated of a story: no translation of a translation."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from nouvelles.edition import can_be_read, choose_lead, nearest_telling
from nouvelles.records import Copy, Head, Story, Told
from tests.web.invented_stories import the_story

NOW = datetime(2026, 3, 12, 20, tzinfo=UTC)
STORY = the_story()
ALL = {told.listed.id for told in STORY.told}


def told(language: str, country: str, id: str, copy: Copy | None = None) -> Told:
    one = STORY.told[0]
    listed = replace(one.listed, id=id, language=language, heads=())
    return replace(one, listed=listed, country=country, copy=copy)


def story(*tellings: Told) -> Story:
    return replace(STORY, told=tellings, lead="")


COPY = Copy(article="c", of="a", kind="translation")


def test_the_text_of_the_country_where_it_happened_is_taken() -> None:
    far, near, also = (
        told("fr", "XB", "a"),
        told("uk", "XE", "b"),
        told("uk", "XE", "d"),
    )
    found = nearest_telling(story(far, near, also), {"a", "b", "d"})
    assert found == near
    assert nearest_telling(story(far, near, also), {"a"}) == far
    assert nearest_telling(story(far, near, also), set()) is None


def test_a_translation_is_taken_last() -> None:
    copy, own = told("uk", "XE", "c", COPY), told("ru", "XE", "d")
    assert nearest_telling(story(copy, own), {"c", "d"}) == own
    assert nearest_telling(story(copy, own), {"c"}) == copy


def test_a_withdrawn_text_is_not_taken() -> None:
    one = told("uk", "XE", "a")
    gone = replace(one, listed=replace(one.listed, withdrawn=NOW))
    assert nearest_telling(story(gone), {"a"}) is None


def test_a_translated_headline_leads_where_none_is_in_the_language() -> None:
    first, other = told("uk", "XE", "a"), told("ru", "XE", "b")
    head = Head(language="fr", original=other.listed.headline, headline="Titre")
    with_head = replace(other, listed=replace(other.listed, heads=(head,)))
    lead = choose_lead(story(first, with_head), NOW, reader="fr")
    assert (lead.told.listed.id, lead.reasons[0]) == ("b", "translated")
    own = told("fr", "XB", "c")
    assert choose_lead(story(first, with_head, own), NOW, reader="fr").told == own
    assert not can_be_read(with_head.listed, "en")
    changed = replace(with_head.listed, headline="Another")
    assert not can_be_read(changed, "fr")
