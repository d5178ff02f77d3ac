"""What becomes of a page after a visit, with a fault or without."""

from __future__ import annotations

from dataclasses import replace

import pytest

from nouvelles.ingest.network.fetched import Fetched, Validators
from nouvelles.ingest.troubles import NotRead, Word
from nouvelles.run.reading.visit import (
    MOST_TRIES,
    Visited,
    page_not_read,
    put_off,
    read_page,
)
from nouvelles.store.fetches import FetchRow, wanted

NOW = 1_773_313_200.0
URL = "https://outlet.example/a"
HOUR = 3_600


def row(**changes: object) -> FetchRow:
    made = wanted(URL, 1, due=int(NOW), published=int(NOW) - 60)
    return replace(made, **changes)  # type: ignore[arg-type]


def answer(
    body: bytes = b"<p>News</p>",
    *,
    status: int = 200,
    final: str = URL,
    content_type: str = "text/html",
    slow: str = "",
) -> Fetched:
    return Fetched(
        url=URL,
        final=final,
        moved="",
        status=status,
        headers=(("content-type", content_type),),
        body=body,
        validators=Validators(etag='"1"'),
        fresh_s=0.0,
        seconds=3.0,
        slow=slow,
    )


def read(one: FetchRow, got: Fetched, *, now: float = NOW) -> Visited:
    return read_page(one, got, now=now, days=7)


def missed(one: FetchRow, word: Word, **more: object) -> Visited:
    trouble = NotRead(word, one.url, "why", **more)  # type: ignore[arg-type]
    return page_not_read(one, trouble, now=NOW)


def test_a_page_that_was_had() -> None:
    visited = read(row(tries=2, word="timeout"), answer())
    after = visited.row
    assert [capture.url for capture in visited.captures] == [URL]
    assert (after.tries, after.visits, after.word) == (0, 1, "")
    assert (after.captured, after.etag, after.changed) == (int(NOW), '"1"', False)
    assert after.due is not None
    assert NOW < after.due <= NOW + HOUR


def test_the_same_bytes_are_not_kept_twice() -> None:
    first = read(row(), answer()).row
    later = NOW + HOUR
    for got in (answer(), answer(b"", status=304)):
        again = read(first, got, now=later)
        assert again.captures == ()
        assert again.row.digest == first.digest
        assert (again.row.visits, again.row.captured) == (2, int(NOW))
    changed = read(first, answer(b"<p>Corrected</p>"), now=later)
    assert changed.row.changed
    assert len(changed.captures) == 1


def test_the_way_from_where_it_was_announced_is_kept() -> None:
    visited = read(row(), answer(final="https://www.outlet.example/news/a"))
    way, page = visited.captures
    assert (way.url, way.status) == (URL, 302)
    assert way.header("location") == page.url == "https://www.outlet.example/news/a"


def test_who_is_sent_home_finds_nothing() -> None:
    visited = read(row(visits=1), answer(final="https://outlet.example/"))
    assert visited.captures == ()
    assert visited.row.word == "not-found"
    home = replace(row(), url="https://outlet.example/?p=7")
    assert read(home, answer(final="https://outlet.example/")).captures != ()


@pytest.mark.parametrize(
    ("content_type", "body", "said"),
    [
        ("text/html; charset=ISO-8859-15", "Été".encode(), "iso-8859-15"),
        ("text/html; charset=windows-1252", "Été".encode(), "windows-1252"),
        ("text/html; charset=ISO-8859-15", "Été".encode("latin-1"), ""),
        ("text/html; charset=ISO-8859-15", b"plain", ""),
        ("text/html; charset=utf-8", "Été".encode(), ""),
        ("text/html", "Été".encode(), ""),
    ],
)
def test_a_header_that_names_the_wrong_encoding(
    content_type: str, body: bytes, said: str
) -> None:
    troubles = dict(read(row(), answer(body, content_type=content_type)).troubles)
    assert troubles.get(Word.WRONG_CHARSET, "").startswith(
        f"says {said}" if said else ""
    )
    assert (Word.WRONG_CHARSET in troubles) == bool(said)


def test_a_page_in_drops() -> None:
    assert dict(read(row(), answer(slow="9 kB in 3.0 s")).troubles) == {
        Word.SLOW: "9 kB in 3.0 s"
    }


# ---- not had ----


def test_missing_once_may_be_a_mistake_and_twice_is_none() -> None:
    once = missed(row(visits=1), Word.NOT_FOUND, status=404)
    assert (once.gone, once.row.withdrawn, once.row.due) == (False, None, NOW + HOUR)
    twice = missed(once.row, Word.NOT_FOUND, status=404)
    assert (twice.gone, twice.row.withdrawn, twice.row.due) == (True, NOW, None)


def test_gone_is_believed_at_once_and_marked_once() -> None:
    gone = missed(row(visits=1), Word.GONE, status=410)
    assert (gone.gone, gone.row.withdrawn, gone.row.due) == (True, NOW, None)
    assert not missed(gone.row, Word.GONE, status=410).gone


def test_what_the_law_took_away_is_withdrawn_too() -> None:
    once = missed(row(visits=1), Word.FORBIDDEN, status=451)
    twice = missed(once.row, Word.FORBIDDEN, status=451)
    assert (once.gone, twice.gone) == (False, True)
    assert not missed(once.row, Word.FORBIDDEN, status=403).gone


def test_what_comes_back_is_told() -> None:
    gone = missed(row(visits=1), Word.GONE, status=410).row
    back = read(gone, answer())
    assert back.back
    assert (back.row.withdrawn, back.row.misses) == (None, 0)


@pytest.mark.parametrize(
    "word",
    [
        Word.ROBOTS,
        Word.REFUSED,
        Word.BAD_ADDRESS,
        Word.BOMB,
        Word.TOO_LARGE,
        Word.REDIRECT_LOOP,
        Word.BAD_REDIRECT,
    ],
)
def test_what_will_stay_is_not_tried_again(word: Word) -> None:
    assert missed(row(), word).row.due is None


def test_other_faults_are_tried_ever_less_and_then_given_up() -> None:
    one = row()
    pauses = []
    while one.due is not None:
        one = missed(one, Word.TIMEOUT).row
        pauses += [one.due - NOW] if one.due else []
    assert one.tries == MOST_TRIES
    assert pauses == sorted(pauses)
    assert pauses[0] < 60 < 900 <= pauses[1]


def test_a_wish_for_time_is_kept() -> None:
    asked = missed(row(), Word.RATE_LIMITED, status=429, after_s=5_000.0)
    assert (asked.row.due, asked.after_s) == (NOW + 5_000, 5_000.0)
    # Who wants less haste without saying how much is not asked again at once.
    vague = missed(row(), Word.RATE_LIMITED, status=429).row.due
    assert vague is not None
    assert vague >= NOW + 900


def test_a_page_that_only_waits_keeps_its_tries() -> None:
    trouble = NotRead(Word.RATE_LIMITED, URL, after_s=120.0)
    waiting = put_off(row(tries=2), int(NOW) + 120, trouble)
    assert (waiting.row.tries, waiting.row.due) == (2, int(NOW) + 120)
    assert waiting.troubles == ()
    given_up = put_off(row(due=None), None, trouble)
    assert given_up.row.due is None
