"""What each page of the desk is given, and how its answers are made."""

from __future__ import annotations

import hmac
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from hashlib import sha256
from typing import Any
from urllib.parse import urlencode

import msgspec

from nouvelles.records.desk import Role
from nouvelles.store import Store
from nouvelles.store.accounts import Session
from nouvelles.store.complaints import count_open
from nouvelles.store.notices import count_undecided
from nouvelles.web.answers import JSON, Answer, redirect
from nouvelles.web.desk.forms import Form
from nouvelles.web.receiving import Network
from nouvelles.web.site import Edition, Site, StaticFile

#: On every answer of the desk. Its pages ask nobody else for anything, and only the
#: desk's own files may run in them; nothing of them is kept or found.
HEADERS = (
    (
        "content-security-policy",
        "default-src 'none'; style-src 'self'; img-src 'self'; script-src 'self'; "
        "connect-src 'self'; form-action 'self'; base-uri 'none'; "
        "frame-ancestors 'none'",
    ),
    ("x-robots-tag", "noindex, nofollow"),
    # With `no-referrer` browsers send "null" as the origin of our own forms.
    ("referrer-policy", "same-origin"),
)
NEVER = "no-store"

#: Where a form may lead back to: a page of the desk, never another site.
_BACK = re.compile(r"/desk/[a-z]{2}/[a-z0-9/-]*(?:\?[A-Za-z0-9_=&%:+.-]*)?\Z")


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """What the desk stands on. `proxies` are believed about where a request comes from;
    `is_secure` says that the paper is reached by https."""

    site: Site
    store: Store
    style: StaticFile
    script: StaticFile
    proxies: Sequence[Network]
    is_secure: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """One request at the desk. `form` is empty but of a POST; `token` is the cookie's."""

    edition: Edition
    path: str
    query: Mapping[str, str]
    params: Mapping[str, str]
    now: int  # seconds since 1970
    network: str = ""
    token: str = ""
    session: Session | None = None
    form: Form = field(default_factory=lambda: Form({}))
    wants_json: bool = False

    @property
    def who(self) -> str:
        """The name of who asks."""
        return self.session.account.name if self.session else ""

    @property
    def is_editor(self) -> bool:
        return self.session is not None and self.session.account.role is Role.EDITOR

    def at(self, room: str, **query: str) -> str:
        """The path of a page of the desk in the same language."""
        path = f"/desk/{self.edition.language}/{room}"
        given = {name: value for name, value in query.items() if value}
        return f"{path}?{urlencode(given)}" if given else path

    def back(self, default: str) -> str:
        """Where a form asks to be led back to, when that is a page of the desk."""
        return safe_path(self.form.one("back"), self.at(default))


#: What makes a page of the desk, or does what a form asks.
DeskPage = Callable[[Desk, Ask], Answer]


def safe_path(given: str, default: str) -> str:
    """A path of the desk that somebody gave, or another where it is none."""
    return given if _BACK.match(given) else default


def private(answer: Answer) -> Answer:
    """An answer as the desk sends it: with its headers, never kept."""
    return replace(answer, cache=NEVER, keep=False, headers=(*answer.headers, *HEADERS))


def see(path: str) -> Answer:
    """Go and look there."""
    return redirect(path, 303)


def said(value: Mapping[str, Any], status: int = 200) -> Answer:
    """An answer for the script."""
    return Answer(body=msgspec.json.encode(value), media_type=JSON, status=status)


def render(
    desk: Desk, ask: Ask, template: str, *, status: int = 200, **context: Any
) -> Answer:
    """A page of the desk in the language of its address."""
    edition = ask.edition
    session = ask.session
    undecided = _undecided(desk) if session else {}
    html = edition.render(
        f"desk/{template}",
        paper=edition.settings.paper,
        edition=edition.language,
        at=edition.addresses,
        now=desk.site.clock(),
        desk_at=ask.at,
        style=desk.style.path,
        script=desk.script.path,
        icon=desk.site.icon.path,
        languages=_languages(desk, ask),
        account=session.account if session else None,
        is_editor=ask.is_editor,
        undecided=undecided,
        token=form_token(session) if session else "",
        here=ask.path,
        back=_here(ask),
        **context,
    )
    return Answer(body=html.encode("utf-8", errors="replace"), status=status)


def _undecided(desk: Desk) -> Mapping[str, int]:
    """How many wait for a decision, by the part of the desk that they are in."""
    with desk.store.read() as connection:
        return {
            "notices": count_undecided(connection),
            "complaints": count_open(connection),
        }


def form_token(session: Session) -> str:
    """What each form of a session carries (OWASP: HMAC-based token)."""
    return sign(session.secret)


def sign(secret: bytes) -> str:
    """The token of forms that a secret makes."""
    return hmac.new(secret, b"nouvelles desk form", sha256).hexdigest()


def _here(ask: Ask) -> str:
    """This page's address, for forms that lead back to it."""
    given = {name: value for name, value in ask.query.items() if name != "done"}
    return ask.path + (f"?{urlencode(given)}" if given else "")


def _languages(desk: Desk, ask: Ask) -> list[tuple[str, str, str]]:
    """Tag, name and address of this page in each language of the paper."""
    rest = _here(ask).split("/", 3)[3:]
    return [
        (
            tag,
            one.words.own_name(),
            f"/desk/{tag}/{rest[0] if rest else ''}",
        )
        for tag, one in desk.site.editions.items()
    ]
