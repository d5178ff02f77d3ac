"""Any address that leads to an article tells its whole journey."""

from __future__ import annotations

import hashlib
from dataclasses import replace

import pytest

from nouvelles.errors import InputError
from nouvelles.records import Entry, Surface
from nouvelles.run.prepare import prepare
from nouvelles.run.removal import remove_article
from nouvelles.run.trace import Journey, trace
from nouvelles.store import Store
from nouvelles.store.entries import add_entries
from nouvelles.store.erase import Removal
from nouvelles.testing import Clock
from tests.run.small_paper import LINE, NOW, drain, filled, page, picture

URL = "https://a.example/one"


@pytest.fixture
def paper(store: Store, clock: Clock) -> Store:
    filled(
        store,
        clock,
        page("one", licence="CC-BY-4.0"),
        page("mobile", canonical=URL, hour=1, text="More words."),
        page("short", headline="short"),
        picture("p.png"),
    )
    return store


def removal(address: str) -> Removal:
    return Removal(url=address, status=451, reason="court order", who="ed")


def test_every_form_of_the_address_leads_there(paper: Store) -> None:
    found = trace(paper, URL)
    (article,) = found.articles
    forms = (
        "http://www.a.example/one/?utm_source=mail",
        article.id,
        f"https://paper.example/fr/article/some-words-{article.id}",
        f"http://127.0.0.1:8000/en/article/{article.id}",
    )
    for form in forms:
        again = trace(paper, form)
        assert again.articles == found.articles, form
        assert again.captures == found.captures, form


def test_a_capture_is_told_with_its_stages(paper: Store) -> None:
    found = trace(paper, URL)
    first, second = found.captures
    body = page("one").body
    assert first.digest == f"sha256:{hashlib.sha256(body).hexdigest()}"
    assert (first.status, first.size, first.offset) == (200, len(body), 0)
    assert (paper.folder / "warc" / first.file).is_file()
    assert second.url == "https://a.example/mobile"
    assert first.article == second.article == found.articles[0].id
    assert [(run.stage, run.version, run.status) for run in first.runs] == [
        ("claims", "1", "done"),
        ("extract", "1", "done"),
        ("terms", "1", "done"),
    ]
    assert all(run.current and run.output and run.at for run in first.runs)


def test_rights_are_answered_by_surface(paper: Store) -> None:
    (article,) = trace(paper, URL).articles
    answers = {one.surface: one.answer for one in article.rights}
    assert set(answers) == set(Surface)
    assert answers[Surface.FULL_TEXT].reason == "no-licence"  # the newest capture's


def test_old_versions_are_told_as_such(paper: Store, clock: Clock) -> None:
    plan = prepare(paper, tuple(replace(s, version="2") for s in LINE), clock)
    drain(paper, plan, clock)
    runs = trace(paper, URL).captures[0].runs
    claims = [run for run in runs if run.stage == "claims"]
    assert [(run.version, run.current) for run in claims] == [("1", False), ("2", True)]


def test_a_refused_page_is_told_with_its_reason(paper: Store) -> None:
    found = trace(paper, "https://a.example/short")
    assert found.articles == ()
    (capture,) = found.captures
    run = capture.runs[-1]
    assert (run.status, run.reason, run.detail) == (
        "rejected",
        "too-short",
        "5 characters",
    )


def test_a_picture_has_a_journey_too(paper: Store) -> None:
    (capture,) = trace(paper, "https://a.example/p.png").captures
    assert (capture.kind, [run.stage for run in capture.runs]) == (
        "picture",
        ["picture"],
    )


def test_an_announced_article(paper: Store, clock: Clock) -> None:
    entry = Entry(feed="f", guid="g", url="https://a.example/new", title="New")
    add_entries(paper, [entry], NOW)
    found = trace(paper, "https://a.example/new")
    assert [one.entry for one in found.entries] == [entry]
    drain(paper, prepare(paper, LINE, clock), clock)
    assert trace(paper, "https://a.example/new").articles[0].headline == "New"


@pytest.mark.parametrize(
    "address",
    [
        "https://a.example/unknown",
        "0000000000000",
        "not an address",
        "https://x.example/0000000000000",
    ],
)
def test_an_unknown_address_is_said_to_be_so(paper: Store, address: str) -> None:
    with pytest.raises(InputError):
        trace(paper, address)


def test_a_removed_article_leaves_tombstone_and_edit(paper: Store) -> None:
    before = trace(paper, URL).articles[0].id
    removed = remove_article(paper, removal(URL), NOW)
    assert removed.articles == (before,)
    assert (removed.headlines, removed.captures) == (("mobile",), 2)
    assert removed.complete
    for address in (URL, "https://a.example/mobile", before):
        found: Journey = trace(paper, address)
        assert (found.articles, found.captures) == ((), ())
        (stone,) = found.tombstones
        assert (stone.status, stone.reason, stone.pending) == (
            451,
            "court order",
            False,
        )
        assert [(edit.who, edit.what) for edit in found.edits] == [("ed", "remove")]


def test_removing_by_the_address_of_our_own_page(paper: Store) -> None:
    name = trace(paper, URL).articles[0].id
    ours = f"http://127.0.0.1:8000/fr/article/one-{name}"
    assert remove_article(paper, removal(ours), NOW).articles == (name,)
    with pytest.raises(InputError, match="removed already"):
        remove_article(paper, removal(name), NOW)


def test_an_address_never_met_is_kept_from_coming(paper: Store) -> None:
    removed = remove_article(paper, removal("https://a.example/never"), NOW)
    assert (removed.headlines, removed.captures) == ((), 0)
    (stone,) = trace(paper, "https://a.example/never").tombstones
    assert stone.article == removed.articles[0]
