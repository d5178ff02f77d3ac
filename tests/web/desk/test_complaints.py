"""An author complains of a removal, an editor decides, and what is over is erased."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from nouvelles.records import Comment, CommentState
from nouvelles.records.desk import Act, Measure, NoticeForm, ReportKind, Why
from nouvelles.run.desk import complaints as kept
from nouvelles.run.desk import moderate, notices, reporting
from nouvelles.run.desk.notices import APPEAL_S
from nouvelles.run.discussion.paper import PaperDiscussion, discussing
from nouvelles.store import Store, complaints
from nouvelles.store.codec import digest16
from nouvelles.store.comments import NewComment, add_comments, comment_of
from nouvelles.store.comments_kept import DAY_S, forget
from nouvelles.store.notices import count_notices
from nouvelles.store.schema_comments import comment_reports
from nouvelles.store.schema_desk import complaints as table
from nouvelles.store.schema_desk import notices as notices_table
from nouvelles.testing import Clock
from nouvelles.web.paper import notices as notice_pages
from tests.desk_paper import Visitor, add_people, comment, desk_app, state_of
from tests.store.told import told_paper
from tests.web.talking import judge

pytestmark = pytest.mark.usefixtures("light_hashing")

TOKEN = "s" * 22
OWN = f"/fr/commentaire/{TOKEN}"
COMPLAINT = {"complain": "1", "text": "C’était <b>ironique</b>."}


@pytest.fixture
def store(sqlite_store: Store) -> Store:
    return sqlite_store


@pytest.fixture
def discussion(store: Store, clock: Clock) -> Iterator[PaperDiscussion]:
    with discussing(store, clock, judge) as discussion:
        yield discussion


@pytest.fixture
def number(store: Store, clock: Clock) -> int:
    """A comment whose author has `OWN`."""
    page = f"article:{told_paper(store, clock)['dam']}"
    add_people(store, clock)
    one = Comment(
        id=0, page=page, name="Lina", text="Des mots durs.", language="fr",
        at=datetime.fromtimestamp(clock() - 60, UTC), state=CommentState.SHOWN,
    )  # fmt: skip
    with store.write() as connection:
        new = NewComment(comment=one, token=digest16(TOKEN.encode()))
        return add_comments(connection, [new])[0].id


@pytest.fixture
def author(
    store: Store, clock: Clock, discussion: PaperDiscussion, number: int
) -> Visitor:
    return Visitor(desk_app(store, clock, discussion=discussion))


def remove(store: Store, clock: Clock, number: int) -> None:
    moderate.decide(
        store, [number], Act.REMOVE, why=Why.ABUSE, who="Miloš", now=int(clock())
    )


def the_comment(store: Store, number: int) -> Comment:
    with store.read() as connection:
        found = comment_of(connection, number)
    assert found is not None
    return found


def test_an_author_complains_and_is_told_why(
    store: Store, clock: Clock, author: Visitor, number: int
) -> None:
    assert 'name="complain"' not in author.get(OWN).text
    assert author.post(OWN, COMPLAINT).status_code == 422  # nothing was decided
    remove(store, clock, number)
    own = author.get(OWN).text
    assert "Le motif\u00a0: Injure ou harcèlement." in own
    assert 'name="complain"' in own
    empty = author.post(OWN, {"complain": "1", "text": " "})
    assert empty.status_code == 422
    assert 'role="alert" id="unheard"' in empty.text
    assert author.post(OWN, COMPLAINT).status_code == 303
    told = author.get(OWN).text
    assert "ironique" in told
    assert "<b>ironique" not in told
    assert "En attente d’une décision" in told
    assert 'name="complain"' not in told
    assert author.post(OWN, COMPLAINT).status_code == 422  # once

    moderator, editor = Visitor(author.app), Visitor(author.app)
    moderator.sign_in("Miloš")
    editor.sign_in("Ada")
    page = "/desk/fr/complaints/1"
    seen = moderator.get(page).text
    assert "Des mots durs." in seen
    assert "&lt;b&gt;ironique" in seen
    assert "La rédaction décide" in seen
    data = {"form": moderator.form("/desk/fr/queue"), "decision": "show"}
    reasons = {"reasons": "L’ironie se voyait."}
    refused = moderator.post(f"{page}/decide", {**data, **reasons})
    assert refused.status_code == 403
    assert "Réclamations <b>1</b>" in editor.get("/desk/fr/queue").text
    assert page in editor.get("/desk/fr/complaints").text
    data["form"] = editor.form("/desk/fr/queue")
    assert editor.post(f"{page}/decide", data).status_code == 400
    assert state_of(store, number) is CommentState.REMOVED
    assert editor.post(f"{page}/decide", {**data, **reasons}).status_code == 303
    assert state_of(store, number) is CommentState.SHOWN
    assert editor.post(f"{page}/decide", {**data, **reasons}).status_code == 409
    assert page in editor.get("/desk/fr/complaints?show=decided").text
    log = editor.get("/desk/fr/log").text
    assert "réclamation tranchée" in log
    assert "Le commentaire paraît de nouveau" in log
    assert "reversed" not in log
    told = author.get(OWN).text
    assert "Le commentaire paraît de nouveau" in told
    assert "L’ironie se voyait." in told
    assert "Le commentaire paraît de nouveau</dt><dd>1</dd>" in (
        author.get("/fr/transparence").text
    )
    exported = json.loads(author.get(f"{OWN}/data.json").text)["complaints"]
    assert [one["state"] for one in exported] == ["reversed"]


def test_a_notice_names_the_comment_by_its_address(
    author: Visitor, store: Store, number: int
) -> None:
    page = the_comment(store, number).page
    form = author.get(f"/fr/signalement?about=comment:{number}").text
    address = re.search(r'id="about" name="about" value="([^"]+)"', form)
    assert address
    assert address[1].startswith("https://nouvelles.example/fr/article/")
    assert address[1].endswith(f"-{page.partition(':')[2]}#c{number}")
    assert notice_pages.find_about(store, address[1]) == (page, number)
    unknown = author.get("/fr/signalement?about=comment:99").text
    assert 'value="comment:99"' in unknown


def test_a_new_decision_can_be_complained_of_again(
    store: Store, clock: Clock, author: Visitor, number: int
) -> None:
    remove(store, clock, number)
    author.post(OWN, COMPLAINT)
    found = kept.find(store, 1)
    assert found is not None
    clock.now += 3_600
    assert kept.decide(
        store, found, show=False, reasons="No", who="Ada", now=int(clock())
    )
    assert state_of(store, number) is CommentState.REMOVED
    assert "Le commentaire reste masqué" in author.get(OWN).text
    assert author.post(OWN, COMPLAINT).status_code == 422
    moderate.decide(store, [number], Act.APPROVE, who="Ada", now=int(clock()))
    clock.now += 3_600
    remove(store, clock, number)
    assert author.post(OWN, COMPLAINT).status_code == 303


def test_what_the_filter_hid_is_complained_of_for_six_months(
    store: Store, clock: Clock, author: Visitor, number: int
) -> None:
    hidden = replace(the_comment(store, number), state=CommentState.SPAM)
    began = int(hidden.at.timestamp())
    assert kept.may_complain(store, hidden, began + APPEAL_S - 1)
    assert not kept.may_complain(store, hidden, began + APPEAL_S)
    waiting = replace(hidden, state=CommentState.QUEUED)
    assert not kept.may_complain(store, waiting, began)
    erased = replace(hidden, text="")
    assert not kept.may_complain(store, erased, began)


def test_words_stay_while_a_complaint_waits(
    store: Store, clock: Clock, author: Visitor, number: int
) -> None:
    remove(store, clock, number)
    clock.now += 179 * DAY_S
    assert author.post(OWN, COMPLAINT).status_code == 303
    clock.now += 10 * DAY_S
    forget(store, int(clock()))
    assert the_comment(store, number).text == "Des mots durs."
    found = kept.find(store, 1)
    assert found is not None
    now = int(clock())
    kept.decide(store, found, show=False, reasons="No", who="Ada", now=now)
    forget(store, now)
    assert the_comment(store, number).text == ""


def test_an_author_who_deletes_leaves_no_complaint(
    store: Store, clock: Clock, author: Visitor, number: int
) -> None:
    remove(store, clock, number)
    author.post(OWN, COMPLAINT)
    assert author.post(OWN, {"delete": "1"}).status_code == 303
    with store.read() as connection:
        assert connection.execute(table.select()).all() == []
        assert complaints.count_open(connection) == 0


def test_what_was_decided_is_erased_in_time(
    store: Store, clock: Clock, author: Visitor, number: int
) -> None:
    began = int(clock())
    other = comment(store, clock, "Other", state=CommentState.SHOWN)
    reporting.report(
        store, other, ReportKind.HATE, "said of it", author=None, may_hide=True,
        now=began,
    )  # fmt: skip
    moderate.decide(store, [other], Act.APPROVE, who="Ada", now=began)
    form = NoticeForm(why="It incites", law="1881", language="fr", good_faith=True)
    tokens = [
        notices.receive(
            store, form, page="article:x", comment=None, name="Nadia", email="n@x.org",
            now=began,
        )
        for _ in range(2)
    ]  # fmt: skip
    decided = notices.by_link(store, tokens[0])
    assert decided is not None
    notices.decide(
        store, decided, Measure.NOTHING, facts="facts", ground="ground", who="Ada",
        now=began,
    )  # fmt: skip
    remove(store, clock, number)
    author.post(OWN, COMPLAINT)
    complaint = kept.find(store, 1)
    assert complaint is not None
    kept.decide(store, complaint, show=True, reasons="Yes", who="Ada", now=began)

    days = store.settings.comments.notice_days
    assert forget(store, began + days * DAY_S - 1).notices == 0
    over = began + days * DAY_S
    assert forget(store, over).notices == 3
    assert forget(store, over).notices == 0
    with store.read() as connection:
        first, second = connection.execute(notices_table.select())
        (said,) = connection.execute(comment_reports.select())
        (gone,) = connection.execute(table.select())
        counts = count_notices(connection, began - 1, began + 1)
    assert (first.contact, first.erased) == (None, over)
    assert second.contact is not None  # nobody has decided yet
    assert (said.text, gone.text, gone.reasons) == ("", "", "")
    bare = notices.by_link(store, tokens[0])
    assert bare is not None
    assert (bare.form.why, bare.form.law) == ("", "")
    assert bare.decision is not None
    assert (bare.decision.facts, bare.decision.ground) == ("", "")
    assert counts.measures == {"nothing": 1}  # the numbers stay
    receipt = author.get(f"/fr/signalement/{tokens[0]}").text
    assert "Ses mots sont effacés" in receipt
    assert "Ce que vous avez écrit" not in receipt
