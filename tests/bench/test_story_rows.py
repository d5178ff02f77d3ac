"""Rows of the stories bench as a web archive and feeds that a paper reads."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from nouvelles.ingest import parse_feed, read_warc
from nouvelles.records import Capture
from tools import story_rows

ROWS = [
    {
        "id": "Set-1",
        "story": "a",
        "lang": "fr",
        "date": "2026-03-01T10:00:00Z",
        "source": "Le Quai",
        "title": "Le barrage a cédé & l’eau monte",
        "text": "Un barrage a cédé.\nOn évacue.",
    },
    {
        "id": "Set-2",
        "story": "b",
        "lang": "en",
        "date": "2026-03-02T08:30:00+00:00",
        "source": "The Quay",
        "title": "Comet <seen>",
        "text": "",
    },
    {
        "id": "Set-3",
        "story": "c",
        "lang": "en",
        "date": None,
        "source": None,
        "title": "Left out",
        "text": "",
    },
]


def test_rows_become_pages_and_feeds(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows, out = tmp_path / "rows.jsonl", tmp_path / "out"
    rows.write_text("\n".join(map(json.dumps, ROWS)), encoding="utf-8")
    asked = ["story_rows", str(out), str(rows), "--stories", "2"]
    monkeypatch.setattr("sys.argv", asked)
    story_rows.main()
    assert {one.name for one in out.iterdir()} == {
        "rows.warc.gz",
        "the-quay.example.xml",
    }
    (found,) = read_warc(out / "rows.warc.gz")
    page = found.item
    assert isinstance(page, Capture)
    assert page.url == "https://le-quai.example/set-1"
    assert page.at == datetime(2026, 3, 1, 10, tzinfo=UTC)
    text = page.body.decode()
    assert "<h1>Le barrage a cédé &amp; l’eau monte</h1>" in text
    assert "<p>Un barrage a cédé.</p><p>On évacue.</p>" in text
    feed_file = (out / "the-quay.example.xml").read_bytes()
    feed = parse_feed(feed_file, address="https://the-quay.example/feed")
    (entry,) = feed.entries
    assert (feed.language, entry.title) == ("en", "Comet <seen>")
    assert entry.published == datetime(2026, 3, 2, 8, 30, tzinfo=UTC)
