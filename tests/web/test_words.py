"""The catalogues: complete, in step with the code, and set as their language is set."""

from __future__ import annotations

import re
from string import Formatter

import pytest
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
    held = {}
    for message in catalogue(edition):
        if message.id:
            held[message.id] = message
    assert set(held) == said
    for message in held.values():
        assert not message.fuzzy, message.id
        one = message.string
        forms = (one,) if isinstance(one, str) else tuple(one)
        ids = (message.id,) if isinstance(message.id, str) else tuple(message.id)
        assert len(forms) == len(ids), message.id
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
