"""Folding and search words."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nouvelles.language import distinct_words, fold, joined_tokens, tokens
from nouvelles.language.fold import _CHANGING, _CODE_PAGES, _cut


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("Élysée", "elysee"),
        ("ÇA COÛTE", "ca coute"),
        ("Straße", "strasse"),
        ("İstanbul ısı", "istanbul isi"),
        ("Łódź Ørsted Đà Nẵng", "lodz orsted da nang"),
        ("Œuvre Æther", "oeuvre aether"),
        ("Ἀθῆναι Ὀδυσσεύς", "αθηναι οδυσσευσ"),
        ("ЁЛКА", "елка"),
        ("за́мок", "замок"),
        ("Ａｂｃ１２３", "abc123"),
        ("٢٠٢٤ ۲۰۲۴ २०२४", "2024 2024 2024"),
        ("ﬁn №", "fin no"),
        ("co\u00adopérer", "cooperer"),
        ("שָׁלוֹם", "שלום"),
    ],
)
def test_folded(written: str, folded: str) -> None:
    assert fold(written) == folded


@pytest.mark.parametrize("letter", ["й", "ї", "ў", "ѓ", "ќ"])
def test_marks_that_make_another_letter_stay(letter: str) -> None:
    assert fold(letter.upper()) == letter


def test_a_decomposed_letter_folds_as_the_composed_one() -> None:
    assert fold("и\u0306") == fold("й") == "й"
    assert fold("e\u0301") == fold("é") == "e"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("أَحْمَد", "احمد"),
        ("إلى", "الي"),
        ("كتـــاب", "كتاب"),
        ("علی", "علي"),
        ("کتاب", "كتاب"),
        ("مدرسة", "مدرسه"),
        ("ﻻ", "لا"),
        ("می‌خواهم", "می خواهم"),
    ],
)
def test_arabic_spellings_meet(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@given(st.text())
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text(st.characters(exclude_characters="\u200c")))
def test_letters_fold_in_a_text_as_each_by_itself(text: str) -> None:
    composed = unicodedata.normalize("NFKC", text)
    by_itself = "".join(map(fold, composed))
    assert unicodedata.normalize("NFC", by_itself) == fold(text)


def test_everyday_letters_that_are_passed_over_fold_to_themselves() -> None:
    every = map(chr, range(0x10000))
    passed = [letter for letter in every if not _CHANGING.match(letter)]
    assert len(passed) > 30_000  # Han and Hangul among them
    assert all(fold(f"é{letter}") == f"e{letter}" for letter in passed)


def test_texts_of_many_letters_that_change() -> None:
    capitals = "".join(map(chr, range(0x410, 0x430))) + "ABCDÉÈÊËÀÂÄÎÏÔ"
    assert fold(capitals * 3) == "".join(map(fold, capitals)) * 3


@given(st.text())
def test_a_folded_text_has_the_same_tokens(text: str) -> None:
    assert tokens(fold(text)) == tokens(text)
    assert all(token and not any(map(str.isspace, token)) for token in tokens(text))


def test_words_are_cut_at_apostrophes_hyphens_and_underscores() -> None:
    assert tokens("L'Élysée, aujourd’hui sous-préfet_e 3,5 %") == (
        ["l", "elysee", "aujourd", "hui", "sous", "prefet", "e", "3", "5"]
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("水库大坝", ["水库", "库大", "大坝"]),
        ("水", ["水"]),
        ("2024年", ["2024", "年"]),
        ("スーパー", ["スー", "ーパ", "パー"]),
        ("대통령", ["대통", "통령"]),
        ("ไทย", ["ไท", "ทย"]),
        ("हिन्दी में", ["हिन्दी", "में"]),
    ],
)
def test_scripts_without_spaces_give_pairs(text: str, expected: list[str]) -> None:
    assert tokens(text) == expected


@given(st.text(alphabet="水库大坝决堤", min_size=2, max_size=8), st.data())
def test_a_query_is_found_as_a_phrase_inside_a_run(
    run: str, data: st.DataObject
) -> None:
    start = data.draw(st.integers(0, len(run) - 2))
    end = data.draw(st.integers(start + 2, len(run)))
    query, text = tokens(run[start:end]), tokens(f"abc{run}")
    assert any(text[i : i + len(query)] == query for i in range(len(text)))


@given(st.text(max_size=80))
def test_texts_cut_piece_by_piece_have_the_words_of_the_whole(text: str) -> None:
    whole = _cut(fold(text))
    assert tokens(text) == whole
    assert joined_tokens(text) == " ".join(whole)
    assert tokens(text) == whole  # remembered now


@pytest.mark.parametrize(
    "text",
    ["Ville-Marie.", "«ΟΔΟΣ»", "(İZMİR)", "e\u0301\u2003\u0301e", "‏שלום״ … 東京。"],
)
def test_signs_and_capitals_around_words_make_no_other_words(text: str) -> None:
    assert tokens(text) == _cut(fold(text))


@given(st.text(max_size=60))
def test_distinct_words_are_the_same_words_once(text: str) -> None:
    assert distinct_words(text).split() == list(dict.fromkeys(tokens(text)))


USUAL = {
    "cp1252": "éèßœÆñ’«»…",
    "cp1250": "łąźčřžőș",
    "cp1254": "ışğİI",
    "cp1253": "άΐςσΣώ",
    "cp1251": "йЙёЁїўѓќґ№",
    "cp1255": "שלום\u05b8\u05b7־",
    "cp1256": "أإآةىکیہـ\u064e\u0651\u200c،؟",
}


@given(
    st.sampled_from(sorted(USUAL)).flatmap(
        lambda name: st.text(
            st.sampled_from(bytes(range(1, 256)).decode(name, "ignore") + USUAL[name]),
            max_size=60,
        )
    )
)
def test_texts_in_code_pages_have_the_same_words(text: str) -> None:
    words = _cut(fold(text.lower()))
    assert tokens(text) == words
    assert distinct_words(text).split() == list(dict.fromkeys(words))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("L’été, c’est «beau»…", "l ete c est beau"),
        ("Żółta łódź – źle!", "zolta lodz zle"),
        ("Ο Οδυσσεύς", "ο οδυσσευσ"),
        ("Ещё йод", "еще йод"),
        ("الأُمَّة", "الامه"),
        ("so\xadap 3.5", "soap 3 5"),
    ],
)
def test_code_pages_fold_whole_texts(text: str, words: str) -> None:
    folded = _CODE_PAGES.folded(text.lower())
    assert folded is not None
    assert " ".join(folded.split()) == words


@pytest.mark.parametrize("text", ["e\u0301", "東京", "a\0b", "straße", "سلام\u200cها"])
def test_what_no_code_page_can_fold_is_left_alone(text: str) -> None:
    folded = _CODE_PAGES.folded(text)
    assert folded is None or folded.split() == _cut(fold(text))
    assert tokens(text) == _cut(fold(text))
