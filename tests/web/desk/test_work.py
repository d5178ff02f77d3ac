"""The desk's work without a script: the queue, one comment, lists, pages, in words."""

from __future__ import annotations

import pytest

from nouvelles.comments.records import Reason
from nouvelles.records import CommentState, PageMode
from nouvelles.run.desk.redaction import MARK
from nouvelles.store import Store, bans
from nouvelles.store.comments import comments_of, page_rule
from nouvelles.testing import Clock
from tests.desk_paper import Visitor, add_people, comment, desk_app, state_of
from tests.store.told import tell_all, told_paper

pytestmark = pytest.mark.usefixtures("light_hashing")


@pytest.fixture
def articles(sqlite_store: Store, clock: Clock) -> dict[str, str]:
    ids = told_paper(sqlite_store, clock)
    tell_all(sqlite_store, ids)
    add_people(sqlite_store, clock)
    return ids


@pytest.fixture
def store(sqlite_store: Store) -> Store:
    return sqlite_store


@pytest.fixture
def ada(store: Store, clock: Clock, articles: dict[str, str]) -> Visitor:
    visitor = Visitor(desk_app(store, clock))
    visitor.sign_in()
    return visitor


def test_a_row_says_what_is_needed_and_no_more(
    store: Store, clock: Clock, articles: dict[str, str], ada: Visitor
) -> None:
    page = f"article:{articles['dam']}"
    parent = comment(store, clock, "Asked", page=page, name="Omar",
                     state=CommentState.SHOWN)  # fmt: skip
    comment(
        store, clock, "Voir https://www.casino.example/x?y", page=page, parent=parent,
        name="Lina", gate="too fast", home="https://home.example/~lina",
        reasons=[
            Reason("host-seen", "casino.example 14", 1.0), Reason("mixed-scripts", "2", 2),
            Reason("word", "merci", -1.0), Reason("of-a-former-version", "7", 1.0),
        ],
    )  # fmt: skip
    comment(store, clock, "About the story", page="story:aaaaaaaa")
    said = ada.get("/desk/fr/queue").text
    for words in (
        "En réponse à Omar", "<code>casino.example</code>", "home.example",
        "envoyé en moins de trois secondes", "vu 14 fois",
        f"/fr/article/dam-{articles['dam']}", "/fr/recit/",
    ):  # fmt: skip
        assert words.replace("\u202f", " ") in said.replace("\u202f", " "), words
    assert "https://home.example/~lina" not in said
    assert "of-a-former-version 7" in ada.get("/desk/fr/comment/2").text
    assert "14 times" in ada.get("/desk/en/queue").text
    arabic = ada.get("/desk/ar/queue").text
    assert '<html lang="ar" dir="rtl">' in arabic
    assert "ردًا على Omar" in arabic


def test_an_act_leads_back_with_its_undoing(
    store: Store, clock: Clock, ada: Visitor
) -> None:
    ids = [comment(store, clock, f"Words {n}") for n in range(30)]
    answer = ada.act("remove:hate", *ids[:25])
    assert answer.status_code == 303
    page = ada.get(answer.headers["location"]).text
    assert "25 commentaires" in page
    assert state_of(store, ids[0]) is CommentState.REMOVED
    batch = answer.headers["location"].rpartition("=")[2]
    assert ada.undo(batch).status_code == 303
    assert state_of(store, ids[0]) is CommentState.QUEUED
    assert "25 commentaires" not in ada.get(answer.headers["location"]).text
    # The last page, once it is done, leads to the first.
    ada.act("spam", *ids[25:])
    assert ada.get("/desk/fr/queue?page=2").headers["location"] == "/desk/fr/queue"


def test_the_script_is_answered_in_words(
    store: Store, clock: Clock, ada: Visitor
) -> None:
    id = comment(store, clock, "Words")
    answer = ada.act("approve", id, accept="application/json")
    assert answer.json() == {
        "said": "1 commentaire\u00a0: approuvé", "batch": 1, "ids": [id],
        "counts": {"queued": "0", "spam": "0", "reported": "0"},
    }  # fmt: skip
    data = {"form": "x", "id": [id], "act": "spam"}
    refused = ada.post("/desk/fr/act", data, accept="application/json")
    assert refused.status_code == 403
    assert "permis" in refused.json()["said"]


def test_a_ring_is_dealt_with_at_once(store: Store, clock: Clock, ada: Visitor) -> None:
    ids = [comment(store, clock, f"Buy now {n}", ring=7 ^ 1 << n) for n in range(3)]
    other = comment(store, clock, "Something else", ring=-7)
    assert "Tout retirer" in ada.get(f"/desk/fr/ring/{ids[0]}").text
    data = {"form": ada.form(f"/desk/fr/ring/{ids[0]}"), "act": "spam"}
    assert ada.post(f"/desk/fr/ring/{ids[0]}/act", data).status_code == 303
    assert {state_of(store, id) for id in ids} == {CommentState.SPAM}
    assert state_of(store, other) is CommentState.QUEUED


