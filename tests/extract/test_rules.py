"""What is text and what is none, whatever it looks like: each rule alone.

The model takes every line for text, so that what is dropped, a rule has dropped.
"""

from __future__ import annotations

import time

import numpy as np
import pytest

from nouvelles.extract.decide import decide
from nouvelles.extract.metadata import Heading
from nouvelles.extract.page import Page
from nouvelles.extract.reasons import Left
from tests.extract.small_pages import asking, decided, keeping_all, kept_texts, read

ALL = keeping_all()
FIRST = "Nobody crossed the sound on Sunday, and the ferries lay at their moorings."
SECOND = "Talks between the union and the operator broke off after eleven hours."
THIRD = "The county has begun to fly medicine to the outer islands, twice a day."


def paragraphs(*texts: str) -> str:
    return "".join(f"<p>{text}</p>" for text in texts)


def outcome(page: Page, headline: str = "") -> tuple[list[str], dict[str, Left]]:
    """What is kept of a page of which all lines are likely, and what rules dropped."""
    found = decided(page, ALL, headline)
    dropped = {page.lines[place].text: why for place, why in found.dropped.items()}
    assert set(found.kept).isdisjoint(found.dropped)
    assert list(found.kept) == sorted(found.kept)
    return kept_texts(page, found), dropped


# ---- the headline ------------------------------------------------------------------


def test_the_headline_is_not_repeated_where_it_is_shown() -> None:
    page = read(f"<h1>Ferries stay in port</h1>{paragraphs(FIRST, SECOND)}")
    assert outcome(page) == ([FIRST, SECOND], {"Ferries stay in port": Left.HEADLINE})


def test_a_headline_in_two_lines() -> None:
    page = read(
        f"<h1>Ferries stay<br>in port on Sunday</h1>{paragraphs(FIRST, SECOND)}",
        "<title>Ferries stay in port on Sunday</title>",
    )
    kept, dropped = outcome(page)
    assert kept == [FIRST, SECOND]
    assert set(dropped.values()) == {Left.HEADLINE}
    assert len(dropped) == 2


HEAD = "<h1>Ferries stay in port</h1>"
LONG = [FIRST, SECOND, THIRD, f"{FIRST} {SECOND}"]


def test_a_kicker_right_above_the_headline() -> None:
    page = read(f"<p>At the quay</p><h1>Ferries stay in port</h1>{paragraphs(*LONG)}")
    kept, dropped = outcome(page)
    assert kept == LONG
    assert dropped["At the quay"] == Left.BEFORE_TEXT


def test_text_above_a_headline_that_is_shown_again_below() -> None:
    body = f"<p>Why it matters</p>{paragraphs(*LONG)}<h1>Ferries stay in port</h1>"
    assert outcome(read(body))[0] == ["Why it matters", *LONG]


@pytest.mark.parametrize(
    ("body", "dropped"),
    [
        # The next article of an endless page, and one within the element around both.
        (f"<article>{HEAD}{{own}}</article><article>{{next}}</article>", True),
        (
            f"<article><article>{HEAD}{{own}}</article><div>"
            "<article>{next}</article></div></article>",
            True,
        ),
        # The element around both, none at all, an article in the article.
        (f"<article><article>{HEAD}{{own}}</article>{{next}}</article>", False),
        (f"<article>{HEAD}{{own}}</article>{{next}}", False),
        (f"<article>{HEAD}{{own}}<article>{{next}}</article></article>", False),
        (f"{HEAD}<article>{{own}}</article><article>{{next}}</article>", False),
    ],
)
def test_the_next_article(body: str, dropped: bool) -> None:
    following = "A train left the rails near the tunnel, and nobody was hurt in it."
    page = read(body.format(own=paragraphs(*LONG), next=paragraphs(following)))
    kept, left = outcome(page)
    left.pop("Ferries stay in port")
    assert left == ({following: Left.NEXT_ARTICLE} if dropped else {})
    assert kept == (LONG if dropped else [*LONG, following])


