"""Broken JSON feeds are read as far as they are whole."""

from __future__ import annotations

import json

import pytest

from nouvelles.ingest import FeedError, parse_feed

ADDRESS = "https://outlet.example/feed.json"
ITEMS = [
    {"id": str(n), "url": f"https://outlet.example/{n}", "title": f"Part {n}"}
    for n in range(6)
]
WHOLE = json.dumps(
    {"version": "https://jsonfeed.org/version/1.1", "title": "T", "items": ITEMS}
)


@pytest.mark.parametrize("cut", range(len(WHOLE) - 2, 250, -20))
def test_items_before_the_break_are_read(cut: int) -> None:
    feed = parse_feed(f"{WHOLE[:cut]} & <unclosed".encode(), address=ADDRESS)
    whole = WHOLE[:cut].count("}")
    assert [entry.title for entry in feed.entries] == [
        f"Part {n}" for n in range(whole)
    ]
    assert [doubt.code for doubt in feed.doubts] == ["malformed"]


@pytest.mark.parametrize("half", [r"\ud800", r"\udc00", r"\uD83D x"])
def test_half_a_character_costs_nothing_else(half: str) -> None:
    feed = parse_feed(WHOLE.replace("Part 3", half).encode(), address=ADDRESS)
    assert len(feed.entries) == 6
    assert feed.entries[3].title.startswith("\ufffd")


def test_whole_characters_stay() -> None:
    data = WHOLE.replace("Part 3", r"\ud83d\ude00 & \ud800").encode()
    assert parse_feed(data, address=ADDRESS).entries[3].title == "\U0001f600 & \ufffd"


@pytest.mark.parametrize("data", [b"{", b'{"items": [}', WHOLE[:60].encode()])
def test_where_nothing_is_whole_there_is_no_feed(data: bytes) -> None:
    with pytest.raises(FeedError) as caught:
        parse_feed(data, address=ADDRESS)
    assert caught.value.word == "no-feed"
