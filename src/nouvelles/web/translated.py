"""An article in the language of an edition: what of a translation may be shown, and how
each sentence leads to its original.

The fourth place that touches an article's text. The rights room is asked here again: what
was allowed when the translation was made may not be today.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, Literal

from markupsafe import Markup

from nouvelles.extract.render.html import inline
from nouvelles.language.identify import primary
from nouvelles.records import (
    Article,
    Block,
    Shown,
    Surface,
    TranslatedSentence,
    Translation,
)
from nouvelles.rights import may
from nouvelles.web.names import direction, language_tag
from nouvelles.web.shown import Display
from nouvelles.web.wrongs import FAULTS

#: Who made the words: a person of the paper answers for all of them; they were supplied
#: with the article's file; a machine made some.
Maker = Literal["reviewed", "supplied", "machine"]

#: Steps by which a person's words came.
_BY_PEOPLE: Final = ("reviewed", "supplied")
#: Languages that put no space between sentences.
_NO_SPACE: Final = ("zh", "ja")


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """How a sentence came here: the engines, and the languages from the first on."""

    engines: tuple[str, ...]
    between: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SetBlock:
    """A block of the text, ready set: what a template asks of a block, and its words."""

    kind: str
    text: str
    level: int
    items: tuple[str, ...]
    url: str
    credit: str
    at: datetime | None
    words: Markup
    lines: tuple[Markup, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Couple:
    """A sentence as it is shown beside its original; `number` is its name on the page."""

    number: int
    field: str
    original: Markup
    shown: Markup
    is_original: bool
    fault: str  # why it stays in its own language, "" where that is not known


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
    kicker: Markup
    standfirst: Markup
    caption: Markup
    alt: str
    blocks: tuple[SetBlock, ...]


def show_translation(
    display: Display, shown: Shown, translation: Translation | None
) -> InLanguage | None:
    """The whole article in another language; None where that may not be shown, or where
    what is there was made of another text."""
    article = shown.article
    if translation is None or article is None or not translation.is_whole:
        return None
    answer = may(shown.listed.rights, Surface.TRANSLATION)
    if not (display.is_whole and answer.allowed and answer.limit is None):
        return None
    if translation.held or not _is_of(shown.listed.headline, article, translation):
        return None
    numbered = [*enumerate(translation.sentences, 1)]
    setter = _Setter(translation)
    text = [one for one in translation.sentences if one.field != "alt"]
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
        kicker=setter.at(numbered, "kicker", plain=True),
        standfirst=setter.at(numbered, "standfirst"),
        caption=setter.at(numbered, "caption", plain=True),
        alt=_plain(translation, "alt"),
        blocks=tuple(setter.blocks(display.blocks, article, numbered)),
    )


def _is_of(headline: str, article: Article, translation: Translation) -> bool:
    """Whether the sentences are those of the article as it is now."""
    texts: dict[tuple[str, int, int | None], str] = {
        ("headline", 0, None): headline,
        ("standfirst", 0, None): article.standfirst,
    }
    for at, block in enumerate(article.body):
        if block.kind not in ("code", "embed"):
            texts["body", at, None] = block.text
            texts |= {("body", at, n): item for n, item in enumerate(block.items)}
    made: dict[tuple[str, int, int | None], str] = {}
    for one in translation.sentences:
        place = one.field, one.block, one.item
        made[place] = made.get(place, "") + one.original
    return all(
        "".join(text.split()) == "".join(made.get(place, "").split())
        for place, text in texts.items()
    )


Numbered = Sequence[tuple[int, TranslatedSentence]]


class _Setter:
    """Sets sentences as markup: each leads to its original by its number."""

    def __init__(self, translation: Translation) -> None:
        tag = translation.language
        self._attributes = Markup(' lang="{}" dir="{}"').format(
            language_tag(tag), direction(tag)
        )
        self._space = "" if primary(translation.target_language) in _NO_SPACE else " "

    def couple(self, number: int, one: TranslatedSentence) -> Couple:
        return Couple(
            number=number,
            field=one.field,
            original=_inline(one.original, one.original_marks),
            shown=_inline(one.shown, one.marks),
            is_original=one.is_original,
            fault=FAULTS.get(one.flags[0], "") if one.flags and one.is_original else "",
        )

    def at(self, numbered: Numbered, field: str, *, plain: bool = False) -> Markup:
        """The sentences of a field; with `plain` they lead nowhere."""
        found = [(n, one) for n, one in numbered if one.field == field]
        return self._joined(found, plain=plain)

    def blocks(
        self, blocks: Sequence[Block], article: Article, numbered: Numbered
    ) -> Iterator[SetBlock]:
        """The blocks that are shown, in the words of the translation."""
        by_place: dict[
            tuple[int, int | None], list[tuple[int, TranslatedSentence]]
        ] = {}
        for number, one in numbered:
            if one.field == "body":
                place = one.block, one.item
                by_place.setdefault(place, []).append((number, one))
        places = iter(enumerate(article.body))
        for block in blocks:
            at = next(
                (n for n, held in places if _is_shown_as(held, block)),
                len(article.body),
            )
            texts = [
                self._joined(by_place.get((at, n), ())) for n in range(len(block.items))
            ]
            yield SetBlock(
                kind=block.kind,
                text=block.text,
                level=block.level,
                items=block.items,
                url=block.url,
                credit=block.credit,
                at=block.at,
                words=self._joined(by_place.get((at, None), ()))
                if block.text
                else Markup(""),
                lines=tuple(texts),
            )

    def _joined(self, found: Numbered, *, plain: bool = False) -> Markup:
        return (Markup(" ") if self._space else Markup("")).join(
            self._sentence(number, one, plain=plain) for number, one in found
        )

    def _sentence(self, number: int, one: TranslatedSentence, *, plain: bool) -> Markup:
        words = _inline(one.shown, one.marks)
        if one.is_original:
            return Markup('<i class="own"{}>{}</i>').format(self._attributes, words)
        if plain:
            return words
        if any(mark.kind == "link" for mark in one.marks):
            # A link in a link is none: a sign behind the sentence leads to its original.
            sign = Markup('<a id="t{0}" href="#o{0}">\u2021</a>').format(number)
            return words + Markup("\u202f") + sign
        return Markup('<a id="t{0}" href="#o{0}">{1}</a>').format(number, words)


def _is_shown_as(held: Block, block: Block) -> bool:
    """Whether a block of the article is the one that is shown: of a picture, `shown`
    leaves the address and sometimes the caption out."""
    if held.kind != block.kind:
        return False
    return held.kind == "image" or (held.text, held.items) == (block.text, block.items)


def _inline(text: str, marks: Any) -> Markup:
    return Markup(inline((text, marks)))  # noqa: S704 - escaped there


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
    return " ".join(one.shown for one in translation.sentences if one.field == field)


def _way(name: str) -> Way:
    """The steps of a route's name, as "bergamot pt→en, apertium en→fr"."""
    engines, languages = [], []
    for step in name.split(", "):
        engine, _, pair = step.partition(" ")
        engines.append(engine)
        languages.append(pair.partition("→")[0])
    return Way(engines=tuple(dict.fromkeys(engines)), between=tuple(languages[1:]))
