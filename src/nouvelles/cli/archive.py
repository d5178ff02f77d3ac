"""`nouvelles archive`: files into the paper, through all stages."""

from __future__ import annotations

from pathlib import Path

import click

from nouvelles.cli.paper import (
    counted,
    json_option,
    opened,
    print_json,
    print_lines,
    stop_on_signals,
)
from nouvelles.cli.progress import FileProgress
from nouvelles.run.archive import Tally
from nouvelles.run.clock import system_clock
from nouvelles.run.intake import take_in
from nouvelles.run.sample import take_in_sample


@click.command(
    epilog="Examples:\n\n\b\n  nouvelles archive CC-NEWS-20260312.warc.gz\n"
    "  nouvelles archive page.html --url https://outlet.example/article\n"
    "  nouvelles archive saved-pages/ feed.xml"
)
@click.argument("files", nargs=-1, type=click.Path(path_type=Path))
@click.option("--url", default="", help="The address of a single HTML file.")
@click.option(
    "--sample", is_flag=True, help="Read the sample day of an invented press."
)
@json_option
@click.pass_obj
def archive(
    paper: str, files: tuple[Path, ...], url: str, sample: bool, as_json: bool
) -> None:
    """Read web archives (WARC), pages, folders of pages and feeds into the paper.

    Everything read goes through all stages. Running it twice changes nothing.
    """
    if bool(files) == sample:
        raise click.UsageError("name the files to read, or give --sample")
    stop = stop_on_signals()
    with opened(paper) as store, FileProgress(quiet=as_json) as show:
        if sample:
            tally = take_in_sample(store, system_clock, stop, show)
        else:
            tally = take_in(store, files, system_clock, stop, url=url, progress=show)
        comments = store.settings.comments
    if as_json:
        print_json(tally)
    else:
        print_lines(*_sentences(tally))
        if sample and comments.open and comments.close_days:
            # Else who tries the sample wonders why nobody may say anything.
            print_lines(
                "The day is of March 2026, and comments close "
                f"{counted(comments.close_days, 'day')} after an article: to try them, "
                "write close_days = 0 below [comments] in nouvelles.toml."
            )


def _sentences(tally: Tally) -> list[str]:
    """What was read, for people; only what is not nothing."""
    counts = {
        "captures kept": tally.captures,
        "captures already there": tally.known,
        "captures of removed articles, not kept": tally.removed,
        "entries of feeds new or changed": tally.entries,
        "faults (see `nouvelles stages`)": tally.faults,
    }
    lines = [f"{count:>8}  {what}" for what, count in counts.items() if count]
    if tally.read_before:
        lines.append("An archive was read to its end before: nothing new in it.")
    return lines or ["Nothing new."]
