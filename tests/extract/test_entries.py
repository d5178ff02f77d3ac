"""The entries of a live blog, each with its time."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta, timezone

import pytest

from nouvelles.extract import extract
from nouvelles.extract.entries import Entry, find_entries
from nouvelles.extract.page import Page
from tests.extract.small_pages import URL, hints_of, read

SAID = (
    "The first ferry has left the quay, to applause from those who had waited all night.",
    "The union’s secretary says that both sides have signed, and that nobody has won.",
    "Talks have been broken off for an hour. The mediator has gone out to feed the gulls.",
)
TIMES = (
    "2026-05-04T11:20:00+02:00",
    "2026-05-04T10:05:00+02:00",
    "2026-05-04T08:30:00Z",
)
LIVE = (
    '<script type="application/ld+json">{"@type":"LiveBlogPosting",'
    '"headline":"Ferry strike: the last day"}</script>'
)


def entries(times: tuple[str, ...] = TIMES) -> str:
    return "".join(
        f"<div><time datetime='{stamp}'>{stamp[11:16]}</time><p>{text}</p></div>"
        for stamp, text in zip(times, SAID, strict=False)
    )


def found_in(page: Page) -> list[Entry]:
    kept = [n.index for n in page.lines if n.text in SAID]
    return find_entries(page, kept, hints_of(page))


def test_entries_with_their_times_and_places() -> None:
    page = read(f"<h1>Ferry strike</h1><div>{entries()}</div>", LIVE)
    zone = timezone(timedelta(hours=2))
    found = found_in(page)
    assert [entry.block.at for entry in found] == [
        datetime(2026, 5, 4, 11, 20, tzinfo=zone),
        datetime(2026, 5, 4, 10, 5, tzinfo=zone),
        datetime(2026, 5, 4, 8, 30, tzinfo=UTC),
    ]
    assert {entry.block.kind for entry in found} == {"live"}
    assert [entry.block.path for entry in found] == [
        f"/html/body/*[2]/*[{n}]" for n in (1, 2, 3)
    ]
    assert [page.lines[entry.first].text for entry in found] == list(SAID)


@pytest.mark.parametrize(
    "entry",
    [
        "<article><header><time datetime={t}>11:20</time></header><p>{s}</p></article>",
        "<div><div><time datetime={t}>11:20</time><div><p>{s}</p></div></div></div>",
        "<li><time datetime={t}>11:20</time> <br>{s}</li>",
        "<section><p>{s}</p><p><span><time datetime={t}>1</time></span></p></section>",
        "<div><p><time datetime={t}>1</time></p><p>{s}</p><time datetime=2020>x</div>",
    ],
)
def test_shapes_of_entries(entry: str) -> None:
    rows = (entry.format(t=t, s=s) for t, s in zip(TIMES, SAID, strict=True))
    page = read(f"<main><p>Now.</p><div>{''.join(rows)}</div></main>", LIVE)
    found = found_in(page)
    assert [page.lines[one.first].text for one in found] == list(SAID)
    assert [one.block.path for one in found] == [
        f"/html/body/*[1]/*[2]/*[{n}]" for n in (1, 2, 3)
    ]
    assert [one.block.at is not None for one in found] == [True] * 3


@pytest.mark.parametrize("name", ["liveblog", "live-feed", "ticker", "timeline"])
def test_pages_that_say_so_by_name(name: str) -> None:
    assert len(found_in(read(f"<div class='{name}'>{entries()}</div>"))) == 3


def test_pages_that_do_not_say_so_have_none() -> None:
    assert found_in(read(f"<div>{entries()}</div>")) == []
    assert found_in(read(f"<div class=delivery>{entries()}</div>")) == []


def test_two_boxes_with_times_are_no_live_blog() -> None:
    assert found_in(read(f"<div>{entries(TIMES[:2])}</div>", LIVE)) == []


def test_boxes_of_which_nothing_is_text_are_no_entries() -> None:
    page = read(f"<div>{entries()}</div>", LIVE)
    assert find_entries(page, [], hints_of(page)) == []
    first = next(line.index for line in page.lines if line.text == SAID[0])
    assert find_entries(page, [first], hints_of(page)) == []


def test_a_day_or_nonsense_is_no_time() -> None:
    times = ("2026-05-04", "yesterday", TIMES[2])
    found = found_in(read(f"<div>{entries(times)}</div>", LIVE))
    assert [entry.block.at is None for entry in found] == [True, True, False]


def test_deep_pages_take_time_in_proportion() -> None:
    def cost(depth: int) -> float:
        page = read(f"{'<div><p>It sank.</p>' * depth}<time datetime=2026>", LIVE)
        kept = [line.index for line in page.lines]
        hints = hints_of(page)
        best = 9.0
        for _ in range(2):
            began = time.process_time()
            find_entries(page, kept, hints)
            best = min(best, time.process_time() - began)
        return best

    cost(10)
    assert cost(4_000) < 24 * max(cost(500), 0.005)


def test_a_whole_live_blog() -> None:
    title = "Ferry strike: the last day"
    more = (
        "The county says that its aeroplanes will fly until Thursday, so that the "
        "pharmacies on the outer islands are full again"
    )
    rows = "".join(
        f"<article class=live-post><header><p class=time><time datetime='{stamp}'>"
        f"{stamp[11:16]}</time></p><h3>Entry number {number}</h3></header><p>{text}</p>"
        f"<p>{more} ({number}).</p></article>"
        for number, (stamp, text) in enumerate(zip(TIMES, SAID, strict=True))
    )
    article = extract(
        f"<html lang=en><head><title>{title}</title>{LIVE}</head><body><nav><a href=/>Home"
        f"</a></nav><main><h1>{title}</h1><p class=byline>By Mira Holm</p>"
        f"<div class=liveblog>{rows}</div></main><aside><h3>Most read</h3><ul><li>"
        "<a href=/1>Where to swim in May</a></ul></aside><footer>© 2026</footer></body>",
        url=URL,
    )
    assert article.kind == "live"
    kinds = [block.kind for block in article.body]
    assert kinds == ["live", "heading", "paragraph", "paragraph"] * 3
    assert [block.text for block in article.body[2::4]] == list(SAID)
    assert [block.at.isoformat() for block in article.body[::4] if block.at] == [
        stamp.replace("Z", "+00:00") for stamp in TIMES
    ]
