"""The sample day's copies: all of them are found, and nothing else is."""

from __future__ import annotations

from dataclasses import replace

import pytest

from nouvelles.dedupe import Copies
from nouvelles.records import Copy
from tests.dedupe.texts import captured, gold, looked, telling, text_of

#: Of the translations that the gold names, those that keep the other's paragraphs. The
#: two of agency reports turn hours into another zone's and leave parts out.
TRANSLATIONS = {
    "visnyk-comet": "voz-verna-comet",
    "keldor-commons-school": "visnyk-school",
}


def found() -> dict[str, tuple[str, Copy]]:
    """Of what each article of the day is a copy, by the gold's names."""
    copies = Copies()
    names: dict[str, str] = {}
    said = {}
    for name, one in captured():
        names.setdefault(one.article, name)
        copy = copies.look(one)
        if copy is not None:
            said[name] = names[copy.of], copy
    return said


def test_wire_copies_and_translations_are_found_and_nothing_else() -> None:
    wires = {n: row["origin"] for n, row in gold().items() if row["copy"] == "wire"}
    said = {name: of for name, (of, _) in found().items()}
    assert said == wires | TRANSLATIONS
    assert len(wires) == 6


def test_a_wire_copy_names_its_agency() -> None:
    agencies = {"meridian": "Meridian Press", "transmer": "Transmer"}
    for name, (_, copy) in found().items():
        if copy.kind == "wire":
            assert agencies[gold()[name]["agency"]] in copy.agency
        else:
            assert copy.kind == "translation"
            assert name in TRANSLATIONS


def test_origins_are_counted_by_text() -> None:
    copies = Copies()
    event = [n for n, row in gold().items() if row["event"] == "talmeira-dam"]
    articles = {name: one.article for name, one in captured()}
    for _, one in captured():
        copies.look(one)
    origins = {copies.origin(articles[name]) for name in event if name in articles}
    told = [name for name in event if name in articles]
    # Keldor's and Port-Ansel's print the agencies' texts.
    assert len(origins) == len(told) - 2


@pytest.mark.parametrize(
    "name", [n for n, row in gold().items() if row["correction"]], ids=str
)
def test_a_corrected_text_at_another_address_is_a_revision(name: str) -> None:
    first, *_, last = (one for n, one in captured() if n == name)
    assert first.text != last.text
    _, copy = looked([first, replace(last, article="https://elsewhere.example/")])
    assert copy is not None
    assert (copy.kind, copy.of) == ("revision", first.article)


def test_tellings_in_their_own_words_are_no_copies_in_any_order() -> None:
    own = [n for n, row in gold().items() if not row["copy"]]
    tellings = [telling(n, text_of(n), language=gold()[n]["lang"]) for n in own]
    assert looked(tellings) == [None] * len(own)
    assert looked(tellings[::-1]) == [None] * len(own)
