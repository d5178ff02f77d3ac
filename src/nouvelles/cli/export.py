"""`nouvelles export`: what the paper holds, for other programs."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import click

from nouvelles.cli.paper import opened
from nouvelles.cli.progress import step_bar
from nouvelles.run.export import ExportRow, csv_lines, export_row, json_lines
from nouvelles.run.writing import write_whole
from nouvelles.store import Store, readtables
from nouvelles.store.held import count_articles, each_article
from nouvelles.web.addresses import Addresses

FORMATS: dict[str, Callable[[Iterable[ExportRow]], Iterator[bytes]]] = {
    "jsonl": json_lines,
    "csv": csv_lines,
}


@click.group(
    epilog="Example:\n\n\b\n  nouvelles export articles --format csv --output a.csv"
)
def export() -> None:
    """Write what the paper holds for other programs."""


@export.command(
    epilog="Examples:\n\n\b\n  nouvelles export articles > articles.jsonl\n"
    "  nouvelles export articles --format csv --output articles.csv"
)
@click.option(
    "--format",
    "form",
    type=click.Choice(sorted(FORMATS)),
    default="jsonl",
    show_default=True,
    help="JSON lines or CSV (RFC 4180).",
)
@click.option(
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    help="A file that is not there yet (default: standard output).",
)
@click.pass_obj
def articles(paper: str, form: str, output: Path | None) -> None:
    """Write every article with its citation (`capture_digest`, `captured`).

    `text` is whole only where the rights allow it, else an extract; `text_rights` says
    why. In CSV, lists are joined by "; ", and a cell that begins with = + - @ gets an
    apostrophe in front, so that no spreadsheet takes it for a formula. Articles that
    name someone on the list of hidden names are marked `hidden`.
    """
    with opened(paper) as store:
        readtables.ensure(store)
        lines = FORMATS[form](_rows(store, quiet=output is None))
        write_whole(output, lines)


def _rows(store: Store, *, quiet: bool) -> Iterator[ExportRow]:
    settings = store.settings.paper
    addresses = Addresses(
        base=settings.address.rstrip("/"), edition=settings.editions[0]
    )

    def address_of(id: str, headline: str) -> str:
        return addresses.absolute(addresses.article(id, headline))

    with step_bar("Exporting", quiet=quiet) as steps:
        total = count_articles(store)
        for number, held in enumerate(each_article(store), start=1):
            yield export_row(held, address_of)
            steps(number, max(number, total))
