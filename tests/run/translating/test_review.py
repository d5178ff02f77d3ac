"""An editor's hand: a file out and back, checks as remarks, the memory, the label."""

from __future__ import annotations

from contextlib import nullcontext
from dataclasses import replace

import pytest
from click.testing import CliRunner

from nouvelles.cli.main import cli
from nouvelles.errors import InputError
from nouvelles.run.translating.review import (
    accept,
    keep,
    look,
    open_review,
    read_review,
    review_file,
)
from nouvelles.store import translation_queue
from nouvelles.store.names import number_of
from nouvelles.store.translation_queue import add_reports, reports
from nouvelles.web.keeping import keep_counts
from nouvelles.web.tally import Tally
from tests.run.translating.paper import FIRST, SECOND, Paper

BETTER = "Vendredi, on a fermé le pont."


def test_a_file_goes_out_and_comes_back(paper: Paper) -> None:
    id = paper.print(f"{FIRST} {SECOND}")
    found = open_review(paper.store, paper.clock, id, "fr")
    text = review_file(found)
    assert f"[2] body\n< {FIRST}\n> Le pont sur la rivière" in text
    assert read_review(text, "x", found) == [one.shown for one in found.sentences]
    mended = text.replace(found.sentences[1].shown, BETTER)
    assert read_review(mended, "x", found)[1] == BETTER


def test_a_mended_article_is_the_editor_s(paper: Paper) -> None:
    id = paper.print(f"{FIRST} {SECOND}")
    paper.translate()
    asked = paper.given()
    number = number_of(id)
    assert number is not None
    add_reports(paper.store, {(number, "fr", "name"): 2}, 5)
    found = open_review(paper.store, paper.clock, id, "fr")
    texts = [found.sentences[0].shown, BETTER, ""]
    made = accept(paper.store, paper.clock, found, texts, "Ada")
    assert [one.shown for one in made.sentences] == [
        "Le pont est fermé",
        BETTER,
        SECOND,
    ]
    assert [one.step for one in made.sentences] == ["reviewed", "reviewed", "original"]
    assert made.reviewer == "Ada"
    with paper.store.read() as connection:
        assert reports(connection) == ()
    assert paper.translate() == 0
    assert paper.given() == asked
    # It stays the editor's when the article is made again.
    paper.print(f"{FIRST} Some words.")
    paper.translate()
    again = paper.read(id)
    assert again is not None
    assert [one.step for one in again.sentences[:2]] == ["reviewed", "reviewed"]
    assert again.sentences[1].by == "Ada"


def test_what_was_given_before_breaking_off_is_kept(paper: Paper) -> None:
    id = paper.print(f"{FIRST} {SECOND}")
    paper.translate()
    number = number_of(id)
    assert number is not None
    add_reports(paper.store, {(number, "fr", "name"): 2}, 5)
    found = open_review(paper.store, paper.clock, id, "fr")
    keep(paper.store, paper.clock, found, {2: BETTER}, "Ada")
    made = accept(paper.store, paper.clock, found, [found.sentences[0].shown], "Ada")
    assert [one.step for one in made.sentences] == ["reviewed", "reviewed", "engine"]
    assert made.sentences[1].shown == BETTER
    assert made.reviewer == ""
    with paper.store.read() as connection:
        assert len(reports(connection)) == 1


def test_the_end_of_input_says_what_was_kept(
    paper: Paper, monkeypatch: pytest.MonkeyPatch
) -> None:
    command = "nouvelles.cli.translate_review.opened"
    monkeypatch.setattr(command, lambda _: nullcontext(paper.store))
    id = paper.print(f"{FIRST} {SECOND}")
    paper.translate()
    words = ["translate", "review", id, "--to", "fr"]
    ended = CliRunner().invoke(cli, [*words, "--who", "Ada"], input=f"\n{BETTER}\n")
    assert ended.exit_code == 1, ended.output
    assert "Broken off at sentence 3." in ended.output
    assert "2 of 3 sentences stand as Ada wrote or accepted them." in ended.output
    found = paper.read(id)
    assert found is not None
    assert found.sentences[1].shown == BETTER
    none = CliRunner().invoke(cli, words, input="")
    assert none.exit_code == 1
    assert "Nothing was kept." in none.output


def test_checks_are_remarks(paper: Paper) -> None:
    found = open_review(paper.store, paper.clock, paper.print(SECOND), "fr")
    (remark,) = look(found, ["Le pont est fermé", "Plus de 4 321 personnes y vivent."])
    assert (remark.number, remark.flag.check) == (2, "numbers")


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda text: text.replace("[2]", "[9]"), "sentence 2 is missing"),
        (lambda text: text.replace(FIRST, "Another."), "has another original"),
        (lambda _: "", "sentence 1 is missing"),
    ],
)
def test_a_file_that_does_not_fit_is_named(paper: Paper, change, said) -> None:  # type: ignore[no-untyped-def]
    found = open_review(paper.store, paper.clock, paper.print(FIRST), "fr")
    with pytest.raises(InputError, match=said):
        read_review(change(review_file(found)), "x", found)


def test_what_cannot_be_reviewed_is_named(paper: Paper) -> None:
    forbidden = paper.print(FIRST, licence="CC-BY-ND-4.0")
    for id, language, said in (
        ("nothing", "fr", "no such article"),
        (forbidden, "fr", "may not be translated"),
        (forbidden, "en", "is in en already"),
    ):
        with pytest.raises(InputError, match=said):
            open_review(paper.store, paper.clock, id, language)


def test_an_address_names_the_article(paper: Paper) -> None:
    id = paper.print(FIRST)
    address = f"https://paper.example/fr/article/the-bridge-is-closed-{id}"
    assert open_review(paper.store, paper.clock, address, "fr").article == id


def test_reports_of_what_does_not_stand_are_not_kept(paper: Paper) -> None:
    paper.print(FIRST)
    add_reports(paper.store, {(1, "fr", "name"): 1}, 5)
    with paper.store.read() as connection:
        assert translation_queue.reports(connection) == ()


def test_with_no_engine_a_person_can_translate(paper: Paper) -> None:
    settings = paper.store.settings
    none = replace(settings, translation=replace(settings.translation, engine="none"))
    paper.store = replace(paper.store, settings=none)
    id = paper.print(FIRST)
    found = open_review(paper.store, paper.clock, id, "fr")
    assert all(one.is_original for one in found.sentences)
    made = accept(paper.store, paper.clock, found, ["Le pont est fermé", BETTER], "Ada")
    assert (made.is_whole, made.reviewer) == (True, "Ada")


def test_what_readers_report_is_kept_with_the_views(paper: Paper) -> None:
    id = paper.print(FIRST)
    paper.translate()
    tally = Tally()
    for _ in range(2):
        tally.note_report(id, "fr", "name")
    tally.note_report("nothing", "fr", "name")
    keep_counts(tally, paper.store, paper.clock)
    with paper.store.read() as connection:
        (found,) = reports(connection)
    assert (found.article, found.reason, found.count) == (number_of(id), "name", 2)
    assert tally.take_reports() == {}
