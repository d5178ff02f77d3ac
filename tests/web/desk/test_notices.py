"""Reports of readers, and notices of illegal content from the receipt to the appeal."""

from __future__ import annotations

import re

import httpx
import pytest

from nouvelles.records import CommentState
from nouvelles.run.desk import notices
from nouvelles.run.desk.notices import APPEAL_S
from nouvelles.store import Store
from nouvelles.store.schema_comments import comment_reports
from nouvelles.store.schema_desk import notices as table
from nouvelles.testing import Clock
from tests.desk_paper import Visitor, add_people, comment, desk_app, state_of
from tests.store.told import told_paper

pytestmark = pytest.mark.usefixtures("light_hashing")


@pytest.fixture
def store(sqlite_store: Store) -> Store:
    return sqlite_store


@pytest.fixture
def page(store: Store, clock: Clock) -> str:
    found = told_paper(store, clock)["dam"]
    add_people(store, clock)
    return f"article:{found}"


@pytest.fixture
def reader(store: Store, clock: Clock, page: str) -> Visitor:
    return Visitor(desk_app(store, clock))


def send(reader: Visitor, clock: Clock, path: str, **data: str) -> httpx.Response:
    """Fill in a form after the seconds that a person takes."""
    found = re.search(r'name="token" value="([^"]+)"', reader.get(path).text)
    assert found
    clock.now += 10
    return reader.post(path.partition("?")[0], {"token": found[1], **data})


NOTICE = {
    "text": "It incites to violence against a person.", "law": "Loi de 1881",
    "name": "Nadia", "email": "nadia@mail.example", "faith": "1",
}  # fmt: skip


def test_a_reader_reports_without_a_name(
    store: Store, clock: Clock, page: str, reader: Visitor
) -> None:
    id = comment(store, clock, "Words", page=page, state=CommentState.SHOWN)
    path = f"/fr/signaler/{id}"
    answer = send(reader, clock, path, kind="hate", text="<b>why</b>")
    assert answer.status_code == 303
    assert "la modération va le lire" in reader.get(answer.headers["location"]).text
    assert reader.cookies.get("__Secure-desk") is None
    assert send(reader, clock, path, kind="nonsense").status_code == 422
    forged = reader.post(path, {"token": "x", "kind": "hate"})
    assert forged.status_code == 422
    with store.read() as connection:
        (row,) = connection.execute(comment_reports.select())
    assert (row.kind, row.text, row.settled) == ("hate", "<b>why</b>", None)
    reader.sign_in("Miloš")
    seen = reader.get("/desk/fr/queue?show=reported").text
    assert "Signalé\u00a0: Haine" in seen
    assert "&lt;b&gt;why" in seen


def test_what_concerns_a_minor_is_hidden_first(
    store: Store, clock: Clock, page: str, reader: Visitor
) -> None:
    id = comment(
        store, clock, "Her name and school", page=page, state=CommentState.SHOWN
    )
    send(reader, clock, f"/fr/signaler/{id}", kind="minor")
    assert state_of(store, id) is CommentState.QUEUED
    assert "school" not in reader.get(f"/fr/signaler/{id}").text


@pytest.mark.parametrize("trap", ["", "x"])
def test_one_tick_needs_no_time_but_machines_hide_nothing(
    store: Store, clock: Clock, page: str, reader: Visitor, trap: str
) -> None:
    id = comment(store, clock, "Her school", page=page, state=CommentState.SHOWN)
    form = reader.get(f"/fr/signaler/{id}").text
    token = re.search(r'name="token" value="([^"]+)"', form)
    field = re.search(r'name="(site_\w+)"', form)
    assert token
    assert field
    data = {"token": token[1], "kind": "minor", field[1]: trap}
    assert reader.post(f"/fr/signaler/{id}", data).status_code == 303
    stays = CommentState.SHOWN if trap else CommentState.QUEUED
    assert state_of(store, id) is stays
    # What the gate held back does not stand in the way of the next report.
    if trap:
        send(reader, clock, f"/fr/signaler/{id}", kind="minor")
        assert state_of(store, id) is CommentState.QUEUED


def test_what_nobody_sees_is_not_reported(
    store: Store, clock: Clock, page: str, reader: Visitor
) -> None:
    id = comment(store, clock, "Words", page=page, state=CommentState.SPAM)
    for number in (str(id), "99", "x", "9" * 40):
        assert reader.get(f"/fr/signaler/{number}").status_code == 404


def test_a_flood_of_reports_is_stopped(
    store: Store, clock: Clock, page: str, reader: Visitor
) -> None:
    id = comment(store, clock, "Words", page=page, state=CommentState.SHOWN)
    found = re.search(
        r'name="token" value="([^"]+)"', reader.get(f"/fr/signaler/{id}").text
    )
    assert found
    data = {"token": found[1], "kind": "spam"}
    codes = [reader.post(f"/fr/signaler/{id}", data).status_code for _ in range(45)]
    assert codes[0] == 303
    assert codes[-1] == 429


