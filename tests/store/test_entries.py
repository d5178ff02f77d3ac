"""What feeds announce is kept once, replaced when it changes, and found again."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import accumulate

import pytest
from sqlalchemy import Connection, event, select

from nouvelles.records import Entry, Source
from nouvelles.store import Store, erase, readtables
from nouvelles.store.announced import Announced
from nouvelles.store.codec import decode, encode
from nouvelles.store.entries import (
    BATCH,
    MOST,
    Document,
    add_documents,
    add_entries,
)
from nouvelles.store.erase import Removal
from nouvelles.store.schema import dirty, entries, sources
from nouvelles.store.sources import save_sources

NOW = 1_773_313_200
AT = datetime(2026, 3, 12, 8, tzinfo=UTC)
FEED = "https://a.example/feed"


def entry(path: str, title: str = "", **more: object) -> Entry:
    made = Entry(
        feed=FEED,
        guid=path,
        url=f"https://a.example/{path}",
        title=title or path,
        published=AT,
    )
    return replace(made, **more)  # type: ignore[arg-type]


def kept(store: Store) -> list[Entry]:
    with store.read() as connection:
        rows = connection.execute(select(entries.c.data).order_by(entries.c.id))
        return [decode(row.data, Entry) for row in rows]


def marks(store: Store) -> int:
    with store.read() as connection:
        return len(connection.execute(select(dirty)).all())


def clear_marks(store: Store) -> None:
    with store.write() as connection:
        connection.execute(dirty.delete())


def test_what_is_new_is_told_and_kept(store: Store) -> None:
    first, second = entry("one"), entry("two")
    assert add_entries(store, [first, second], NOW) == Announced(new=(first, second))
    assert kept(store) == [first, second]
    assert marks(store) == 2


def told_statements(store: Store) -> list[str]:
    """What the database is told from now on; of SQLite what it sees itself."""
    statements: list[str] = []

    def trace(raw: sqlite3.Connection, *_: object) -> None:
        raw.set_trace_callback(statements.append)

    def note(_connection: Connection, _cursor: object, said: str, *_: object) -> None:
        statements.append(said)

    for engine in {store.engine, store.writer}:
        if store.is_sqlite:
            event.listen(engine, "checkout", trace)
        else:
            event.listen(engine, "before_cursor_execute", note)
    return statements


def test_what_says_the_same_is_known_and_nothing_is_written(store: Store) -> None:
    document = [entry(f"{n}") for n in range(BATCH + 5)]
    add_entries(store, document, NOW)
    clear_marks(store)
    statements = told_statements(store)
    called: list[Announced] = []
    said = Document(entries=document, also=lambda _connection, one: called.append(one))
    (again,) = add_documents(store, [said], NOW + 60)
    assert again == Announced(known=len(document))
    assert called == []
    # Nothing is written, and one question is asked a batch.
    written = [said for said in statements if said.startswith(("INSERT", "UPDATE"))]
    assert written == []
    assert len([said for said in statements if "FROM entries" in said]) == 2
    assert marks(store) == 0


def test_what_says_something_else_replaces_what_was_kept(store: Store) -> None:
    add_entries(store, [entry("one", "The dam holds"), entry("two")], NOW)
    clear_marks(store)
    after = entry("one", "The dam has broken")
    brought = add_entries(store, [after, entry("two")], NOW + 60)
    assert brought == Announced(changed=(after,), known=1)
    assert kept(store) == [after, entry("two")]
    assert marks(store) == 1


def test_a_row_of_before_a_field_was_added_says_the_same(store: Store) -> None:
    """Kept by an older version, without the field: no change of the outlet's."""
    add_entries(store, [entry("one")], NOW)
    older = {"feed": FEED, "guid": "one", "url": "https://a.example/one"}
    older |= {"title": "one", "published": AT.isoformat()}
    with store.write() as connection:
        connection.execute(entries.update().values(data=encode(older)))
    assert add_entries(store, [entry("one")], NOW) == Announced(known=1)


def test_the_full_text_is_kept(store: Store) -> None:
    whole = entry("one", content="Everything that the outlet says. " * 90)
    add_entries(store, [whole], NOW)
    assert kept(store) == [whole]


def test_entries_under_a_tombstone_stay_away(store: Store) -> None:
    readtables.ensure(store)
    gone = entry("gone")
    removal = Removal(url=gone.url, status=410, reason="asked", who="editor")
    erase.remove(store, removal, NOW)
    called: list[Announced] = []
    said = Document(entries=[gone], also=lambda _connection, one: called.append(one))
    (brought,) = add_documents(store, [said], NOW)
    assert brought == Announced(removed=1)
    assert (kept(store), called) == ([], [])
    both = add_entries(store, [gone, entry("here")], NOW)
    assert both == Announced(new=(entry("here"),), removed=1)


