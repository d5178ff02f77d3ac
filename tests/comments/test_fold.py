"""Disguises come off; genuine writing goes through."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nouvelles.comments.fold import (
    _LEET_INSIDE,
    _LEET_WORD,
    _NOT_LEET,
    BEGINNING,
    END,
    Folded,
    fold,
)
from nouvelles.comments.shape import shape_of


@pytest.mark.parametrize(
    ("written", "read", "found"),
    [
        ("𝐂𝐚𝐬𝐢𝐧𝐨 𝟖𝟖", "casino 88", "styled"),
        ("Ｃａｓｉｎｏ", "casino", "styled"),
        ("🅲🅰🆂🅸🅽🅾", "casino", "styled"),
        ("ᴄᴀꜱɪɴᴏ", "casino", "styled"),
        ("c\u200ba\u00ads\u2060i\ufeffno", "casino", "hidden"),
        ("P͟͟U͟͟L͟͟A͟͟U͟͟", "pulau", "marks"),
        ("c\u0430sin\u043e", "casino", "mixed"),
        ("Ищy людeй для coвмecтнoгo", "ищу людей для совместного", "mixed"),
        ("c a s i n o now", "casino now", "spaced"),
        ("【P】【U】【L】【A】【U】【7】", "【pulau7】", "spaced"),
        ("fr33 m0ney h3re", "free money here", "digits"),
        ("4️⃣ 𝗗", "4 d", "styled"),
    ],
)
def test_disguises_come_off_and_are_counted(
    written: str, read: str, found: str
) -> None:
    folded = fold(written)
    assert folded.text == read
    assert getattr(folded, found) > 0


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("Спасибо за материал, Вася", "спасибо за материал, вася"),
        ("Καλημέρα κόσμε", "καλημερα κοσμε"),
        ("می‌خواهم کتاب", "مي خواهم كتاب"),  # Persian joins with a zero-width sign
        ("क्‍ष और हिन्दी", "क्ष और हिन्दी"),
        ("これは日本語です", "これは日本語です"),
        ("Straße, café, naïve", "strasse, cafe, naive"),
        ("İstanbul'da çok güzel", "istanbul'da cok guzel"),
        ("il y a à la fin", "il y a a la fin"),
        ("The A4 paper, 10th mp3 in 4k, 12h30, room 3b", None),
        ("My family 👨‍👩‍👧‍👦, great match 🏳️‍🌈👍🏽 🇫🇷", None),
        ("Write to @user7 or see 5.2.1", None),
    ],
)
def test_genuine_writing_is_no_disguise(written: str, read: str | None) -> None:
    folded = fold(written)
    if read is not None:
        assert folded.text == read
    counts = (folded.styled, folded.hidden, folded.marks, folded.mixed, folded.spaced)
    assert counts == (0, 0, 0, 0, 0)
    assert folded.digits == 0


def test_one_word_of_digits_is_a_second_view() -> None:
    folded = fold("I read the sl0t thing with great interest and some doubt today")
    assert "sl0t" in folded.text
    assert folded.leet == ("slot",)


@pytest.mark.parametrize("word", ["n@ger", "a@1", "sl0t", "$ale1", "c4s1no"])
def test_a_letter_may_be_written_as_any_sign(word: str) -> None:
    assert len(fold(f"all of them know what is said by {word} here").leet) == 1


@given(st.text("ab01@$! .#/", max_size=12))
def test_what_is_looked_for_first_misses_no_word_of_digits(text: str) -> None:
    found = _LEET_WORD.findall(text)
    if any(not _NOT_LEET.fullmatch(word) for word in found):
        assert _LEET_INSIDE.search(text)


def test_entities_and_breaks_are_read() -> None:
    assert fold("a &lt;b&gt;<br />c").text == "a <b>\nc"


HOSTILE = {
    "long": "buy now " * 500_000,
    "marks": "e" + "\u0301\u0316" * 500_000,
    "unseen": "\u200b\u200d" * 500_000,
    "binary": "".join(map(chr, range(256))) * 4_000,
    "surrogates": "\ud800" * 100_000,
    "one letter": "a" * 1_000_000,
    "spaced": "a " * 500_000,
    "dots": "a." * 500_000,
    "brackets": "[url=" * 200_000,
    "ats": "a@" * 500_000,
    "digits": "1-" * 500_000,
    "flags": "\U0001f1eb" * 300_000,
    "mixed": "\u0430c " * 500_000,
    "mixed in one": "\u0430c" * 500_000,
    "digits in words": "a@1b! " * 500_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_what_is_read_is_bounded(name: str) -> None:
    from nouvelles.comments import Remark, sketch

    text = HOSTILE[name]
    begun = time.process_time()
    folded = fold(text)
    sketch(Remark(text=text, author=text, author_url=text, title=text))
    took = time.process_time() - begun
    assert isinstance(folded, Folded)
    assert len(folded.shape) <= BEGINNING + END + 1
    assert took < 2.0, (
        took
    )  # megabytes of page take a few ms; squares would take minutes


@given(st.text())
def test_a_text_has_the_shape_of_its_characters(text: str) -> None:
    shape = shape_of(text)
    assert shape == "".join(map(shape_of, text))
    assert shape_of(text) == shape


def test_shapes() -> None:
    assert shape_of("Buy ЙЦУ йцу 5 $ € é 𝐆 山 か ⚑") == "Xxx CCC ccc 9 ¤ ¤ x s h k e"
