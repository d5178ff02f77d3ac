"""`nouvelles translate memory`: sentences that were translated, in and out as TMX."""

from __future__ import annotations

from pathlib import Path

import click

from nouvelles import __version__
from nouvelles.cli.paper import counted, json_option, opened, print_json, print_lines
from nouvelles.errors import InputError
from nouvelles.language.identify import known_primary
from nouvelles.run.clock import system_clock
from nouvelles.run.writing import write_whole
from nouvelles.store.memory import count_memory, keep_units, units
from nouvelles.translate.tmx import read_tmx, write_tmx


@click.group(
    epilog="Examples:\n\n\b\n  nouvelles translate memory import agency.tmx\n"
    "  nouvelles translate memory export --by-people memory.tmx\n"
    "  nouvelles translate memory show"
)
def memory() -> None:
    """The paper's memory of translated sentences (TMX 1.4b)."""


@memory.command(
    "import", epilog="Example:\n\n\b\n  nouvelles translate memory import agency.tmx"
)
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.pass_obj
def import_files(paper: str, files: tuple[Path, ...]) -> None:
    """Remember the sentences of TMX FILES.

    They go before engines, and never before what a person of this paper wrote. Articles
    that have them are made again.
    """
    with opened(paper) as store:
        for path in files:
            try:
                data = path.read_bytes()
            except OSError as error:
                raise InputError(str(path), f"cannot be read: {error}") from error
            found = read_tmx(data, path.name)
            kept, refused = keep_units(store, found, int(system_clock()))
            print_lines(
                f"{path}: {counted(len(found), 'pair')}, {kept} new or changed, "
                f"{refused} not taken: a person of this paper wrote another"
            )


@memory.command(
    "export",
    epilog="Example:\n\n\b\n  nouvelles translate memory export --to fr memory.tmx",
)
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--from", "language", default="", help="Of this language only.")
@click.option("--to", "target", default="", help="Into this language only.")
@click.option("--by-people", is_flag=True, help="Leave out what engines gave.")
@click.pass_obj
def export_file(
    paper: str, file: Path, language: str, target: str, by_people: bool
) -> None:
    """Write what is remembered into FILE, which is not there yet."""
    with opened(paper) as store:
        found = list(
            units(
                store,
                language=known_primary(language),
                target_language=known_primary(target),
                by_people=by_people,
            )
        )
    write_whole(file, [write_tmx(found, __version__)])
    print_lines(f"{file}: {counted(len(found), 'pair')}")


@memory.command(epilog="Example:\n\n\b\n  nouvelles translate memory show")
@json_option
@click.pass_obj
def show(paper: str, as_json: bool) -> None:
    """Tell how many sentences are remembered, by pair and origin."""
    with opened(paper) as store, store.read() as connection:
        found = count_memory(connection)
    rows = [
        {"from": pair[0], "to": pair[1], "origin": pair[2], "sentences": count}
        for pair, count in found.items()
    ]
    if as_json:
        print_json(rows)
    else:
        lines = [
            f"{row['sentences']:>8}  {row['from']} → {row['to']}  {row['origin']}"
            for row in rows
        ]
        print_lines(*(lines or ["Nothing is remembered yet."]))
