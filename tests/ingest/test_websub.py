"""What is said to hubs and believed of them."""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nouvelles.config import NetworkSettings, PaperSettings, ReadingSettings, Settings
from nouvelles.ingest.websub import (
    ALGORITHMS,
    ASSUMED_LEASE_S,
    LONGEST_LEASE_S,
    LONGEST_WAIT_S,
    SHORTEST_RENEWAL_S,
    callback_of,
    denied,
    lease_of,
    links_of,
    offer_of,
    renewal_s,
    signature_ok,
    subscribe_form,
    unsubscribe_form,
    usable,
    verify,
    wait_s,
)

FEED = "https://outlet.example/news/feed.xml"
HUB = "https://hub.example/"
TOPIC = "https://outlet.example/news/feed"


def paper(address: str, *, private: bool = False, websub: bool = True) -> Settings:
    return Settings(
        paper=PaperSettings(address=address),
        network=NetworkSettings(allow_private=private),
        reading=ReadingSettings(websub=websub),
    )


@pytest.mark.parametrize(
    "address",
    ["https://news.example.org", "http://paper.fr:8080/", "https://9.9.9.9/paper",
     "https://[2606:4700::1111]", "https://localhost.news"],
)  # fmt: skip
def test_a_public_address_can_be_called(address: str) -> None:
    assert usable(paper(address))
    assert not usable(paper(address, websub=False))


@pytest.mark.parametrize(
    "address",
    ["http://127.0.0.1:8000", "http://localhost", "http://localhost.", "http://paper",
     "http://[::1]:8000", "http://192.168.1.7", "https://paper.local",
     "https://nas.home.arpa", "https://app.internal"],
)  # fmt: skip
def test_a_private_address_only_where_that_is_allowed(address: str) -> None:
    assert not usable(paper(address))
    assert usable(paper(address, private=True))


@pytest.mark.parametrize(
    "address", ["", "ftp://news.example.org", "https://", "https://me:pw@news.org", "x"]
)
def test_what_is_no_address_is_never_usable(address: str) -> None:
    assert not usable(paper(address, private=True))


def test_the_callback_stands_below_the_papers_address() -> None:
    assert callback_of("https://a.org/paper/", "t") == "https://a.org/paper/websub/t"
    assert callback_of("https://a.org", "t") == "https://a.org/websub/t"


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (f'<{HUB}>; rel="hub", <{TOPIC}>; rel="self"', (HUB, TOPIC)),
        (f"<{HUB}>;rel=hub,<{TOPIC}>;rel=self", (HUB, TOPIC)),
        (f'<{HUB}>; title="a, b; c"; REL="alternate HUB"', (HUB, "")),
        ('</hub>; rel="hub", <feed>; rel=self', ("https://outlet.example/hub",
                                                 "https://outlet.example/news/feed")),
        (f'<{HUB}>; rel="hub", <https://second.example/>; rel="hub"', (HUB, "")),
        (f'<{HUB}>; rel="next"; rel="hub"', ("", "")),  # the first rel counts
        (f'<{HUB}>; rel="hub"; anchor="#comments"', ("", "")),
        (f"<{HUB}>; rel=hub; crossorigin", (HUB, "")),
        ('<javascript:alert(1)>; rel=hub, <http://[x>; rel="self"', ("", "")),
        ("<>; rel=hub, hub.example; rel=self, ;;;,<", ("", "")),
    ],
)  # fmt: skip
def test_links_of_headers(value: str, expected: tuple[str, str]) -> None:
    assert links_of((("link", value),), FEED) == expected


def test_links_may_come_in_several_headers() -> None:
    headers = (("Link", f"<{HUB}>; rel=hub"), ("x", "y"), ("link", "</f>; rel=self"))
    assert links_of(headers, FEED) == (HUB, "https://outlet.example/f")


@given(st.text(max_size=200))
def test_any_link_header_gives_addresses_or_nothing(value: str) -> None:
    for found in links_of((("link", value),), FEED):
        assert not found or found.startswith(("http://", "https://"))


def test_a_long_link_header_takes_no_time() -> None:
    evil = "<" * 20_000 + ">" + '; a="' * 20_000 + "; rel=hub" * 20_000
    assert links_of((("link", evil),), FEED)[1] == ""


def test_headers_come_before_the_feed() -> None:
    headers = (("link", f"<{HUB}>; rel=hub, <{TOPIC}>; rel=self"),)
    own = {"hub": "https://other.example/", "self_url": "/own.xml"}
    assert offer_of(headers, FEED, **own) == (HUB, TOPIC)
    half = (("link", f"<{HUB}>; rel=hub"),)
    expected = ("https://other.example/", "https://outlet.example/own.xml")
    assert offer_of(half, FEED, **own) == expected
    assert offer_of((), FEED, hub=HUB) is None
    assert offer_of((), FEED, self_url=TOPIC) is None


