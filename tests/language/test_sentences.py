"""Sentence spans, and texts shortened to a limit."""

import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st

from nouvelles.language import sentences, shorten


@pytest.mark.parametrize(
    ("language", "parts"),
    [
        ("fr", ["M. Dupont a parlé.", "« Oui ! » a-t-il dit.", "Mme. Durand, non."]),
        ("fr", ["«\u2009Du fond du cœur.\u2009»", "Puis plus rien."]),
        ("fr", ["Il est venu…", "Puis plus rien."]),
        ("de", ["Am 3. Oktober kam Dr. Meier.", "Er gab 12,5 Mio. Euro."]),
        ("de-AT", ["Er kam z.B. Montag.", "Sie nicht."]),
        ("en", ["He said “No.”", "J. R. Smith left on Jan. 5.", "Why?"]),
        ("en", ["See www.example.org for 3.5 points.", "Done."]),
        ("en", ["It was 1984.", "Then 3.", "Then four."]),
        ("ru", ["В 1999 г. Иванов уехал.", "Он вернулся!"]),
        ("ar", ["ماذا حدث؟", "لا شيء.", "نعم"]),
        ("ur", ["وہ آیا۔", "پھر گیا۔"]),
        ("hi", ["यह है।", "वह था।"]),
        ("el", ["Τι έγινε;", "Τίποτα."]),
        ("hy", ["Նա եկավ։", "Նա գնաց։"]),
    ],
)
def test_sentences_end_where_they_should(language: str, parts: list[str]) -> None:
    text = " ".join(parts)
    assert [text[a:b] for a, b in sentences(text, language)] == parts


def test_chinese_needs_no_spaces() -> None:
    text = "水库决堤。三人死亡！“真的？”他说。完"
    cut = [text[a:b] for a, b in sentences(text, "zh")]
    assert cut == ["水库决堤。", "三人死亡！", "“真的？”", "他说。", "完"]


def test_a_line_break_ends_a_sentence() -> None:
    text = "Headline\n\nBody text, no stop"
    assert [text[a:b] for a, b in sentences(text, "en")] == (
        ["Headline", "Body text, no stop"]
    )


TEXTS = st.text(
    alphabet=st.sampled_from("ab .!?…。؟।«»“”()\n\u00a0éД水3\u0301\u200d👩")
)


@given(TEXTS, st.sampled_from(["fr", "de", "zh", "und", ""]))
def test_spans_are_ordered_and_leave_only_white_space(text: str, language: str) -> None:
    position = 0
    for start, end in sentences(text, language):
        assert not text[position:start].strip()
        assert position <= start < end
        assert text[start:end] == text[start:end].strip()
        position = end
    assert not text[position:].strip()


LONG = (
    "Le barrage de la vallée haute a cédé mardi. Trois personnes sont mortes, selon "
    "les autorités locales, qui ont ouvert une enquête."
)


def test_a_text_within_the_limit_is_whole() -> None:
    assert shorten("Le  barrage\na cédé.", 18, "fr") == "Le barrage a cédé."


@pytest.mark.parametrize(
    ("limit", "expected"),
    [
        (0, ""),
        (-1, ""),
        (1, "…"),
        (10, "Le…"),
        (30, "Le barrage de la vallée haute…"),
        (60, "Le barrage de la vallée haute a cédé mardi. …"),
        (112, LONG[: LONG.index(", qui")] + ", qui ont…"),
    ],
)
def test_cut_at_a_sentence_or_a_word(limit: int, expected: str) -> None:
    assert shorten(LONG, limit, "fr") == expected


def test_chinese_is_cut_between_characters() -> None:
    assert shorten("水库决堤" * 10, 7, "zh") == "水库决堤水库…"


def test_a_number_is_not_cut() -> None:
    assert shorten("The cost was 12,500,000 crowns", 19, "en") == "The cost was…"


def test_a_long_word_is_cut_between_clusters() -> None:
    family = "👩\u200d👩\u200d👧"
    assert shorten(family * 3, 7, "und") == family + "…"
    assert shorten("e\u0301" * 9, 4, "und") == "e\u0301…"


@given(TEXTS, st.integers(-2, 40))
def test_a_cut_text_keeps_the_limit_and_is_a_beginning(text: str, limit: int) -> None:
    cut = shorten(text, limit, "fr")
    whole = regex.sub(r"[ \t\n\r\f\v]+", " ", text).strip()
    assert len(cut) <= max(0, limit)
    if cut != whole and limit > 0:
        assert cut.endswith("…")
        kept = cut.removesuffix("…").rstrip()
        assert whole.startswith(kept)
        clusters = regex.findall(r"\X", whole)
        ends = {len("".join(clusters[:n])) for n in range(len(clusters) + 1)}
        assert len(kept) in ends or whole[len(kept)].isspace()