def test_an_article_element_of_a_headline_alone() -> None:
    page = read(f"<article>{HEAD}</article><article>{paragraphs(*LONG)}</article>")
    assert outcome(page)[0] == LONG


@pytest.mark.parametrize(
    "names",
    ["class=factbox", 'class="c metro-factbox-content"', "id=fact-box", "class=infoBox",
     "class=faktaruta", "data-component=InfoKasten"],
)  # fmt: skip
def test_a_fact_box_amid_the_text(names: str) -> None:
    fact = "The sound is eleven kilometres wide, and sixty metres deep."
    page = read(
        paragraphs(*LONG) + f"<div {names}><p>{fact}</p></div><p>{FIRST} Then.</p>"
    )
    kept, dropped = outcome(page)
    assert kept == [*LONG, f"{FIRST} Then."]
    assert dropped == {fact: Left.FACT_BOX}


@pytest.mark.parametrize(
    "body",
    [
        # Another box; a box around the text; one without which hardly any text is left.
        f"{paragraphs(*LONG)}<div class=textbox><p>{FIRST} Then.</p></div>",
        f"<div class=infobox>{paragraphs(*LONG)}</div>",
        f"<p>{FIRST}</p><div class=infobox><p>{SECOND}</p></div>",
    ],
)
def test_what_is_no_fact_box(body: str) -> None:
    assert outcome(read(body))[1] == {}


WATCH = "Tidewatch, the hour of high water on your wrist, now in shops."


@pytest.mark.parametrize("label", ["Advertisement", "PUBLICITÉ", "Anzeige"])
def test_a_label_and_a_link_in_an_element_that_says_nothing(label: str) -> None:
    page = read(
        paragraphs(*LONG) + f"<div class=x1>{label}<br><a href=/w>{WATCH}</a></div>"
        f"<p>{FIRST} Then.</p>"
    )
    kept, dropped = outcome(page)
    assert kept == [*LONG, f"{FIRST} Then."]
    assert dropped == {label: Left.ADVERTISEMENT, WATCH: Left.ADVERTISEMENT}


@pytest.mark.parametrize(
    "body",
    [
        # Words that lead nowhere; more than an advertisement says; no label before them.
        f"<div>Advertisement<br>{WATCH}</div>",
        f"<div>Advertisement<br><a href=/w>{WATCH * 6}</a></div>",
        f"<div><a href=/w>{WATCH}</a></div>",
    ],
)
def test_what_is_no_linked_advertisement(body: str) -> None:
    dropped = outcome(read(paragraphs(*LONG) + body))[1]
    assert not [text for text in dropped if WATCH in text]


def test_what_is_pressed_is_no_text() -> None:
    page = read(paragraphs(*LONG) + "<div><button>Copy the address</button></div>")
    kept, dropped = outcome(page)
    assert kept == LONG
    assert dropped == {"Copy the address": Left.FORM}


LINKS = (
    "<a href=/a>Ferry crews vote on Tuesday</a> | <a href=/b>What the county pays for</a>"
    " | <a href=/c>Islands run short of flour</a>"
)


def test_a_line_of_headlines_that_lead_away() -> None:
    page = read(paragraphs(FIRST, f"Anna Vik {LINKS} more", SECOND))
    kept, dropped = outcome(page)
    assert kept == [FIRST, SECOND]
    assert set(dropped.values()) == {Left.RELATED}


@pytest.mark.parametrize(
    "text",
    [
        f"{FIRST} {SECOND} {LINKS}",
        "<a href=/a>Ferry crews vote on Tuesday</a> | <a href=/b>The county pays now</a>",
        "<a href=/a>Olaf</a>, <a href=/b>Anna</a>, <a href=/c>Nils</a>, and others.",
    ],
)
def test_a_line_with_links_is_text(text: str) -> None:
    assert outcome(read(paragraphs(FIRST, text, SECOND)))[1] == {}


