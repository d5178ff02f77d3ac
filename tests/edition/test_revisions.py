"""What changed between two texts: corrections, not typography, and never too much."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nouvelles.edition import changes, headline_change
from nouvelles.edition.passages import Sentence, find_passages
from nouvelles.edition.revisions import LENGTH, LIMIT
from nouvelles.edition.wording import plain
from nouvelles.language import sentences, tokens
from nouvelles.records import Article, Block, Change


def article(
    *paragraphs: str, headline: str = "La crue", standfirst: str = "", tag: str = "fr"
) -> Article:
    return Article(
        canonical="https://a.example/1",
        headline=headline,
        standfirst=standfirst,
        body=tuple(Block(kind="paragraph", text=text) for text in paragraphs),
        language=tag,
    )


def body(before: str = "", after: str = "") -> Change:
    return Change(field="body", before=before, after=after)


FLOOD = article(
    "Le bilan est de douze morts. La route est coupée.",
    "Les écoles ont fermé.",
    "Le préfet parlera ce soir.",
)


def test_one_word_is_one_change_with_its_sentence() -> None:
    after = article(
        "Le bilan est de quatorze morts. La route est coupée.",
        "Les écoles ont fermé.",
        "Le préfet parlera ce soir.",
    )
    assert changes(FLOOD, after) == (
        body("Le bilan est de douze morts.", "Le bilan est de quatorze morts."),
    )


def test_what_is_added_and_taken_out() -> None:
    after = article(
        "Le bilan est de douze morts. La route est coupée.",
        "Un train est bloqué en gare.",
        "Les écoles ont fermé.",
    )
    assert changes(FLOOD, after) == (
        body(after="Un train est bloqué en gare."),
        body(before="Le préfet parlera ce soir."),
    )


def test_what_was_taken_out_stands_where_it_stood() -> None:
    """Behind a sentence that was changed, too."""
    before = article("Douze morts dans le nord. Les écoles ont fermé. Il pleut.")
    after = article("Quatorze morts dans le nord. Il pleut.")
    assert changes(before, after) == (
        body("Douze morts dans le nord.", "Quatorze morts dans le nord."),
        body(before="Les écoles ont fermé."),
    )


def test_headline_and_standfirst_come_first() -> None:
    after = replace(
        FLOOD,
        headline="La décrue",
        standfirst="L’eau baisse. Le pont tient.",
        body=FLOOD.body[:2],
    )
    before = replace(FLOOD, standfirst="L’eau monte. Le pont tient.")
    assert changes(before, after) == (
        Change(field="headline", before="La crue", after="La décrue"),
        Change(field="standfirst", before="L’eau monte.", after="L’eau baisse."),
        body(before="Le préfet parlera ce soir."),
    )


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("«\u202fOui\u202f», dit-il.", "“Oui”, dit-il."),
        ("L'eau monte.", "L’eau monte."),
        ("1990-1995, dit-on.", "1990–1995, dit-on."),
        ("Attendons...", "Attendons…"),
        ("À dix\u00a0heures.", "À dix heures."),
        ("Cafe\u0301 fermé.", "Café fermé."),
        ("extra\u00adordinaire", "extraordinaire"),
        ("می\u200cروم خانه.", "میروم خانه."),
    ],
)
def test_typography_is_no_change(before: str, after: str) -> None:
    assert changes(article(before), article(after)) == ()
    assert headline_change(before, after) == ()


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Vraiment ?", "Vraiment !"),
        ("le pape", "le Pape"),
        ("10² euros", "102 euros"),
        ("la cote", "la côte"),
    ],
)
def test_signs_that_speak_are_changes(before: str, after: str) -> None:
    assert changes(article(before), article(after)) == (body(before, after),)


def test_pictures_order_and_the_kind_of_block_are_no_change() -> None:
    picture = Block(kind="image", text="La place", url="https://a.example/1.jpg")
    first, second, third = FLOOD.body
    before = replace(FLOOD, body=(picture, first, second, third))
    after = replace(FLOOD, body=(third, first, replace(second, kind="quote"), picture))
    assert changes(before, after) == ()
    assert changes(before, replace(after, keywords=("crue",), section="Nord")) == ()


def test_a_paragraph_that_is_split_is_no_change() -> None:
    after = article(
        "Le bilan est de douze morts.",
        "La route est coupée. Les écoles ont fermé.",
        "Le préfet parlera ce soir.",
    )
    assert changes(FLOOD, after) == ()


def test_sentences_that_were_joined_are_one_change() -> None:
    apart = "La halle a brûlé cette nuit. Les pompiers sont venus à l’aube."
    joined = "La halle a brûlé cette nuit ; les pompiers sont venus à l’aube."
    assert changes(article(apart), article(joined)) == (body(apart, joined),)
    assert changes(article(joined), article(apart)) == (body(joined, apart),)


def test_a_sentence_written_anew_stands_for_the_old_one() -> None:
    before = article("Il pleut.", "Le maire se tait.", "La nuit tombe.")
    after = article("Il pleut.", "Aucune réaction officielle.", "La nuit tombe.")
    assert changes(before, after) == (
        body("Le maire se tait.", "Aucune réaction officielle."),
    )


def test_items_of_lists_are_compared_one_by_one() -> None:
    def listed(*items: str) -> Article:
        block = Block(kind="list", text=" ".join(items), items=items)
        return replace(FLOOD, body=(block,))

    assert changes(listed("Nord", "Sud", "Est"), listed("Nord", "Est")) == (
        body(before="Sud"),
    )


@pytest.mark.parametrize(
    ("tag", "before", "after"),
    [
        ("zh", "船队周四抵达群岛，全程十九天。", "船队周五抵达群岛，全程十九天。"),
        ("ar", "قُتل اثنا عشر شخصًا في الفيضان.", "قُتل أربعة عشر شخصًا في الفيضان."),
        ("th", "น้ำท่วมทำให้มีผู้เสียชีวิตสิบสองคน", "น้ำท่วมทำให้มีผู้เสียชีวิตสิบสี่คน"),
    ],
)
def test_every_script(tag: str, before: str, after: str) -> None:
    rest = {"zh": "第二支船队将启航。", "ar": "وأغلقت المدارس.", "th": "โรงเรียนปิด"}[tag]
    found = changes(article(before, rest, tag=tag), article(after, rest, tag=tag))
    assert found == (body(before, after),)


def test_a_row_of_stars_says_nothing() -> None:
    assert (
        changes(
            FLOOD,
            replace(FLOOD, body=(*FLOOD.body, Block(kind="paragraph", text="* * *"))),
        )
        == ()
    )


def test_long_passages_are_cut_round_the_difference() -> None:
    words = " ".join(f"mot{number}" for number in range(600))
    after = words.replace("mot500", "AUTRE")
    (change,) = changes(article(words), article(after))
    assert len(change.before) <= LENGTH
    assert len(change.after) <= LENGTH
    assert change.before.startswith("…mot")
    assert "mot500" in change.before
    assert "AUTRE" in change.after


def test_a_page_with_another_text_is_told_in_part() -> None:
    def numbered(word: str) -> Article:
        return article(*(f"{word}{n} {word}{n + 1}." for n in range(5_000)))

    assert len(changes(numbered("a"), numbered("b"))) == LIMIT
    same = article(*["Oui. Non. Oui."] * 3_000)
    assert len(changes(same, article(*["Non. Oui. Non."] * 3_000))) <= LIMIT


def test_a_live_blog_costs_no_more_than_what_is_new() -> None:
    """Equal sentences are never looked at again: pairs are sought among the rest."""
    old = [f"Minute {n}. Le cortège {n} avance vers la place {n}." for n in range(200)]
    new = ["Minute 200. La place est pleine.", *old]
    found = changes(article(*old), article(*new))
    assert found == (body(after="Minute 200."), body(after="La place est pleine."))


def test_pairs_are_the_most_alike() -> None:
    def sentence(line: int, text: str) -> Sentence:
        return Sentence(text=text, place=(line, 0))

    old = [sentence(0, "a b c d"), sentence(1, "a b c e")]
    new = [sentence(0, "a b c e f"), sentence(1, "a b c d")]
    pairs = {
        (one.before[0].text, one.after[0].text) for one in find_passages(old, new, [])
    }
    assert pairs == {("a b c d", "a b c d"), ("a b c e", "a b c e f")}


# ---- for all texts -----------------------------------------------------------------

SENTENCES = st.sampled_from(
    ["Il pleut.", "Il pleut fort.", "Le pont tient.", "Oui !", "Nul ne sait pourquoi.",
     "Le pont a cédé à l’aube.", "***", "12 morts.", "14 morts."]
)  # fmt: skip
TEXTS = st.lists(st.lists(SENTENCES, max_size=4).map(" ".join), max_size=6).map(
    lambda paragraphs: article(*paragraphs)
)


def told(text: str) -> Counter[str]:
    found = (text[start:end] for start, end in sentences(text, "fr"))
    return Counter(plain(one) for one in found if tokens(one))


def whole(one: Article) -> Counter[str]:
    return sum((told(block.text) for block in one.body), Counter())


@given(TEXTS, TEXTS)
def test_the_changes_lead_from_one_text_to_the_other(
    one: Article, two: Article
) -> None:
    """Sentence for sentence, whatever their order."""
    found = changes(one, two)
    text = whole(one)
    for change in found:
        text.subtract(told(change.before))
        text.update(told(change.after))
    assert +text == whole(two)
    assert all(change.before != change.after for change in found)


@given(TEXTS)
def test_a_text_does_not_differ_from_itself(one: Article) -> None:
    assert changes(one, one) == ()


def test_a_first_paragraph_that_becomes_the_standfirst_is_no_change() -> None:
    after = replace(FLOOD, standfirst="Le bilan est de douze morts.")
    after = replace(
        after,
        body=(Block(kind="paragraph", text="La route est coupée."), *FLOOD.body[1:]),
    )
    assert changes(FLOOD, after) == ()
