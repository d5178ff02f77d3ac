"""The desk's door and locks: whoever is not in, or not allowed, changes nothing."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from nouvelles.records import CommentState
from nouvelles.run.desk.accounts import set_disabled
from nouvelles.run.desk.sign_in import IDLE_S
from nouvelles.run.desk.throttle import LIMITS, Counted
from nouvelles.store import Store, readtables
from nouvelles.testing import Clock
from nouvelles.web.desk.app import DOORS
from nouvelles.web.desk.asking import safe_path
from nouvelles.web.desk.forms import MOST_BYTES, MOST_FIELDS
from tests.desk_paper import PASSWORD, Visitor, add_people, comment, desk_app, state_of

pytestmark = pytest.mark.usefixtures("light_hashing")

Open = Callable[[], Visitor]


@pytest.fixture
def paper(sqlite_store: Store, clock: Clock) -> Store:
    readtables.ensure(sqlite_store)
    add_people(sqlite_store, clock)
    return sqlite_store


@pytest.fixture
def visit(paper: Store, clock: Clock) -> Open:
    app = desk_app(paper, clock)
    return lambda: Visitor(app)


@pytest.mark.parametrize("door", DOORS, ids=lambda door: door.path)
def test_nobody_comes_in_without_a_session(visit: Open, door: object) -> None:
    path = "/desk/fr/" + door.path.replace("{id}", "1")  # type: ignore[attr-defined]
    visitor = visit()
    if door.read and door.role:  # type: ignore[attr-defined]
        answer = visitor.get(path)
        assert answer.status_code == 303
        assert answer.headers["location"].startswith("/desk/fr/sign-in?next=")
    if door.write and door.role:  # type: ignore[attr-defined]
        assert visitor.post(path, {"form": "x"}).status_code == 401


@pytest.mark.parametrize(
    "path", ["/desk", "/desk/fr/", "/desk/fr/sign-in", "/desk/fr/queue", "/desk/fr/log"]
)
def test_nothing_is_kept_found_or_framed(visit: Open, path: str) -> None:
    headers = visit().get(path).headers
    assert headers["cache-control"] == "no-store"
    assert "noindex" in headers["x-robots-tag"]
    policy = headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert headers["referrer-policy"] == "same-origin"


def test_the_cookie_is_for_the_desk_alone(visit: Open) -> None:
    visitor = visit()
    answer = visitor.sign_in()
    cookie = answer.headers["set-cookie"]
    assert re.fullmatch(
        r"__Secure-desk=[\w-]{43}; Path=/desk; Max-Age=\d+; HttpOnly; SameSite=Strict; "
        "Secure",
        cookie,
    )
    assert visitor.get("/fr/").headers.get("set-cookie") is None


def test_over_http_the_cookie_is_not_secure(paper: Store, clock: Clock) -> None:
    visitor = Visitor(desk_app(paper, clock, "http://127.0.0.1:8000"))
    cookie = visitor.get("/desk/fr/sign-in").headers["set-cookie"]
    assert cookie.startswith("desk=")
    assert "Secure" not in cookie
    assert "HttpOnly; SameSite=Strict" in cookie


def test_a_planted_session_becomes_nobodys(visit: Open) -> None:
    """Session fixation: what somebody put into the browser before is not let in."""
    attacker, victim = visit(), visit()
    attacker.get("/desk/fr/sign-in")
    planted = attacker.cookies.get("__Secure-desk")
    assert planted
    victim.cookies.set(
        "__Secure-desk", planted, domain="nouvelles.example", path="/desk"
    )
    assert victim.sign_in().status_code == 303
    assert victim.cookies.get("__Secure-desk") != planted
    assert victim.get("/desk/fr/queue").status_code == 200
    assert attacker.get("/desk/fr/queue").status_code == 303


@pytest.mark.parametrize("token", ["", "x", "0" * 64, "é" * 64])
def test_a_form_without_its_token_does_nothing(
    paper: Store, clock: Clock, visit: Open, token: str
) -> None:
    id = comment(paper, clock, "Words")
    visitor = visit()
    visitor.sign_in()
    data = {"form": token, "id": [id], "act": "approve"}
    assert visitor.post("/desk/fr/act", data).status_code == 403
    assert state_of(paper, id) is CommentState.QUEUED
    del data["form"]
    assert visitor.post("/desk/fr/act", data).status_code == 403


def test_the_token_of_another_session_is_forged(
    paper: Store, clock: Clock, visit: Open
) -> None:
    id = comment(paper, clock, "Words")
    ada, milos = visit(), visit()
    ada.sign_in()
    milos.sign_in("Miloš")
    data = {"form": milos.form("/desk/fr/queue"), "id": [id], "act": "approve"}
    assert ada.post("/desk/fr/act", data).status_code == 403
    assert milos.post("/desk/fr/act", data).status_code == 303


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "https://evil.example"},
        {"origin": "null"},
        {"sec_fetch_site": "cross-site"},
        {"sec_fetch_site": "same-site"},
    ],
)
def test_forms_of_other_sites_are_refused(
    paper: Store, clock: Clock, visit: Open, headers: dict[str, str]
) -> None:
    id = comment(paper, clock, "Words")
    visitor = visit()
    visitor.sign_in()
    assert visitor.act("spam", id, **headers).status_code == 403
    assert state_of(paper, id) is CommentState.QUEUED
    own = {"origin": "https://nouvelles.example", "sec_fetch_site": "same-origin"}
    assert visitor.act("spam", id, **own).status_code == 303


def test_nobody_signs_another_browser_in(visit: Open) -> None:
    """The door's form has a token of its own (login CSRF)."""
    visitor, other = visit(), visit()
    given = {
        "name": "Ada",
        "password": PASSWORD,
        "form": other.form("/desk/fr/sign-in"),
    }
    assert visitor.post("/desk/fr/sign-in", given).status_code == 403
    visitor.get("/desk/fr/sign-in")
    assert visitor.post("/desk/fr/sign-in", given).status_code == 403


