"""A whole article through a ladder: every sentence with what became of it.

ladder = Ladder(engines=[engine], look=check_named)
rendered = render(article, ladder, "fr")
shown = rendered_article(article, rendered, "fr")
reasons = held_of(rendered, "fr")
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from nouvelles.language import primary
from nouvelles.records import Article
from nouvelles.translate.article import (
    Place,
    Sentence,
    Translated,
    sentences_of,
    with_translations,
)
from nouvelles.translate.checks import check
from nouvelles.translate.gate import Held, Paragraph, held
from nouvelles.translate.inline import find_marks
from nouvelles.translate.naming import named
from nouvelles.translate.pair import Flag, Pair
from nouvelles.translate.repair import Ladder, Outcome
from nouvelles.translate.typography import set_text


@dataclass(frozen=True, slots=True, kw_only=True)
class Rendered:
    """A sentence, what became of it, and what a page shows for it.

    Of one that stays in its own language `shown` is the sentence as it was.
    """

    sentence: Sentence
    outcome: Outcome
    shown: Translated

    @property
    def is_original(self) -> bool:
        return self.outcome.step == "original"


def check_named(pair: Pair) -> tuple[Flag, ...]:
    """The checks, on the translation with the edition's names: what naming puts right
    (« dans La Russie ») is no fault."""
    return check(replace(pair, target=_named(pair.target, pair)))


def _named(text: str, pair: Pair) -> str:
    return named(pair.source, text, pair.source_language, pair.target_language)


def render(
    article: Article, ladder: Ladder, target_language: str
) -> tuple[Rendered, ...]:
    """All sentences of an article, in its order, from `article.language`.

    A sentence that comes again is translated once.
    """
    known: dict[str, Outcome] = {}
    made = []
    for sentence in sentences_of(article):
        text = sentence.text
        if text not in known:
            known[text] = ladder.climb(text, article.language, target_language)
        made.append(_rendered(sentence, known[text], article.language, target_language))
    return tuple(made)


def _rendered(
    sentence: Sentence, outcome: Outcome, language: str, target: str
) -> Rendered:
    if outcome.step == "original":
        shown = Translated(text=sentence.text, marks=sentence.marks)
    else:
        text = named(sentence.text, outcome.text, language, target)
        text = set_text(text, sentence.text, language, target)
        marks = find_marks(sentence, text, language, target) if sentence.marks else ()
        shown = Translated(text=text, marks=marks)
    return Rendered(sentence=sentence, outcome=outcome, shown=shown)


def rendered_article(
    article: Article,
    rendered: Sequence[Rendered],
    target_language: str,
    original: Callable[[str], str] = lambda text: text,
) -> Article:
    """The article with what is shown for each sentence; `original` marks those that
    stand in their own language, where a form of text has no other way to."""
    return with_translations(
        article,
        [
            Translated(text=original(one.shown.text)) if one.is_original else one.shown
            for one in rendered
        ],
        target_language,
    )


def held_of(rendered: Sequence[Rendered], target_language: str) -> tuple[Held, ...]:
    """Why a page of these sentences may not be published (`gate.held`).

    Sentences in their own language are paragraphs apart: they are marked.
    """
    headline = ""
    paragraphs: list[Paragraph] = []
    space = "" if primary(target_language) in ("zh", "ja") else " "

    def key(one: Rendered) -> tuple[Place, bool]:
        return one.sentence.place, one.is_original

    for (place, original), sentences in groupby(rendered, key):
        text = space.join(one.shown.text for one in sentences)
        if place.field == "headline" and not original:
            headline = text
        else:
            paragraphs.append(Paragraph(text=text, original=original))
    return held(headline, paragraphs, target_language)