def test_what_is_no_address_is_left_out(store: Store) -> None:
    bad = replace(entry("one"), url="mailto:a@a.example")
    brought = add_entries(store, [bad, entry("two")], NOW)
    assert brought == Announced(new=(entry("two"),))


def test_the_first_of_two_under_one_id_counts(store: Store) -> None:
    """Otherwise they would replace each other at every look."""
    document = [entry("one", "First"), entry("one", "Second")]
    assert add_entries(store, document, NOW) == Announced(new=(document[0],))
    assert add_entries(store, document, NOW) == Announced(known=1)


# ---- two feeds of one outlet ----


def test_two_feeds_do_not_change_an_entry_in_turn(store: Store) -> None:
    main = entry("one", summary="Long summary")
    section = entry("one", summary="Short", feed="https://a.example/section")
    add_entries(store, [main], NOW)
    assert add_entries(store, [section], NOW) == Announced(known=1)
    assert add_entries(store, [main], NOW) == Announced(known=1)


def test_another_feed_that_dates_it_later_replaces_it(store: Store) -> None:
    add_entries(store, [entry("one")], NOW)
    later = entry(
        "one", feed="https://a.example/section", updated=AT + timedelta(hours=2)
    )
    assert add_entries(store, [later], NOW) == Announced(changed=(later,))


# ---- ids that change ----


def test_ids_that_change_at_every_fetch_do_not_pile_up(store: Store) -> None:
    def document(look: int) -> list[Entry]:
        return [entry(f"{n}", guid=f"{n}-{look}") for n in range(1000)]

    add_entries(store, document(0), NOW)
    clear_marks(store)
    for look in (1, 2):
        brought = add_entries(store, document(look), NOW + look)
        assert brought == Announced(known=1000, rekeyed=1000)
    assert len(kept(store)) == 1000
    assert {one.guid for one in kept(store)} == {f"{n}-2" for n in range(1000)}
    assert marks(store) == 0
    assert add_entries(store, document(2), NOW + 3) == Announced(known=1000)


def test_a_new_id_with_other_words_is_a_change(store: Store) -> None:
    add_entries(store, [entry("one", "Before", guid="a")], NOW)
    after = entry("one", "After", guid="b")
    brought = add_entries(store, [after], NOW)
    assert brought == Announced(changed=(after,), rekeyed=1)
    assert kept(store) == [after]


def test_an_id_that_the_document_still_gives_keeps_its_row(store: Store) -> None:
    """Two entries about one page are two, even when the second comes later."""
    first, second = entry("live", "8 h", guid="a"), entry("live", "9 h", guid="b")
    add_entries(store, [first], NOW)
    assert add_entries(store, [second, first], NOW) == Announced(new=(second,), known=1)
    assert len(kept(store)) == 2


def test_an_id_of_another_feed_is_not_taken_over(store: Store) -> None:
    add_entries(store, [entry("one", guid="a", feed="https://a.example/other")], NOW)
    assert add_entries(store, [entry("one", guid="b")], NOW).rekeyed == 0
    assert len(kept(store)) == 2


# ---- what else is written ----


def test_more_is_written_in_the_transaction_of_each_batch(store: Store) -> None:
    document = [entry(f"{n}") for n in range(BATCH + MOST + 1)]
    brought: list[Announced] = []
    seen: list[int] = []

    def also(connection: Connection, one: Announced) -> None:
        brought.append(one)
        seen.append(len(connection.execute(select(entries.c.id)).all()))

    (total,) = add_documents(store, [Document(entries=document, also=also)], NOW)
    sizes = [len(one.new) for one in brought]
    assert len(sizes) > 2
    assert (sizes[0], max(sizes) <= MOST) == (BATCH, True)
    assert seen == list(accumulate(sizes))
    assert total.new == tuple(document)


def test_a_batch_whose_more_fails_is_not_kept(store: Store) -> None:
    def also(_connection: Connection, _one: Announced) -> None:
        raise RuntimeError("no more")

    with pytest.raises(RuntimeError):
        add_documents(store, [Document(entries=[entry("one")], also=also)], NOW)
    assert (kept(store), marks(store)) == ([], 0)


def test_entries_find_their_sources(store: Store) -> None:
    """Known outlets by the longest host, unknown ones by their registered domain."""
    save_sources(store, [Source(host="a.example", name="A")])
    save_sources(store, [Source(host="sport.a.example", name="A Sport")])
    urls = [
        "https://www.a.example/1",
        "https://sport.a.example/2",
        "https://live.sport.a.example/3",
        "https://news.new.example/4",
        "https://www.new.example/5",
    ]
    add_entries(store, [entry(f"{n}", url=url) for n, url in enumerate(urls)], NOW)
    with store.read() as connection:
        query = (
            select(sources.c.host)
            .join_from(entries, sources, sources.c.id == entries.c.source_id)
            .order_by(entries.c.id)
        )
        found = [row.host for row in connection.execute(query)]
    assert found == ["a.example"] + ["sport.a.example"] * 2 + ["new.example"] * 2