def test_a_second_tab_does_not_spoil_the_first(visit: Open) -> None:
    visitor = visit()
    token = visitor.form("/desk/fr/sign-in")
    visitor.get("/desk/fr/sign-in")
    given = {"name": "Ada", "password": PASSWORD, "form": token}
    assert visitor.post("/desk/fr/sign-in", given).status_code == 303


def test_guessing_is_slowed_and_says_nothing(clock: Clock, visit: Open) -> None:
    visitor = visit()
    wrong = [visitor.sign_in("Ada", "wrong"), visitor.sign_in("Nobody", "wrong")]
    assert [answer.status_code for answer in wrong] == [403, 403]
    told = ["Le nom ou le mot de passe est faux" in answer.text for answer in wrong]
    assert told == [True, True]
    for _ in range(LIMITS[Counted.PAIR].free):
        last = visitor.sign_in("Ada", "wrong")
    assert last.status_code == 429
    assert int(last.headers["retry-after"]) > 0
    assert visitor.sign_in().status_code == 429
    clock.now += LIMITS[Counted.PAIR].longest_s
    assert visitor.sign_in().status_code == 303


def test_sessions_end(paper: Store, clock: Clock, visit: Open) -> None:
    visitor = visit()
    visitor.sign_in()
    token = visitor.form("/desk/fr/queue")
    assert visitor.post("/desk/fr/sign-out", {"form": token}).status_code == 303
    assert visitor.get("/desk/fr/queue").status_code == 303
    visitor.sign_in()
    clock.now += IDLE_S
    assert visitor.get("/desk/fr/queue").status_code == 303
    visitor.sign_in()
    assert visitor.get("/desk/fr/queue").status_code == 200
    set_disabled(paper, "Ada", True, who="test", clock=clock)
    assert visitor.get("/desk/fr/queue").status_code == 303


def test_roles(visit: Open) -> None:
    moderator, editor = visit(), visit()
    moderator.sign_in("Miloš")
    editor.sign_in("Ada")
    assert moderator.get("/desk/fr/log").status_code == 403
    assert editor.get("/desk/fr/log").status_code == 200
    data = {"form": moderator.form("/desk/fr/queue"), "measure": "nothing"}
    assert moderator.post("/desk/fr/notices/1/decide", data).status_code == 403
    assert "/desk/fr/log" not in moderator.get("/desk/fr/queue").text


