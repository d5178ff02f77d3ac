"""`nouvelles init`: a new paper."""

from __future__ import annotations

from pathlib import Path

import click

from nouvelles.cli.paper import print_lines
from nouvelles.config import PaperSettings
from nouvelles.run.new import make_paper


@click.command(
    epilog="Examples:\n\n\b\n  nouvelles init paper\n"
    "  nouvelles init paper --name 'The Morning Sheet' --language en"
)
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option("--name", default="", help="The name in the masthead.")
@click.option(
    "--language",
    type=click.Choice(PaperSettings().editions),
    default=None,
    help="The first language of the interface.",
)
def init(folder: Path, name: str, language: str | None) -> None:
    """Make a new paper in DIR: its settings, explained, and an empty database."""
    settings = make_paper(folder, name=name, language=language or "")
    print_lines(
        f"Made a paper. Its settings are in {settings}.",
        f"Fill it:   nouvelles --paper {folder} archive --sample",
        f"Serve it:  nouvelles --paper {folder} serve",
    )
