"""The sentences of a translation set as markup, in the blocks where they stand.

On a page each leads to its original; in a feed, which has no place for that, none does.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from markupsafe import Markup

from nouvelles.extract.render.html import inline
from nouvelles.language.identify import primary
from nouvelles.records import Article, Block, TranslatedSentence, Translation
from nouvelles.records.parts import parts_of
from nouvelles.web.names import direction, language_tag
from nouvelles.web.typesetting import hold_letters
from nouvelles.web.wrongs import FAULTS

#: Languages that put no space between sentences.
NO_SPACE: Final = ("zh", "ja")

Numbered = Sequence[tuple[int, TranslatedSentence]]
#: A field of an article; of its body a block, an item or row of it, a cell of that.
Place = tuple[str, int, int | None, int | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class SetBlock:
    """A block of the text, ready set: what a template asks of a block, and its words; of
    a list or table those of each item or row, in a row those of each cell."""

    kind: str
    text: str
    level: int
    items: tuple[str, ...]
    url: str
    credit: str
    at: datetime | None
    words: Markup
    lines: tuple[tuple[Markup, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Couple:
    """A sentence as it is shown beside its original; `number` is its name on the page."""

    number: int
    field: str
    original: Markup
    shown: Markup
    is_original: bool
    leads: bool  # whether the sentence on the page leads to its original
    fault: str  # why it stays in its own language, "" where that is not known


class Setter:
    """Sets sentences as markup: with `leads` each leads to its original by its number."""

    def __init__(self, translation: Translation, *, leads: bool) -> None:
        tag = translation.language
        self._leads = leads
        self._attributes = Markup(' lang="{}" dir="{}"').format(
            language_tag(tag), direction(tag)
        )
        self._space = "" if primary(translation.target_language) in NO_SPACE else " "

    def couple(self, number: int, one: TranslatedSentence) -> Couple:
        return Couple(
            number=number,
            field=one.field,
            original=_inline(one.original, one.original_marks),
            shown=_inline(one.shown, one.marks),
            is_original=one.is_original,
            leads=not (one.is_original or one.is_wordless),
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
        by_place: dict[Place, list[tuple[int, TranslatedSentence]]] = {}
        for number, one in numbered:
            place = one.field, one.block, one.item, one.cell
            by_place.setdefault(place, []).append((number, one))
        places = iter(enumerate(article.body))
        for block in blocks:
            at = next(
                (n for n, held in places if _is_shown_as(held, block)),
                len(article.body),
            )
            lines: dict[int, list[Markup]] = {}
            for part in parts_of(block) if block.items else ():
                found = by_place.get(("body", at, part.item, part.cell), ())
                lines.setdefault(part.item or 0, []).append(self._joined(found))
            whole = by_place.get(("body", at, None, None), ())
            yield SetBlock(
                kind=block.kind,
                text=block.text,
                level=block.level,
                items=block.items,
                url=block.url,
                credit=block.credit,
                at=block.at,
                words=self._joined(whole) if block.text else Markup(""),
                lines=tuple(map(tuple, lines.values())),
            )

    def _joined(self, found: Numbered, *, plain: bool = False) -> Markup:
        return (Markup(" ") if self._space else Markup("")).join(
            self._sentence(number, one, plain=plain) for number, one in found
        )

    def _sentence(self, number: int, one: TranslatedSentence, *, plain: bool) -> Markup:
        words = _inline(one.shown, one.marks)
        if one.is_wordless:
            return words
        if one.is_original:
            sign = Markup(' class="own"') if self._leads else Markup("")
            return Markup("<i{}{}>{}</i>").format(sign, self._attributes, words)
        if plain or not self._leads:
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
    return hold_letters(Markup(inline((text, marks))))  # noqa: S704 - escaped there
