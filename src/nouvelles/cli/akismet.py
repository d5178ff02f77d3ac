"""`nouvelles akismet`: other sites' comments, filtered here."""

from __future__ import annotations

from datetime import UTC, datetime

import click

from nouvelles.cli.paper import counted, json_option, opened, print_json, print_lines
from nouvelles.run.akismet.keys import KeyInUse, keys_in_use, new_key, take_back
from nouvelles.run.clock import system_clock


@click.group(
    epilog="Examples:\n\n\b\n  nouvelles akismet key add https://blog.example\n"
    "  nouvelles akismet key list\n  nouvelles akismet key disable blog.example"
)
def akismet() -> None:
    """Filter the comments of other sites (Akismet's protocol)."""


@akismet.group(
    epilog="Examples:\n\n\b\n  nouvelles akismet key add https://blog.example\n"
    "  nouvelles akismet key list --json\n  nouvelles akismet key disable 0123456789ab"
)
def key() -> None:
    """The keys that sites ask with, one for each site."""


@key.command(epilog="Example:\n\n\b\n  nouvelles akismet key add https://blog.example")
@click.argument("site")
@click.pass_obj
def add(paper: str, site: str) -> None:
    """Give out a key for SITE, the address of a site."""
    with opened(paper) as store:
        made = new_key(store, site, system_clock)
        serves = store.settings.akismet.serve
    print_lines(f"{made.key}  for {made.site}")
    if not serves:
        print_lines("Nobody answers yet: set akismet.serve to true and start again.")


@key.command("list", epilog="Example:\n\n\b\n  nouvelles akismet key list --json")
@json_option
@click.pass_obj
def list_keys(paper: str, as_json: bool) -> None:
    """Show every key with what was asked this month, and what was learned for it."""
    with opened(paper) as store:
        found = keys_in_use(store, system_clock)
    if as_json:
        print_json(found)
    else:
        print_lines(*([_line(one) for one in found] or ["No key was given out yet."]))


@key.command(epilog="Example:\n\n\b\n  nouvelles akismet key disable blog.example")
@click.argument("key")
@click.pass_obj
def disable(paper: str, key: str) -> None:
    """Take back KEY, or the keys of a site. Its administrator is told when it asks."""
    with opened(paper) as store:
        done = take_back(store, key, system_clock)
    names = ", ".join(f"{one.key} for {one.site}" for one in done)
    print_lines(f"Taken back: {names}" if done else f"{key}: was taken back before.")


def _line(one: KeyInUse) -> str:
    back = one.key.disabled
    state = "holds" if back is None else f"taken back {_day(back)}"
    asked = f"{one.month.spam:>7} spam  {one.month.ham:>7} ham  this month"
    learned = counted(one.lessons, "lesson")
    return f"{one.key.key}  {state:<21}  {asked}  {learned:>12}  {one.key.site}"


def _day(at: int) -> str:
    return datetime.fromtimestamp(at, UTC).date().isoformat()
