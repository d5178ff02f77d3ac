"""`nouvelles`: the group of commands, and how errors leave it."""

from __future__ import annotations

import importlib
import sys
from contextlib import nullcontext
from typing import Any

import click

from nouvelles import __version__
from nouvelles.door import loading
from nouvelles.errors import ConfigError, NouvellesError
from nouvelles.logs import set_up

#: Where each command is. They are imported when asked for: a start of `search` should
#: not wait for the web server's or the extractor's imports.
COMMANDS = {
    "ad": "nouvelles.cli.ad",
    "akismet": "nouvelles.cli.akismet",
    "archive": "nouvelles.cli.archive",
    "backup": "nouvelles.cli.backup",
    "comments": "nouvelles.cli.comments",
    "desk": "nouvelles.cli.desk",
    "doctor": "nouvelles.cli.doctor",
    "engines": "nouvelles.cli.engines",
    "export": "nouvelles.cli.export",
    "extract": "nouvelles.cli.extract",
    "group": "nouvelles.cli.group",
    "init": "nouvelles.cli.init",
    "names": "nouvelles.cli.names",
    "read": "nouvelles.cli.read",
    "rebuild": "nouvelles.cli.rebuild",
    "remove": "nouvelles.cli.remove",
    "restore": "nouvelles.cli.backup",
    "run": "nouvelles.cli.run_stage",
    "search": "nouvelles.cli.search",
    "serve": "nouvelles.cli.serve",
    "source": "nouvelles.cli.source",
    "spam": "nouvelles.cli.spam",
    "stages": "nouvelles.cli.stages",
    "story": "nouvelles.cli.story",
    "trace": "nouvelles.cli.trace",
    "translate": "nouvelles.cli.translate",
    "views": "nouvelles.cli.views",
}


class Commands(click.Group):
    """A group whose commands are found by name in `COMMANDS`."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        where = COMMANDS.get(cmd_name)
        if where is None:
            return None
        command: click.Command
        with loading() if where not in sys.modules else nullcontext():
            command = getattr(importlib.import_module(where), cmd_name)
        return command


@click.group(
    cls=Commands,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 88},
    epilog="Examples:\n\n\b\n  nouvelles init paper\n"
    "  nouvelles --paper paper archive day.warc.gz\n  nouvelles --paper paper serve",
)
@click.option(
    "--paper",
    type=click.Path(file_okay=False),
    default=".",
    help="The paper's folder (default: the current one).",
)
@click.option("--verbose", is_flag=True, help="Log every batch.")
@click.version_option(__version__, prog_name="nouvelles")
@click.pass_context
def cli(context: click.Context, paper: str, verbose: bool) -> None:
    """A world newspaper of your own, that shows where every sentence comes from."""
    set_up(verbose=verbose)
    context.obj = paper


def main(arguments: list[str] | None = None) -> Any:
    """Run a command; never a traceback for what a person can act on."""
    try:
        return cli.main(args=arguments, prog_name="nouvelles", standalone_mode=True)
    except NouvellesError as error:
        click.echo(f"nouvelles: {error}", err=True)
        sys.exit(2 if isinstance(error, ConfigError) else 1)
    except BrokenPipeError:
        sys.exit(0)
    except OSError as error:
        about = error.filename or "disk"
        click.echo(f"nouvelles: {about}: {error.strerror}", err=True)
        sys.exit(1)
