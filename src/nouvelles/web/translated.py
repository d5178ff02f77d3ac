"""An article in the language of an edition: what of a translation may be shown, and how
each sentence leads to its original.

With `set_translation` the fourth place that touches an article's text. The rights room is
asked here again: what was allowed when the translation was made may not be today.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Literal

from markupsafe import Markup

from nouvelles.language.identify import primary
from nouvelles.records import (
    Article,
    Block,
    Shown,
    TranslatedSentence,
    Translation,
)
from nouvelles.records.parts import parts_of
from nouvelles.web.set_translation import NO_SPACE, Couple, Place, SetBlock, Setter
from nouvelles.web.shown import feed_blocks, may_be_translated, may_stand_whole

#: Who made the words: a person of the paper answers for all of them; they were supplied
#: with the article's file; a machine made some.
Maker = Literal["reviewed", "supplied", "machine"]

#: Steps by which a person's words came.
_BY_PEOPLE: Final = ("reviewed", "supplied")


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """How a sentence came here: the engines, and the languages from the first on."""

    engines: tuple[str, ...]
    between: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class InLanguage:
    """An article in the edition's language, ready to be shown.

    `unedited` is the percentage of its text (by characters) that no person has read,
    `own` how many sentences stand in their own language, `by` who supplied or reviewed
    it.
    """

    maker: Maker
    by: str
    made: datetime
    ways: tuple[Way, ...]
    is_gist: bool
    unedited: int
    own: int
    couples: tuple[Couple, ...]
    headline: Markup
    title: str
    lead: str  # the standfirst, or the first paragraph
    kicker: Markup
    standfirst: Markup
    caption: Markup
    alt: str
    blocks: tuple[SetBlock, ...]


def show_translation(
    blocks: Sequence[Block], shown: Shown, translation: Translation | None
) -> InLanguage | None:
    """The whole article in another language, its blocks as a page shows them; None where
    that may not be shown, or where what is there was made of another text."""
    return _in_language(blocks, shown, translation, leads=True)


def feed_translation(
    shown: Shown, translation: Translation | None
) -> InLanguage | None:
    """The same for a feed: no sentence leads to its original. A gist is none for it:
    readers of feeds show its title without a word of what it is."""
    blocks = feed_blocks(shown)
    if not blocks or (translation is not None and translation.gist):
        return None
    return _in_language(blocks, shown, translation, leads=False)


def _in_language(
    blocks: Sequence[Block],
    shown: Shown,
    translation: Translation | None,
    *,
    leads: bool,
) -> InLanguage | None:
    article = shown.article
    if translation is None or article is None or not translation.is_whole:
        return None
    if not (may_stand_whole(shown.listed) and may_be_translated(shown.listed)):
        return None
    if translation.held or not _is_of(shown.listed.headline, article, translation):
        return None
    numbered = [*enumerate(translation.sentences, 1)]
    setter = Setter(translation, leads=leads)
    text = [
        one
        for one in translation.sentences
        if one.field != "alt" and not one.is_wordless
    ]
    unread = [one for one in text if _maker(one) == "machine"]
    return InLanguage(
        maker=_maker_of(text),
        by=", ".join(
            dict.fromkeys(one.by for one in text if one.step in _BY_PEOPLE and one.by)
        ),
        made=translation.made,
        ways=tuple(_way(name) for name in translation.routes),
        is_gist=bool(translation.gist),
        unedited=round(100 * _size(unread) / max(1, _size(text))),
        own=sum(one.is_original for one in text),
        couples=tuple(setter.couple(n, one) for n, one in numbered),
        headline=setter.at(numbered, "headline"),
        title=_plain(translation, "headline"),
        lead=_plain(translation, "standfirst") or _first_paragraph(translation),
        kicker=setter.at(numbered, "kicker", plain=True),
        standfirst=setter.at(numbered, "standfirst"),
        caption=setter.at(numbered, "caption", plain=True),
        alt=_plain(translation, "alt"),
        blocks=tuple(setter.blocks(blocks, article, numbered)),
    )


def _is_of(headline: str, article: Article, translation: Translation) -> bool:
    """Whether the sentences are those of the article as it is now."""
    texts: dict[Place, str] = {
        ("headline", 0, None, None): headline,
        ("standfirst", 0, None, None): article.standfirst,
    }
    for at, block in enumerate(article.body):
        if block.kind not in ("code", "embed"):
            for part in parts_of(block):
                texts["body", at, part.item, part.cell] = part.text
    made: dict[Place, str] = {}
    for one in translation.sentences:
        place = one.field, one.block, one.item, one.cell
        made[place] = made.get(place, "") + one.original
    return all(
        "".join(text.split()) == "".join(made.get(place, "").split())
        for place, text in texts.items()
    )


def _maker(one: TranslatedSentence) -> Maker:
    if one.step == "reviewed":
        return "reviewed"
    return "supplied" if one.step == "supplied" else "machine"


def _maker_of(sentences: Sequence[TranslatedSentence]) -> Maker:
    """Who made a text: a machine, if it made any of it."""
    makers = {_maker(one) for one in sentences if not one.is_original}
    for maker in ("machine", "supplied"):
        if maker in makers:
            return maker
    return "reviewed"


def _size(sentences: Sequence[TranslatedSentence]) -> int:
    return sum(len(one.shown) for one in sentences if not one.is_original)


def _plain(translation: Translation, field: str) -> str:
    found = [one for one in translation.sentences if one.field == field]
    return _joined(translation, found)


def _first_paragraph(translation: Translation) -> str:
    """The first block of the text, as far as it stands in the language."""
    body = [one for one in translation.sentences if one.field == "body"]
    found = [one for one in body if one.block == body[0].block and not one.is_original]
    return _joined(translation, found)


def _joined(translation: Translation, found: Sequence[TranslatedSentence]) -> str:
    space = "" if primary(translation.target_language) in NO_SPACE else " "
    return space.join(one.shown for one in found)


def _way(name: str) -> Way:
    """The steps of a route's name, as "bergamot pt→en, apertium en→fr"."""
    engines, languages = [], []
    for step in name.split(", "):
        engine, _, pair = step.partition(" ")
        engines.append(engine)
        languages.append(pair.partition("→")[0])
    return Way(engines=tuple(dict.fromkeys(engines)), between=tuple(languages[1:]))
