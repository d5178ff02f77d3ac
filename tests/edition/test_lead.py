"""The lead of a story: each question in its order, with the reasons it gives."""

from __future__ import annotations

import pytest
from babel import Locale
from hypothesis import given
from hypothesis import strategies as st

from nouvelles.edition import choose_lead
from nouvelles.edition.lead import _own_script, _script
from nouvelles.records import Head, Told
from tests.edition.tellings import NOW, story, told


def test_a_telling_alone_needs_no_reason() -> None:
    one = told("a")
    choice = choose_lead(story("s", one), NOW, reader="en")
    assert (choice.told, choice.reasons) == (one, ())


def test_a_story_of_nothing_has_no_lead() -> None:
    with pytest.raises(ValueError, match="empty"):
        choose_lead(story("s"), NOW)


def test_an_editor_is_asked_first() -> None:
    gone = told("gone", withdrawn=NOW, language="zh", copy_of="a")
    choice = choose_lead(story("s", told("a"), gone, lead="gone"), NOW, reader="fr")
    assert (choice.told, choice.reasons) == (gone, ("editor",))


def test_what_the_outlet_took_away_leads_only_alone() -> None:
    gone, left = told("gone", withdrawn=NOW), told("left", language="zh", age_h=90)
    choice = choose_lead(story("s", gone, left), NOW, reader="fr")
    assert (choice.told, choice.reasons) == (left, ("standing",))
    assert choose_lead(story("s", gone), NOW).told == gone


def test_the_readers_language_goes_before_the_origin() -> None:
    origin, copy = told("a", language="pt"), told("b", language="fr-CA", copy_of="a")
    assert choose_lead(story("s", origin, copy), NOW, reader="fr").told == copy
    choice = choose_lead(story("s", origin, copy), NOW, reader="en")
    assert (choice.told, choice.reasons) == (origin, ("origin",))


def test_letters_that_readers_know_go_before_others() -> None:
    persian = told("fa", language="fa", headline="زمین‌لرزه", age_h=1)
    english = told("en", language="en", headline="A quake", copy_of="fa", age_h=2)
    arabic = told("ar", language="ar", headline="زلزال", copy_of="fa", age_h=2)
    chosen = choose_lead(story("s", persian, english), NOW, reader="fr")
    assert (chosen.told, chosen.reasons) == (english, ("script",))
    chosen = choose_lead(story("s", persian, english, arabic), NOW, reader="ar")
    assert (chosen.told, chosen.reasons) == (arabic, ("language",))
    chosen = choose_lead(story("s", persian, english), NOW, reader="ar")
    assert (chosen.told, chosen.reasons) == (persian, ("script",))
    for reader in ("", "xx", "und"):
        assert (
            choose_lead(story("s", persian, english), NOW, reader=reader).told
            == persian
        )


def test_a_translation_leads_before_that_of_a_translation_in_known_letters() -> None:
    def translated(id: str, language: str, headline: str, copy_of: str = "") -> Told:
        head = Head(language="fr", headline="Un tribunal", original=headline)
        return told(
            id, language=language, headline=headline, copy_of=copy_of, heads=(head,)
        )

    origin = translated("uk", "uk", "Суд повернув школі мову")
    copy = translated("en", "en", "A court gives a school its language", "uk")
    chosen = choose_lead(story("s", origin, copy), NOW, reader="fr")
    assert (chosen.told, chosen.reasons) == (origin, ("origin",))
    # Of reports that are their own, the one in known letters still does.
    other = translated("es", "es", "Un tribunal")
    chosen = choose_lead(story("s", origin, copy, other), NOW, reader="fr")
    assert (chosen.told, chosen.reasons) == (other, ("origin", "script"))


def test_an_opinion_leads_only_where_no_report_reads_as_well() -> None:
    opinion = told("opinion", language="de", opinion=True)
    report = told("report", language="de", age_h=5, copy_of="a")
    chosen = choose_lead(story("s", opinion, report), NOW, reader="ar")
    assert (chosen.told, chosen.reasons) == (report, ("report",))
    chosen = choose_lead(story("s", opinion, report), NOW, reader="de")
    assert (chosen.told, chosen.reasons) == (report, ("report",))
    # A report that the reader cannot read is no better lead.
    foreign = told("foreign", language="ru", headline="Вести", age_h=5)
    chosen = choose_lead(story("s", opinion, foreign), NOW, reader="de")
    assert (chosen.told, chosen.reasons) == (opinion, ("language",))
    head = Head(language="de", headline="Nachricht", original="Вести")
    told_in_german = told(
        "foreign", language="ru", headline="Вести", age_h=5, heads=(head,)
    )
    chosen = choose_lead(story("s", opinion, told_in_german), NOW, reader="de")
    assert (chosen.told, chosen.reasons) == (told_in_german, ("report",))


def test_an_origin_goes_before_a_copy_that_may_be_read_whole() -> None:
    origin, copy = told("a"), told("b", copy_of="a")
    choice = choose_lead(story("s", origin, copy), NOW, reader="fr", whole={"b"})
    assert (choice.told, choice.reasons) == (origin, ("origin",))


def test_whole_then_text_then_newest() -> None:
    old, new = told("old", age_h=5), told("new", age_h=1)
    bare = told("bare", age_h=0.5, lede="")
    found = story("s", old, new, bare)
    choice = choose_lead(found, NOW, reader="fr", whole={"old"})
    assert (choice.told, choice.reasons) == (old, ("whole",))
    choice = choose_lead(found, NOW, reader="fr")
    assert (choice.told, choice.reasons) == (new, ("text", "newest"))


@given(st.permutations(range(6)))
def test_the_order_of_tellings_does_not_count(order: list[int]) -> None:
    tellings = [told(str(n), age_h=n % 3) for n in range(6)]
    chosen = choose_lead(story("s", *(tellings[n] for n in order)), NOW)
    assert chosen.told == tellings[3]


#: One of each script that CLDR has a language's own name in, and some more.
WRITTEN = (
    "am", "ar", "as", "bo", "chr", "dv", "el", "fa", "fr", "gu", "he", "hi", "hy", "ja",
    "ka", "kn", "ko", "km", "lo", "ml", "mn", "my", "nqo", "or", "pa", "sat", "si", "sr",
    "sw", "syr", "ta", "te", "th", "ti", "uk", "vai", "yi", "yue", "zgh", "zh",
)  # fmt: skip


def test_a_language_s_script_is_that_of_its_own_name() -> None:
    names = {one: Locale(one).get_display_name() or "" for one in WRITTEN}
    assert {one: _own_script(one) for one in WRITTEN} == {
        one: _script(name) for one, name in names.items()
    }
    assert _own_script("qqq") == ""
