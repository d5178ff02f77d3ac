"""`nouvelles engines`: what can translate here, between which languages."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from functools import wraps
from itertools import groupby
from pathlib import Path

import click
from rich.text import Text

from nouvelles.cli.explain import open_console, print_table
from nouvelles.cli.paper import opened
from nouvelles.config import FILE_NAME
from nouvelles.engines import Budget, Engines, Model, Options
from nouvelles.engines.kinds import digest_of
from nouvelles.run.clock import system_clock
from nouvelles.run.translating.making import options_of
from nouvelles.store import Store
from nouvelles.store.translation_queue import EngineOutcome, outcomes_of_engines

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
@click.pass_obj
def engines(paper: str, options: Options) -> None:
    """List the engines of translation: pairs, licences, how to add more.

    In a paper's folder (or with --paper) what its settings name is listed too, and how
    often each engine failed there, and in which way.

    No paper is needed, and nothing is started. A server is asked for its languages if you
    name one.
    """
    outcomes: Sequence[EngineOutcome] = ()
    if (Path(paper) / FILE_NAME).is_file():
        with opened(paper) as store:
            options = _with_settings(options, store)
            with store.read() as connection:
                outcomes = outcomes_of_engines(connection)
    with Engines(options) as found:
        console = open_console()
        for engine in found.by_name.values():
            console.print(Text(engine.name, "bold"))
            columns = ("from", "to", "model", "revision", "SHA-256", "licence", "gives")
            print_table(console, "Pairs", columns, _rows(engine.models()))
            for note in engine.notes():
                console.print(Text(f"Note: {note}"))
            console.print(Text(f"More: {engine.more}"))
            console.print()
        if outcomes:
            told = ("engine", "outcome", "times", "last", "said")
            print_table(
                console, "In this paper", told, [_outcome_row(x) for x in outcomes]
            )
        for name, reason in found.broken.items():
            click.echo(f"nouvelles: {name}: cannot be loaded: {reason}", err=True)


def _with_settings(options: Options, store: Store) -> Options:
    """What a paper names for engines, where nothing was named now."""
    given = options_of(store, system_clock)
    return replace(
        options,
        models=options.models or given.models,
        recorded=options.recorded or given.recorded,
        libretranslate=options.libretranslate or given.libretranslate,
        key=options.key or given.key,
    )


def _outcome_row(one: EngineOutcome) -> tuple[str, ...]:
    last = datetime.fromtimestamp(one.last, UTC).isoformat(" ", "minutes")
    return (one.engine, one.word, str(one.count), last, one.detail)


def _rows(models: Sequence[Model]) -> list[tuple[str, ...]]:
    """A row for each source language of a model, with all languages that it gives."""

    def key(one: Model) -> tuple[str, str]:
        return one.name, one.language

    digests = {file: _digest(file) for file in {one.file for one in models}}
    rows = []
    for (name, language), same in groupby(sorted(models, key=key), key):
        first, *others = same
        targets = [one.target_language for one in (first, *others)]
        rows.append(
            (
                language,
                ", ".join(targets),
                name,
                first.revision or "–",
                digests[first.file],
                first.licence or "not stated",
                _QUALITY[first.quality],
            )
        )
    return sorted(rows)


def _digest(file: Path | None) -> str:
    return digest_of(file)[:_SHOWN] if file is not None else "–"
