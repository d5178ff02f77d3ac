"""Every answer: headers, HEAD, ETag, compression, and what is kept."""

from __future__ import annotations

import gzip
from datetime import timedelta

import pytest

from nouvelles.records import Tombstone
from nouvelles.testing import MemoryReads
from nouvelles.web.answers import Answer, Kept
from tests.web import invented_press as press
from tests.web.conftest import OpenPaper
from tests.web.reader import Reader

PATHS = [
    "/", "/fr", "/fr/", "/en/", "/fr/article/a1dam", "/fr/article/nothing-x", "/fr/sources",
    "/fr/recherche?q=eau", "/fr/flux.atom", "/robots.txt", "/health", "/pictures/a1dam.jpg",
    "/pictures/none.jpg", "/nowhere", "/static/0/paper.css",
]  # fmt: skip


@pytest.mark.parametrize("path", PATHS)
def test_every_answer_is_guarded(reader: Reader, path: str) -> None:
    answer = reader.get(path)
    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "script-src 'self';" in policy
    assert "unsafe" not in policy
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["referrer-policy"] == "no-referrer"
    assert "set-cookie" not in answer.headers
    assert answer.status_code < 500


@pytest.mark.parametrize("path", PATHS)
def test_head_is_get_without_a_body(reader: Reader, path: str) -> None:
    got, head = reader.get(path), reader.ask("HEAD", path)
    assert head.content == b""
    assert head.status_code == got.status_code
    for name in ("content-type", "content-length", "etag", "location"):
        assert head.headers.get(name) == got.headers.get(name)


def test_other_methods_are_refused(reader: Reader) -> None:
    answer = reader.ask("POST", "/fr/")
    assert answer.status_code == 405
    assert set(answer.headers["allow"].split(", ")) == {"GET", "HEAD"}
    assert "Cette page ne peut qu’être lue" in answer.text


def test_an_unchanged_page_is_not_sent_again(
    reader: Reader, reads: MemoryReads
) -> None:
    etag = reader.get("/fr/").headers["etag"]
    for given in (etag, etag.removeprefix("W/"), f'"x", {etag}', "*"):
        again = reader.get("/fr/", if_none_match=given)
        assert (again.status_code, again.content) == (304, b"")
        assert again.headers["etag"] == etag
    reads.remove("a4fr", Tombstone(status=410, reason="x", at=press.NOW))
    assert reader.get("/fr/", if_none_match=etag).status_code == 200


def test_pages_are_compressed_where_that_is_wanted(reader: Reader) -> None:
    plain = reader.get("/fr/", accept_encoding="identity")
    packed = reader.get("/fr/", accept_encoding="br;q=1, gzip;q=0.5")
    assert packed.headers["content-encoding"] == "gzip"
    assert int(packed.headers["content-length"]) < len(plain.content)
    assert packed.text == plain.text
    assert "content-encoding" not in plain.headers
    refused = reader.get("/fr/", accept_encoding="gzip;q=0")
    assert "content-encoding" not in refused.headers
    assert plain.headers["vary"] == "Accept-Encoding"


def test_the_sheet_may_be_kept_for_ever(reader: Reader) -> None:
    page = reader.open("/fr/")
    path = page.partition('rel="stylesheet" href="')[2].partition('"')[0]
    sheet = reader.get(path)
    assert sheet.status_code == 200
    assert "immutable" in sheet.headers["cache-control"]
    assert len(gzip.compress(sheet.content)) < 8_000
    assert len(sheet.content) <= 20_480
    assert "url(" not in sheet.text
    assert "@import" not in sheet.text


def test_pages_are_kept_until_the_paper_changes(
    reads: MemoryReads, open_paper: OpenPaper
) -> None:
    asked = []

    class Counting:
        def __getattr__(self, name: str) -> object:
            asked.append(name)
            return getattr(reads, name)

    reader = open_paper(Counting())  # type: ignore[arg-type]
    first = reader.get("/fr/")
    assert asked.count("articles") == 1
    assert reader.get("/fr/").content == first.content
    assert asked.count("articles") == 1
    reads.hide("somebody")
    reader.get("/fr/")
    assert asked.count("articles") == 2


def test_the_masthead_turns_its_page_at_midnight(
    reads: MemoryReads, open_paper: OpenPaper
) -> None:
    today = open_paper(reads).open("/fr/")
    tomorrow = open_paper(reads, now=press.NOW + timedelta(days=1)).open("/fr/")
    assert "Jeudi 12\u00a0mars 2026" in today
    assert "Vendredi 13\u00a0mars 2026" in tomorrow


def test_kept_answers_are_few_and_of_one_state() -> None:
    kept = Kept(size=2)
    answer = Answer(body=b"x", keep=True)
    for key in "abc":
        assert kept.find(key, 1) is None
        kept.keep(key, 1, answer)
    assert kept.find("a", 1) is None
    assert kept.find("c", 1) is answer
    assert kept.find("c", 2) is None
    kept.keep("late", 1, answer)
    assert kept.find("late", 2) is None
    kept.keep("no", 2, Answer(body=b"x"))
    assert kept.find("no", 2) is None