def test_personal_data_is_taken_out(store: Store, clock: Clock, ada: Visitor) -> None:
    id = comment(store, clock, "Call 01 23 45 67 89 now", state=CommentState.SHOWN)
    path = f"/desk/fr/comment/{id}"
    token = ada.form(path)
    wrong = ada.post(f"{path}/redact", {"form": token, "text": "I am a thief"})
    assert wrong.status_code == 400
    assert "I am a thief" in wrong.text  # what was typed is not lost
    right = {"form": token, "text": f"Call {MARK} now"}
    assert ada.post(f"{path}/redact", right).status_code == 303
    page = ada.get(path).text
    assert f"Call {MARK} now</p>" in page
    assert "données personnelles retirées" in page
    assert "Call 01 23 45 67 89 now" in page  # in the history


def test_the_newsroom_answers(
    store: Store, clock: Clock, articles: dict[str, str], ada: Visitor
) -> None:
    page = f"article:{articles['dam']}"
    id = comment(
        store, clock, "Why?", page=page, state=CommentState.SHOWN, question=True
    )
    path = f"/desk/fr/comment/{id}"
    token = ada.form(path)
    empty = ada.post(f"{path}/answer", {"form": token, "text": " "})
    assert empty.status_code == 400
    given = {"form": token, "text": "Because of the river.", "featured": "yes"}
    answer = ada.post(f"{path}/answer", given)
    assert answer.status_code == 303
    with store.read() as connection:
        said = comments_of(connection, page)[-1]
    assert (said.name, said.staff, said.featured, said.parent) == (
        "Ada",
        True,
        True,
        id,
    )
    ada.undo(answer.headers["location"].rpartition("=")[2])
    assert state_of(store, said.id) is CommentState.REMOVED


def test_hosts_and_words_are_held_back_with_dates(
    store: Store, clock: Clock, ada: Visitor
) -> None:
    id = comment(store, clock, "See http://casino.example/")
    token = ada.form("/desk/fr/queue")

    def post(path: str, **data: str) -> int:
        return ada.post(f"/desk/fr/{path}", {"form": token, **data}).status_code

    assert post(f"comment/{id}/ban", ban="host:other.example", days="7") == 400
    assert post(f"comment/{id}/ban", ban="host:casino.example", days="7") == 303
    assert post(f"comment/{id}/ban", ban="host:casino.example", days="7") == 409
    assert post("lists", kind="host", value="https://WWW.Spam.example/x") == 303
    assert (
        post("lists", kind="word", value="  Easy\u00a0 Money ", until="2026-03-20")
        == 303
    )
    assert post("lists", kind="word", value="ab") == 400
    assert post("lists", kind="host", value="no host") == 400
    with store.read() as connection:
        held = bans.bans_in_force(connection, int(clock()))
    assert [(one.kind, one.value) for one in held] == [
        ("host", "casino.example"), ("host", "spam.example"), ("word", "easy money"),
    ]  # fmt: skip
    assert held[2].until is not None
    assert held[2].until.isoformat() == "2026-03-20T23:00:00+00:00"  # midnight in Paris
    assert post("lists/lift", ban=str(held[0].id)) == 303
    assert post("lists/lift", ban=str(held[0].id)) == 409


def test_a_page_has_a_rule_of_its_own(
    store: Store, clock: Clock, articles: dict[str, str], ada: Visitor
) -> None:
    page = f"article:{articles['dam']}"
    address = f"https://nouvelles.example/fr/article/dam-{articles['dam']}#c3"
    found = ada.get(f"/desk/fr/pages?of={address.replace('#', '%23')}").text
    assert f'value="{page}"' in found
    token = ada.form("/desk/fr/queue")
    for given, status in (
        (page, 303),
        ("article:none", 400),
        ("https://x.example", 400),
    ):
        data = {"form": token, "of": given, "mode": "before", "closed": "yes"}
        assert ada.post("/desk/fr/pages", data).status_code == status
    with store.read() as connection:
        rule = page_rule(connection, page)
    assert (rule.mode, rule.closed) == (PageMode.BEFORE, int(clock()))
    assert "Chaque commentaire attend" in ada.get("/desk/fr/pages").text
    data = {"form": token, "of": "story:aaaaaaaa", "mode": "after"}
    assert ada.post("/desk/fr/pages", data).status_code == 303
    data = {"form": token, "of": page, "mode": ""}
    ada.post("/desk/fr/pages", data)
    with store.read() as connection:
        assert page_rule(connection, page).mode is None
    log = ada.get("/desk/fr/log").text
    assert "article:" in log
    assert "Chaque commentaire attend la modération, " in log
    assert "Comme partout" in log
    assert "before" not in log
