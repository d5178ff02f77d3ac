"""Read rows: full texts of feeds are searched in, changes told, the withdrawn marked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest
from sqlalchemy import Connection, select, update

from nouvelles.records import Entry, Head, Hit, Shown, Source, Translation
from nouvelles.run import rows
from nouvelles.run.made import make
from nouvelles.run.prepare import prepare
from nouvelles.run.project import COMPARED
from nouvelles.run.rows import refresh
from nouvelles.store import Store, fetches, people, readtables, schema, translations
from nouvelles.store.alone import url_key
from nouvelles.store.announced import Item
from nouvelles.store.entries import Document, add_documents, add_entries
from nouvelles.store.ledger import Plan, mark_dirty
from nouvelles.store.names import article_id_of, public_id
from nouvelles.store.read import ReadTables
from nouvelles.store.sources import save_sources
from nouvelles.testing import Clock
from nouvelles.web.shown import show_hit
from tests.run.small_paper import AT, LINE, NOW, drain, filled, keep, page

BODY = "Autumn rain fell. " * 30 + "The zeppelin landed at noon. " + "It rained. " * 30


def entry(path: str, **more: object) -> Entry:
    made = Entry(
        feed="https://a.example/feed",
        guid=path,
        url=f"https://a.example/{path}",
        title=f"Title of {path}",
        summary="What the feed says.",
        published=AT,
        language="en",
    )
    return replace(made, **more)  # type: ignore[arg-type]


def announced(store: Store, clock: Clock, *document: Entry) -> Plan:
    plan = prepare(store, LINE, clock)
    add_entries(store, document, NOW)
    while refresh(store, plan):
        continue
    return plan


def shown_at_once(store: Store, plan: Plan, *document: Entry, is_made: bool) -> None:
    def show(connection: Connection, items: Mapping[int, tuple[int, Item]]) -> None:
        rows.show_announced(store, connection, plan, items)

    source = Source(host="a.example", name="A")
    made = [make(one, source) if is_made else None for one in document]
    said = Document(entries=document, made=made)
    add_documents(store, [said], NOW, show=show)


def every_row(store: Store) -> list[object]:
    """What lists, pages and searches for each word say."""
    reads = ReadTables(store)
    listed = reads.articles(1, 99).items
    words = ("zeppelin", "balloon", "reserved", "feed", "title", "halwan")
    return [
        listed,
        [reads.article(one.id) for one in listed],
        [(word, reads.search(word, 1, 99)) for word in words],
    ]


def test_an_article_is_found_by_its_headline_in_another_language(
    store: Store, clock: Clock
) -> None:
    plan = announced(store, clock, entry("flood", title="The zeppelin"))
    reads, number = ReadTables(store), article_id_of(url_key("https://a.example/flood"))

    def show(*heads: Head) -> None:
        for language in ("fr", "de"):
            one = Translation(
                article=public_id(number), language="en", target_language=language,
                digest="", sentences=(), made=AT,
            )  # fmt: skip
            head = next((head for head in heads if head.language == language), None)
            of = translations.Made(input=b"", maker=b"", whole=False)
            translations.save(store, number, one, of, head)
        while refresh(store, plan):
            continue

    def found(query: str) -> list[str]:
        return [show_text(hit) for hit in reads.search(query, 1, 9).items]

    def show_text(hit: Hit) -> str:
        return "".join(piece.text for piece in show_hit(hit, "dirigeable").snippet)

    french = Head(
        language="fr", original="The zeppelin", headline="Le dirigeable",
        standfirst="Posé à midi",
    )  # fmt: skip
    german = Head(language="de", original="The zeppelin", headline="Das Luftschiff")
    assert found("dirigeable") == []
    show(french, german)
    # Its own words are not those that were looked for: none of them stand there.
    assert found("dirigeable midi") == found("luftschiff zeppelin") == [""]
    show(german)
    assert found("dirigeable") == []
    assert found("luftschiff") == [""]


@pytest.mark.parametrize("is_made", [False, True])
@pytest.mark.parametrize("hides", [False, True])
@pytest.mark.parametrize("licence", ["", "CC-BY-4.0"])
def test_rows_made_at_once_are_those_that_marks_give(
    store: Store, clock: Clock, is_made: bool, hides: bool, licence: str
) -> None:
    people_named = entry("named", content="Idris Halwan wept.", authors=("Ana Sá",))
    document = [
        entry("plain", content=BODY),
        entry("twice", guid="a", title="Before"),
        entry("twice", guid="b", title="After"),
        entry("known", content="A balloon."),
        entry("held"),
        entry("kept-away", content=BODY),
        people_named,
    ]
    plan = filled(store, clock, page("held"), page("kept-away", "reserved"))
    save_sources(store, [Source(host="a.example", name="A", licence=licence)])
    if hides:
        people.hide_name(store, "Idris Halwan", "asked", "editor", NOW)
    add_entries(store, [entry("known", guid="c")], NOW)
    while refresh(store, plan):
        continue
    shown_at_once(store, plan, *document, is_made=is_made)
    with store.read() as connection:
        waiting = len(connection.execute(select(schema.dirty)).all())
    # Only what nothing else is held of is made at once, and where one writes at a time.
    assert waiting == (3 if store.is_sqlite else 6)
    while refresh(store, plan):
        continue
    made = every_row(store)
    readtables.mark_all(store)
    while refresh(store, plan):
        continue
    assert every_row(store) == made
    assert found(store, "halwan") == ([] if hides else ["Title of named"])
    assert "Title of plain" in found(store, "zeppelin")


def found(store: Store, query: str) -> list[str]:
    return [hit.listed.headline for hit in ReadTables(store).search(query, 1, 10).items]


# ---- the full text of entries ----


def test_the_full_text_of_an_entry_is_searched_in(store: Store, clock: Clock) -> None:
    announced(store, clock, entry("one", content=BODY), entry("two"))
    (hit,) = ReadTables(store).search("ZEPPELIN", 1, 10).items
    assert hit.listed.headline == "Title of one"
    assert "The zeppelin landed" in hit.text


def test_no_more_of_it_is_shown_than_a_quotation(store: Store, clock: Clock) -> None:
    announced(store, clock, entry("one", content=BODY))
    reads = ReadTables(store)
    (hit,) = reads.search("zeppelin", 1, 10).items
    snippet = "".join(piece.text for piece in show_hit(hit, "zeppelin").snippet)
    assert "zeppelin" in snippet
    assert len(snippet) <= 200
    shown = reads.article(hit.listed.id)
    assert isinstance(shown, Shown)
    assert "zeppelin" not in repr(shown)


def test_words_of_the_summary_are_shown_from_the_summary(
    store: Store, clock: Clock
) -> None:
    announced(store, clock, entry("one", content=BODY))
    (hit,) = ReadTables(store).search("feed says", 1, 10).items
    assert hit.text == "What the feed says."


def test_names_hidden_are_hidden_in_full_texts_too(store: Store, clock: Clock) -> None:
    plan = announced(store, clock, entry("one", content=f"{BODY} Idris Halwan wept."))
    assert found(store, "halwan") == ["Title of one"]
    people.hide_name(store, "Idris Halwan", "asked", "editor", NOW)
    with store.write() as connection:
        number = article_id_of(fetches.key_of("https://a.example/one"))
        mark_dirty(store, connection, article_ids=[number])
    refresh(store, plan)
    assert found(store, "halwan") == found(store, "zeppelin") == []


def test_the_full_text_of_a_page_that_reserves_its_own_is_not_searched_in(
    store: Store, clock: Clock
) -> None:
    filled(store, clock, page("one", "reserved"))
    announced(store, clock, entry("one", content=BODY))
    assert found(store, "zeppelin") == []
    assert found(store, "feed says") == ["Title of one"]


def test_words_that_an_entry_says_no_more_are_not_found(
    store: Store, clock: Clock
) -> None:
    announced(store, clock, entry("one", content=BODY))
    announced(store, clock, entry("one", content="A balloon landed."))
    assert found(store, "zeppelin") == []
    assert found(store, "balloon landed") == ["Title of one"]


def test_many_entries_are_rows_and_found(store: Store, clock: Clock) -> None:
    document = [entry(f"n{n}", content=f"rain word{n}") for n in range(rows.MOST + 50)]
    announced(store, clock, *document)
    reads = ReadTables(store)
    assert reads.articles(1, 10).total == len(document)
    assert reads.search("rain", 1, 10).total == len(document)
    assert reads.search("rain", 99, 10).total == len(document)
    assert found(store, "word7") == ["Title of n7"]
    with store.read() as connection:
        assert not rows.readtables.has_dirty(connection)


# ---- revisions ----


def test_what_changed_is_told(store: Store, clock: Clock) -> None:
    filled(
        store,
        clock,
        page("one", "Flood", "Three houses fell."),
        page("one", "Flood", "Four houses fell.", hour=1),
    )
    (shown,) = _shown(store)
    first, second = shown.revisions
    assert first.changes == ()
    (change,) = second.changes
    assert (change.before, change.after) == ("Three houses fell.", "Four houses fell.")


def test_texts_are_loaded_for_the_last_revisions_only(
    store: Store, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    held: list[object] = []
    project = rows.project
    monkeypatch.setattr(rows, "project", lambda one: held.append(one) or project(one))
    looks = [
        page("one", "Live", f"Line number {n}.", hour=n) for n in range(COMPARED + 4)
    ]
    filled(store, clock, *looks, page("two"))
    texts = {len(one.texts): one.texts for one in held}  # type: ignore[attr-defined]
    # With one revision none is looked for; rows may be made between the captures, too.
    assert {0, COMPARED + 4} <= set(texts)
    assert [one is None for one in texts[COMPARED + 4]] == [True] * 3 + [False] * (
        COMPARED + 1
    )
    last = next(one for one in _shown(store) if one.listed.headline == "Live")
    assert [bool(one.changes) for one in last.revisions] == [False] * 4 + [
        True
    ] * COMPARED


# ---- withdrawn ----


def test_withdrawn_pages_are_marked_and_found_by_headline_only(
    store: Store, clock: Clock
) -> None:
    plan = filled(store, clock, page("one", "Dam breaks", "Zeppelins came."))
    _withdraw(store, "https://a.example/one")
    drain(store, plan, clock)
    (shown,) = _shown(store)
    assert shown.listed.withdrawn is not None
    assert shown.listed.rights.withdrawn
    assert (found(store, "zeppelins"), found(store, "dam")) == ([], ["Dam breaks"])


def test_so_are_those_gone_before_they_were_read(store: Store, clock: Clock) -> None:
    plan = announced(store, clock, entry("one", content=BODY))
    _withdraw(store, "https://a.example/one")
    drain(store, plan, clock)
    (shown,) = _shown(store)
    assert shown.listed.withdrawn is not None
    assert (found(store, "zeppelin"), found(store, "title")) == ([], ["Title of one"])


def test_so_are_those_whose_page_says_that_it_is_not_there_until_it_is_back(
    store: Store, clock: Clock
) -> None:
    plan = filled(store, clock, page("one", "Dam breaks", "Zeppelins came."))
    add_entries(store, [entry("two", content=BODY)], NOW)
    keep(store, plan, page("one", "missing", hour=2), page("two", "missing", hour=2))
    drain(store, plan, clock)
    assert len(_shown(store)) == 2
    assert all(one.listed.rights.withdrawn for one in _shown(store))
    assert found(store, "zeppelins") == found(store, "zeppelin") == []
    keep(store, plan, page("one", "Dam breaks", "Zeppelins came back.", hour=3))
    drain(store, plan, clock)
    assert found(store, "zeppelins") == ["Dam breaks"]


def test_an_entry_whose_page_comes_is_that_page(store: Store, clock: Clock) -> None:
    plan = announced(store, clock, entry("one", content=BODY))
    keep(store, plan, page("one", "Page", "Of the page."))
    drain(store, plan, clock)
    assert found(store, "zeppelin") == []
    assert found(store, "of the page") == ["Page"]


def _shown(store: Store) -> list[Shown]:
    reads = ReadTables(store)
    one_by_one = [reads.article(item.id) for item in reads.articles(1, 50).items]
    return [one for one in one_by_one if isinstance(one, Shown)]


def _withdraw(store: Store, url: str) -> None:
    key = fetches.key_of(url)
    with store.write() as connection:
        fetches.want(store, connection, [fetches.wanted(url, 1, due=None)])
        table = fetches.fetches
        connection.execute(
            update(table)
            .where(table.c.key == key)
            .values(final_key=key, withdrawn=NOW, visits=1)
        )
        mark_dirty(store, connection, article_ids=[article_id_of(key)])
