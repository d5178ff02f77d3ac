"""`nouvelles views`: how often the paper is read."""

from __future__ import annotations

from datetime import timedelta

import click

from nouvelles.cli.paper import json_option, opened, print_json, print_lines
from nouvelles.run.ads import today
from nouvelles.run.clock import system_clock
from nouvelles.store.views import most_read, views_by_day


@click.command(
    epilog="Examples:\n\n\b\n  nouvelles views\n  nouvelles views --days 30 --json"
)
@click.option(
    "--days",
    type=click.IntRange(1, 400),
    default=7,
    show_default=True,
    help="Days that are looked at, today included.",
)
@click.option(
    "--pages",
    type=click.IntRange(0, 10_000),
    default=20,
    show_default=True,
    help="Pages that are told, the most read first.",
)
@json_option
@click.pass_obj
def views(paper: str, days: int, pages: int, as_json: bool) -> None:
    """Show how many pages were read on each day, and which most.

    Sums by day are all that is counted: nothing of readers is asked or kept. Programs
    that say what they are do not count.
    """
    with opened(paper) as store:
        last = today(store.settings, system_clock)
        first = last - timedelta(days=days - 1)
        with store.read() as connection:
            by_day = views_by_day(connection, first, last)
            top = most_read(connection, first, last, pages)
    if as_json:
        print_json({"days": by_day, "pages": top})
        return
    every = (first + timedelta(days=n) for n in range(days))
    print_lines(*(f"{day}  {by_day.get(day.isoformat(), 0):>9}" for day in every))
    print_lines("", *(f"{one.count:>9}  {one.page}" for one in top))
