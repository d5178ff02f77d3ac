"""Search in the store: facets, days, and the newest of very many hits."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from nouvelles.records import MOST_HITS, Filters, Listed, RightsItem, Shown, Source
from nouvelles.store import Store, readtables
from nouvelles.store.alone import authors_of, listed_of
from nouvelles.store.names import public_id
from nouvelles.store.read import ReadTables
from nouvelles.store.readtables import ReadRow, write_rows
from nouvelles.store.schema import sources
from nouvelles.store.sources import save_sources

AT = datetime(2026, 3, 12, 12, tzinfo=UTC)
HOSTS = {"a.example": "FR", "b.example": "UA", "c.example": "UA"}


def fill(store: Store, *rows: tuple[int, str, str, int, str]) -> ReadTables:
    """Articles by number, host, language, minutes before noon, and words."""
    readtables.ensure(store)
    save_sources(
        store,
        [
            Source(host=h, name=h, home=f"https://{h}/", country=c)
            for h, c in HOSTS.items()
        ],
    )
    with store.write() as connection:
        ids = {row.host: row.id for row in connection.execute(sources.select())}
        made = [_row(ids[host], *one) for one in rows for host in [one[1]]]
        write_rows(store, connection, made, [])
    return ReadTables(store)


def _row(
    source_id: int, number: int, host: str, language: str, minutes: int, words: str
) -> ReadRow:
    at = AT - timedelta(minutes=minutes)
    listed = Listed(
        id=public_id(number), url=f"https://{host}/{number}", headline=words,
        source=Source(host=host, name=host, home=f"https://{host}/"), standfirst="",
        lede="", summary="", language=language, published=at, day_only=False,
        captured=at, rights=RightsItem(),
    )  # fmt: skip
    shown = Shown(listed=listed, article=None, authors=())
    return ReadRow(
        number=number, source_id=source_id, country=HOSTS[host], language=language,
        sort=int(at.timestamp()), hidden=words.startswith("secret"),
        listed=listed_of(shown), authors=authors_of(shown), body=None, words=words,
        changes=None,
    )  # fmt: skip


ROWS = (
    (1, "a.example", "fr", 0, "dam breaks"),
    (2, "b.example", "uk", 10, "dam holds"),
    (3, "c.example", "ru", 20, "dam holds still"),
    (4, "c.example", "", 3_000, "old dam"),
    (5, "b.example", "uk", 5, "secret dam"),
)


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        (Filters(), [1, 2, 3, 4]),
        (Filters(language="uk"), [2]),
        (Filters(language="de"), []),
        (Filters(country="ua"), [2, 3, 4]),
        (Filters(outlet="c.example"), [3, 4]),
        (Filters(outlet="none.example"), []),
        (Filters(country="ua", language="ru"), [3]),
        (Filters(since=AT - timedelta(days=1)), [1, 2, 3]),
        (Filters(until=AT - timedelta(days=1)), [4]),
        (Filters(since=AT - timedelta(minutes=10), until=AT), [2]),
        (Filters(since=datetime.max.replace(tzinfo=UTC)), []),
        (Filters(until=datetime.min.replace(tzinfo=UTC)), []),
    ],
)
def test_filters(store: Store, filters: Filters, found: list[int]) -> None:
    reads = fill(store, *ROWS)
    hits = reads.search("dam", 1, 10, filters)
    assert [hit.listed.id for hit in hits.items] == [public_id(n) for n in found]
    assert (hits.total, hits.more, hits.is_least) == (len(found), False, False)


def test_facets_are_no_words_that_a_reader_can_type(store: Store) -> None:
    reads = fill(store, *ROWS)
    for query in ("uk", "§uk", "¶ua", "°1", "°", "ua 1"):
        assert reads.search(query, 1, 10).total == 0
    assert reads.languages() == {"fr": 1, "ru": 1, "uk": 2}


def test_the_newest_of_very_many(store: Store) -> None:
    """They come in no order of time; what is asked for is the newest all the same."""
    rows = [(n, "a.example", "fr", n * 7 % 2_503, "dam") for n in range(1, 2_503)]
    reads = fill(store, *rows, (9_000, "b.example", "uk", 2_600, "dam rare"))
    newest = sorted(range(1, 2_503), key=lambda n: n * 7 % 2_503)
    hits = reads.search("dam", 3, 20)
    assert [h.listed.id for h in hits.items] == [public_id(n) for n in newest[40:60]]
    assert (hits.total, hits.more, hits.is_least) == (MOST_HITS, True, True)
    last = reads.search("dam", 50, 20)
    assert [h.listed.id for h in last.items] == [
        public_id(n) for n in newest[980:1_000]
    ]
    assert not last.more
    for page in (51, 99_999):
        beyond = reads.search("dam", page, 20)
        assert (beyond.items, beyond.total, beyond.more) == ((), MOST_HITS, False)
    assert reads.search("dam", 1, 20, Filters(language="uk")).total == 1
    late = reads.search("dam", 1, 20, Filters(until=AT - timedelta(minutes=2_500)))
    assert late.total == 3
    # Without words all that the filters let through, the newest first.
    until = Filters(until=AT - timedelta(minutes=2_500))
    assert [h.listed.id for h in reads.search("", 1, 20, until).items] == [
        h.listed.id for h in late.items
    ]
    assert reads.search("", 1, 20, Filters(language="uk")).total == 1
    assert reads.search("", 1, 20, Filters()).total == 0
    assert reads.search("", 1, 20).total == reads.search("…", 1, 20, until).total == 0
