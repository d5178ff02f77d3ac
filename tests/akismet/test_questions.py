"""Our questions hold no more than is allowed; who does not answer is left alone."""

from __future__ import annotations

from urllib.parse import parse_qs

import pytest

from nouvelles.akismet import (
    FIELDS,
    Breaker,
    Comment,
    Endpoint,
    comment_of,
    read_call,
    write_question,
)

COMMENT = Comment(
    text="Merci pour l'article & bonne journée \ud800",
    author="Ada",
    email="ada@example.org",
    url="https://ada.example",
    permalink="https://paper.example/fr/article/1",
    language="fr",
)


def asked(*send: str) -> dict[str, list[str]]:
    made = write_question(
        COMMENT, "0123456789ab", "https://paper.example", send, address="203.0.113.9"
    )
    return parse_qs(made.decode())


def test_what_is_not_allowed_is_not_sent() -> None:
    told = asked()
    assert told["user_ip"] == ["192.0.2.1"]
    assert told["comment_content"] == ["Merci pour l'article & bonne journée ?"]
    for theirs in set(FIELDS.values()) - {"user_ip"}:
        assert theirs not in told


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("name", "Ada"),
        ("email", "ada@example.org"),
        ("address", "203.0.113.9"),
    ],
)
def test_each_can_be_allowed_alone(name: str, value: str) -> None:
    with_it, without = asked(name), asked()
    assert with_it.pop(FIELDS[name]) == [value]
    without.pop(FIELDS[name], None)
    assert with_it == without


def test_our_server_reads_what_our_client_writes() -> None:
    made = write_question(COMMENT, "0123456789ab", "https://paper.example", FIELDS)
    call = read_call(
        Endpoint.COMMENT_CHECK, b"", made, "application/x-www-form-urlencoded", ""
    )
    assert call.key == "0123456789ab"
    read = comment_of(call)
    assert (read.author, read.email, read.url) == ("Ada", COMMENT.email, "")


def test_breaker_opens_doubles_and_closes() -> None:
    breaker, now = Breaker(), 1000.0
    for _ in range(2):
        breaker = breaker.failed(now)
        assert breaker.closed(now)
    pauses = []
    for _ in range(9):
        breaker = breaker.failed(now)
        assert not breaker.closed(now)
        pauses.append(breaker.open_until - now)
        now = breaker.open_until
        assert breaker.closed(now)
    assert pauses == [60, 120, 240, 480, 960, 1920, 3600, 3600, 3600]
    assert breaker.succeeded() == Breaker()


def test_who_asks_to_be_left_alone_is() -> None:
    breaker = Breaker().failed(0.0, 20.0)
    assert not breaker.closed(19.9)
    assert breaker.closed(20.0)
    assert Breaker().failed(0.0, 1e9).closed(3_600.0)
