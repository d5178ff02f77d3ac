"""The server with the prior that is shipped, before a site has taught anything."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from nouvelles.akismet import Call, Endpoint, SiteKey
from nouvelles.run.akismet.house import HouseJudge
from nouvelles.run.akismet.server import AkismetServer
from nouvelles.store import Store
from nouvelles.store.akismet import add_key
from nouvelles.testing import Clock

KEY = "0123456789ab"


@pytest.fixture
def server(sqlite_store: Store, clock: Clock) -> Iterator[AkismetServer]:
    add_key(sqlite_store, SiteKey(key=KEY, site="blog.example", created=0))
    made = AkismetServer(sqlite_store, HouseJudge(), clock, 600)
    yield made
    made.close()


def check(server: AkismetServer, text: str, author: str, url: str = "") -> str:
    fields = {
        "blog": "https://blog.example",
        "blog_lang": "en_US",
        "comment_content": text,
        "comment_author": author,
        "comment_author_url": url,
    }
    call = Call(endpoint=Endpoint.COMMENT_CHECK, key=KEY, fields=fields)
    asked = server.ask(call)
    assert asked is not None
    return asked.result(30).body.decode()


@pytest.mark.parametrize(
    ("text", "author", "url"),
    [
        (
            'Buy cheap viagra online without prescription <a href="http://pills'
            '-4u.example/buy">cheap viagra</a> best price http://pills-4u.example',
            "cheap viagra online",
            "http://pills-4u.example/cheap-viagra",
        ),
        (
            "Earn $5000 a week from home! I made money with this casino bonus, join "
            "now: http://best-casino-bonus.example/join?ref=12 whatsapp +1 555 010 9999",
            "Casino Bonus",
            "http://best-casino-bonus.example",
        ),
    ],
)
def test_what_is_plainly_spam(
    server: AkismetServer, text: str, author: str, url: str
) -> None:
    assert check(server, text, author, url) == "true"


@pytest.mark.parametrize(
    "text",
    [
        "Thank you, I had not known that the bridge was closed for so long.",
        "The mayor promised this in 2019 already. Has anybody seen the budget for it?",
        "I disagree: the figures in the third paragraph are those of last year.",
    ],
)
def test_what_is_plainly_none(server: AkismetServer, text: str) -> None:
    assert check(server, text, "Marie Durand") == "false"