@pytest.mark.parametrize(
    "given",
    [
        "https://evil.example/", "//evil.example", "/\\evil.example", "/fr/",
        "/desk/fr/../../fr", "javascript:alert(1)", "/desk/fr/queue\n", "/desk/fr//evil",
        "/desk/fr/queue?x=<b>", "",
    ],
)  # fmt: skip
def test_nobody_is_led_elsewhere(visit: Open, given: str) -> None:
    known = "/desk/fr/queue"
    if given != "/desk/fr//evil":  # a path of ours, though it is not there
        assert safe_path(given, known) == known
    visitor = visit()
    token = visitor.form("/desk/fr/sign-in")
    data = {"name": "Ada", "password": PASSWORD, "form": token, "next": given}
    location = visitor.post("/desk/fr/sign-in", data).headers["location"]
    assert location.startswith("/desk/fr/")
    data = {"form": visitor.form(known), "id": [1], "act": "approve", "back": given}
    answer = visitor.post("/desk/fr/act", data)
    assert answer.headers["location"].startswith("/desk/fr/")


EVIL = """<script>alert(1)</script>"><img src=x onerror=alert(2)> {{ 7*7 }} 'x'"""


def test_what_readers_write_is_never_markup(
    paper: Store, clock: Clock, visit: Open
) -> None:
    parent = comment(paper, clock, EVIL, name=EVIL, state=CommentState.SHOWN)
    id = comment(
        paper, clock, EVIL, name=EVIL, quote=EVIL, parent=parent, gate=EVIL,
        language='"><script>', home=f"http://x.example/{EVIL}", ring=1,
    )  # fmt: skip
    visitor = visit()
    visitor.sign_in()
    for path in ("queue", f"comment/{id}", f"ring/{id}", "queue?show=shown"):
        page = visitor.get(f"/desk/fr/{path}").text
        assert "<script>alert" not in page
        assert "<img src=x" not in page
        assert "onerror=alert(2)> {{" not in page
        assert "&lt;script&gt;" in page or "{{ 7*7 }}" in page
        assert ">49<" not in page


def test_what_moderators_write_is_never_markup(visit: Open) -> None:
    visitor = visit()
    visitor.sign_in()
    token = visitor.form("/desk/fr/queue")
    data = {"form": token, "kind": "word", "value": EVIL[:60], "why": EVIL}
    assert visitor.post("/desk/fr/lists", data).status_code == 303
    for path in ("lists", "log"):
        page = visitor.get(f"/desk/fr/{path}").text
        assert "<script>alert" not in page
        assert "&lt;script&gt;alert" in page
    page = visitor.get(f"/desk/fr/pages?of={EVIL}").text
    assert "<script>alert" not in page


def test_forms_that_are_none(visit: Open) -> None:
    visitor = visit()
    visitor.sign_in()
    token = visitor.form("/desk/fr/queue")
    too_many = {"form": token, "id": list(range(MOST_FIELDS + 1)), "act": "spam"}
    assert visitor.post("/desk/fr/act", too_many).status_code == 400
    too_large = {"form": token, "act": "x" * MOST_BYTES}
    assert visitor.post("/desk/fr/act", too_large).status_code == 413
    json = visitor.ask(
        "POST", "/desk/fr/act", None, {"content_type": "application/json"}
    )
    assert json.status_code == 415
    for act in ("", "delete", "remove", "remove:nothing", "approve:x"):
        data = {"form": token, "id": [1], "act": act}
        assert visitor.post("/desk/fr/act", data).status_code == 400
    for batch in ("", "x", "-1", "9" * 30):
        data = {"form": token, "batch": batch}
        assert visitor.post("/desk/fr/undo", data).status_code == 400
    assert (
        visitor.post("/desk/fr/undo", {"form": token, "batch": "7"}).status_code == 409
    )
    for path in ("comment/0", "comment/x", "comment/99", "ring/99", "notices/7"):
        assert visitor.get(f"/desk/fr/{path}").status_code == 404


def test_of_who_is_not_in_nothing_is_read(visit: Open) -> None:
    large = {"form": "x", "act": "x" * MOST_BYTES}
    assert visit().post("/desk/fr/act", large).status_code == 401
    door = {"form": "x", "name": "x" * 9_000}
    assert visit().post("/desk/fr/sign-in", door).status_code == 413


def test_a_paper_without_a_desk_has_none_of_it(paper: Store, clock: Clock) -> None:
    from nouvelles.run.clock import moment_of
    from nouvelles.store.read import ReadTables
    from nouvelles.web import create_app

    app = create_app(paper.settings, ReadTables(paper), clock=lambda: moment_of(clock))
    visitor = Visitor(app)
    assert visitor.get("/desk").status_code == 404
    assert visitor.get("/fr/signalement").status_code == 404
    assert "signalement" not in visitor.get("/fr/contact").text
