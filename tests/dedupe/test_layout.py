"""Layouts: what a translation keeps, and two reporters do not."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from nouvelles.dedupe.layout import MOST_PARTS, aligned, is_translation, layout, traces
from tests.dedupe.texts import text_of


def test_figures_are_the_same_however_they_are_written() -> None:
    written = ["12 000 à 2h40", "12,000 at 2h40", "۱۲٬۰۰۰ در 2h40", "12 000 о 2h40"]
    keys = {layout("\n".join([line] * 4), "en")[0].key for line in written}
    assert len(keys) == 1
    assert layout("none\nat\nall\nhere", "en")[0].key == 0


def test_a_translation_is_aligned_paragraph_by_paragraph() -> None:
    one = layout(text_of("visnyk-school"), "uk")
    other = layout(text_of("keldor-commons-school"), "en")
    share, figures = aligned(one, other)
    assert share > 0.8
    assert figures >= 3
    assert is_translation(one, other)
    assert is_translation(other, one)
    assert set(traces(one).tolist()) & set(traces(other).tolist())


def test_two_reporters_of_one_event_are_not() -> None:
    one = layout(text_of("meridian-quake"), "en")
    for name, language in (("parsava-emrooz-quake", "fa"), ("transmer-quake", "fr")):
        other = layout(text_of(name), language)
        assert not is_translation(one, other)
        assert not is_translation(one, other, is_likely=True)


def test_texts_of_a_few_sentences_are_not_judged() -> None:
    one = layout("In 2024 there were 12 of 340. Then 88.", "en")
    assert not is_translation(one, one)


LINES = st.lists(st.text("ab 1290«»\n", max_size=40), max_size=12)


@given(one=LINES, other=LINES)
def test_any_layouts_can_be_aligned(one: list[str], other: list[str]) -> None:
    a, b = layout("\n".join(one), "en"), layout("\n".join(other), "fr")
    share, figures = aligned(a, b)
    assert 0 <= share <= 1.05
    assert 0 <= figures <= sum(part.figures for part in a)
    assert aligned(a, a)[0] == (1 if a else 0)


def test_a_text_of_very_many_lines_is_looked_at_in_part() -> None:
    assert len(layout("7 lines\n" * 10_000, "en")) == MOST_PARTS
