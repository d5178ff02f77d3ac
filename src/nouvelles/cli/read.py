"""`nouvelles read`: the press into the paper, once or for ever."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from nouvelles.cli.paper import (
    json_option,
    opened,
    print_json,
    print_lines,
    stop_on_signals,
)
from nouvelles.door import loading
from nouvelles.run.clock import system_clock
from nouvelles.run.reading.parsing import early_processes

if TYPE_CHECKING:
    from nouvelles.run.reading import Tally


@click.command(
    epilog="Examples:\n\n\b\n  nouvelles --paper paper read\n"
    "  nouvelles --paper paper read --forever"
)
@click.option("--forever", is_flag=True, help="Go on reading until stopped.")
@click.option("--now", "every_feed", is_flag=True, help="Look at feeds not due, too.")
@click.option(
    "--stories/--no-stories",
    "groups",
    default=True,
    help="Put what comes into stories, or leave that to the next command that does.",
)
@json_option
@click.pass_obj
def read(
    paper: str, forever: bool, every_feed: bool, groups: bool, as_json: bool
) -> None:
    """Look at the feeds that are due, and read the articles that they announce.

    Everything read goes through all stages and into stories. `nouvelles serve` reads too.
    """
    stop = stop_on_signals()
    with early_processes() as processes:
        with loading():  # beside the processes, which load as much
            from nouvelles.run.reading import take_in_news
        with opened(paper) as store:
            tally = take_in_news(
                store,
                system_clock,
                stop,
                forever=forever,
                every_feed=every_feed,
                groups=groups,
                processes=processes,
            )
    if as_json:
        print_json(tally)
    else:
        print_lines(*_sentences(tally))


def _sentences(tally: Tally) -> list[str]:
    """What was read, for people; only what is not nothing."""
    counts = {
        "looks at feeds": tally.looks,
        "of them with nothing new": tally.unchanged,
        "new entries": tally.entries,
        "pages kept": tally.pages,
        "faults (see `nouvelles source check`)": tally.faults,
    }
    lines = [f"{count:>8}  {what}" for what, count in counts.items() if count]
    if tally.no_network:
        lines.append("No host can be reached: there is no network. Nothing is lost.")
    return lines or ["Nothing is due. `--now` looks at every feed all the same."]
