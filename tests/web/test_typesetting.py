"""Headlines: nothing lost, nothing left unescaped."""

from __future__ import annotations

import html
import re

from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from nouvelles.discussion import to_html
from nouvelles.web.typesetting import hold_letters, set_headline, set_remark, set_text


def test_short_words_are_held_together() -> None:
    made = set_headline("Dar Sohra ira-t-elle à Port-Ansel\u202f?")
    assert made == (
        'Dar Sohra <span class="nb">ira-t-elle</span> à '
        '<span class="nb">Port-Ansel</span>\u202f?'
    )
    assert "span" not in set_headline("anti-constitutionnellement, 2-1")[:30]
    assert (
        set_headline("<b>a-b</b>") == '&lt;b&gt;<span class="nb">a-b</span>&lt;/b&gt;'
    )


@given(st.text(alphabet="a-<>&é 1_"))
def test_the_words_stay_the_same(headline: str) -> None:
    bare = re.sub(r'<span class="nb">|</span>', "", set_headline(headline))
    assert html.unescape(bare) == headline


def test_no_line_of_french_begins_with_a_mark() -> None:
    said = (
        "Le Marwal pose une condition : « 12 000 relevés » ; sinon, 3 999 ? À 2 h 40 !"
    )
    assert set_text(said, "fr-CA") == (
        "Le Marwal pose une condition\u00a0: «\u00a012\u202f000 relevés\u00a0»\u202f; "
        "sinon, 3\u202f999\u202f? À 2 h 40\u202f!"
    )
    assert set_text(said, "en") == said
    assert set_text("le 12 2026 et 10 4000", "fr") == "le 12 2026 et 10 4000"


def test_no_letter_stands_alone_at_a_hyphen() -> None:
    held = Markup('<span class="nb">a-t-elle</span>')
    assert set_text("Qu’a-t-elle dit & tu", "fr") == f"Qu’{held} dit &amp; tu"
    said = Markup('<a href="/x-a-b/">y a-t-elle</a> vice-président, Port-Ansel')
    assert hold_letters(said) == said.replace("a-t-elle", held)
    assert "span" not in hold_letters(Markup("un x-anticonstitutionnel <b-c d>"))


@given(st.text(alphabet="a 1:;!?«»."))
def test_only_spaces_are_set(text: str) -> None:
    made = set_text(text, "fr")
    assert made.replace("\u00a0", " ").replace("\u202f", " ") == text


def test_the_remarks_of_readers_are_set_and_not_their_code() -> None:
    said = (
        "Elle dit : « non *merci* » ; `a ; b` puis [12 000 ?](https://a.example/x-;) !"
    )
    made = set_remark(to_html(said), "fr")
    assert made == (
        "<p>Elle dit\u00a0: «\u00a0non <em>merci</em>\u00a0»\u202f; <code>a ; b</code> "
        'puis <a href="https://a.example/x-;" rel="nofollow ugc noopener">'
        "12\u202f000\u202f?</a>\u202f!</p>"
    )
    assert set_remark(to_html("« oui »"), "fr") == "<p>«\u00a0oui\u00a0»</p>"
    assert set_remark(to_html(said), "en") == to_html(said)


@given(st.text(alphabet="a 1:;!?«»<>&`*\n[]()"))
def test_only_the_spaces_of_remarks_are_set(text: str) -> None:
    made = set_remark(to_html(text), "fr")
    assert made.replace("\u00a0", " ").replace("\u202f", " ") == to_html(text)
