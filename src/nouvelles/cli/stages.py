"""`nouvelles stages`: how the work stands."""

from __future__ import annotations

import click

from nouvelles.cli.paper import json_option, opened, print_json, print_lines
from nouvelles.run.clock import system_clock
from nouvelles.run.report import as_document, as_lines, take_report


@click.command(
    epilog="Examples:\n\n\b\n  nouvelles stages\n"
    "  nouvelles stages --json | jq .rejected"
)
@json_option
@click.pass_obj
def stages(paper: str, as_json: bool) -> None:
    """Count what came in and what became of it, by stage, outcome and reason.

    captures = articles + again + rejected + open, always. Also shows the faults of what
    was given, and the bytes that each stage, each table and the pages take.
    """
    with opened(paper) as store:
        found = take_report(store, system_clock)
    if as_json:
        print_json(as_document(found))
    else:
        print_lines(*as_lines(found))
