"""`nouvelles run`: one stage on one local file."""

from __future__ import annotations

from pathlib import Path

import click

from nouvelles.cli.paper import print_json
from nouvelles.errors import InputError, StageError
from nouvelles.pipeline import STAGES
from nouvelles.records import Picture
from nouvelles.run.one import capture_of, run_stage


@click.command(
    epilog="Examples:\n\n\b\n  nouvelles run extract page.html\n"
    "  nouvelles run terms page.html --url https://outlet.example/article"
)
@click.argument("stage", type=click.Choice([stage.name for stage in STAGES]))
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--url", default="", help="The page's address, where it names none.")
def run(stage: str, file: Path, url: str) -> None:
    """Run one STAGE (and those it needs) on one local FILE, with no database."""
    try:
        record = run_stage(STAGES, stage, capture_of(file, url))
    except StageError as error:
        raise InputError(str(file), f"{stage} ends with {error}") from error
    if isinstance(record, Picture):
        size = f"{record.width}×{record.height}"
        print_json({"type": record.media_type, "size": size, "bytes": len(record.data)})
    else:
        print_json(record)
