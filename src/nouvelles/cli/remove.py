"""`nouvelles remove`: an article out of the paper, for good."""

from __future__ import annotations

import getpass

import click

from nouvelles.cli.paper import json_option, opened, print_json, print_lines
from nouvelles.run.clock import system_clock
from nouvelles.run.removal import Removed, remove_article
from nouvelles.store.erase import Removal

#: The name under which a person's decision is noted: who runs the command.
who_option = click.option(
    "--who", default=getpass.getuser, help="Who decides (default: your user name)."
)


@click.command(
    epilog="Examples:\n\n\b\n"
    "  nouvelles remove https://outlet.example/article --reason 'Asked by the author'\n"
    "  nouvelles remove 0a1b2c3d4e5f6 --reason 'Court order 12/345' --status 451"
)
@click.argument("address")
@click.option("--reason", required=True, help="Shown to readers in its place.")
@click.option(
    "--status",
    type=click.Choice(["410", "451"]),
    default="410",
    show_default=True,
    help="410: gone. 451: unavailable for legal reasons.",
)
@who_option
@json_option
@click.pass_obj
def remove(
    paper: str, address: str, reason: str, status: str, who: str, as_json: bool
) -> None:
    """Erase the article at ADDRESS: bytes, outputs, rows, search entries.

    ADDRESS is the outlet's, that of the paper's own page, or the article's public id. A
    tombstone says the reason to readers and keeps the address from coming back. Backups
    made before still hold the article: make a new one and delete them.
    """
    if not reason.strip():
        raise click.UsageError("--reason is shown to readers: it cannot be empty")
    asked = Removal(url=address, status=int(status), reason=reason.strip(), who=who)
    with opened(paper) as store:
        removed = remove_article(store, asked, int(system_clock()))
    if as_json:
        print_json(removed)
    else:
        print_lines(*_lines(removed))


def _lines(removed: Removed) -> list[str]:
    lines = [f"Removed: {headline}" for headline in removed.headlines]
    ids = ", ".join(removed.articles)
    if not lines and not removed.captures:
        lines = ["Nothing was held under this address; it is kept from coming in."]
    lines.append(f"{ids}: {removed.status}, {removed.captures} captures erased.")
    if not removed.complete:
        lines.append(
            "Another process still reads an old state: the last traces go when it ends "
            "(the worker sees to it, or `nouvelles doctor`)."
        )
    return lines