@pytest.mark.parametrize(
    "other",
    [
        '<meta property="og:title" content="No crossing to the islands on Sunday">',
        "<title>No crossing to the islands on Sunday – The Quay</title>"
        '<meta property="og:site_name" content="The Quay">',
        '<script type="application/ld+json">{"@type": "NewsArticle", "headline": '
        '"No crossing to the islands on Sunday"}</script>',
    ],
)
def test_the_headline_as_another_place_words_it(other: str) -> None:
    text = "No crossing to the islands on Sunday"
    page = read(paragraphs(text, FIRST, SECOND), other)
    kept, dropped = outcome(page, "Ferries stay in port")
    assert kept == [FIRST, SECOND]
    assert dropped == {text: Left.HEADLINE}
    later = read(paragraphs(FIRST, SECOND, text, THIRD), other)
    assert outcome(later, "Ferries stay in port")[0] == [FIRST, SECOND, text, THIRD]


@pytest.mark.parametrize("again", ["Ferries stay in port", "FERRIES STAY IN PORT!"])
def test_the_headline_again_at_the_head_of_the_text(again: str) -> None:
    page = read(paragraphs(FIRST, again, SECOND))
    assert outcome(page, "Ferries stay in port")[1] == {again: Left.HEADLINE}


def test_the_headline_again_further_down_is_text() -> None:
    again = "Ferries stay in port"
    page = read(paragraphs(FIRST, SECOND, THIRD, f"{FIRST} Indeed.", again))
    assert outcome(page, again) == ([*[line.text for line in page.lines]], {})


def test_a_line_that_only_resembles_the_headline_is_text() -> None:
    page = read(paragraphs("Ferries stay in port for an eighth day", FIRST))
    assert len(outcome(page, "Ferries stay in port")[0]) == 2


# ---- cued lines --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("Read more: The night the dam broke", Left.RELATED),
        ("À lire aussi : la nuit où le barrage a cédé", Left.RELATED),
        ("Lesen Sie auch: Die Nacht am Damm", Left.RELATED),
        ("Читайте также: ночь у плотины", Left.RELATED),
        ("あわせて読みたい", Left.RELATED),
        ("Advertisement", Left.ADVERTISEMENT),
        ("Publicité", Left.ADVERTISEMENT),
        ("Sign up to our morning letter", Left.NEWSLETTER),
        ("We value your privacy", Left.COOKIE_NOTICE),
    ],
)
def test_short_lines_that_say_they_are_no_text(line: str, reason: Left) -> None:
    page = read(paragraphs(FIRST, line, SECOND))
    assert outcome(page) == ([FIRST, SECOND], {line: reason})


@pytest.mark.parametrize(
    "line",
    [
        "Advertising pays for a third of the paper.",
        "Promoted to captain in 1999, she left the company two years later.",
        "Anzeige erstatteten am Montag zwei Anwohner.",
        "Weitere Themen nannte der Minister nicht, mehr aus Vorsicht.",
        "Les Merlus tentent d’opérer en contre, sans y parvenir.",
        "Σχετικά με τη γέφυρα, ο δήμαρχος δεν απάντησε.",
        "بیشتر مردم شهر در خانه ماندند.",
        "更多的人在港口等待。",
    ],
)
def test_sentences_that_begin_with_such_words_are_left_to_the_scores(line: str) -> None:
    assert line in outcome(read(paragraphs(FIRST, line, SECOND)))[0]


def test_such_words_that_end_in_a_full_stop_and_begin_no_sentence() -> None:
    line = "Sign up to our morning letter."
    assert outcome(read(paragraphs(FIRST, line, SECOND)))[1] == {line: Left.NEWSLETTER}
    line = "À lire aussi : pourquoi le barrage a-t-il cédé ?"
    assert outcome(read(paragraphs(FIRST, line, SECOND)))[1] == {line: Left.RELATED}


@pytest.mark.parametrize(
    "line", ["By Mira Holm", "Photo: Mira Holm", "Published 4 May", "Share", "© 2026"]
)
def test_other_cues_are_left_to_the_scores(line: str) -> None:
    assert line in outcome(read(paragraphs(FIRST, line, SECOND)))[0]


