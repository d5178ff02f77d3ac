"""What is read, by whose wish; what a person said stays said."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from sqlalchemy import select

from nouvelles.errors import InputError
from nouvelles.records import Source
from nouvelles.run.reading.subscribe import (
    Subscribed,
    Wanted,
    pause,
    resume,
    subscribe,
    unsubscribe,
)
from nouvelles.store import Store, feeds, hubs
from nouvelles.store.codec import decode
from nouvelles.store.feeds import FeedRow, FeedState
from nouvelles.store.hubs import Standing
from nouvelles.store.kinds import Kind, State
from nouvelles.store.schema import faults, sources
from nouvelles.store.sources import save_sources

NOW = 1_773_313_200
FEED = "https://outlet.example/feed"


def add(store: Store, *wanted: Wanted | str, mode: str = "") -> Subscribed:
    some = [Wanted(url=one) if isinstance(one, str) else one for one in wanted]
    return subscribe(store, some, who="test", now=NOW, mode=mode)


def rows(store: Store) -> dict[str, FeedRow]:
    with store.read() as connection:
        return {row.url: row for row in feeds.all_feeds(connection)}


def source(store: Store, host: str = "outlet.example") -> Source:
    with store.read() as connection:
        query = select(sources.c.data).where(sources.c.host == host)
        return decode(connection.execute(query).scalar_one(), Source)


def states(store: Store) -> dict[str, State]:
    return {url: row.state for url, row in rows(store).items()}


def test_what_is_wanted_is_due_at_once(store: Store) -> None:
    done = add(store, FEED, "https://other.example/rss")
    assert (done.new, done.known, done.refused) == (2, 0, ())
    assert {row.due for row in rows(store).values()} == {NOW}
    assert add(store, FEED) == Subscribed(new=0, known=1)
    assert len(rows(store)) == 2


def test_one_that_cannot_be_read_is_refused_and_the_others_are_taken(
    sqlite_store: Store,
) -> None:
    done = add(sqlite_store, "ftp://outlet.example/feed", FEED, "https:///", "nonsense")
    assert done.new == 1
    assert len(done.refused) == 3
    assert all(error.advice for error in done.refused)
    assert list(rows(sqlite_store)) == [FEED]


def test_a_feed_belongs_to_the_outlet_that_its_entries_lead_to(
    sqlite_store: Store,
) -> None:
    add(
        sqlite_store,
        Wanted(
            url="https://feeds.example.net/7",
            title="The Outlet",
            outlet="https://www.outlet.example/",
            language="fr",
        ),
    )
    found = source(sqlite_store)
    assert (found.name, found.language) == ("The Outlet", "fr")
    assert found.home == "https://www.outlet.example/"


def test_the_first_title_names_the_outlet(sqlite_store: Store) -> None:
    add(sqlite_store, Wanted(url=FEED, title="The Outlet"))
    add(sqlite_store, Wanted(url=f"{FEED}/sport", title="The Outlet: Sport"))
    assert source(sqlite_store).name == "The Outlet"


def test_what_a_person_said_stays(sqlite_store: Store) -> None:
    said = Source(host="outlet.example", name="Ours", licence="", language="de")
    save_sources(sqlite_store, [said])
    known = Source(host="outlet.example", name="Theirs", licence="CC-BY-4.0")
    add(sqlite_store, Wanted(url=FEED, title="Feed", language="fr", source=known))
    assert source(sqlite_store) == said


def test_what_a_list_knows_takes_the_place_of_guesses(sqlite_store: Store) -> None:
    add(sqlite_store, Wanted(url=FEED, title="Some feed"))
    known = Source(
        host="outlet.example", name="The Outlet", licence="CC-BY-4.0", zone="Asia/Tokyo"
    )
    add(sqlite_store, Wanted(url=FEED, source=known))
    assert source(sqlite_store) == known
    # From then on it is known: another list does not change it.
    other = Source(host="outlet.example", name="Another", licence="CC0-1.0")
    add(sqlite_store, Wanted(url=FEED, source=other))
    assert source(sqlite_store) == known


def test_headlines_only_is_a_persons_wish(sqlite_store: Store) -> None:
    add(sqlite_store, FEED, mode="headlines")
    assert source(sqlite_store).mode == "headlines"
    add(sqlite_store, FEED)
    known = Source(host="outlet.example", name="The Outlet")
    add(sqlite_store, Wanted(url=FEED, source=known))
    assert source(sqlite_store).mode == "headlines"
    assert source(sqlite_store).name == "The Outlet"
    add(sqlite_store, FEED, mode="pages")
    assert source(sqlite_store).mode == "pages"


# ---- paused, taken up again, removed ----


def test_paused_and_taken_up_again(store: Store) -> None:
    add(store, FEED, f"{FEED}/sport", "https://other.example/rss")
    assert pause(store, ["www.Outlet.example"], who="test", now=NOW) == [
        FEED,
        f"{FEED}/sport",
    ]
    assert set(states(store).values()) == {State.READ, State.PAUSED}
    assert resume(store, [FEED], who="test", now=NOW + 5) == [FEED]
    assert states(store)[f"{FEED}/sport"] is State.PAUSED
    assert rows(store)[FEED].due == NOW + 5
    add(store, f"{FEED}/sport")  # whoever adds it again wants it
    assert set(states(store).values()) == {State.READ}


def test_what_the_outlet_ended_can_be_taken_up_again_but_not_old_parts(
    store: Store,
) -> None:
    add(store, Wanted(url="https://outlet.example/map", kind=Kind.SITEMAP), FEED)
    index = rows(store)["https://outlet.example/map"]
    with store.write() as connection:
        part, _ = feeds.add_feed(
            connection,
            index.source_id,
            Kind.SITEMAP,
            "https://outlet.example/2019",
            FeedState(parent=index.id),
            NOW,
        )
        ended = [part, next(r.id for r in feeds.all_feeds(connection) if r.url == FEED)]
        feeds.set_state(connection, ended, State.ENDED, NOW)
    resume(store, ["outlet.example"], who="test", now=NOW)
    found = states(store)
    assert found.pop("https://outlet.example/2019") is State.ENDED
    assert set(found.values()) == {State.READ}


def test_the_home_page_stands_for_all_and_a_mistyped_feed_for_none(
    sqlite_store: Store,
) -> None:
    add(sqlite_store, FEED)
    with pytest.raises(InputError, match="neither a source"):
        unsubscribe(sqlite_store, ["https://outlet.example/fed"], who="test", now=NOW)
    assert list(rows(sqlite_store)) == [FEED]
    unsubscribe(sqlite_store, ["https://www.outlet.example"], who="test", now=NOW)
    assert rows(sqlite_store) == {}


@pytest.mark.parametrize("name", ["nobody.example", "", "https://outlet.example/x"])
def test_names_that_nobody_bears_change_nothing(sqlite_store: Store, name: str) -> None:
    add(sqlite_store, FEED)
    for change in (pause, resume, unsubscribe):
        with pytest.raises(InputError) as error:
            change(sqlite_store, ["outlet.example", name], who="test", now=NOW)
        assert "source check" in error.value.advice
    assert set(states(sqlite_store).values()) == {State.READ}


def test_an_outlets_name_will_do_where_one_bears_it(store: Store) -> None:
    for host, name in (
        ("a.example", "The  Daily"),
        ("b.example", "Le Soir"),
        ("c.example", "le soir"),
    ):
        url = f"https://{host}/rss"
        add(store, Wanted(url=url, source=Source(host=host, name=name)))
    assert pause(store, ["the daily"], who="test", now=NOW) == ["https://a.example/rss"]
    with pytest.raises(InputError, match="name of 2 sources") as error:
        pause(store, ["Le Soir"], who="test", now=NOW)
    assert "b.example, c.example" in error.value.advice
    with pytest.raises(InputError, match="neither a source") as error:
        pause(store, ["The Dayly"], who="test", now=NOW)
    assert error.value.advice.startswith("Is it a.example? ")


def test_to_say_no_name_means_no_outlet_without_one(sqlite_store: Store) -> None:
    source = Source(host="outlet.example", name="")
    add(sqlite_store, Wanted(url=FEED, source=source))
    for name in ("", " "):
        with pytest.raises(InputError, match="neither a source"):
            unsubscribe(sqlite_store, [name], who="test", now=NOW)
    assert list(rows(sqlite_store)) == [FEED]


def test_with_a_feed_go_its_hub_and_with_the_last_its_faults(store: Store) -> None:
    add(store, FEED, f"{FEED}/sport")
    row = rows(store)[FEED]
    with store.write() as connection:
        hubs.want(connection, row.id, "https://hub.example/", FEED, NOW)
        connection.execute(
            faults.insert().values(
                source_id=row.source_id,
                word="timeout",
                about=FEED,
                detail="",
                first=NOW,
                last=NOW,
                count=1,
            )
        )
    unsubscribe(store, [FEED], who="test", now=NOW)
    with store.read() as connection:
        assert hubs.subscriptions_of(connection, [row.id]) == {}
        assert len(connection.execute(select(faults.c.word)).all()) == 1
    unsubscribe(store, ["outlet.example"], who="test", now=NOW)
    with store.read() as connection:
        assert connection.execute(select(faults.c.word)).all() == []


def test_the_hub_of_a_paused_feed_is_told(sqlite_store: Store) -> None:
    add(sqlite_store, FEED)
    row = rows(sqlite_store)[FEED]
    with sqlite_store.write() as connection:
        hubs.want(connection, row.id, "https://hub.example/", FEED, NOW)
    pause(sqlite_store, [FEED], who="test", now=NOW)
    with sqlite_store.read() as connection:
        (leaving,) = hubs.subscriptions_of(connection, [row.id]).values()
        assert leaving.state == Standing.LEAVING
        assert hubs.due_subscriptions(connection, NOW, 9) == [leaving]


def test_every_change_is_noted_as_an_edit(sqlite_store: Store) -> None:
    add(sqlite_store, FEED)
    for change in (pause, resume, unsubscribe):
        change(sqlite_store, ["outlet.example"], who="Ada", now=NOW)
    assert edits(sqlite_store)[1:] == [
        ("Ada", "pause", FEED),
        ("Ada", "read", FEED),
        ("Ada", "read no more", FEED),
    ]


def edits(store: Store) -> Sequence[tuple[str, str, str]]:
    from nouvelles.store.schema import edits as table

    with store.read() as connection:
        found = connection.execute(select(table).order_by(table.c.id))
        return [(row.who, row.what, row.about) for row in found]