def test_a_notice_from_receipt_to_appeal(
    store: Store, clock: Clock, page: str, reader: Visitor
) -> None:
    id = comment(store, clock, "Bad words", page=page, state=CommentState.SHOWN)
    about = f"https://nouvelles.example/fr/{page.replace(':', '/')}#c{id}"
    answer = send(reader, clock, "/fr/signalement", about=about, **NOTICE)
    assert answer.status_code == 303
    receipt = answer.headers["location"]
    assert "En attente d’une décision" in reader.get(receipt).text
    assert reader.get(receipt).headers["cache-control"] == "no-store"
    with store.read() as connection:
        (row,) = connection.execute(table.select())
    kept = repr(tuple(row))
    for secret in ("Nadia", "nadia@", receipt.rpartition("/")[2]):
        assert secret not in kept
    assert reader.post(receipt, {"text": "Too soon"}).status_code == 422

    moderator, editor = reader, Visitor(reader.app)
    moderator.sign_in("Miloš")
    editor.sign_in("Ada")
    assert "nadia@mail.example" not in moderator.get("/desk/fr/notices/1").text
    assert "nadia@mail.example" in editor.get("/desk/fr/notices/1").text
    data = {
        "form": editor.form("/desk/fr/queue"),
        "measure": "removed",
        "facts": "Facts",
    }
    assert editor.post("/desk/fr/notices/1/decide", data).status_code == 400
    data["ground"] = "Loi du 29 juillet 1881, art. 24"
    clock.now += 3_600 * 5
    editor = Visitor(reader.app)
    editor.sign_in("Ada")
    data["form"] = editor.form("/desk/fr/queue")
    assert editor.post("/desk/fr/notices/1/decide", data).status_code == 303
    assert state_of(store, id) is CommentState.REMOVED
    told = reader.get(receipt).text
    assert "Le commentaire est retiré" in told
    assert "Loi du 29 juillet 1881, art. 24" in told
    assert editor.post("/desk/fr/notices/1/decide", data).status_code == 409

    assert reader.post(receipt, {"text": ""}).status_code == 422
    assert reader.post(receipt, {"text": "He was ironical"}).status_code == 303
    assert reader.post(receipt, {"text": "Once more"}).status_code == 422
    assert "He was ironical" in editor.get("/desk/fr/notices/1").text
    assert "/desk/fr/notices/1" in editor.get("/desk/fr/notices").text
    final = {**data, "measure": "nothing", "facts": "Irony"}
    assert editor.post("/desk/fr/notices/1/decide", final).status_code == 303
    assert state_of(store, id) is CommentState.SHOWN
    assert "Décision sur votre contestation" in reader.get(receipt).text
    counts = reader.get("/fr/transparence").text
    assert "Décisions modifiées après contestation</dt><dd>1</dd>" in counts
    assert "5 heures" in counts.replace("\u00a0", " ")


def test_an_article_is_notified_too(
    store: Store, clock: Clock, page: str, reader: Visitor
) -> None:
    article = reader.get(f"/en/{page.replace(':', '/')}")
    while article.status_code in (301, 308):
        article = reader.get(article.headers["location"])
    link = re.search(r'href="(/en/notice[^"]*)"', article.text)
    assert link
    assert f'value="https://nouvelles.example/en/article/dam-{page[8:]}"' in (
        reader.get(link[1]).text
    )
    answer = send(reader, clock, "/en/notice", about=page, **NOTICE)
    assert "Waiting for a decision" in reader.get(answer.headers["location"]).text
    # The receipt is read in any edition.
    token = answer.headers["location"].rpartition("/")[2]
    assert reader.get(f"/ar/notice/{token}").status_code == 200


@pytest.mark.parametrize(
    "lacking",
    [{"text": "no"}, {"faith": ""}, {"name": ""}, {"email": "x"}, {"about": "/fr/"},
     {"about": "comment:99"}, {"about": "https://evil.example/article/x-y"}],
)  # fmt: skip
def test_a_notice_needs_what_the_law_asks_for(
    clock: Clock, page: str, reader: Visitor, lacking: dict[str, str]
) -> None:
    given = {"about": page, **NOTICE, **lacking}
    answer = send(reader, clock, "/fr/signalement", **given)
    assert answer.status_code == 422
    assert 'role="alert"' in answer.text
    field = "name" if "email" in lacking else next(iter(lacking))
    marked = re.search(r'name="(\w+)"[^>]*aria-invalid="true"', answer.text)
    assert marked is not None
    assert marked[1] == field
    assert "incites to violence" in answer.text or "text" in lacking


def test_what_concerns_a_minor_needs_no_name(
    clock: Clock, page: str, reader: Visitor
) -> None:
    given = {**NOTICE, "about": page, "name": "", "email": "", "minor": "1"}
    assert send(reader, clock, "/fr/signalement", **given).status_code == 303


def test_an_appeal_has_its_time(
    store: Store, clock: Clock, page: str, reader: Visitor
) -> None:
    answer = send(reader, clock, "/fr/signalement", about=page, **NOTICE)
    token = answer.headers["location"].rpartition("/")[2]
    notice = notices.by_link(store, token)
    assert notice is not None
    now = int(clock())
    assert notices.decide(
        store,
        notice,
        notices.Measure.NOTHING,
        facts="f",
        ground="g",
        who="Ada",
        now=now,
    )
    decided = notices.by_link(store, token)
    assert decided is not None
    assert notices.may_appeal(decided, now + APPEAL_S - 1)
    assert not notices.may_appeal(decided, now + APPEAL_S)
    assert notices.by_link(store, "x" * 43) is None
    assert reader.get("/fr/signalement/unknown").status_code == 404
