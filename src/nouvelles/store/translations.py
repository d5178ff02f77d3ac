"""Translated articles: what stands for an article, and its headline, in a language."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, delete, func, select

from nouvelles.records import Head, Key, Translation
from nouvelles.store import memory
from nouvelles.store.asking import ask
from nouvelles.store.codec import decode, encode
from nouvelles.store.database import Store
from nouvelles.store.ledger import mark_dirty
from nouvelles.store.readtables import Heads, count_change, heads_of
from nouvelles.store.schema_translation import (
    translated_heads,
    translation_queue,
    translation_reports,
    translations,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """What a translation was made of, as digests: the article; engines, models, glossary
    and what people gave. `whole`: all of the article was looked at, not its headline alone.
    """

    input: bytes
    maker: bytes
    whole: bool


def save(
    store: Store,
    number: int,
    translation: Translation,
    made: Made,
    head: Head | None,
    *,
    is_done: bool = True,
) -> None:
    """Keep the translation of an article in the place of the one before; `head` is what
    lists show, None for nothing. Once it is done, what waited for it waits no more."""
    language = translation.target_language
    row = {
        "article_id": number,
        "language": language,
        "input": made.input,
        "maker": made.maker,
        "whole": made.whole,
        "held": bool(translation.held),
        "at": int(translation.made.timestamp()),
        "data": encode(translation),
    }
    with store.write() as connection:
        store.dialect.upsert(connection, translations, [row])
        _set_head(store, connection, number, language, head)
        if is_done:
            waits = _waits(number, language)
            connection.execute(delete(translation_queue).where(waits))
        count_change(connection)


def translation_of(
    connection: Connection, number: int, language: str
) -> Translation | None:
    """What stands for an article in a language, held or not."""
    query = "SELECT data FROM translations WHERE article_id IN {} AND language IN {}"
    found = ask(connection, query, [number], [language])
    return decode(found[0].data, Translation) if found else None


def made_of(
    connection: Connection, numbers: Sequence[int]
) -> dict[tuple[int, str], Made]:
    """What the translations of articles were made of, by article and language."""
    query = (
        "SELECT article_id, language, input, maker, whole FROM translations "
        "WHERE article_id IN {}"
    )
    return {
        (row.article_id, row.language): Made(
            input=bytes(row.input), maker=bytes(row.maker), whole=bool(row.whole)
        )
        for row in ask(connection, query, numbers)
    }


def held(connection: Connection) -> Iterator[tuple[int, Translation]]:
    """The translations that the page gate holds, the newest first."""
    query = (
        select(translations.c.article_id, translations.c.data)
        .where(translations.c.held)
        .order_by(translations.c.at.desc(), translations.c.article_id)
    )
    for row in connection.execute(query):
        yield row.article_id, decode(row.data, Translation)


def count_translations(connection: Connection) -> dict[str, tuple[int, int]]:
    """How many articles stand in each language, and how many of them are held."""
    query = (
        select(
            translations.c.language,
            func.count(),
            func.count().filter(translations.c.held),
        )
        .group_by(translations.c.language)
        .order_by(translations.c.language)
    )
    return {row[0]: (int(row[1]), int(row[2])) for row in connection.execute(query)}


def forget_article(connection: Connection, number: int) -> None:
    """Erase an article in all languages, and what is remembered of its sentences."""
    query = select(translations.c.data).where(translations.c.article_id == number)
    for row in connection.execute(query).all():
        kept = decode(row.data, Translation)
        memory.forget(
            connection,
            [
                Key(
                    source=one.original,
                    language=kept.language,
                    target_language=kept.target_language,
                )
                for one in kept.sentences
            ],
        )
    for table in (
        translations,
        translated_heads,
        translation_queue,
        translation_reports,
    ):
        connection.execute(delete(table).where(table.c.article_id == number))


def _set_head(
    store: Store, connection: Connection, number: int, language: str, head: Head | None
) -> None:
    """All languages of an article are one row: lists read it with the article's."""
    query = select(translated_heads.c.data).where(
        translated_heads.c.article_id == number
    )
    known = heads_of(connection.execute(query).scalar())
    others = tuple(one for one in known if one.language != language)
    heads = (*others, head) if head is not None else others
    if heads == known:
        return
    # The search finds it by them: its row is made anew.
    mark_dirty(store, connection, article_ids=[number])
    if heads:
        row = {"article_id": number, "data": encode(Heads(heads))}
        store.dialect.upsert(connection, translated_heads, [row])
    else:
        where = translated_heads.c.article_id == number
        connection.execute(delete(translated_heads).where(where))


def _waits(number: int, language: str) -> ColumnElement[bool]:
    return (translation_queue.c.article_id == number) & (
        translation_queue.c.language == language
    )