def test_a_long_line_is_text_however_it_begins() -> None:
    line = f"Read more than the headline, the crews say. {FIRST} {SECOND}"
    assert line in outcome(read(paragraphs(FIRST, line, SECOND)))[0]


@pytest.mark.parametrize("label", ["Publicité", "Advertisement", "Anzeige", "広告"])
def test_what_stands_with_the_label_of_an_advertisement(label: str) -> None:
    page = read(
        f"<p>{FIRST}</p><div class='ad-slot'><span>{label}</span><div><p>{THIRD}</p></div>"
        f"</div><p>{SECOND}</p>"
    )
    assert outcome(page, "Ferries") == (
        [FIRST, SECOND],
        {label: Left.ADVERTISEMENT, THIRD: Left.ADVERTISEMENT},
    )


@pytest.mark.parametrize(
    "markup",
    [
        "<div class=box><p>Publicité</p><p>{said}</p></div>",
        "<div class=ad><p>Boats</p><p>{said}</p></div>",
        "<div class=ad><p>Advertising pays.</p><p>{said}</p></div>",
        "<div class=ad><p>Publicité</p></div><p>{said}</p>",
        "<div class=ad><p>Publicité</p><div><p>{said}</p><p>"
        + 9 * FIRST
        + "</p></div></div>",
    ],
    ids=["no-name", "no-label", "sentence", "outside", "long"],
)
def test_what_is_no_advertisement(markup: str) -> None:
    page = read(f"<p>{FIRST}</p>{markup.format(said=THIRD)}<p>{SECOND}</p>")
    kept, _ = outcome(page, "Ferries")
    assert THIRD in kept


# ---- copies ------------------------------------------------------------------------


def test_a_text_that_is_read_twice_in_a_row_is_kept_once() -> None:
    page = read(paragraphs(FIRST, FIRST, SECOND))
    assert outcome(page) == ([FIRST, SECOND], {FIRST: Left.REPEATED})


def test_a_whole_text_again() -> None:
    page = read(
        f"<div>{paragraphs(FIRST, SECOND, THIRD)}</div>"
        f"<div>{paragraphs(FIRST, SECOND, THIRD)}</div>"
    )
    found = decided(page, ALL)
    assert found.kept == (0, 1, 2)
    assert found.dropped == dict.fromkeys((3, 4, 5), Left.REPEATED)


def test_a_line_said_again_alone_is_meant_so() -> None:
    question = "What did you think when the ferry did not come in the morning?"
    page = read(paragraphs(question, FIRST, question, SECOND))
    assert outcome(page, "Ferries") == ([question, FIRST, question, SECOND], {})


def test_short_lines_may_be_said_again() -> None:
    page = read(paragraphs("Yes.", "Yes.", FIRST, "Yes."))
    assert outcome(page)[0] == ["Yes.", "Yes.", FIRST, "Yes."]


def test_a_line_that_holds_the_whole_article_again() -> None:
    texts = [f"{FIRST} That was day {n}. {SECOND} {THIRD}" for n in range(5)]
    whole = " ".join(texts)
    assert len(whole) > 1_000
    page = read(paragraphs(*texts, whole))
    assert outcome(page) == (texts, {whole: Left.REPEATED})
    # Where most of it stands nowhere else, it is text.
    other = "".join(chr(ord("b") + n % 20) + " " * (n % 5 == 0) for n in range(3_000))
    kept, dropped = outcome(read(paragraphs(*texts, f"{texts[0]} {other}")))
    assert len(kept) == 6
    assert dropped == {}


@pytest.mark.parametrize(
    "line",
    [f"{{n}} {f'{FIRST} {SECOND} {THIRD} ' * 5}", FIRST, "Advertisement", "Yes."],
    ids=["long", "copies", "cued", "short"],
)
def test_many_lines_take_time_in_proportion(line: str) -> None:
    def cost(number: int) -> float:
        page = read(paragraphs(*(line.format(n=n) for n in range(number))))
        heading = Heading(headline="Ferries", site_name="")
        began = time.process_time()
        decide(page, heading, ALL)
        return time.process_time() - began

    few = 200 if len(line) > 1_000 else 2_000
    cost(10)
    assert cost(8 * few) < 24 * max(cost(few), 0.02)


