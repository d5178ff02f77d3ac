"""`nouvelles names`: people whom search, feeds and related links never resolve."""

from __future__ import annotations

import click

from nouvelles.cli.paper import json_option, opened, print_json, print_lines
from nouvelles.cli.progress import step_bar
from nouvelles.cli.remove import who_option
from nouvelles.pipeline import STAGES
from nouvelles.run.clock import system_clock
from nouvelles.run.names import change_hidden
from nouvelles.run.prepare import prepare
from nouvelles.store.hidden import list_hidden


@click.group(
    epilog="Examples:\n\n\b\n  nouvelles names list\n"
    "  nouvelles names add 'Ada Example' --why 'a minor'"
)
def names() -> None:
    """Keep the list of names that search, feeds and related links never resolve."""


@names.command("list", epilog="Example:\n\n\b\n  nouvelles names list --json")
@json_option
@click.pass_obj
def list_names(paper: str, as_json: bool) -> None:
    """Show the list."""
    with opened(paper) as store, store.read() as connection:
        found = list_hidden(connection)
    if as_json:
        print_json(found)
    else:
        print_lines(*(f"{one.name}  ({one.since.date()}: {one.why})" for one in found))


@names.command(epilog="Example:\n\n\b\n  nouvelles names add 'Ada Example' --why minor")
@click.argument("name")
@click.option("--why", required=True, help="Why; kept with the decision.")
@who_option
@click.pass_obj
def add(paper: str, name: str, why: str, who: str) -> None:
    """Put NAME on the list; articles that name it leave search and feeds at once."""
    with opened(paper) as store, step_bar("Looking for the name") as steps:
        plan = prepare(store, STAGES, system_clock)
        now = int(system_clock())
        new = change_hidden(store, plan, name, why=why, who=who, now=now, steps=steps)
    print_lines(f"{name}: {'hidden from now on' if new else 'is on the list already'}.")


@names.command(epilog="Example:\n\n\b\n  nouvelles names remove 'Ada Example'")
@click.argument("name")
@who_option
@click.pass_obj
def remove(paper: str, name: str, who: str) -> None:
    """Take NAME off the list; its articles come back into search and feeds."""
    with opened(paper) as store, step_bar("Looking for the name") as steps:
        plan = prepare(store, STAGES, system_clock)
        now = int(system_clock())
        change_hidden(store, plan, name, why=None, who=who, now=now, steps=steps)
    print_lines(f"{name}: taken off the list.")
