"""The sums always agree, and every end has its reason."""

from __future__ import annotations

from dataclasses import replace

from nouvelles.records import Entry
from nouvelles.run.prepare import prepare
from nouvelles.run.report import Report, as_document, as_lines, size_text, take_report
from nouvelles.store import Store, people
from nouvelles.store.entries import add_entries
from nouvelles.store.report import ReasonCount
from nouvelles.testing import Clock
from tests.run.small_paper import (
    LINE,
    NOW,
    drain,
    filled,
    keep,
    page,
    picture,
    run_stages,
)

BATCH = (
    page("one"),
    page("one", hour=1),  # again
    page("mobile", canonical="https://a.example/one", hour=2),  # again
    page("two"),
    page("three", headline="short"),
    page("four", headline="reserved"),
    page("five", headline="bug"),
    picture("p.png"),
)


def agrees(report: Report) -> bool:
    sums = report.sums
    return sums.captures == sums.articles + sums.again + sums.rejected + sums.open


def test_the_sums_of_a_day(store: Store, clock: Clock) -> None:
    filled(store, clock, *BATCH)
    report = take_report(store, clock)
    sums = report.sums
    assert agrees(report)
    assert (sums.captures, sums.articles, sums.again) == (7, 2, 2)
    assert (sums.rejected, sums.quarantined, sums.open) == (3, 1, 0)
    assert (sums.pictures, sums.announced, report.unprojected) == (1, 0, 0)


def test_they_agree_at_every_step(store: Store, clock: Clock) -> None:
    plan = prepare(store, LINE, clock)
    assert agrees(take_report(store, clock))
    keep(store, plan, *BATCH)
    report = take_report(store, clock)
    assert report.sums.open == 7
    run_stages(store, plan, clock)
    report = take_report(store, clock)
    assert agrees(report)
    assert report.sums.open == 7  # through, but not yet in the read tables
    assert report.unprojected == 8
    drain(store, plan, clock)
    assert agrees(take_report(store, clock))


def test_they_agree_while_a_version_is_raised(store: Store, clock: Clock) -> None:
    filled(store, clock, *BATCH)
    better = tuple(replace(stage, version="2") for stage in LINE)
    plan = prepare(store, better, clock)
    report = take_report(store, clock)
    assert agrees(report)
    # The articles are shown from the old version; the refused are looked at again.
    assert (report.sums.articles, report.sums.open) == (2, 3)
    drain(store, plan, clock)
    report = take_report(store, clock)
    assert (report.sums.rejected, report.sums.open) == (3, 0)


def test_reasons_and_versions(store: Store, clock: Clock) -> None:
    filled(store, clock, *BATCH)
    claims, extract, terms, _ = (one.count for one in take_report(store, clock).stages)
    assert (claims.name, claims.version) == ("claims", "1")
    assert claims.outcomes == {"done": 6, "rejected": 1}
    assert claims.reasons == (
        ReasonCount(status="rejected", reason="tdm-reserved", count=1),
    )
    assert extract.outcomes == {"done": 4, "rejected": 1, "quarantined": 1}
    assert {(r.status, r.reason) for r in extract.reasons} == {
        ("rejected", "too-short"),
        ("quarantined", "bug"),
    }
    assert (terms.open, terms.oldest_open_s) == (0, None)


def test_open_work_has_an_age(store: Store, clock: Clock) -> None:
    plan = prepare(store, LINE, clock)
    keep(store, plan, page("one"), now=NOW)
    clock.now = NOW + 90
    claims = take_report(store, clock).stages[0].count
    assert (claims.open, claims.oldest_open_s) == (1, 90)


def test_bytes_are_counted(store: Store, clock: Clock) -> None:
    filled(store, clock, *BATCH)
    report = take_report(store, clock)
    assert report.table_bytes["captures"] > 0
    on_disk = sum(p.stat().st_size for p in store.folder.rglob("*.warc.gz"))
    assert report.warc_bytes == on_disk > 0
    ledger = sum(one.ledger_bytes for one in report.stages)
    assert 0 < ledger <= report.table_bytes["runs"]
    assert all(one.count.output_bytes > 0 for one in report.stages)


def test_announced_articles_have_no_capture(store: Store, clock: Clock) -> None:
    filled(store, clock, page("one"), page("four", headline="reserved"))
    entries = [
        Entry(feed="f", guid=name, url=f"https://a.example/{name}", title=name)
        for name in ("one", "four", "six")
    ]
    add_entries(store, entries, NOW)
    assert take_report(store, clock).sums.announced == 2


def test_faults_are_told(store: Store, clock: Clock) -> None:
    for _ in range(2):
        people.note_incident(store, "day.warc.gz", "cut", "Fetch it again.", NOW)
    report = take_report(store, clock)
    lines = as_lines(report)
    assert "  2 × day.warc.gz: cut" in lines
    assert "      Fetch it again." in lines


def test_the_same_fault_of_many_is_told_once(store: Store, clock: Clock) -> None:
    for number in (*range(7), 0):
        people.note_incident(store, f"{number}.example", "odd", "Look at it.", NOW)
    people.note_incident(store, "day.warc.gz", "cut", "Fetch it again.", NOW)
    lines = as_lines(take_report(store, clock))
    place = lines.index("  7 times: odd")
    assert lines[place + 1].count(".example") == 5
    assert lines[place + 1].endswith(" and 2 more")
    assert lines.count("      Look at it.") == 1
    assert "  day.warc.gz: cut" in lines


def test_the_document_has_the_sums_on_top(store: Store, clock: Clock) -> None:
    filled(store, clock, *BATCH)
    document = as_document(take_report(store, clock))
    assert (document["captures"], document["again"], document["rejected"]) == (7, 2, 3)
    stages = document["stages"]
    assert isinstance(stages, list)
    assert [stage["name"] for stage in stages] == [
        "claims",
        "extract",
        "terms",
        "picture",
    ]


def test_sizes_for_people() -> None:
    assert size_text(999) == "999 B"
    assert size_text(1_500) == "1.5 kB"
    assert size_text(2_000_000_000_000) == "2.0 TB"
