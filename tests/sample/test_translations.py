"""The translations of the sample day: complete, and of nothing that may not be."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from nouvelles.language.identify import primary
from nouvelles.records import Unit
from nouvelles.run.sample import sample_translations
from nouvelles.run.translating.article import text_to_translate
from nouvelles.translate import Ladder, Remembered, check_named, key_of
from nouvelles.translate.pair import Pair
from sample_day.build import OUTPUT
from sample_day.translations import BY
from tests.web import sample_press

UNITS = sample_translations(OUTPUT)


@pytest.mark.parametrize("target", ["fr", "en"])
def test_every_sentence_that_may_be_translated_is(target: str) -> None:
    known = {
        key_of(one.source, one.language, one.target_language).digest for one in UNITS
    }
    missing = [
        sentence.text
        for shown in sample_press.articles()
        if primary(shown.listed.language) != target
        for sentence in text_to_translate(shown, whole=True)
        if key_of(sentence.text, shown.listed.language, target).digest not in known
    ]
    assert missing == []


def test_nothing_is_translated_that_may_not_be() -> None:
    allowed = {
        " ".join(sentence.text.split())
        for shown in sample_press.articles()
        for sentence in text_to_translate(shown, whole=True)
    }
    # What stands in the files besides are datelines before a first sentence.
    sources = {" ".join(one.source.split()) for one in UNITS}
    assert all(
        any(source.endswith(sentence) for sentence in allowed) or len(source) < 30
        for source in sources - allowed
    )


@dataclass(frozen=True)
class Given:
    unit: Unit

    def recall(
        self, text: str, language: str, target_language: str
    ) -> Remembered | None:
        return Remembered(text=self.unit.target, origin="supplied", by=self.unit.by)


def test_none_of_them_is_shown_as_an_original() -> None:
    shown = {
        one.source: Ladder(engines=[], memory=Given(one))
        .climb(one.source, one.language, one.target_language)
        .step
        for one in UNITS
    }
    assert [source for source, step in shown.items() if step != "supplied"] == []


def test_they_are_supplied_with_the_sample() -> None:
    assert {(one.origin, one.by) for one in UNITS} == {("supplied", BY)}
    assert {one.target_language for one in UNITS} == {"fr", "en"}


def test_the_checks_find_little_wrong_with_them() -> None:
    stopped = [
        one
        for one in UNITS
        if check_named(
            Pair(
                source=one.source,
                target=one.target,
                source_language=one.language,
                target_language=one.target_language,
            )
        )
    ]
    assert len(stopped) < 0.1 * len(UNITS)
