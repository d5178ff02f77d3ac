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
from typing import Final

from nouvelles.language import primary
from nouvelles.records import Article
from nouvelles.translate.across import set_across
from nouvelles.translate.article import (
    Place,
    Sentence,
    Translated,
    sentences_of,
    with_translations,
)
from nouvelles.translate.checks import check
from nouvelles.translate.gate import Held, Paragraph, held
from nouvelles.translate.glossary import Glossary, Line, apply_terms, terms_of
from nouvelles.translate.inline import find_marks
from nouvelles.translate.naming import named
from nouvelles.translate.pair import Flag, Pair
from nouvelles.translate.repair import Ladder, Outcome
from nouvelles.translate.typography import set_text

NO_GLOSSARY: Final = Glossary()
#: Steps whose words are people's: nothing is changed in them.
BY_PEOPLE: Final = frozenset(("reviewed", "supplied"))


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


def _worded(ladder: Ladder, lines: Sequence[Line]) -> Ladder:
    """A ladder that looks at translations with the words of a glossary put in."""

    def look(pair: Pair) -> tuple[Flag, ...]:
        return ladder.look(replace(pair, target=apply_terms(pair.target, lines)))

    return replace(ladder, look=look) if lines else ladder


def _named(text: str, pair: Pair) -> str:
    return named(pair.source, text, pair.source_language, pair.target_language)


def render(
    article: Article,
    ladder: Ladder,
    target_language: str,
    *,
    glossary: Glossary = NO_GLOSSARY,
    outlet: str = "",
) -> tuple[Rendered, ...]:
    """All sentences of an article, in its order, from `article.language`.

    A sentence that comes again is translated once. `outlet` is the host whose own lines
    of the glossary hold too.
    """
    return render_sentences(
        sentences_of(article),
        ladder,
        article.language,
        target_language,
        glossary=glossary,
        outlet=outlet,
    )


def render_sentences(
    sentences: Sequence[Sentence],
    ladder: Ladder,
    language: str,
    target_language: str,
    *,
    glossary: Glossary = NO_GLOSSARY,
    outlet: str = "",
) -> tuple[Rendered, ...]:
    """The same of some sentences of an article."""
    known: dict[str, tuple[Outcome, str]] = {}
    for text in dict.fromkeys(sentence.text for sentence in sentences):
        lines = glossary.lines_for(text, language, target_language, outlet)
        worded = _worded(ladder, lines)
        outcome = worded.climb(text, language, target_language, terms_of(lines))
        known[text] = outcome, _set(text, outcome, lines, language, target_language)
    made = []
    for _, same in groupby(sentences, key=lambda sentence: sentence.place):
        together = list(same)
        outcomes = _with_tails([known[sentence.text][0] for sentence in together])
        texts = set_across(
            [known[sentence.text][1] for sentence in together],
            target_language,
            own=[_is_own(outcome) for outcome in outcomes],
        )
        made += [
            _rendered(sentence, outcome, text, language, target_language)
            for sentence, outcome, text in zip(together, outcomes, texts, strict=True)
        ]
    return tuple(made)


def _with_tails(outcomes: Sequence[Outcome]) -> list[Outcome]:
    """The same where what has no words ("»" behind a full stop) goes with the words before
    it, if these are the outlet's or a person's."""
    made: list[Outcome] = []
    for outcome in outcomes:
        if outcome.step == "no words" and made and _is_own(made[-1]):
            made.append(replace(outcome, step=made[-1].step))
        else:
            made.append(outcome)
    return made


def _is_own(outcome: Outcome) -> bool:
    """Whether the words are the outlet's or a person's: nothing is changed in them."""
    return outcome.step == "original" or outcome.step in BY_PEOPLE


def _set(
    source: str, outcome: Outcome, lines: Sequence[Line], language: str, target: str
) -> str:
    """What is shown for a sentence, as the edition prints it."""
    if _is_own(outcome):
        return outcome.text
    text = named(source, apply_terms(outcome.text, lines), language, target)
    return set_text(text, source, language, target)


def _rendered(
    sentence: Sentence, outcome: Outcome, text: str, language: str, target: str
) -> Rendered:
    if outcome.step == "original":
        shown = Translated(text=sentence.text, marks=sentence.marks)
    else:
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
    headline, headline_by_people = "", False
    paragraphs: list[Paragraph] = []
    space = "" if primary(target_language) in ("zh", "ja") else " "

    def key(one: Rendered) -> tuple[Place, bool, bool]:
        by_people = one.outcome.step in BY_PEOPLE
        return one.sentence.place, one.is_original, by_people

    last: Place | None = None
    for (place, original, by_people), sentences in groupby(rendered, key):
        text = space.join(one.shown.text for one in sentences)
        if place.field == "headline" and not original:
            headline, headline_by_people = text, by_people
        else:
            paragraphs.append(
                Paragraph(
                    text=text,
                    original=original,
                    by_people=by_people,
                    goes_on=place == last,
                )
            )
            last = place
    return held(headline, paragraphs, target_language, by_people=headline_by_people)
