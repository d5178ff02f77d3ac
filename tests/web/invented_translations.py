"""Translations of the invented press: each sentence says that it is one."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import UTC, datetime

from nouvelles.language.identify import primary
from nouvelles.records import (
    Block,
    Head,
    HoldingReason,
    Mark,
    Shown,
    TranslatedSentence,
    Translation,
)
from nouvelles.run.translating.article import digest_of, text_to_translate

AT = datetime(2026, 3, 12, 9, tzinfo=UTC)
ROUTE = "bergamot {}→en, apertium en→{}"


def translated(
    shown: Shown,
    language: str,
    *,
    step: str = "engine",
    by: str = "",
    own: Collection[int] = (),
    gist: bool = False,
    held: tuple[HoldingReason, ...] = (),
) -> Translation:
    """An article in a language; the sentences `own` (from 1) stay as they are."""
    source = primary(shown.listed.language)
    route = by or ROUTE.format(source, language)
    return Translation(
        article=shown.listed.id,
        language=source,
        target_language=language,
        digest=digest_of(shown).hex(),
        sentences=tuple(
            TranslatedSentence(
                field=one.place.field,
                block=one.place.block,
                item=one.place.item,
                cell=one.place.cell,
                original=one.text,
                original_marks=one.marks,
                shown=one.text if number in own else f"{language} {number}: {one.text}",
                step="original" if number in own else step,
                by="" if number in own else route,
                flags=("NUMBER_MISSING",) if number in own else (),
            )
            for number, one in enumerate(text_to_translate(shown, whole=True), 1)
        ),
        made=AT,
        routes=() if by else (route,),
        gist=(route,) if gist else (),
        held=held,
    )


def head(shown: Shown, language: str, *, by_machine: bool = True) -> Head:
    """Its headline in a language."""
    return Head(
        language=language,
        original=shown.listed.headline,
        headline=f"{language} 1: {shown.listed.headline}",
        by_machine=by_machine,
    )


TABLE = Block(
    kind="table",
    text="Місто | Зали Київ | 1 204 Відень | дві",
    items=("Місто | Зали", "Київ | 1 204", "Відень | дві"),
    marks=(Mark(kind="strong", start=0, end=5),),
)


def with_more(shown: Shown) -> Shown:
    """An article with a table, a picture in its text, and who signs in full."""
    assert shown.article
    caption = Block(kind="image", text="Зелена зала.", credit="О. Грабар")
    body = (*shown.article.body, TABLE, caption)
    byline = ("Дарина Остапчук-Рей", "Редакція")
    return replace(shown, article=replace(shown.article, body=body, byline=byline))
