"""An article comes apart into sentences and together again, one for one."""

from __future__ import annotations

import pytest

from nouvelles.records import Article, Block, Image, Mark
from nouvelles.translate import Translated, sentences_of, with_translations
from nouvelles.translate.article import Place, Sentence
from nouvelles.translate.inline import find_marks, from_tags, with_tags

ARTICLE = Article(
    canonical="https://paper.example/1",
    headline="Dam gives way",
    standfirst="Two towns are cut off. Help is late.",
    language="en",
    image=Image(url="https://paper.example/1.jpg", caption="The dam.", alt="Water"),
    body=(
        Block(
            kind="paragraph",
            text="Mr. Novak saw it. He called the mayor.",
            marks=(Mark(kind="link", start=10, end=24, url="https://paper.example/2"),),
        ),
        Block(
            kind="list",
            text="One bridge. Two roads. Both closed.",
            items=("One bridge.", "Two roads. Both closed."),
            marks=(Mark(kind="strong", start=16, end=21),),
        ),
        Block(
            kind="table",
            text="Town | Dead Osk | 1,204 Vell |  | none",
            items=("Town | Dead", "Osk | 1,204", "Vell |  | none"),
            marks=(Mark(kind="emphasis", start=12, end=15),),
        ),
        Block(kind="code", text="x = 1. y = 2."),
    ),
)


def test_no_sentence_reaches_over_the_end_of_its_text() -> None:
    assert [sentence.text for sentence in sentences_of(ARTICLE)] == [
        "Dam gives way",
        "Two towns are cut off.",
        "Help is late.",
        "Mr. Novak saw it.",
        "He called the mayor.",
        "One bridge.",
        "Two roads.",
        "Both closed.",
        "Town",
        "Dead",
        "Osk",
        "1,204",
        "Vell",
        "none",
        "The dam.",
        "Water",
    ]


def test_its_own_sentences_give_the_article_back() -> None:
    same = [Translated(text=one.text, marks=one.marks) for one in sentences_of(ARTICLE)]
    assert with_translations(ARTICLE, same, "en") == ARTICLE


def test_a_wrong_count_is_refused() -> None:
    with pytest.raises(ValueError, match="1 translations for 16 sentences"):
        with_translations(ARTICLE, [Translated(text="x")], "fr")


@pytest.mark.parametrize(
    ("language", "text", "count"),
    [
        ("zh", "大坝决堤。两个城镇被切断。", 2),
        ("ar", "انهار السد. هل جاءت المساعدة؟ نعم.", 3),
        ("uk", "Це сталося о 5 год. ранку. Ніхто не знав.", 2),
        ("fr", "« Partez ! » a-t-il crié. Personne n'a bougé.", 2),
    ],
)
def test_sentences_of_many_languages(language: str, text: str, count: int) -> None:
    article = Article(
        canonical="https://paper.example/2",
        headline="",
        language=language,
        body=(Block(kind="paragraph", text=text),),
    )
    assert len(sentences_of(article)) == count


SENTENCE = Sentence(
    place=Place(field="body"),
    text="The treaty of 1992 was signed in Moscow.",
    marks=(
        Mark(kind="emphasis", start=4, end=18),
        Mark(kind="link", start=33, end=39, url="https://paper.example/3"),
    ),
)


def test_marks_go_through_an_engine_as_tags() -> None:
    assert with_tags(SENTENCE) == (
        "The <m0>treaty of 1992</m0> was signed in <m1>Moscow</m1>."
    )
    back = from_tags(
        SENTENCE, "À <m1>Moscou</m1> fut signé le <m0>traité de 1992</m0>."
    )
    assert back is not None
    assert back.text == "À Moscou fut signé le traité de 1992."
    assert [back.text[mark.start : mark.end] for mark in back.marks] == [
        "traité de 1992",
        "Moscou",
    ]


@pytest.mark.parametrize(
    "text", ["À <m1>Moscou</m1>.", "<m0>a</m0><m0>b</m0><m1>c</m1>", "<m0>a<m1>"]
)
def test_lost_or_doubled_tags_are_noticed(text: str) -> None:
    assert from_tags(SENTENCE, text) is None


def test_marks_are_found_again_by_their_words() -> None:
    text = "Le texte a été signé à Moscou en 1992."
    (found,) = (m for m in find_marks(SENTENCE, text, "en", "fr") if m.kind == "link")
    assert text[found.start : found.end] == "Moscou"
