"""The door: signing in and out.

The form of the door has a token too, made from a cookie that is set with it, so that
nobody can sign somebody else's browser in. Both cookies are for the desk alone.
"""

from __future__ import annotations

import hmac
import re
import secrets
from collections.abc import Mapping
from dataclasses import replace

from nouvelles.run.desk.sign_in import LONGEST_S, Refused, sign_in, sign_out
from nouvelles.web.answers import Answer
from nouvelles.web.desk.asking import Ask, Desk, render, safe_path, see, sign
from nouvelles.web.desk.failures import refusal

#: The session's cookie, by whether the paper is reached by https alone.
COOKIES: Mapping[bool, str] = {True: "__Secure-desk", False: "desk"}

_TOKEN = re.compile(r"[A-Za-z0-9_-]{43}\Z")


def cookie_of(cookies: Mapping[str, str], name: str) -> str:
    """A token out of the cookies, "" for none or for something else."""
    given = cookies.get(name, "")
    return given if _TOKEN.match(given) else ""


def form(desk: Desk, ask: Ask) -> Answer:
    """The form of the door; who is in already goes on."""
    if ask.session is not None:
        return see(_next(ask, ask.query.get("next", "")))
    return _door(desk, ask, ask.query.get("next", ""))


def enter(desk: Desk, ask: Ask) -> Answer:
    """Sign in, or say why not, without saying which of name and password was wrong."""
    given = ask.form.one("form")
    if not (
        ask.token
        and hmac.compare_digest(sign(ask.token.encode()).encode(), given.encode())
    ):
        return refusal(desk, ask, 403)
    next = ask.form.one("next")
    # A password is taken as it is: spaces at its ends belong to it.
    password = next_value(ask, "password")
    found = sign_in(
        desk.store, ask.form.one("name", 100), password, ask.network, ask.token, ask.now
    )
    if isinstance(found, Refused):
        return _door(desk, ask, next, refused=found)
    answer = see(_next(ask, next))
    return _with_cookie(desk, answer, found.token, LONGEST_S)


def leave(desk: Desk, ask: Ask) -> Answer:
    """Sign out; the cookie is taken back."""
    if ask.session is not None:
        sign_out(desk.store, ask.session, ask.now)
    return _with_cookie(desk, see(ask.at("sign-in")), "", 0)


def next_value(ask: Ask, name: str) -> str:
    """The first value of a field as it was typed."""
    return next(iter(ask.form.fields.get(name, ())), "")[:1_000]


def _door(desk: Desk, ask: Ask, next: str, *, refused: Refused | None = None) -> Answer:
    # Kept where there is one: a second tab must not spoil the form of the first.
    token = ask.token or secrets.token_urlsafe(32)
    status = 200 if refused is None else 429 if refused.wait_s else 403
    page = render(
        desk,
        ask,
        "sign_in.html",
        status=status,
        door_token=sign(token.encode()),
        next=safe_path(next, ""),
        refused=refused,
        minutes=-(-refused.wait_s // 60) if refused else 0,
    )
    if refused is not None and refused.wait_s:
        waits = (("retry-after", str(refused.wait_s)),)
        page = replace(page, headers=(*page.headers, *waits))
    return _with_cookie(desk, page, token, 3_600)


def _next(ask: Ask, given: str) -> str:
    return safe_path(given, ask.at("queue"))


def _with_cookie(desk: Desk, answer: Answer, token: str, seconds: int) -> Answer:
    parts = [
        f"{COOKIES[desk.is_secure]}={token}",
        "Path=/desk",
        f"Max-Age={seconds}",
        "HttpOnly",
        "SameSite=Strict",
    ]
    if desk.is_secure:
        parts.append("Secure")
    return replace(answer, headers=(*answer.headers, ("set-cookie", "; ".join(parts))))
