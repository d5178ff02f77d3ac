"""Answers to the byte, usage, and what is read of others' answers."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable

import pytest

from nouvelles.akismet import (
    THANKS,
    Answer,
    Month,
    Opinion,
    SiteKey,
    checked,
    invalid,
    key_sites,
    later,
    out_of_order,
    read_opinion,
    stats,
    subscription,
    thanked,
    usage_limit,
)

KEY = SiteKey(key="0123456789ab", site="site.example", created=0)
MONTH = Month(month="2026-11", spam=60, ham=38, missed=1, false_alarms=1, later=2)


@pytest.mark.parametrize(
    ("answer", "body", "headers"),
    [
        (checked(spam=True), b"true", {}),
        (checked(spam=False), b"false", {}),
        (checked(spam=True, discard=True), b"true", {"x-akismet-pro-tip": "discard"}),
        (checked(spam=False, discard=True), b"false", {}),
        (later(), b"false", {"x-akismet-recheck-after": "120"}),
        (thanked(), b"Thanks for making the web a better place.", {}),
        (invalid("No key."), b"invalid", {"x-akismet-debug-help": "No key."}),
        (
            invalid("Taken back.", suspended=True),
            b"invalid",
            {
                "x-akismet-debug-help": "Taken back.",
                "x-akismet-error": "10009",
                "x-akismet-alert-code": "10009",
                "x-akismet-alert-msg": "Taken back.",
            },
        ),
    ],
)
def test_answers(answer: Answer, body: bytes, headers: dict[str, str]) -> None:
    assert (answer.body, answer.status, answer.json) == (body, 200, False)
    assert dict(answer.headers) == headers


def test_words_of_others_do_not_break_a_header() -> None:
    told = dict(invalid("blog\r\nset-cookie: été" * 99).headers)
    assert told["x-akismet-debug-help"].startswith("blog??set-cookie: ?t?")
    assert len(told["x-akismet-debug-help"]) == 300


def test_out_of_order() -> None:
    answer = out_of_order(429, "too many", after_s=7)
    assert (answer.status, answer.headers) == (429, (("retry-after", "7"),))


def test_usage_limit() -> None:
    assert json.loads(usage_limit(MONTH).body) == {
        "limit": "none",
        "usage": 100,
        "percentage": "0.00",
        "throttled": False,
    }


def test_key_sites() -> None:
    told = json.loads(key_sites(KEY, MONTH, {}).body)
    assert told["2026-11"] == [
        {
            "site": "site.example",
            "api_calls": "100",
            "spam": "60",
            "ham": "38",
            "missed_spam": "1",
            "false_positives": "1",
            "is_revoked": False,
        }
    ]
    assert (told["limit"], told["offset"], told["total"]) == (500, 0, 1)


@pytest.mark.parametrize(
    "fields", [{"filter": "other"}, {"offset": "1"}, {"limit": "0"}]
)
def test_key_sites_narrowed(fields: dict[str, str]) -> None:
    assert json.loads(key_sites(KEY, MONTH, fields).body)["2026-11"] == []


def test_key_sites_as_csv() -> None:
    lines = key_sites(KEY, MONTH, {"format": "csv"}).body.decode().splitlines()
    assert lines[0].startswith(
        "Active sites for 0123456789ab during 2026-11 (limit:500"
    )
    assert next(csv.DictReader(lines[1:]))["Missed Spam"] == "1"


def test_stats() -> None:
    told = json.loads(stats([Month(month="2026-10"), MONTH]).body)
    assert (told["spam"], told["ham"], told["accuracy"]) == (60, 38, 97.96)
    assert told["breakdown"]["2026-11"]["da"] == "2026-11-01"
    assert json.loads(stats([]).body)["accuracy"] == 100


def test_subscription() -> None:
    assert json.loads(subscription(KEY).body)["status"] == "active"


@pytest.mark.parametrize(
    ("made", "opinion"),
    [
        (lambda: checked(spam=True), Opinion.SPAM),
        (lambda: checked(spam=True, discard=True), Opinion.BLATANT),
        (lambda: checked(spam=False), Opinion.HAM),
        (lambda: later(), Opinion.NONE),
        (lambda: invalid("No key."), Opinion.NONE),
        (lambda: out_of_order(503, "down"), Opinion.NONE),
        (lambda: Answer(body=b"true\n"), Opinion.NONE),
        (lambda: Answer(body=b"TRUE"), Opinion.NONE),
        (lambda: Answer(body=b""), Opinion.NONE),
        (lambda: Answer(body=b"true", status=500), Opinion.NONE),
        (
            lambda: Answer(body=b"true", headers=(("x-akismet-error", "1"),)),
            Opinion.NONE,
        ),
    ],
)
def test_opinions(made: Callable[[], Answer], opinion: Opinion) -> None:
    answer = made()
    found, why = read_opinion(answer.status, dict(answer.headers), answer.body)
    assert found is opinion
    assert bool(why) == (opinion is Opinion.NONE)


def test_reasons_of_others_are_passed_on() -> None:
    answer = invalid("The key is for another site.")
    _, why = read_opinion(200, dict(answer.headers), answer.body)
    assert why == "says 'invalid': The key is for another site."
    assert THANKS.decode() == "Thanks for making the web a better place."
