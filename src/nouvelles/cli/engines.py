"""`nouvelles engines`: what can translate here, between which languages."""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import wraps
from pathlib import Path

import click
from rich.text import Text

from nouvelles.cli.explain import open_console, print_table
from nouvelles.engines import Budget, Engines, Model, Options

#: Digits of a digest that tell one revision from another.
_SHOWN = 12
#: The variable of the environment that holds a server's key: on a command line all see it.
KEY = "NOUVELLES_LIBRETRANSLATE_KEY"
_QUALITY = {"sentences": "sentences", "gist": "a gist only"}


def engine_options(command: Callable[..., None]) -> Callable[..., None]:
    """The options that say what engines may use, given to a command as `options`."""

    @click.option(
        "--models",
        type=click.Path(path_type=Path, file_okay=False),
        help="A folder of models of your own.",
    )
    @click.option(
        "--recorded",
        type=click.Path(path_type=Path, dir_okay=False),
        help="A file of recorded answers.",
    )
    @click.option(
        "--libretranslate",
        default="",
        metavar="ADDRESS",
        help="A server of LibreTranslate, which gets the texts; its key, if it wants one, "
        f"in {KEY}.",
    )
    @click.option(
        "--budget",
        default=0,
        type=click.IntRange(min=0),
        help="Characters that may be sent to it; 0: as many as it takes.",
    )
    @wraps(command)
    def with_options(
        models: Path | None,
        recorded: Path | None,
        libretranslate: str,
        budget: int,
        **others: object,
    ) -> None:
        options = Options(
            models=models,
            recorded=recorded,
            libretranslate=libretranslate,
            key=os.environ.get(KEY, ""),
            budget=Budget(day=budget),
        )
        command(options=options, **others)

    return with_options


@click.command(
    epilog="Examples:\n\n\b\n  nouvelles engines\n  nouvelles engines --models ~/models"
)
@engine_options
def engines(options: Options) -> None:
    """List the engines of translation: pairs, licences, how to add more.

    No paper is needed, and nothing is started. A server is asked for its languages if you
    name one.
    """
    with Engines(options) as found:
        console = open_console()
        for engine in found.by_name.values():
            console.print(Text(engine.name, "bold"))
            columns = ("from", "to", "model", "revision", "SHA-256", "licence", "gives")
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
        model.revision,
        model.digest[:_SHOWN] or "–",
        model.licence or "not stated",
        _QUALITY[model.quality],
    )