def test_the_forms() -> None:
    said = subscribe_form(callback="c", topic=TOPIC, secret="s", lease_s=60)
    assert said == {
        "hub.callback": "c",
        "hub.mode": "subscribe",
        "hub.topic": TOPIC,
        "hub.lease_seconds": "60",
        "hub.secret": "s",
    }
    assert unsubscribe_form(callback="c", topic=TOPIC) == {
        "hub.callback": "c",
        "hub.mode": "unsubscribe",
        "hub.topic": TOPIC,
    }


ASKED = {"hub.mode": "subscribe", "hub.topic": TOPIC, "hub.challenge": "x1"}


def test_only_what_we_want_is_verified() -> None:
    assert verify(ASKED, topic=TOPIC, mode="subscribe") == "x1"
    assert verify(ASKED, topic=TOPIC, mode="unsubscribe") is None
    assert verify(ASKED, topic=TOPIC + "/", mode="subscribe") is None
    for gone in ASKED:
        left = {name: value for name, value in ASKED.items() if name != gone}
        assert verify(left, topic=TOPIC, mode="subscribe") is None
    long = ASKED | {"hub.challenge": "x" * 5000}
    assert verify(long, topic=TOPIC, mode="subscribe") is None


def test_a_denial_has_a_reason_or_none() -> None:
    query = {"hub.mode": "denied", "hub.topic": TOPIC}
    assert denied(query, topic=TOPIC) == ""
    assert denied(query | {"hub.reason": "no\x1b[2J\n"}, topic=TOPIC) == "no [2J"
    assert len(denied(query | {"hub.reason": "x" * 999}, topic=TOPIC) or "") == 200
    assert denied(query, topic="https://other.example/") is None
    assert denied(ASKED, topic=TOPIC) is None


@pytest.mark.parametrize(
    ("stated", "lease_s"),
    [
        ("864000", 864_000),
        (" 60 ", 60),
        ("999999999999999999999", LONGEST_LEASE_S),
        ("0", ASSUMED_LEASE_S),
        ("-5", ASSUMED_LEASE_S),
        ("1e9", ASSUMED_LEASE_S),
        ("٣٦٠٠", ASSUMED_LEASE_S),
        ("", ASSUMED_LEASE_S),
    ],
)
def test_leases_are_believed_within_bounds(stated: str, lease_s: int) -> None:
    assert lease_of({"hub.lease_seconds": stated}) == lease_s
    assert lease_of({}) == ASSUMED_LEASE_S


@pytest.mark.parametrize("method", sorted(ALGORITHMS))
def test_signatures(method: str) -> None:
    signature = hmac.new(b"secret", b"body", method).hexdigest()
    assert signature_ok(b"body", f"{method}={signature}", "secret")
    assert signature_ok(b"body", f" {method.upper()} = {signature.upper()} ", "secret")
    assert not signature_ok(b"body2", f"{method}={signature}", "secret")
    assert not signature_ok(b"body", f"{method}={signature}", "other")
    assert not signature_ok(b"body", f"{method}={signature[:-1]}", "secret")


def test_a_signature_known_from_elsewhere() -> None:
    # RFC 4231, test case 2.
    digest = "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"
    body = b"what do ya want for nothing?"
    assert signature_ok(body, f"sha256={digest}", "Jefe")


@pytest.mark.parametrize("header", ["", "=", "sha256", "sha256=", "sha256=é\ud800"])
def test_no_signature_is_a_wrong_one(header: str) -> None:
    assert not signature_ok(b"body", header, "secret")


def test_weak_methods_and_empty_secrets_are_refused() -> None:
    md5 = hmac.new(b"secret", b"body", "md5").hexdigest()
    assert not signature_ok(b"body", f"md5={md5}", "secret")
    empty = hmac.new(b"", b"body", hashlib.sha256).hexdigest()
    assert not signature_ok(b"body", f"sha256={empty}", "")


@given(st.integers(1, LONGEST_LEASE_S), st.floats(0, 1))
def test_renewals_come_before_the_end(lease_s: int, jitter: float) -> None:
    due = renewal_s(lease_s, jitter)
    assert due >= SHORTEST_RENEWAL_S
    if lease_s > 2 * SHORTEST_RENEWAL_S:
        assert 0.74 * lease_s <= due <= 0.85 * lease_s


def test_waits_double_up_to_a_week() -> None:
    waits = [wait_s(failures, 0.5) for failures in (1, 2, 3, 20, 10**6)]
    assert waits == [3600, 7200, 14_400, LONGEST_WAIT_S, LONGEST_WAIT_S]
    assert wait_s(0, 0.0) == 3240
    assert wait_s(1, 1.0) == 3960


def test_settings_are_not_needed_beyond_three() -> None:
    settings = paper("https://news.example.org")
    assert usable(replace(settings, network=NetworkSettings(ports=(443,))))