# ---- headings at the end -----------------------------------------------------------


@pytest.mark.parametrize("tag", ["h1", "h2", "h3", "h4", "h5", "h6"])
def test_headings_at_the_end_head_nothing(tag: str) -> None:
    page = read(
        f"{paragraphs(FIRST)}<h2>On the quay</h2>{paragraphs(SECOND)}"
        f"<{tag}>More</{tag}><{tag}>And this</{tag}>"
    )
    kept, dropped = outcome(page, "Ferries")
    assert kept == [FIRST, "On the quay", SECOND]
    assert dropped["And this"] == Left.HEADING_ALONE
    assert len(dropped) == 2


def test_a_text_of_headings_alone_stays() -> None:
    page = read(f"<h2>{FIRST}</h2><h3>{SECOND}</h3>")
    assert outcome(page, "Ferries") == ([FIRST, SECOND], {})


# ---- lists -------------------------------------------------------------------------


def listed(names: str, item: str) -> Page:
    text = "".join(f"<p class=text>{text}</p>" for text in (FIRST, SECOND, THIRD))
    return read(
        f"<div>{text}<ul class='{names}'><li>{item}</li><li>Two</li></ul></div>"
    )


def test_a_list_named_as_the_paragraphs_beside_it_is_text() -> None:
    model = asking("length", np.log1p(30))
    for names, item, kept in (
        ("text", "One", ["One", "Two"]),
        ("other", "One", []),
        ("text", "<a href=/x>One more thing</a>", []),
    ):
        page = listed(names, item)
        assert kept_texts(page, decided(page, model))[3:] == kept


def test_one_paragraph_makes_no_list_text() -> None:
    page = read(
        f"<div><p class=text>{FIRST}</p><p>{SECOND}</p>"
        "<ul class=text><li>One</li></ul></div>"
    )
    assert len(decided(page, asking("length", np.log1p(30))).kept) == 2


# ---- days --------------------------------------------------------------------------


@pytest.mark.parametrize(
    "line",
    [
        "4 May 2026",
        "Updated 4 May 2026, 07:30",
        "Le 4 mai 2026",
        "04.05.2026",
        "2026年5月4日",
    ],
)
def test_a_day_at_the_head_or_the_end_is_no_text(line: str) -> None:
    for order in ((line, FIRST, SECOND, THIRD), (FIRST, SECOND, THIRD, line)):
        kept, dropped = outcome(read(paragraphs(*order)), "Ferries")
        assert kept == [FIRST, SECOND, THIRD]
        assert dropped == {line: Left.DATE}


def test_a_day_amid_the_text_is_text() -> None:
    texts = [f"{text} ({n})" for n in range(2) for text in (FIRST, SECOND, THIRD)]
    texts.insert(4, "4 May 2026")
    assert outcome(read(paragraphs(*texts)), "Ferries")[0] == texts


def test_a_sentence_with_a_day_is_text() -> None:
    line = "The strike began on 4 May 2026, a Monday."
    assert line in outcome(read(paragraphs(line, FIRST)), "Ferries")[0]


# ---- a page without a headline -----------------------------------------------------


def untitled(first: str) -> list[str]:
    page = read(paragraphs(first, FIRST, SECOND))
    found = decide(page, Heading(headline="", site_name=""), ALL)
    assert set(found.dropped.values()) <= {Left.HEADLINE}
    return kept_texts(page, found)


def test_a_short_first_line_is_taken_for_the_headline_where_none_was_found() -> None:
    assert untitled("Ferries stay in port") == [FIRST, SECOND]
    assert untitled("Ferries stay in port.")[0] == "Ferries stay in port."
    assert untitled(f"Ferries {'stay ' * 20}in port")[1:] == [FIRST, SECOND]


def test_a_line_alone_is_the_text() -> None:
    page = read(paragraphs("Ferries stay in port"))
    found = decide(page, Heading(headline="", site_name=""), ALL)
    assert found.kept == (0,)
