"""The catalogues: complete, in step with the code, and set as their language is set."""

from __future__ import annotations

import re
from dataclasses import replace
from gettext import c2py  # type: ignore[attr-defined]
from string import Formatter

import pytest
import regex
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po
from markupsafe import Markup

from nouvelles.errors import ConfigError
from nouvelles.web.words import KNOWN, load_words
from tests.web.messages import WEB, code_messages, template_messages


def catalogue(edition: str) -> Catalog:
    path = WEB / "locale" / edition / "LC_MESSAGES" / "nouvelles.po"
    with path.open("rb") as stream:
        return read_po(stream, locale=edition, abort_invalid=True)


def fields(message: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(message) if name is not None}


@pytest.mark.parametrize("edition", KNOWN)
def test_every_message_is_translated_and_none_is_left_over(edition: str) -> None:
    said = template_messages() | code_messages()
    read = catalogue(edition)
    held = {message.id: message for message in read if message.id}
    assert set(held) == said
    for message in held.values():
        assert not message.fuzzy, message.id
        one = message.string
        forms = (one,) if isinstance(one, str) else tuple(one)
        ids = (message.id,) if isinstance(message.id, str) else tuple(message.id)
        wanted = 1 if isinstance(message.id, str) else read.num_plurals
        assert len(forms) == wanted, message.id
        for form in forms:
            assert form, message.id
            # A singular may leave the number out; nothing may name what is not given.
            assert fields(form) <= set.union(*map(fields, ids)), message.id


def test_french_is_set_as_french() -> None:
    for message in catalogue("fr"):
        one = message.string
        for form in (one,) if isinstance(one, str) else tuple(one):
            if not message.id:
                continue
            if not re.search(r"HH|MMMM", str(message.id)):
                assert "'" not in form, form
            assert not re.search(r"(?<!\u202f)[;!?»]|«(?!\u202f)", form), form
            assert not re.search(r"(?<!\u00a0):", form), form


def test_plurals() -> None:
    fr, en = load_words("fr"), load_words("en")
    one, many = "{number} article", "{number} articles"
    assert [fr.count(one, many, n) for n in (0, 1, 2)] == [
        "0 article", "1 article", "2 articles",
    ]  # fmt: skip
    assert [en.count(one, many, n) for n in (0, 1, 2)] == [
        "0 articles", "1 article", "2 articles",
    ]  # fmt: skip
    assert fr.count(one, many, 12_000) == "12\u202f000 articles"


def test_arabic_has_six_forms() -> None:
    arabic = load_words("ar")
    said = [
        arabic.count("{number} article", "", n) for n in (0, 1, 2, 3, 11, 100, 102, 103)
    ]
    assert said == [
        "لا مقالات", "مقال واحد", "مقالان", "3 مقالات", "11 مقالًا", "100 مقال",
        "102 مقال", "103 مقالات",
    ]  # fmt: skip


@pytest.mark.parametrize("edition", KNOWN)
def test_forms_are_chosen_as_the_catalogue_says(edition: str) -> None:
    """CLDR's rules, which we follow, and the header's, which translators go by, agree."""
    read, words = catalogue(edition), load_words(edition)
    choose = c2py(read.plural_expr)
    forms = tuple(str(n) for n in range(read.num_plurals))
    counting = replace(words, messages={"n": forms})
    for number in (*range(300), 1_000, 999_999, 1_000_000):
        assert counting.count("n", "n", number) == str(choose(number)), number


def test_arabic_is_set_as_arabic() -> None:
    signs = regex.compile(r"[,;?“”]")
    for message in catalogue("ar"):
        one = message.string
        for form in (one,) if isinstance(one, str) else tuple(one):
            if message.id:
                assert not signs.search(form), form
    # A sign stays before its number amid letters that run to the left.
    assert load_words("ar").signed(-3.2) == "\u2066−3.2\u2069"
    assert load_words("en").signed(-3.2) == "−3.2"


def test_markup_in_a_value_escapes_the_rest() -> None:
    words = load_words("en")
    said = words.say("in {language}", language=Markup("<b>x</b>"))
    assert said == "in <b>x</b>"
    assert isinstance(said, Markup)
    said = words.say("{outlet}, licence {licence}", outlet="<i>", licence=Markup("<b>"))
    assert said == "&lt;i&gt;, licence <b>"
    assert not isinstance(words.say("in {language}", language="<b>"), Markup)


def test_an_unknown_edition_is_refused() -> None:
    with pytest.raises(ConfigError, match="no interface in `de`"):
        load_words("de")
