"""`nouvelles source`: the outlets, what is known of them, and how they are read."""

from __future__ import annotations

from collections.abc import Sequence

import click

from nouvelles.cli.paper import json_option, opened, print_json, print_lines
from nouvelles.cli.progress import step_bar
from nouvelles.cli.remove import who_option
from nouvelles.cli.source_check import check
from nouvelles.cli.source_read import (
    add,
    export_sources,
    import_sources,
    pause_sources,
    remove_sources,
    resume_sources,
)
from nouvelles.pipeline import STAGES
from nouvelles.records import SourceCount
from nouvelles.run.clock import system_clock
from nouvelles.run.outlets import set_source
from nouvelles.run.prepare import prepare
from nouvelles.run.reading.health import feeds_by_host
from nouvelles.store import readtables
from nouvelles.store.kinds import State
from nouvelles.store.read import ReadTables


@click.group(
    epilog="Examples:\n\n\b\n  nouvelles source add https://outlet.example\n"
    "  nouvelles source check\n"
    "  nouvelles source set outlet.example --name 'The Outlet' --licence CC-BY-4.0"
)
def source() -> None:
    """Say which outlets are read, see how it goes, and what is known of them."""


for command in (
    add,
    check,
    pause_sources,
    resume_sources,
    remove_sources,
    import_sources,
    export_sources,
):
    source.add_command(command)


@source.command("list", epilog="Example:\n\n\b\n  nouvelles source list --json")
@json_option
@click.pass_obj
def list_sources(paper: str, as_json: bool) -> None:
    """Show every outlet: articles that the paper holds, feeds that are read."""
    with opened(paper) as store:
        readtables.ensure(store)
        found = ReadTables(store).sources()
        states = feeds_by_host(store)
    if as_json:
        print_json(found)
    else:
        print_lines(*(_line(one, states.get(one.source.host, ())) for one in found))


def _line(one: SourceCount, states: Sequence[State]) -> str:
    outlet = one.source
    mode = "headlines only" if outlet.mode == "headlines" else ""
    facts = [outlet.name, outlet.country, outlet.language, outlet.licence, mode]
    known = ", ".join(fact for fact in facts if fact)
    articles = f"{one.articles} article{'' if one.articles == 1 else 's'}"
    return f"{articles:>14}  {_read(states):>9}  {outlet.host}  ({known})"


def _read(states: Sequence[State]) -> str:
    """How many feeds of an outlet are read, or why none is."""
    number = sum(state is State.READ for state in states)
    if number:
        return "1 feed" if number == 1 else f"{number} feeds"
    if State.PAUSED in states:
        return "paused"
    return "ended" if states else "not read"


@source.command(
    "set",
    epilog="Examples:\n\n\b\n"
    "  nouvelles source set outlet.example --licence CC-BY-SA-4.0 --country FR\n"
    "  nouvelles source set outlet.example --licence ''",
)
@click.argument("host")
@click.option("--name", help="The outlet's name, as it prints it.")
@click.option("--language", help="Its language (BCP 47: fr, pt-BR …).")
@click.option("--country", help="Its country (ISO 3166: FR, BR …).")
@click.option("--licence", help="Licence of all its texts (SPDX); '' for none.")
@click.option(
    "--conditions",
    help="What it asks for besides, with commas: no-translation, tracking-pixel; '' for "
    "nothing.",
)
@click.option("--owner", help="Who owns it.")
@click.option("--home", help="The address of its home page.")
@click.option("--zone", help="Its time zone (Europe/Paris …): its nights are its own.")
@click.option(
    "--mode",
    type=click.Choice(["pages", "headlines"]),
    help="Whether its pages are read, or its feeds' headlines only.",
)
@who_option
@click.pass_obj
def set_fields(paper: str, /, host: str, who: str, **fields: str | None) -> None:
    """Say what is known of the outlet at HOST; its articles are made again at once.

    A licence is republishing's only ground: give one only if the outlet itself states
    it for all its texts. An option that is not given leaves its field as it is.
    """
    changes = {name: value for name, value in fields.items() if value is not None}
    if not changes:
        raise click.UsageError("say what to set: --name, --licence …")
    with opened(paper) as store, step_bar("Its articles") as steps:
        plan = prepare(store, STAGES, system_clock)
        now = int(system_clock())
        now_known = set_source(
            store, plan, host, changes, who=who, now=now, steps=steps
        )
    outlet, count = now_known.source, now_known.articles
    print_lines(f"{outlet.host}: {outlet.name}, {outlet.licence or 'no licence'}")
    print_lines(f"{count} articles made again.")
