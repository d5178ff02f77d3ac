"""`nouvelles source check`: how reading goes, and what to do where it does not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import click

from nouvelles.cli.paper import json_option, opened, print_json, print_lines
from nouvelles.run.clock import system_clock
from nouvelles.run.reading.health import (
    FaultHealth,
    FeedHealth,
    SourceHealth,
    check_sources,
)

#: Heights of the little graph's columns.
_BARS = "▁▂▃▄▅▆▇█"


@click.command(
    "check",
    epilog="Examples:\n\n\b\n  nouvelles source check\n"
    "  nouvelles source check outlet.example\n  nouvelles source check --json",
)
@click.argument("names", nargs=-1, metavar="[HOST|FEED|NAME...]")
@click.option("--trouble", is_flag=True, help="Leave out the sources that are well.")
@json_option
@click.pass_obj
def check(paper: str, names: tuple[str, ...], trouble: bool, as_json: bool) -> None:
    """Show how each source is read: when last, how much, how soon, and what is wrong.

    The graph shows new entries a day over two weeks, today last. The delay is the median
    from publication to our capture; unchanged is the share of looks that found nothing
    new (mostly answered 304). Faults with ~ were got over; those with ! kept something
    from being read, at least for a while.
    """
    now = int(system_clock())
    with opened(paper) as store:
        found = check_sources(store, now, names=names)
    if trouble:
        found = tuple(one for one in found if not one.is_well)
    if as_json:
        print_json(found)
        return
    for one in found:
        print_lines(*_source(one, now), "")
    print_lines("No source is in trouble." if trouble and not found else _sum(found))


def _sum(found: Sequence[SourceHealth]) -> str:
    if not found:
        return "Nothing is read yet: `nouvelles source add ADDRESS`."
    marks = Counter(map(_mark, found))
    new = f", {marks['○']} not read yet (○)" if marks["○"] else ""
    return (
        f"{_count(len(found), 'source')}: {marks['●']} well (●), {marks['◐']} well again "
        f"after faults (◐), {marks['✗']} in trouble (✗){new}."
    )


def _mark(one: SourceHealth) -> str:
    if not one.is_well:
        return "✗"
    if one.is_new:
        return "○"
    return "◐" if one.had_faults else "●"


def _source(one: SourceHealth, now: int) -> list[str]:
    mode = ", headlines only" if one.mode == "headlines" else ""
    name = one.host if one.name == one.host else f"{one.name} ({one.host})"
    lines = [f"{_mark(one)} {name}{mode}"]
    lines += [line for feed in one.feeds for line in _feed(feed, now)]
    lines.append(f"    {_graph(one.entries)}  {_figures(one)}")
    lines += [line for fault in one.faults for line in _fault(fault, now)]
    return lines


def _feed(feed: FeedHealth, now: int) -> list[str]:
    read = f"read {_ago(now - feed.good)} ago" if feed.good else "never read"
    if feed.state == "paused":
        when = "paused"
    elif feed.state == "ended":
        when = "ended: not asked for any more"
    elif feed.due <= now:
        when = "due now"
    else:
        when = f"next in {_ago(feed.due - now)}"
    lines = [f"    {feed.kind} {feed.url}", f"      {read}, {when}"]
    if feed.word:
        since = f"since {_ago(now - feed.since)}, " if feed.since else ""
        times = "once" if feed.failures == 1 else f"{feed.failures} times in a row"
        lines.append(f"      in trouble: {feed.word}, {since}{times}")
    return lines


def _figures(one: SourceHealth) -> str:
    figures = [f"{one.a_day:.1f} new a day"]
    if one.delay_s is not None:
        figures.append(f"delay {_ago(int(one.delay_s))}")
    if one.unchanged is not None:
        figures.append(f"{one.unchanged:.0%} of {_count(one.looks, 'look')} unchanged")
    if one.mode == "pages":
        pages = one.pages
        figures.append(f"{_count(pages.had, 'page')} read")
        others = {
            "waiting": pages.waiting,
            "given up": pages.given_up,
            "closed to us": pages.closed,
            "withdrawn": pages.withdrawn,
        }
        figures += [f"{number} {what}" for what, number in others.items() if number]
    return " · ".join(figures)


def _fault(fault: FaultHealth, now: int) -> list[str]:
    mark = "~" if fault.mended else "!"
    times = "once" if fault.count == 1 else f"{fault.count} times"
    detail = f" [{fault.detail}]" if fault.detail else ""
    lines = [
        f"    {mark} {fault.word}, {times}, last {_ago(now - fault.last)} ago: "
        f"{fault.sentence}{detail}",
        f"      → {fault.advice}",
    ]
    if fault.about:
        lines.insert(1, f"      at {fault.about}")
    return lines


def _graph(counts: Sequence[int]) -> str:
    """Columns for counts, a dot for none."""
    most = max(counts, default=0) or 1
    return "".join(
        _BARS[(count * (len(_BARS) - 1) + most - 1) // most] if count else "·"
        for count in counts
    )


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _ago(seconds: int) -> str:
    """A length of time in one unit, as people say it."""
    for size, unit in ((86_400, "d"), (3_600, "h"), (60, "min")):
        if seconds >= size:
            return f"{seconds // size} {unit}"
    return f"{max(seconds, 0)} s"
