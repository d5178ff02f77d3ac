"""`nouvelles doctor`: is all well with the paper?"""

from __future__ import annotations

import sys

import click

from nouvelles.cli.paper import json_option, opened, print_json, print_lines
from nouvelles.cli.progress import step_bar
from nouvelles.pipeline import STAGES
from nouvelles.run.clock import system_clock
from nouvelles.run.doctor import Finding, examine


@click.command(
    epilog="Examples:\n\n\b\n  nouvelles doctor\n  nouvelles doctor --full --json"
)
@click.option("--full", is_flag=True, help="Read every record back, not a sample.")
@json_option
@click.pass_obj
def doctor(paper: str, full: bool, as_json: bool) -> None:
    """Check the whole paper, mend what can be mended, say what is left to do.

    May run beside `serve`. Exit code 1 when something is wrong that a person must mend.
    """
    found: list[Finding] = []
    with opened(paper) as store, step_bar("Checking", quiet=as_json) as steps:
        for one in examine(store, STAGES, system_clock, full=full, steps=steps):
            found.append(one)
            print_lines(*([] if as_json else _lines(one)))
    healthy = all(one.state != "wrong" for one in found)
    if as_json:
        print_json({"healthy": healthy, "findings": found})
    sys.exit(0 if healthy else 1)


def _lines(one: Finding) -> list[str]:
    lines = [f"{one.state:<7} {one.check}: {one.said}"]
    return lines + ([f"        {one.advice}"] if one.advice else [])
