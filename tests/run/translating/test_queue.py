"""From what readers will see to what stands in their language, on both databases."""

from __future__ import annotations

from datetime import date

import pytest

from nouvelles.errors import ConfigError
from nouvelles.records import Unit
from nouvelles.run.erase import remove
from nouvelles.run.translating.making import Making
from nouvelles.run.translating.queue import asked_for, plan
from nouvelles.store import memory, translation_queue, translations
from nouvelles.store.erase import Removal
from nouvelles.store.memory import keep_units
from nouvelles.store.names import number_of
from nouvelles.store.read import ReadTables
from nouvelles.store.views import add_views
from tests.run.translating.paper import (
    ANSWERS,
    FIRST,
    SECOND,
    THIRD,
    Paper,
    answers_of,
    with_settings,
)


def test_an_article_stands_in_the_language_of_the_edition(paper: Paper) -> None:
    id = paper.print(f"{FIRST} {SECOND}")
    assert paper.translate() == 2  # its headline first, then its text
    made = paper.read(id)
    assert made is not None
    assert [one.shown for one in made.sentences] == [
        "Le pont est fermé",
        "Le pont sur la rivière a été fermé vendredi.",
        "Plus de 1\u202f234 personnes y vivent.",
    ]
    assert (made.is_whole, made.routes) == (True, ("recorded en→fr",))
    assert paper.headline(id) == "Le pont est fermé"
    assert ReadTables(paper.store).translation(id, "en") is None


def test_an_unchanged_day_translates_nothing(paper: Paper) -> None:
    paper.print(f"{FIRST} {SECOND}")
    paper.translate()
    asked = paper.given()
    assert paper.translate() == 0
    assert paper.given() == asked
    with Making(paper.store, paper.clock) as making:
        assert plan(making) == 0


def test_a_changed_article_translates_its_changed_sentences(paper: Paper) -> None:
    id = paper.print(f"{FIRST} {SECOND}")
    paper.translate()
    asked = paper.given()
    paper.print(f"{FIRST} {THIRD}")
    assert paper.translate() > 0
    assert paper.given() == asked + 1
    made = paper.read(id)
    assert made is not None
    assert [one.original for one in made.sentences[1:]] == [FIRST, THIRD]


def test_without_derivatives_nothing_is_translated(paper: Paper) -> None:
    id = paper.print(FIRST, licence="CC-BY-ND-4.0")
    assert (paper.translate(), paper.read(id), paper.headline(id)) == (0, None, "")


def test_without_a_licence_the_headline_is(paper: Paper) -> None:
    id = paper.print(FIRST, licence="")
    paper.translate()
    made = paper.read(id)
    assert made is not None
    assert (len(made.sentences), made.is_whole) == (1, False)
    assert paper.headline(id) == "Le pont est fermé"


def test_no_engine_is_no_work(paper: Paper) -> None:
    paper.store = with_settings(paper.store, engine="none")
    id = paper.print(FIRST)
    assert (paper.translate(), paper.read(id), paper.headline(id)) == (0, None, "")


def test_an_unknown_engine_is_named(paper: Paper) -> None:
    paper.store = with_settings(paper.store, engine="babel")
    paper.print(FIRST)
    with pytest.raises(ConfigError, match="there is no engine `babel`"):
        paper.translate()


def test_what_an_engine_fails_at_is_counted_and_tried_again(paper: Paper) -> None:
    id = paper.print(f"{FIRST} Nobody knows this sentence yet. {SECOND}")
    paper.translate()
    made = paper.read(id)
    assert made is not None
    assert [one.step for one in made.sentences] == [
        "engine",
        "engine",
        "original",
        "engine",
    ]
    with paper.store.read() as connection:
        found = translation_queue.outcomes_of_engines(connection)
        assert [one.failed for one in translation_queue.waiting(connection)] == [1]
    assert any(one.word != "given" and one.detail for one in found)
    assert paper.translate() == 0  # not before its time
    more = {
        **ANSWERS,
        "Nobody knows this sentence yet.": "Nul ne connaît cette phrase.",
    }
    answers_of(paper.store.folder, more)
    paper.clock.now += 61
    assert paper.translate() > 0
    made = paper.read(id)
    assert made is not None
    assert "original" not in [one.step for one in made.sentences]


def test_a_sentence_of_a_person_takes_the_engine_s_place(paper: Paper) -> None:
    id = paper.print(FIRST)
    paper.translate()
    asked = paper.given()
    unit = Unit(
        source=FIRST,
        target="Vendredi, on a fermé le pont.",
        language="en",
        target_language="fr",
        origin="reviewed",
        by="Ada",
    )
    keep_units(paper.store, [unit], int(paper.clock()))
    paper.translate()
    made = paper.read(id)
    assert made is not None
    assert made.sentences[1].shown == "Vendredi, on a fermé le pont."
    assert made.reviewer == ""  # the headline is a machine's
    assert paper.given() == asked


def test_a_glossary_is_another_version(paper: Paper) -> None:
    id = paper.print(FIRST)
    paper.translate()
    asked = paper.given()
    folder = paper.store.folder / "glossary"
    folder.mkdir()
    (folder / "own.csv").write_text(
        "from,to,source,target,instead_of\nen,fr,river,fleuve,la rivière\n", "utf-8"
    )
    paper.translate()
    assert paper.given() > asked
    made = paper.read(id)
    assert made is not None
    assert "sur fleuve" in made.sentences[1].shown


def test_what_the_gate_holds_is_not_shown(paper: Paper) -> None:
    again = "The bridge is closed."
    answers_of(paper.store.folder, {**ANSWERS, again: "Le pont est fermé."})
    id = paper.print(again)
    paper.translate()
    assert paper.read(id) is None
    with paper.store.read() as connection:
        ((_, held),) = translations.held(connection)
    assert [one.reason for one in held.held] == ["DOUBLED_HEADLINE"]
    assert paper.headline(id) == "Le pont est fermé"  # it is not what is held


def test_what_readers_open_is_translated(paper: Paper) -> None:
    """Old articles are translated when they are asked for."""
    id = paper.print(FIRST)
    for number in range(3):
        paper.print(SECOND, path=f"other{number}", licence="")
    read = {f"/fr/article/the-bridge-is-closed-{id}": 1}
    add_views(paper.store, date(2026, 3, 12), read, {})
    assert asked_for(paper.store, paper.clock) == (f"fr/{id}",)
    paper.translate()
    made = paper.read(id)
    assert made is not None
    assert made.is_whole


def test_a_removed_article_leaves_no_translation(paper: Paper) -> None:
    id = paper.print(FIRST)
    paper.translate()
    url = ReadTables(paper.store).articles(1, 1).items[0].url
    remove(
        paper.store,
        Removal(url=url, status=410, reason="asked", who="Ada"),
        int(paper.clock()),
    )
    number = number_of(id)
    assert number is not None
    with paper.store.read() as connection:
        assert translations.translation_of(connection, number, "fr") is None
    assert [*memory.units(paper.store)] == []
