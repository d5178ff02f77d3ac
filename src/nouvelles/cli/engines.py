"""`nouvelles engines`: what can translate here, between which languages."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import click
from rich.text import Text

from nouvelles.cli.explain import open_console, print_table
from nouvelles.engines import Engines, Model, Options

#: Digits of a digest that tell one revision from another.
_SHOWN = 12
_QUALITY = {"sentences": "sentences", "gist": "a gist only"}


def engine_options(command: Callable[..., None]) -> Callable[..., None]:
    """The options that say what engines may use."""
    models = click.option(
        "--models",
        type=click.Path(path_type=Path, file_okay=False),
        help="A folder of models of your own.",
    )
    recorded = click.option(
        "--recorded",
        type=click.Path(path_type=Path, dir_okay=False),
        help="A file of recorded answers.",
    )
    return models(recorded(command))


@click.command(
    epilog="Examples:\n\n\b\n  nouvelles engines\n  nouvelles engines --models ~/models"
)
@engine_options
def engines(models: Path | None, recorded: Path | None) -> None:
    """List the engines of translation: pairs, licences, how to add more.

    No paper is needed, and nothing is started or fetched.
    """
    with Engines(Options(models=models, recorded=recorded)) as found:
        console = open_console()
        for engine in found.by_name.values():
            console.print(Text(engine.name, "bold"))
            columns = ("from", "to", "model", "SHA-256", "licence", "gives")
            print_table(
                console, "Pairs", columns, [_row(one) for one in engine.models()]
            )
            for note in engine.notes():
                console.print(Text(f"Note: {note}"))
            console.print(Text(f"More: {engine.more}"))
            console.print()
        for name, reason in found.broken.items():
            click.echo(f"nouvelles: {name}: cannot be loaded: {reason}", err=True)


def _row(model: Model) -> tuple[str, ...]:
    return (
        model.language,
        model.target_language,
        model.name,
        model.digest[:_SHOWN],
        model.licence or "not stated",
        _QUALITY[model.quality],
    )
