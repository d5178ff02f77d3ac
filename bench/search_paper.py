"""A paper of many invented articles, as the projection would write it, for `search`."""

from __future__ import annotations

import random
import time
from bisect import bisect
from datetime import UTC, datetime, timedelta
from itertools import accumulate

import numpy as np
from sqlalchemy import select

from nouvelles.language import distinct_words
from nouvelles.records import Article, Block, Listed, RightsItem, Shown, Source
from nouvelles.run.grouping.encode import kept
from nouvelles.run.meaning_held import CHUNK
from nouvelles.store import Store
from nouvelles.store.alone import listed_of
from nouvelles.store.codec import encode
from nouvelles.store.names import article_id_of, public_id
from nouvelles.store.readtables import ReadRow, write_rows
from nouvelles.store.schema import sources
from nouvelles.store.schema_articles import articles
from nouvelles.store.schema_stories import story_articles, tellings
from nouvelles.store.sources import save_sources
from nouvelles.stories.embed import open_encoder

#: Words of the invented tongue and of an article; the word of rank n is said 1/n as often
#: (Zipf's law), so that the first stand in nearly every article.
VOCABULARY, LENGTH = 60_000, 180
SYLLABLES = (
    "ba",
    "ce",
    "di",
    "fo",
    "gu",
    "la",
    "me",
    "ni",
    "po",
    "ru",
    "sa",
    "te",
    "vi",
)
LANGUAGES = ("en", "es", "fr", "de", "ar", "pt", "ru", "zh", "it", "tr", "uk", "fa")
COUNTRIES = ("FR", "GB", "ES", "DE", "EG", "BR", "UA", "CN", "IT", "TR", "IR", "US")
OUTLETS = 400
LAST = datetime(2026, 3, 12, 12, tzinfo=UTC)


def add_tellings(store: Store, amount: int) -> None:
    """Tellings of one's own stories, with vectors of every direction."""
    encoder = version_of_encoder()
    found = np.random.default_rng(3)
    with store.read() as connection:
        articles_of = connection.execute(select(articles.c.id).limit(amount)).scalars()
        numbers = articles_of.all()
    for start in range(0, len(numbers), CHUNK):
        some = numbers[start : start + CHUNK]
        vectors = found.normal(size=(len(some), 2, 512)).astype(np.float32)
        vectors /= np.linalg.norm(vectors, axis=2, keepdims=True)
        rows, placed = [], []
        for at, (article, vector) in enumerate(zip(some, kept(vectors), strict=True)):
            told = start + at + 1
            rows.append(
                {
                    "id": told,
                    "article_id": article,
                    "digest": told.to_bytes(16, "big"),
                    "data": b"",
                    "vector": vector,
                    "encoder": encoder,
                    "topics": "",
                }
            )
            placed.append(
                {
                    "article_id": article,
                    "story": f"s{told}",
                    "origin": article,
                    "pinned": False,
                    "act_id": told,
                    "data": b"",
                }
            )
        with store.write() as connection:
            connection.execute(tellings.insert(), rows)
            connection.execute(story_articles.insert(), placed)


def version_of_encoder() -> str:
    """The name of the encoder that comes along; the bench needs it and no model."""
    encoder = open_encoder("")
    assert encoder is not None
    return encoder.name


def fill(store: Store, number: int) -> float:
    """Fill a paper with articles as the projection would write them; the seconds."""
    save_sources(store, [outlet(n) for n in range(OUTLETS)])
    with store.read() as connection:
        rows = connection.execute(sources.select().order_by(sources.c.id)).all()
        ids = {row.host: row.id for row in rows}
    pick = random.Random(42)
    began = time.perf_counter()
    for start in range(0, number, 500):
        some = [
            _row(pick, n, number, ids) for n in range(start, min(start + 500, number))
        ]
        with store.write() as connection:
            write_rows(store, connection, some, [])
    return time.perf_counter() - began


def word(rank: int) -> str:
    """The word of a rank in the invented tongue."""
    written = ""
    rest = rank
    while rest or len(written) < 4:
        rest, syllable = divmod(rest, len(SYLLABLES))
        written += SYLLABLES[syllable]
    return written


_WORDS = [word(rank) for rank in range(VOCABULARY)]
_WEIGHTS = list(accumulate(1 / (rank + 1) for rank in range(VOCABULARY)))


def _said(pick: random.Random, length: int) -> str:
    whole = _WEIGHTS[-1]
    return " ".join(
        _WORDS[bisect(_WEIGHTS, pick.random() * whole)] for _ in range(length)
    )


def outlet(n: int) -> Source:
    return Source(
        host=f"outlet{n}.example",
        name=f"Outlet {n}",
        home=f"https://outlet{n}.example/",
        language=LANGUAGES[n % len(LANGUAGES)],
        country=COUNTRIES[n % len(COUNTRIES)],
    )


def _published(pick: random.Random, n: int, number: int) -> datetime:
    """Two months of news in order of arrival, but every fifth is of an archive of old."""
    if n % 5 == 0:
        return LAST - timedelta(days=pick.uniform(60, 3_000))
    behind = (number - n) / number * 60
    return LAST - timedelta(days=behind, hours=pick.uniform(0, 12))


def _row(pick: random.Random, n: int, number: int, ids: dict[str, int]) -> ReadRow:
    source = outlet(pick.randrange(OUTLETS))
    headline, text = _said(pick, 9), _said(pick, LENGTH)
    key = article_id_of(pick.randbytes(16))
    at = _published(pick, n, number)
    url = f"{source.home}{n}"
    body = tuple(
        Block(kind="paragraph", text=text[start : start + 400])
        for start in range(0, len(text), 400)
    )
    listed = Listed(
        id=public_id(key),
        url=url,
        source=source,
        headline=headline,
        standfirst="",
        lede=body[0].text[:280],
        summary="",
        language=source.language,
        published=at,
        day_only=False,
        captured=at,
        rights=RightsItem(source_name=source.name),
    )
    shown = Shown(
        listed=listed, article=Article(canonical=url, headline=headline, body=body)
    )
    return ReadRow(
        number=key,
        source_id=ids[source.host],
        country=source.country,
        language=source.language,
        sort=int(at.timestamp()),
        hidden=False,
        listed=listed_of(shown),
        authors=None,
        body=encode(shown),
        words=distinct_words(f"{headline}\n{text}"),
        changes=0,
    )
