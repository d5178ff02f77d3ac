"""`nouvelles rebuild`: the read tables made anew."""

from __future__ import annotations

import click

from nouvelles.cli.paper import opened, print_lines
from nouvelles.cli.progress import step_bar
from nouvelles.pipeline import STAGES
from nouvelles.run.clock import system_clock
from nouvelles.run.prepare import prepare
from nouvelles.run.reproject import rebuild as make_anew
from nouvelles.store.held import count_articles


@click.command(epilog="Example:\n\n\b\n  nouvelles --paper paper rebuild")
@click.pass_obj
def rebuild(paper: str) -> None:
    """Drop what the pages and the search read, and make it anew from what is kept.

    Nothing is lost: captures, outputs and people's work stay as they are. Readers see an
    empty paper that fills up meanwhile.
    """
    with opened(paper) as store, step_bar("Rebuilding") as steps:
        plan = prepare(store, STAGES, system_clock)
        make_anew(store, plan, steps)
        count = count_articles(store)
    print_lines(f"{count} articles made anew.")
