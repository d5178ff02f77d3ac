"""A small paper with comments, and somebody at its desk."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
from starlette.applications import Starlette

from nouvelles.comments.records import Band, Reason, Verdict
from nouvelles.config import PaperSettings, Settings
from nouvelles.records import Comment, CommentState
from nouvelles.records.desk import Role
from nouvelles.run.clock import moment_of
from nouvelles.run.desk.accounts import add_account
from nouvelles.run.discussion.paper import PaperDiscussion
from nouvelles.store import Store
from nouvelles.store.comments import NewComment, add_comments
from nouvelles.store.read import ReadTables
from nouvelles.testing import Clock
from nouvelles.web import create_app
from tests.web.reader import ADDRESS

PASSWORD = "four words beside a river"
EDITIONS = ("fr", "en", "ar")


def settings_at(store: Store, address: str) -> Settings:
    paper = PaperSettings(address=address, editions=EDITIONS)
    return replace(store.settings, paper=paper)


def desk_app(
    store: Store,
    clock: Clock,
    address: str = ADDRESS,
    discussion: PaperDiscussion | None = None,
) -> Starlette:
    return create_app(
        settings_at(store, address),
        ReadTables(store),
        clock=lambda: moment_of(clock),
        discussion=discussion,
        desk=store,
    )


def add_people(store: Store, clock: Clock) -> None:
    """Ada decides, Miloš moderates."""
    for name, role in (("Ada", Role.EDITOR), ("Miloš", Role.MODERATOR)):
        add_account(store, name, PASSWORD, role, who="test", clock=clock)


def comment(
    store: Store,
    clock: Clock,
    text: str,
    *,
    page: str = "article:none",
    state: CommentState = CommentState.QUEUED,
    band: Band | None = Band.QUEUE,
    reasons: Sequence[Reason] = (),
    ring: int | None = None,
    gate: str = "",
    age_s: int = 60,
    **more: Any,
) -> int:
    """Keep a comment; its number."""
    at = datetime.fromtimestamp(clock(), UTC) - timedelta(seconds=age_s)
    said: dict[str, Any] = {"name": "Lina", "language": "fr", **more}
    one = Comment(id=0, page=page, text=text, at=at, state=state, **said)
    verdict = None
    if band is not None:
        verdict = Verdict(score=0.5, band=band, reasons=tuple(reasons))
    new = NewComment(comment=one, ring=ring, verdict=verdict, gate=gate, version="1")
    with store.write() as connection:
        return add_comments(connection, [new])[0].id


def mixed(count: int, pages: Sequence[str], now: int) -> list[NewComment]:
    """Comments in three languages, some spam in rings, as many on each page."""
    kinds = [
        (
            "fr",
            "Merci pour cet article, le maire avait pourtant promis. {n}",
            Band.QUEUE,
        ),
        (
            "en",
            "My uncle lives there; number {n} of that street was flooded.",
            Band.PUBLISH,
        ),
        ("ar", "شكرًا على هذا المقال المفيد {n}", Band.QUEUE),
        ("en", "Win {n} at http://casino{n}.example today, my friends did", Band.SPAM),
        ("en", "Great post! Visit https://replica.example/{n} for watches", Band.SPAM),
    ]
    made = []
    for n in range(count):
        language, text, band = kinds[n % len(kinds)]
        is_spam = band is Band.SPAM
        reasons = (Reason("link", "casino.example", 1.0), Reason("capitals", "", 0.5))
        verdict = Verdict(
            score=0.9 if is_spam else 0.4, band=band, reasons=reasons if is_spam else ()
        )
        one = Comment(
            id=0, page=pages[n % len(pages)], name=f"Reader {n}", language=language,
            text=text.format(n=n), at=datetime.fromtimestamp(now - count + n, UTC),
            state=CommentState.QUEUED,
        )  # fmt: skip
        # Of each kind of spam a ring: prints that differ in a few bits.
        ring = (n % 5) << 40 | 1 << n % 3 if is_spam else None
        made.append(NewComment(comment=one, verdict=verdict, ring=ring, version="1"))
    return made


def comments(store: Store, new: Sequence[NewComment]) -> None:
    """Keep many, fifty at once."""
    for first in range(0, len(new), 50):
        with store.write() as connection:
            add_comments(connection, new[first : first + 50])


def state_of(store: Store, number: int) -> CommentState:
    from nouvelles.store.comments import comment_of

    with store.read() as connection:
        found = comment_of(connection, number)
    assert found is not None
    return found.state


_TOKEN = re.compile(r'name="form" value="([^"]+)"')


@dataclass
class Visitor:
    """Somebody with a browser: cookies are kept, redirections are not followed."""

    app: Starlette
    cookies: httpx.Cookies = field(default_factory=httpx.Cookies)

    def get(self, path: str, **headers: str) -> httpx.Response:
        return self.ask("GET", path, None, headers)

    def post(
        self, path: str, data: Mapping[str, Any], **headers: str
    ) -> httpx.Response:
        return self.ask("POST", path, data, headers)

    def ask(
        self,
        method: str,
        path: str,
        data: Mapping[str, Any] | None,
        headers: Mapping[str, str],
    ) -> httpx.Response:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return asyncio.run(self._ask(method, path, data, named))

    async def _ask(
        self,
        method: str,
        path: str,
        data: Mapping[str, Any] | None,
        headers: Mapping[str, str],
    ) -> httpx.Response:
        transport = httpx.ASGITransport(self.app, raise_app_exceptions=True)
        async with httpx.AsyncClient(
            transport=transport, base_url=ADDRESS, cookies=self.cookies
        ) as client:
            answer = await client.request(method, path, data=data, headers=headers)
            self.cookies = client.cookies
            return answer

    def form(self, path: str) -> str:
        """The token of the forms on a page."""
        found = _TOKEN.search(self.get(path).text)
        assert found, path
        return found[1]

    def sign_in(self, name: str = "Ada", password: str = PASSWORD) -> httpx.Response:
        token = self.form("/desk/fr/sign-in")
        given = {"form": token, "name": name, "password": password}
        return self.post("/desk/fr/sign-in", given)

    def act(self, act: str, *ids: int, **headers: str) -> httpx.Response:
        """Do an act of the queue to comments."""
        data = {"form": self.form("/desk/fr/queue"), "id": list(ids), "act": act}
        return self.post("/desk/fr/act", data, **headers)

    def undo(self, batch: int | str) -> httpx.Response:
        data = {"form": self.form("/desk/fr/queue"), "batch": str(batch)}
        return self.post("/desk/fr/undo", data)
