"""Floods: readers are served, what was taken is kept, the rest is told to come again."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Iterator
from urllib.parse import urlencode

import httpx
import pytest
from sqlalchemy import func, select

from nouvelles.discussion import Draft
from nouvelles.run.discussion.taking import LINE, FullError, Sent, Taking
from nouvelles.store import Store
from nouvelles.store.schema_comments import comments
from tests.web.reader import ADDRESS
from tests.web.talking import Talking, judge, talking


@pytest.fixture
def paper(sqlite_store: Store) -> Iterator[Talking]:
    with talking(sqlite_store) as opened:
        yield opened


def kept(paper: Talking) -> int:
    with paper.store.read() as connection:
        query = select(func.count()).select_from(comments)
        return int(connection.execute(query).scalar_one())


async def flood(paper: Talking, path: str, tokens: list[str]) -> Counter[int]:
    """Send as many comments as there are tokens at once, and read a page amid them."""
    transport = httpx.ASGITransport(paper.reader.app)
    async with httpx.AsyncClient(transport=transport, base_url=ADDRESS) as client:

        async def send(number: int, token: str) -> int:
            form = {"token": token, "name": "x", "text": f"doubtful {number}"}
            answer = await client.post(
                path,
                content=urlencode(form).encode(),
                headers={
                    "content-type": "application/x-www-form-urlencoded",
                    "x-forwarded-for": f"10.{number // 250}.{number % 250}.1",
                },
            )
            if answer.status_code == 503:
                said = ("envoyez-les de nouveau", f"doubtful {number}<")
                assert any(one in answer.text for one in said)
                assert answer.headers["retry-after"] == "60"
            return answer.status_code

        async def read() -> int:
            answer = await client.get("/fr/confidentialite")
            assert answer.status_code == 200
            return 0

        sent = [send(number, token) for number, token in enumerate(tokens)]
        return Counter(await asyncio.gather(*sent, *(read() for _ in range(20))))


def test_what_is_taken_is_kept_and_the_rest_is_told(paper: Talking) -> None:
    path = f"{paper.page()}/commenter"
    tokens = [paper.form(path)["token"] for _ in range(150)]
    paper.clock.now += 10
    statuses = asyncio.run(flood(paper, path, tokens))
    assert statuses.pop(0) == 20  # every reader was served
    assert set(statuses) <= {303, 503}
    assert sum(statuses.values()) == 150
    assert kept(paper) == statuses[303] > 0


def test_the_line_is_bounded(paper: Talking) -> None:
    discussion = paper.discussion
    idle = Taking(paper.store, discussion.key, paper.clock, judge)  # nobody empties it
    sent = Sent(page="article:a4fr", draft=Draft(name="a", text="b"), nonce="1")
    waiting = [idle.send(sent) for _ in range(LINE)]
    with pytest.raises(FullError):
        idle.send(sent)
    with idle.running():
        pass  # what is in line is kept at the end
    assert {one.result().id for one in waiting} == {1}


def test_a_full_queue_takes_no_more_and_loses_nothing(sqlite_store: Store) -> None:
    with talking(sqlite_store, waiting=2) as paper:
        for number in range(2):
            assert paper.say(f"doubtful {number}").status_code == 303
        full = paper.say("doubtful too")
        assert full.status_code == 503
        assert full.headers["retry-after"] == "60"
        assert "doubtful too" in full.text
        assert kept(paper) == 2


def test_a_filter_that_fails_loses_nothing_and_says_so(
    paper: Talking, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_given: object) -> None:
        raise RuntimeError("no filter today")

    monkeypatch.setattr(paper.discussion.taking, "_judge", broken)
    answer = paper.say("Un avis.")
    assert answer.status_code == 303
    assert paper.shown() == []
