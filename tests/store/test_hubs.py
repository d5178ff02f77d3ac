"""Subscriptions and pushes, on both databases."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import func, select, update

from nouvelles.store import Store, hubs
from nouvelles.store.hubs import Standing
from nouvelles.store.schema import feeds, pushes, sources

NOW = 1_773_313_200
HUB = "https://hub.example/"


def add_feed(store: Store, number: int = 1) -> int:
    """A feed's row, as bare as the tables allow."""
    with store.write() as connection:
        source = connection.execute(
            sources.insert().values(host=f"o{number}.example", known=True, data=b"")
        ).inserted_primary_key
        assert source is not None
        made = connection.execute(
            feeds.insert().values(
                key=number.to_bytes(16, "big"),
                source_id=source[0],
                kind=0,
                state=0,
                url=topic(number),
                host=f"o{number}.example",
                due=NOW,
                data=b"",
            )
        ).inserted_primary_key
        assert made is not None
    return int(made[0])


def topic(number: int) -> str:
    return f"https://o{number}.example/feed"


def subscribe(store: Store, number: int = 1) -> hubs.Subscription:
    """A feed with a subscription that is to be asked for."""
    feed = add_feed(store, number)
    with store.write() as connection:
        assert hubs.want(connection, feed, HUB, topic(number), NOW)
        return hubs.subscriptions_of(connection, [feed])[feed]


def again(store: Store, one: hubs.Subscription) -> hubs.Subscription:
    with store.read() as connection:
        return hubs.subscriptions_of(connection, [one.feed_id])[one.feed_id]


def set_feed(store: Store, feed_id: int, state: int) -> None:
    with store.write() as connection:
        connection.execute(
            update(feeds).where(feeds.c.id == feed_id).values(state=state)
        )


def waiting(store: Store) -> int:
    with store.read() as connection:
        query = select(func.count()).select_from(pushes)
        return int(connection.execute(query).scalar_one())


def test_a_wish_is_kept_once(store: Store) -> None:
    one = subscribe(store)
    assert (one.state, one.due, one.until, one.failures) == (0, NOW, 0, 0)
    assert len(one.token) >= 32
    assert len(one.secret) >= 43
    assert len(one.secret) < 200  # the standard's limit
    with store.write() as connection:
        assert not hubs.want(connection, one.feed_id, HUB, topic(1), NOW + 9)
    assert again(store, one) == one


def test_secrets_are_not_shown(store: Store) -> None:
    one, two = subscribe(store), subscribe(store, 2)
    assert one.secret not in repr(one)
    assert one.token not in repr(one)
    assert one.secret != two.secret


@pytest.mark.parametrize("moved", ["hub", "topic"])
def test_another_hub_or_topic_begins_anew(store: Store, moved: str) -> None:
    one = subscribe(store)
    with store.write() as connection:
        hubs.verified(connection, one.token, NOW + 900, NOW + 700)
    new = {"hub": HUB, "topic": topic(1), moved: "https://new.example/"}
    with store.write() as connection:
        assert hubs.want(connection, one.feed_id, now=NOW + 5, **new)
        assert hubs.find_subscription(connection, one.token) is None
    now = again(store, one)
    assert now.token != one.token
    assert now.secret != one.secret
    assert (now.state, now.due, now.until) == (Standing.ASKED, NOW + 5, 0)


def test_what_is_due(store: Store) -> None:
    one, two, three = (subscribe(store, number) for number in (1, 2, 3))
    set_feed(store, two.feed_id, 1)
    with store.write() as connection:
        hubs.verified(connection, three.token, NOW + 900, NOW + 700)
    with store.read() as connection:
        assert hubs.due_subscriptions(connection, NOW - 1, 9) == []
        assert hubs.due_subscriptions(connection, NOW, 9) == [one]
        late = hubs.due_subscriptions(connection, NOW + 700, 9)
        assert [found.feed_id for found in late] == [one.feed_id, three.feed_id]
        assert len(hubs.due_subscriptions(connection, NOW + 700, 1)) == 1


def test_asking_verifying_and_the_end_of_the_lease(store: Store) -> None:
    one = subscribe(store)
    with store.write() as connection:
        asked = hubs.asking(connection, one, NOW, NOW + 3600)
    assert asked == again(store, one)
    assert (asked.state, asked.due, asked.failures) == (Standing.ASKED, NOW + 3600, 1)
    with store.write() as connection:
        hubs.verified(connection, one.token, NOW + 10_000, NOW + 8_000)
    held = again(store, one)
    assert (held.state, held.due, held.failures) == (Standing.VERIFIED, NOW + 8_000, 0)
    assert held.holds(NOW + 9_999)
    assert not held.holds(NOW + 10_000)
    with store.write() as connection:
        renewing = hubs.asking(connection, held, NOW + 8_000, NOW + 9_000)
        assert renewing.state == Standing.VERIFIED  # news still comes meanwhile
        late = hubs.asking(connection, renewing, NOW + 10_000, NOW + 11_000)
        assert late.state == Standing.ASKED


def test_refusals(store: Store) -> None:
    one = subscribe(store)
    with store.write() as connection:
        asked = hubs.asking(connection, one, NOW, NOW + 3600)
        hubs.refused(connection, asked, NOW, NOW + 7200)
    found = again(store, one)
    assert (found.state, found.due, found.failures) == (Standing.REFUSED, NOW + 7200, 1)


