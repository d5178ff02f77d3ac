"""One article into one language: translated, held or not, kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from nouvelles.engines import Ahead, Route
from nouvelles.engines import article as one_article
from nouvelles.language.identify import known_primary
from nouvelles.records import (
    Article,
    Head,
    HoldingReason,
    Shown,
    TranslatedSentence,
    Translation,
)
from nouvelles.run.clock import moment_of
from nouvelles.run.translating.making import Making
from nouvelles.run.translating.wanting import (
    may_translate_headline,
    may_translate_whole,
)
from nouvelles.store import translations
from nouvelles.store.codec import canonical, digest16
from nouvelles.store.names import number_of
from nouvelles.store.translations import Made
from nouvelles.translate import (
    BY_PEOPLE,
    Ladder,
    Paragraph,
    Rendered,
    Sentence,
    held,
    held_of,
    render_sentences,
    sentences_of,
    words,
)

#: Stands for the maker of what an engine failed at.
UNFINISHED: Final = bytes(16)
#: The share of a text's sentences that must stand in the language: below, the original
#: is shown, with its headline translated.
_LEAST: Final = 0.5


def digest_of(shown: Shown) -> bytes:
    """What of an article its translations depend on."""
    return digest16(canonical(_text_of(shown)))


def text_to_translate(shown: Shown, *, whole: bool) -> tuple[Sentence, ...]:
    """The sentences that may be translated: all, or the headline's alone."""
    article = _text_of(shown)
    found = sentences_of(article)
    if whole and may_translate_whole(shown.listed):
        return found
    if not may_translate_headline(shown.listed):
        return ()
    return tuple(one for one in found if one.place.field == "headline")


def make(making: Making, shown: Shown, language: str, *, whole: bool) -> bool:
    """Translate an article and keep what came of it; whether it need not be tried again.

    What an engine failed at may come the next time.
    """
    sentences = text_to_translate(shown, whole=whole)
    source = known_primary(shown.listed.language)
    found = making.routes(source, language)
    ladder = making.ladder(found)
    with one_article():
        _ask_ahead(ladder, sentences, source, language)
        rendered = render_sentences(
            sentences,
            ladder,
            source,
            language,
            glossary=making.glossary,
            outlet=shown.listed.source.host,
        )
    if found:
        making.outcomes.look(rendered, found[0].name)
    translation = _translation(making, shown, language, rendered, found, whole=whole)
    number = number_of(shown.listed.id)
    assert number is not None  # it came from the read tables
    is_done = not any(one.is_original and one.outcome.failures for one in rendered)
    made = Made(
        input=digest_of(shown),
        maker=making.maker() if is_done else UNFINISHED,
        whole=whole,
    )
    head = head_of(shown, translation)
    translations.save(making.store, number, translation, made, head, is_done=is_done)
    return is_done


def _ask_ahead(
    ladder: Ladder, sentences: Sequence[Sentence], language: str, target: str
) -> None:
    """Ask the first engine for all sentences at once; the ladder finds what it gave in
    the memory."""
    if not ladder.engines or ladder.memory is None:
        return
    new = []
    for one in sentences:
        if not words(one.text):
            continue
        known = ladder.memory.recall(one.text, language, target)
        if known is None or known.origin == "engine":
            new.append(one.text)
    Ahead(ladder.engines[0]).prepare(new, language, target)


def head_of(shown: Shown, translation: Translation) -> Head | None:
    """What lists show; None where the headline stands in its own language, is a gist, or
    is what the gate holds."""
    found = [one for one in translation.sentences if one.field == "headline"]
    is_held = any(reason.paragraph == 0 for reason in translation.held)
    if not found or is_held or any(_is_unfit(one, translation) for one in found):
        return None
    stand = [one for one in translation.sentences if one.field == "standfirst"]
    if any(_is_unfit(one, translation) for one in stand) or translation.held:
        stand = []
    return Head(
        language=translation.target_language,
        original=shown.listed.headline,
        headline=" ".join(one.shown for one in found),
        original_standfirst=shown.listed.standfirst if stand else "",
        standfirst=" ".join(one.shown for one in stand),
        by_machine=any(one.step not in BY_PEOPLE for one in found),
    )


def _is_unfit(one: TranslatedSentence, translation: Translation) -> bool:
    """Whether a sentence tells readers of lists nothing, or may mislead them."""
    return one.is_original or one.by in translation.gist


def sentence_of(rendered: Rendered) -> TranslatedSentence:
    """A sentence as it is kept."""
    place, outcome = rendered.sentence.place, rendered.outcome
    return TranslatedSentence(
        field=place.field,
        block=place.block,
        item=place.item,
        cell=place.cell,
        original=rendered.sentence.text,
        original_marks=rendered.sentence.marks,
        shown=rendered.shown.text,
        marks=rendered.shown.marks,
        step=outcome.step,
        by=outcome.engine,
        flags=tuple(flag.fault.name for flag in outcome.flags),
    )


def reasons_to_hold(
    rendered: Sequence[Rendered], language: str, *, whole: bool
) -> tuple[HoldingReason, ...]:
    """Why a page of these sentences may not be published; () for one that may."""
    if not whole:
        # A headline alone is a page's only paragraph; in its own language it is not shown.
        lines = [
            one
            for one in rendered
            if one.sentence.place.field == "headline" and not one.is_original
        ]
        paragraph = Paragraph(
            text=" ".join(one.shown.text for one in lines),
            by_people=all(one.outcome.step in BY_PEOPLE for one in lines),
        )
        found = held("", [paragraph], language) if lines else ()
        return tuple(
            HoldingReason(reason=one.reason.name, paragraph=0, words=one.words)
            for one in found
        )
    return tuple(
        HoldingReason(reason=one.reason.name, paragraph=one.paragraph, words=one.words)
        for one in held_of(rendered, language)
    )


def _translation(
    making: Making,
    shown: Shown,
    language: str,
    rendered: Sequence[Rendered],
    found: Sequence[Route],
    *,
    whole: bool,
) -> Translation:
    body = [one for one in rendered if one.sentence.place.field == "body"]
    own = sum(one.is_original for one in body)
    stands = bool(body) and own < _LEAST * len(body)
    used = dict.fromkeys(
        one.outcome.engine for one in rendered if one.outcome.step not in BY_PEOPLE
    )
    by_editor = {
        one.outcome.engine if one.outcome.step == "reviewed" else ""
        for one in rendered
        if one.outcome.step not in ("original", "no words")
    }
    now = moment_of(making.clock)
    return Translation(
        article=shown.listed.id,
        language=known_primary(shown.listed.language),
        target_language=language,
        digest=digest_of(shown).hex(),
        sentences=tuple(map(sentence_of, rendered)),
        made=now,
        is_whole=whole and stands,
        routes=tuple(name for name in used if name),
        gist=tuple(one.name for one in found if one.is_gist and one.name in used),
        held=reasons_to_hold(rendered, language, whole=whole and stands),
        reviewer=", ".join(sorted(by_editor)) if "" not in by_editor else "",
    )


def _text_of(shown: Shown) -> Article:
    """The article, or of one that is only announced its headline; nothing else of it
    matters to a translation."""
    article = shown.article or Article(canonical="", headline="", body=())
    image = article.image
    return Article(
        canonical="",
        headline=shown.listed.headline,
        kicker=article.kicker,
        standfirst=article.standfirst,
        body=tuple(replace(block, path="") for block in article.body),
        image=replace(image, url="") if image else None,
        language=known_primary(shown.listed.language),
    )
