"""A whole article through the chain: names, typography, links, marked originals, gate."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from nouvelles.errors import EngineError
from nouvelles.records import Article, Block, Mark
from nouvelles.translate import (
    Holding,
    Ladder,
    Remembered,
    check_named,
    held_of,
    render,
    rendered_article,
)

FIRST = 'The president said "we will rebuild the bridge" in Russia.'
SECOND = "He spoke in London on Monday."
HEADLINE = "The bridge fell into the river"

KNOWN = {
    HEADLINE: "Le pont est tombé dans la rivière",
    FIRST: 'Le président a dit "nous reconstruirons le pont" dans La Russie.',
    SECOND: "Il a parlé à Londres lundi.",
}


@dataclass
class Book:
    """An engine that knows some texts, and fails at all others."""

    known: dict[str, str]
    name: str = "book"
    asked: list[str] = field(default_factory=list)

    def translate(
        self, texts: Sequence[str], language: str, target_language: str
    ) -> Sequence[str]:
        self.asked += texts
        if any(text not in self.known for text in texts):
            raise EngineError(self.name, "does not know this text")
        return [self.known[text] for text in texts]


def article(*more: Block) -> Article:
    at = FIRST.index("Russia")
    link = Mark(kind="link", start=at, end=at + 6, url="https://x.example/")
    first = Block(kind="paragraph", text=f"{FIRST} {SECOND}", marks=(link,))
    return Article(canonical="", headline=HEADLINE, body=(first, *more), language="en")


def ladder(known: dict[str, str]) -> Ladder:
    return Ladder(engines=[Book(known)], look=check_named)


def test_names_quotes_and_links_of_the_edition() -> None:
    given = article()
    rendered = render(given, ladder(KNOWN), "fr")
    shown = rendered_article(given, rendered, "fr")
    text = shown.body[0].text
    assert shown.headline == KNOWN[HEADLINE]
    assert shown.language == "fr"
    assert "en Russie. Il a parlé à Londres lundi." in text
    assert "«\u202fnous reconstruirons le pont\u202f»" in text
    (link,) = shown.body[0].marks
    assert text[link.start : link.end] == "Russie"
    assert {one.outcome.step for one in rendered} == {"engine"}
    assert held_of(rendered, "fr") == ()


def test_what_cannot_be_translated_stands_marked_and_the_page_may_pass() -> None:
    given = article()
    known = {text: made for text, made in KNOWN.items() if text != SECOND}
    rendered = render(given, ladder(known), "fr")
    assert [one.is_original for one in rendered] == [False, False, True]
    assert rendered[2].outcome.failures == ("book: does not know this text",)
    shown = rendered_article(given, rendered, "fr", lambda text: f"[en: {text}]")
    assert shown.body[0].text.endswith(f"en Russie. [en: {SECOND}]")
    assert held_of(rendered, "fr") == ()


def test_a_page_that_is_broken_is_held() -> None:
    line = "Leave a Comment"
    given = article(Block(kind="paragraph", text=line))
    rendered = render(given, ladder(KNOWN), "fr")
    (reason,) = held_of(rendered, "fr")
    assert (reason.reason, reason.words) == (Holding.BOILERPLATE, line)


def test_a_table_goes_by_its_cells_and_figures_are_only_printed() -> None:
    table = Block(
        kind="table",
        text="Town | Dead London | 1,204.5",
        items=("Town | Dead", "London | 1,204.5"),
        marks=(Mark(kind="strong", start=0, end=4),),
    )
    engine = Book(
        {**KNOWN, "Town": "Ville | lieu", "Dead": "Morts", "London": "Londres"}
    )
    given = article(table)
    rendered = render(given, Ladder(engines=[engine], look=check_named), "fr")
    assert [one.outcome.step for one in rendered[3:]] == [*["engine"] * 3, "no words"]
    assert "1,204.5" not in engine.asked
    shown = rendered_article(given, rendered, "fr").body[1]
    # A bar in a cell is none between cells.
    assert shown.items == (
        "Ville\u00a0|\u00a0lieu | Morts",
        "Londres | 1\u202f204,5",
    )
    assert shown.text == " ".join(shown.items)
    (mark,) = shown.marks
    assert shown.text[mark.start : mark.end] == "Ville\u00a0|\u00a0lieu"


def test_a_person_may_print_figures_otherwise() -> None:
    class Given:
        def recall(self, text: str, language: str, target_language: str) -> Remembered:
            return Remembered(text=said, origin="reviewed", by="Ada")

    ladder = Ladder(engines=(), memory=Given())
    said = "1204,5"
    assert ladder.climb("1,204.5", "en", "fr").step == "reviewed"
    said = "1,204.5"
    assert ladder.climb("1,204.5", "en", "fr").step == "no words"


def spoken(*texts: str) -> Article:
    said = " ".join(texts)
    body = (Block(kind="paragraph", text=said),)
    return Article(canonical="", headline=HEADLINE, body=body, language="en")


def test_a_quote_over_several_sentences_has_the_edition_s_marks() -> None:
    texts = ("He said: “The bridge fell.", "Nobody was on it”, he said.")
    known = {
        HEADLINE: KNOWN[HEADLINE],
        'He said: "The bridge fell.': 'Il a dit : "Le pont est tombé.',
        'Nobody was on it", he said.': "Personne n'était dessus\", a-t-il dit.",
    }
    given = spoken(*texts)
    rendered = render(given, Ladder(engines=[Book(known)], look=lambda _: ()), "fr")
    assert rendered_article(given, rendered, "fr").body[0].text == (
        "Il a dit\u00a0: «\u202fLe pont est tombé. "
        "Personne n’était dessus\u202f», a-t-il dit."
    )
    assert held_of(rendered, "fr") == ()
    # One that stays in its own language keeps its mark, which closes the other's.
    del known['Nobody was on it", he said.']
    rendered = render(given, Ladder(engines=[Book(known)], look=lambda _: ()), "fr")
    assert [one.shown.text for one in rendered[1:]] == [
        "Il a dit\u00a0: «\u202fLe pont est tombé.",
        "Nobody was on it”, he said.",
    ]
    assert held_of(rendered, "fr") == ()


def test_a_mark_behind_a_sentence_in_its_own_language_stays_with_it() -> None:
    said = "«\u2009J’ai été ému à chaque fois, du fond du cœur.\u2003»"
    given = Article(
        canonical="",
        headline="",
        body=(Block(kind="paragraph", text=said),),
        language="fr",
    )
    rendered = render(given, Ladder(engines=[], look=lambda _: ()), "en")
    assert "\u2003".join(one.shown.text for one in rendered) == said
    assert all(one.is_original for one in rendered)


def test_a_quote_that_nobody_closes_holds_the_page() -> None:
    texts = ("He said: “The bridge fell.", "Nobody was on it.")
    known = {
        HEADLINE: KNOWN[HEADLINE],
        'He said: "The bridge fell.': 'Il a dit : "Le pont est tombé.',
    }
    rendered = render(
        spoken(*texts), Ladder(engines=[Book(known)], look=lambda _: ()), "fr"
    )
    (reason,) = held_of(rendered, "fr")
    assert reason.reason is Holding.UNBALANCED_QUOTES
    assert rendered[1].shown.text == 'Il a dit\u00a0: "Le pont est tombé.'


def test_a_sentence_that_comes_again_is_asked_once() -> None:
    engine = Book(KNOWN)
    given = article(Block(kind="quote", text=SECOND))
    render(given, Ladder(engines=[engine], look=check_named), "fr")
    assert engine.asked.count(SECOND) == 1
