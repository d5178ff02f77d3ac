"""What words mean: looked up with and without their endings, in any language."""

from __future__ import annotations

import numpy as np
import pytest

from nouvelles.comments import Filter, Remark, shipped, solicitation
from nouvelles.comments.hashing import hashed
from nouvelles.comments.meaning import Meanings, dampened, forms


def meanings(**says: tuple[int, ...]) -> Meanings:
    codes = hashed(list(says))
    order = np.argsort(codes)
    table = np.array(list(says.values()), np.int8)[order]
    return Meanings(
        codes[order],
        table,
        np.array([0.5, 0.1])[: table.shape[1]],
        np.array([-1.0, 0.0])[: table.shape[1]],
    )


def test_a_word_is_looked_up_by_itself_then_by_its_beginnings() -> None:
    assert [*forms("скидками")] == ["скидками", "скидкам", "скидка", "скидк", "скид"]
    assert [*forms("bonus")] == ["bonus", "bonu"]
    assert [*forms("win")] == ["win"]


def test_what_is_said_is_the_dampened_sum_of_words_each_counted_once() -> None:
    some = meanings(bonus=(10,), bridge=(-4,))
    assert some.odds(["bonus", "bonus", "bridges", "xyz"]) == pytest.approx(
        0.5 * 6 / dampened(2) - 1
    )
    assert some.odds(["xyz"]) == some.odds([]) == -1.0


def test_the_longest_form_counts() -> None:
    some = meanings(offer=(10,), offering=(-10,))
    assert some.odds(["offering"]) < -1 < some.odds(["offers"])


def test_a_word_says_something_of_each_site() -> None:
    some = meanings(bonus=(10, -20), bridge=(-4, 0))
    assert some.sites == 1
    assert some.every(["bonus", "bridge"]) == pytest.approx(
        [0.5 * 6 / dampened(2) - 1, 0.1 * -20 / dampened(2)]
    )
    assert some.every([]) == pytest.approx([-1.0, 0.0])


def test_the_shipped_table_knows_the_sites_with_lessons_of_both_kinds() -> None:
    said = shipped().meanings
    assert said.sites == 6
    assert said.says.shape == (len(said.codes), 7)
    assert np.isfinite(said.every(["gratis", "casino", "bonus"])).all()


def test_offers_speak_for_spam_in_languages_of_which_there_were_no_lessons() -> None:
    """No lesson was in Spanish, Polish, Turkish or Portuguese."""
    shop = ("descuento gratis dinero", "rabat darmowy pieniadze")
    shop = (*shop, "indirim ucretsiz para", "desconto gratis dinheiro")
    talk = ("puente lluvia vecina", "most deszcz sasiad")
    talk = (*talk, "kopru yagmur komsu", "ponte chuva vizinha")
    said = shipped().meanings
    for offer, words in zip(shop, talk, strict=True):
        assert said.odds(offer.split()) > said.odds(words.split())


def test_words_that_were_forgotten_are_looked_up_again() -> None:
    some = meanings(bonus=(10,), bridge=(-4,))
    before = some.odds(["bonus", "bridge"])
    words = [f"word{number}" for number in range(15_000)]
    assert some.odds(words) == some.odds([*words, *map(str.upper, words)]) == -1.0
    assert some.odds(["bonus", "bridge"]) == before


def test_an_empty_table_says_nothing() -> None:
    some = Meanings(
        np.zeros(0, np.uint32), np.zeros((0, 1), np.int8), np.ones(1), np.zeros(1)
    )
    assert some.odds(["bonus"]) == 0.0


def test_what_is_remembered_of_words_is_bounded() -> None:
    flood = "b" * 9_000
    Filter().score(Remark(text=f"{flood} bonus"))
    for remembered in (solicitation._lexicon().known, shipped().meanings._looked):
        assert "bonus" in remembered
        assert flood not in remembered
