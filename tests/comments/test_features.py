"""Facts, links and views of a remark."""

from __future__ import annotations

import numpy as np
import pytest

from nouvelles.comments import Remark, sketch
from nouvelles.comments.facts import names
from nouvelles.comments.features import STARTS, VIEWS
from nouvelles.comments.hashing import codes_of, distinct, hashed, rolled, unrepeated
from nouvelles.comments.links import find_links, link_of


def facts(text: str, **fields: str) -> dict[str, float]:
    row = sketch(Remark(text=text, **fields)).facts
    return dict(zip(names(), map(float, row), strict=True))


@pytest.mark.parametrize(
    ("text", "hosts"),
    [
        ("see https://www.Shop.example/a?b=1.", ["shop.example"]),
        ("best-casino.com is good", ["best-casino.com"]),
        ("write casino (dot) com now", ["casino.com"]),
        ("casino [.] xyz", ["casino.xyz"]),
        ('<a href="http://x.example/">y</a>', ["x.example"]),
        ("[url=http://x.example/]y[/url]", ["x.example"]),
        ("t.me/chance and bit.ly/2", ["t.me", "bit.ly"]),
        ("node.js is nice, e.g. this. Really", []),
        ("it was 3.5 at 12.30", []),
    ],
)
def test_links_are_found(text: str, hosts: list[str]) -> None:
    assert [link.host for link in find_links(text.lower()).links] == hosts


def test_registrable_part_of_hosts() -> None:
    assert link_of("http://a.b.co.uk/x").site == "b.co.uk"
    assert link_of("ana.blogspot.com").site == "blogspot.com"
    assert link_of("https://user@www.x.example:8080?y").host == "x.example"


def test_contacts_and_messengers() -> None:
    found = find_links("call +33 6 12 34 56 78, ana@mail.example or @ana_1 t.me/x")
    assert (found.phones, found.mails, found.contacts) == (1, 1, 4)


def test_soliciting_is_seen_in_many_languages() -> None:
    for text in (
        "earn money from home, write me on whatsapp",
        "gagnez de l'argent, contactez-moi",
        "verdienen sie geld, kontakt per whatsapp",
        "заработок без вложений, пишите в лс",
        "اربح المال تواصل معي واتساب",
        "menang besar di casino, daftar sekarang",
        "免费赚钱，加我微信",
    ):
        assert facts(text)["soliciting"] > 0.5, text
    assert facts("The council voted against the new road.")["soliciting"] == 0


def test_author_fields() -> None:
    seller = facts(
        "Nice.", author="cheap payday loans", author_url="http://x.example/p/q"
    )
    reader = facts(
        "Nice.", author="Marie Dupont", author_url="https://marie.blogspot.com"
    )
    assert seller["author_sells"] > reader["author_sells"] == 0
    assert reader["url_home"] == 1
    assert seller["url_depth"] > 0


def test_the_title_and_the_time() -> None:
    shared = facts("the bridge of Porto", title="A bridge for Porto")
    assert shared["title_shared"] > 0
    look = sketch(Remark(text="x", seconds=1.0))
    assert look.facts[names().index("quick")] == pytest.approx(0.9)


def test_every_view_keeps_to_its_table() -> None:
    look = sketch(Remark(text="Buy cheap watches at x.example today", author="Ann"))
    for number in range(len(VIEWS)):
        view = look.view(number)
        assert len(view)
        assert view.min() >= STARTS[number]
        assert view.max() < STARTS[number + 1]
    assert len(set(look.places.tolist())) == len(look.places)


def test_an_empty_remark_has_facts_too() -> None:
    for text in ("", " ", "\x00", "🙂"):
        assert np.isfinite(sketch(Remark(text=text)).facts).all()


def test_hashes_are_the_same_on_every_machine() -> None:
    assert hashed(["word"]).tolist() == [3287381265]
    assert distinct(np.array([3, 1, 3], np.uint32)).tolist() == [1, 3]
    assert unrepeated(codes_of("aaaab"), 0).tolist() == [97, 97, 98]
    assert unrepeated(codes_of("aaaabbbb"), 3).tolist() == [*[97] * 4, *[98] * 2]


def test_runs_of_each_length_are_told_apart() -> None:
    twos, threes = rolled(codes_of("abab"), 3)
    assert len(twos) == 3
    assert twos[0] == twos[2] != twos[1]
    assert len(threes) == 2
    assert not set(twos.tolist()) & set(threes.tolist())
    assert [len(one) for one in rolled(codes_of("a"), 3)] == [0, 0]
