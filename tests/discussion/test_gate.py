"""The gate: tokens, the trap, limits, networks."""

from __future__ import annotations

import pytest

from nouvelles.discussion import Gate, Limiter, Rate, Trip, address_prefix, keyed
from nouvelles.discussion.gate import FASTEST_S, LATEST_S

GATE = Gate(secret=b"s" * 32)
NONCE = "0123456789abcdef01234567"
MADE = 1_773_313_200


@pytest.mark.parametrize(
    ("page", "after", "trip"),
    [
        ("article:a", FASTEST_S, None),
        ("article:a", LATEST_S, None),
        ("article:a", FASTEST_S - 1, Trip.FAST),
        ("article:a", -60, Trip.FAST),
        ("article:a", LATEST_S + 1, Trip.OLD),
        ("article:b", 10, Trip.FORGED),
    ],
)
def test_a_token_is_good_for_its_page_and_time(
    page: str, after: int, trip: Trip | None
) -> None:
    token = GATE.issue("article:a", MADE, NONCE)
    assert GATE.check(token, page, MADE + after)[0] == trip


@pytest.mark.parametrize(
    "token",
    ["x", "..", "0.0.0", "é.ü.ñ", "\0", "1" * 10_000, "69b2d4f0.nonce.sign", "-1.a.b"],
)
def test_what_is_no_token_is_forged(token: str) -> None:
    assert GATE.check(token, "article:a", MADE) == (Trip.FORGED, 0, "")


def test_another_key_another_gate() -> None:
    other = Gate(secret=b"t" * 32)
    token = other.issue("article:a", MADE, NONCE)
    assert GATE.check(token, "article:a", MADE + 10)[0] is Trip.FORGED
    assert GATE.trap("2026-03-12") != other.trap("2026-03-12")
    assert GATE.trap("2026-03-12") != GATE.trap("2026-03-13")
    assert GATE.own_token(NONCE) != other.own_token(NONCE)


@pytest.mark.parametrize(
    ("address", "prefix"),
    [
        ("192.0.2.77", "192.0.2.0/24"),
        ("::ffff:192.0.2.77", "192.0.2.0/24"),
        ("2001:db8:1:2:3::4", "2001:db8:1::/48"),
        ("fe80::1%eth0", "fe80::/48"),
        ("", ""),
        ("unknown", ""),
    ],
)
def test_networks_of_addresses(address: str, prefix: str) -> None:
    assert address_prefix(address) == prefix


def test_parts_of_a_hash_do_not_run_together() -> None:
    assert keyed(b"k", "ab", "c") != keyed(b"k", "a", "bc")


def test_buckets_fill_again_and_are_bounded() -> None:
    limiter = Limiter(Rate(2, 60), size=10)
    assert [limiter.take("a", 0), limiter.take("a", 0), limiter.take("a", 0)] == [
        True,
        True,
        False,
    ]
    assert limiter.take("a", 31)
    assert not limiter.take("a", 32)
    assert not limiter.take("a", -1000)  # a clock set back gives nothing
    for n in range(1000):
        limiter.take(n, 0)
    assert len(limiter) == 10
