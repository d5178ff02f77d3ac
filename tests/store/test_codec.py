"""Records as they are kept."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Any

import msgspec
import pytest

from nouvelles.records import Entry
from nouvelles.store import codec
from nouvelles.store.codec import SHORT, decode, encode, is_kept

ENTRY = Entry(feed="f", guid="g", url="https://a.example/1", title="Title")


@pytest.mark.parametrize("length", [0, 100, SHORT + 100, 300_000])
def test_short_and_long_records_come_back(length: int) -> None:
    entry = replace(ENTRY, content="word " * (length // 5))
    assert decode(encode(entry), Entry) == entry


def test_a_record_is_told_from_another() -> None:
    assert is_kept(encode(ENTRY), ENTRY)
    assert not is_kept(encode(ENTRY), replace(ENTRY, title="Another"))


def test_threads_do_not_disturb_each_other() -> None:
    """A context of Zstandard is of one thread only."""
    entries = [replace(ENTRY, content=f"{n} " * 5000) for n in range(40)]
    with ThreadPoolExecutor(8) as pool:
        kept = list(pool.map(encode, entries * 5))
        back = list(pool.map(lambda data: decode(data, Entry), kept))
    assert back == entries * 5


def test_types_are_learned_one_after_the_other(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two threads that learn types which share a part crash the process (msgspec)."""

    def watched(kind: Any) -> msgspec.json.Decoder[Any]:
        assert codec._learning.locked()
        return real(kind)

    real = msgspec.json.Decoder
    monkeypatch.setattr(codec.msgspec.json, "Decoder", watched)
    codec._learned.cache_clear()
    assert decode(encode(ENTRY), Entry) == ENTRY
    assert not codec._learning.locked()
    codec._learned.cache_clear()