def test_a_verification_that_came_first_stands(store: Store) -> None:
    one = subscribe(store)
    with store.write() as connection:
        asked = hubs.asking(connection, one, NOW, NOW + 3600)
        hubs.verified(connection, one.token, NOW + 10_000, NOW + 8_000)
        hubs.refused(connection, asked, NOW, NOW + 7200)
    assert again(store, one).state == Standing.VERIFIED


def test_a_refused_renewal_leaves_the_lease(store: Store) -> None:
    one = subscribe(store)
    with store.write() as connection:
        hubs.verified(connection, one.token, NOW + 10_000, NOW + 8_000)
    with store.write() as connection:
        asked = hubs.asking(connection, again(store, one), NOW + 8_000, NOW + 8_500)
        hubs.refused(connection, asked, NOW + 8_000, NOW + 9_000)
    assert again(store, one).holds(NOW + 9_000)


def test_a_denial_ends_at_once(store: Store) -> None:
    one = subscribe(store)
    with store.write() as connection:
        hubs.verified(connection, one.token, NOW + 10_000, NOW + 8_000)
        hubs.denied(connection, one.token, NOW + 3600)
    found = again(store, one)
    assert (found.state, found.until, found.failures) == (Standing.REFUSED, 0, 1)
    assert found.due == NOW + 3600


def test_leaving_and_coming_back(store: Store) -> None:
    one = subscribe(store)
    set_feed(store, one.feed_id, 1)
    with store.write() as connection:
        assert hubs.find_subscription(connection, one.token) is None
        hubs.leave(connection, [one.feed_id], NOW + 50)
        left = hubs.due_subscriptions(connection, NOW + 50, 9)
        assert [found.state for found in left] == [Standing.LEAVING]
        assert hubs.find_subscription(connection, one.token) == left[0]
        asked = hubs.asking(connection, left[0], NOW + 50, NOW + 60)
        hubs.refused(connection, asked, NOW + 50, NOW + 70)
        assert asked.state == Standing.LEAVING
    assert again(store, one).state == Standing.LEAVING
    set_feed(store, one.feed_id, 0)
    with store.write() as connection:
        assert hubs.want(connection, one.feed_id, HUB, topic(1), NOW + 99)
    back = again(store, one)
    assert (back.state, back.due, back.token) == (Standing.ASKED, NOW + 99, one.token)


def test_dropping(store: Store) -> None:
    one = subscribe(store)
    with store.write() as connection:
        hubs.drop(connection, [one.feed_id])
        assert hubs.find_subscription(connection, one.token) is None


def test_pushes_wait_in_order_until_they_are_forgotten(store: Store) -> None:
    one, two = subscribe(store), subscribe(store, 2)
    bodies = [b"<rss/>" * 1000, b"\x00\xff", b""]
    with store.write() as connection:
        for place, body in enumerate(bodies):
            token = (one, two)[place % 2].token
            packed = hubs.pack(body)
            assert hubs.push(connection, token, packed, "utf-8", NOW + place)
    with store.read() as connection:
        found = hubs.take_pushes(connection)
        assert [push.body for push in found] == bodies
        assert [push.at for push in found] == [NOW, NOW + 1, NOW + 2]
        assert {push.charset for push in found} == {"utf-8"}
        assert len(hubs.take_pushes(connection, limit=2)) == 2
        others = hubs.take_pushes(connection, busy=[one.feed_id])
        assert [push.feed_id for push in others] == [two.feed_id]
        assert hubs.take_pushes(connection) == found  # reading takes nothing away
    with store.write() as connection:
        hubs.forget_pushes(connection, [push.id for push in found[:2]])
    with store.read() as connection:
        assert hubs.take_pushes(connection) == found[2:]


def test_pushes_of_a_paused_feed_wait_and_grow_old(store: Store) -> None:
    one = subscribe(store)
    with store.write() as connection:
        assert hubs.push(connection, one.token, hubs.pack(b"x"), "", NOW)
    set_feed(store, one.feed_id, 1)
    with store.write() as connection:
        assert hubs.take_pushes(connection) == []
        assert hubs.forget_old_pushes(connection, NOW) == 0
        assert hubs.forget_old_pushes(connection, NOW + 1) == 1
    assert waiting(store) == 0


def test_unknown_callbacks_keep_nothing(store: Store) -> None:
    with store.write() as connection:
        assert not hubs.push(connection, "nobody", hubs.pack(b"x"), "", NOW)
    assert waiting(store) == 0


def test_one_feed_cannot_fill_the_box(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(hubs, "WAITING_OF_FEED", 2)
    one, two = subscribe(store), subscribe(store, 2)
    with store.write() as connection:
        packed = hubs.pack(b"x")
        kept = [hubs.push(connection, one.token, packed, "", NOW) for _ in range(4)]
        assert kept == [True, True, False, False]
        assert hubs.push(connection, two.token, packed, "", NOW)


@pytest.mark.parametrize(("name", "value"), [("WAITING", 2), ("WAITING_BYTES", 40)])
def test_the_box_has_an_end(
    store: Store, monkeypatch: pytest.MonkeyPatch, name: str, value: int
) -> None:
    monkeypatch.setattr(hubs, name, value)
    made = [subscribe(store, number) for number in (1, 2, 3)]
    packed = b"z" * 20
    with store.write() as connection:
        kept = [hubs.push(connection, one.token, packed, "", NOW) for one in made]
    assert kept == [True, True, False]
    assert waiting(store) == 2


def test_a_stale_refusal_changes_nothing_else(store: Store) -> None:
    one = subscribe(store)
    with store.write() as connection:
        hubs.refused(connection, replace(one, due=NOW - 1), NOW, NOW + 7200)
    assert again(store, one) == one
