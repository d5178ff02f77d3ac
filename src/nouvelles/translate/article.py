"""An article as sentences, and back: one translation to a sentence, never more or fewer.

    sentences = sentences_of(article)
    translated = with_translations(article, translations, "fr")    # as many, in their order

No sentence reaches over the end of a block, item, cell, caption, headline or standfirst.
Code and embeds stay as they are.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final, Literal

from nouvelles.language import primary, sentences
from nouvelles.records import Article, Image, Mark
from nouvelles.records.parts import Marked, parts_of, with_parts

Field = Literal["headline", "kicker", "standfirst", "body", "caption", "alt"]

#: Blocks whose text is not prose.
_UNTRANSLATED: Final = frozenset({"code", "embed"})
#: Languages that put no space between sentences.
_NO_SPACE: Final = frozenset({"zh", "ja"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a text stands: a field of the article; of its body which block, which item
    of a list or row of a table, which cell of the row."""

    field: Field
    block: int = 0
    item: int | None = None
    cell: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """One sentence of an article. Marks count characters of `text`; a mark that goes over
    several sentences is one in each."""

    place: Place
    text: str
    marks: tuple[Mark, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Translated:
    """What stands for a sentence in another language, with the marks that came along."""

    text: str
    marks: tuple[Mark, ...] = ()


def sentences_of(article: Article) -> tuple[Sentence, ...]:
    """All sentences of an article in reading order: headline, kicker, standfirst, body,
    then caption and alternative text of its picture."""
    return tuple(
        sentence
        for place, text, marks in _texts(article)
        for sentence in split(text, article.language, place, marks)
    )


def split(
    text: str, language: str, place: Place, marks: Sequence[Mark] = ()
) -> Iterator[Sentence]:
    """The sentences of one text, each with its part of the marks."""
    for start, end in sentences(text, language):
        inside = tuple(
            replace(
                mark,
                start=max(mark.start, start) - start,
                end=min(mark.end, end) - start,
            )
            for mark in marks
            if mark.start < end and mark.end > start
        )
        yield Sentence(place=place, text=text[start:end], marks=inside)


def with_translations(
    article: Article, translations: Sequence[Translated], language: str
) -> Article:
    """The article with each sentence replaced by its translation, in another language.

    Raises:
        ValueError: there are more or fewer translations than sentences.
    """
    wanted = sentences_of(article)
    if len(wanted) != len(translations):
        raise ValueError(
            f"{len(translations)} translations for {len(wanted)} sentences: give one for "
            "each sentence of sentences_of(), in its order"
        )
    by_place: dict[Place, list[Translated]] = {}
    for sentence, translation in zip(wanted, translations, strict=True):
        by_place.setdefault(sentence.place, []).append(translation)
    joined = {place: _joined(parts, language) for place, parts in by_place.items()}
    blocks: dict[int, dict[tuple[int | None, int | None], Marked]] = {}
    for place, made in joined.items():
        if place.field == "body":
            part = place.item, place.cell
            blocks.setdefault(place.block, {})[part] = made.text, made.marks

    def text_at(place: Place, otherwise: str) -> str:
        return joined[place].text if place in joined else otherwise

    return replace(
        article,
        headline=text_at(Place(field="headline"), article.headline),
        kicker=text_at(Place(field="kicker"), article.kicker),
        standfirst=text_at(Place(field="standfirst"), article.standfirst),
        body=tuple(
            with_parts(block, blocks[at]) if at in blocks else block
            for at, block in enumerate(article.body)
        ),
        image=_image(article.image, joined),
        language=language,
    )


def _texts(article: Article) -> Iterator[tuple[Place, str, tuple[Mark, ...]]]:
    yield Place(field="headline"), article.headline, ()
    yield Place(field="kicker"), article.kicker, ()
    yield Place(field="standfirst"), article.standfirst, ()
    for at, block in enumerate(article.body):
        if block.kind in _UNTRANSLATED:
            continue
        for part in parts_of(block):
            place = Place(field="body", block=at, item=part.item, cell=part.cell)
            yield place, part.text, part.marks
    if article.image is not None:
        yield Place(field="caption"), article.image.caption, ()
        yield Place(field="alt"), article.image.alt, ()


def _joined(parts: Sequence[Translated], language: str) -> Translated:
    """Sentences of one text, one after the other, with their marks moved along."""
    space = "" if primary(language) in _NO_SPACE else " "
    text = ""
    marks: list[Mark] = []
    for part in parts:
        text += space if text else ""
        for mark in part.marks:
            start, end = mark.start + len(text), mark.end + len(text)
            last = marks[-1] if marks else None
            if last and _goes_on(last, mark) and text[last.end : start].strip() == "":
                marks[-1] = replace(last, end=end)
            else:
                marks.append(replace(mark, start=start, end=end))
        text += part.text
    return Translated(text=text, marks=tuple(marks))


def _goes_on(last: Mark, mark: Mark) -> bool:
    return (last.kind, last.url) == (mark.kind, mark.url)


def _image(image: Image | None, joined: dict[Place, Translated]) -> Image | None:
    if image is None:
        return None
    caption, alt = joined.get(Place(field="caption")), joined.get(Place(field="alt"))
    return replace(
        image,
        caption=caption.text if caption else image.caption,
        alt=alt.text if alt else image.alt,
    )
