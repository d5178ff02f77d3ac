"""What a person says of an outlet is checked, kept, noted and seen at once."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from nouvelles.errors import InputError
from nouvelles.records import Entry
from nouvelles.run.outlets import SourceSet, set_source
from nouvelles.run.trace import trace
from nouvelles.run.translating.wanting import may_translate_headline
from nouvelles.store import Store
from nouvelles.store.entries import add_entries
from nouvelles.store.held import each_article
from nouvelles.store.ledger import Plan
from nouvelles.store.read import ReadTables
from nouvelles.store.schema import edits
from nouvelles.testing import Clock
from tests.run.small_paper import NOW, drain, filled, page


def unseen(_done: int, _total: int) -> None:
    """Nobody watches."""


def say(store: Store, plan: Plan, host: str, **changes: str) -> SourceSet:
    return set_source(store, plan, host, changes, who="ed", now=NOW, steps=unseen)


def test_a_licence_is_seen_at_once(store: Store, clock: Clock) -> None:
    plan = filled(store, clock, page("one"), page("b", host="b.example"))
    licence = "https://creativecommons.org/licenses/by/4.0/deed.fr"
    said = say(store, plan, "www.a.example", licence=licence, name="A", country="fr")
    assert (said.source.host, said.new, said.articles) == ("a.example", False, 1)
    assert (said.source.licence, said.source.country) == ("CC-BY-4.0", "FR")
    shown = {one.shown.listed.headline: one.shown.listed for one in each_article(store)}
    assert shown["one"].rights.source_licence == "CC-BY-4.0"
    assert shown["one"].source.name == "A"
    assert shown["b"].rights.source_licence == ""


def test_a_licence_can_be_taken_back(store: Store, clock: Clock) -> None:
    plan = filled(store, clock, page("one"))
    say(store, plan, "a.example", licence="CC-BY-4.0")
    say(store, plan, "a.example", licence="")
    (one,) = each_article(store)
    assert one.shown.listed.rights.source_licence == ""
    assert one.shown.listed.source.licence_url == ""


def test_an_outlet_that_wants_no_translation_has_none_at_once(
    store: Store, clock: Clock
) -> None:
    plan = filled(store, clock, page("one"))
    (one,) = each_article(store)
    assert may_translate_headline(one.shown.listed)
    asked = say(store, plan, "a.example", conditions=" no-translation ,")
    assert asked.source.conditions == ("no-translation",)
    (one,) = each_article(store)
    assert not may_translate_headline(one.shown.listed)
    say(store, plan, "a.example", conditions="")
    (one,) = each_article(store)
    assert may_translate_headline(one.shown.listed)
    with pytest.raises(InputError, match="not a condition that we know"):
        say(store, plan, "a.example", conditions="no-translation,no-reading")


def test_the_decision_is_noted(store: Store, clock: Clock) -> None:
    plan = filled(store, clock, page("one"))
    say(store, plan, "https://a.example/", owner="The Society")
    with store.read() as connection:
        (edit,) = connection.execute(select(edits)).all()
    assert (edit.who, edit.what, edit.about) == ("ed", "set source", "a.example")
    assert edit.value == '{"owner":"The Society"}'
    assert trace(store, "https://a.example/one").edits[0].value == edit.value


def test_a_longer_host_takes_over_what_is_its_own(store: Store, clock: Clock) -> None:
    plan = filled(
        store,
        clock,
        page("old", host="blog.a.example"),
        page("one"),
        page("short", headline="short", host="blog.a.example"),
    )
    entry = Entry(feed="f", guid="g", url="https://blog.a.example/n", title="new")
    add_entries(store, [entry], NOW)
    drain(store, plan, clock)
    said = say(store, plan, "blog.a.example", name="The Blog")
    assert (said.new, said.articles) == (True, 2)
    hosts = {
        one.shown.listed.headline: one.shown.listed.source.host
        for one in each_article(store)
    }
    assert hosts == {
        "old": "blog.a.example",
        "new": "blog.a.example",
        "one": "a.example",
    }
    counted = {one.source.host: one.articles for one in ReadTables(store).sources()}
    assert counted == {"a.example": 1, "blog.a.example": 2}


@pytest.mark.parametrize(
    ("host", "changes"),
    [
        ("a.example", {"licence": "all mine"}),
        ("a.example", {"licence": "MIT"}),
        ("a.example", {"language": "french"}),
        ("a.example", {"country": "France"}),
        ("a.example", {"home": "ftp://a.example/"}),
        ("a.example", {"name": " "}),
        ("no host", {"name": "A"}),
        ("", {"name": "A"}),
    ],
)
def test_what_cannot_be_is_refused(
    store: Store, clock: Clock, host: str, changes: dict[str, str]
) -> None:
    plan = filled(store, clock, page("one"))
    with pytest.raises(InputError):
        say(store, plan, host, **changes)
    with store.read() as connection:
        assert connection.execute(select(edits)).all() == []


def test_a_zone_and_a_way_of_reading(store: Store, clock: Clock) -> None:
    plan = filled(store, clock, page("one"))
    said = say(store, plan, "a.example", zone="Asia/Tokyo", mode="headlines")
    assert (said.source.zone, said.source.mode) == ("Asia/Tokyo", "headlines")
    assert say(store, plan, "a.example", mode="").source.mode == "pages"
    with pytest.raises(InputError, match="not a time zone"):
        say(store, plan, "a.example", zone="Asia/Nowhere")
