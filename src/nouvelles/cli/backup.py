"""`nouvelles backup` and `nouvelles restore`."""

from __future__ import annotations

from pathlib import Path

import click

from nouvelles.cli.paper import json_option, opened, print_json, print_lines
from nouvelles.cli.progress import step_bar
from nouvelles.run.backup import back_up
from nouvelles.run.clock import system_clock
from nouvelles.run.manifest import Manifest
from nouvelles.run.restore import restore as bring_back


@click.command(epilog="Example:\n\n\b\n  nouvelles --paper paper backup 2026-03-12.tar")
@click.argument("file", type=click.Path(path_type=Path))
@json_option
@click.pass_obj
def backup(paper: str, file: Path, as_json: bool) -> None:
    """Write the whole paper into FILE while it runs, and verify what was written.

    FILE holds settings (with the database's password, if they have one), database and
    page bytes, and is readable by you alone. Backups made before an article was removed
    still hold it: delete them.
    """
    with opened(paper) as store, step_bar("Backing up", quiet=as_json) as steps:
        made = back_up(store, file, system_clock, steps)
    _say(f"{file}: written and verified.", made, as_json=as_json)


@click.command(
    epilog="Example:\n\n\b\n  nouvelles restore 2026-03-12.tar restored-paper"
)
@click.argument("file", type=click.Path(path_type=Path))
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@json_option
def restore(file: Path, folder: Path, as_json: bool) -> None:
    """Make the paper of a backup FILE in the folder DIR, which holds none.

    Nothing of a present paper is applied: what was removed after the backup was made
    comes back with it, and must be removed again. The database is the one that the
    settings in the backup name; NOUVELLES_STORE_DATABASE names another.
    """
    found = bring_back(file, folder)
    _say(f"{folder}: restored and verified.", found, as_json=as_json)


def _say(sentence: str, manifest: Manifest, *, as_json: bool) -> None:
    if as_json:
        print_json(manifest)
        return
    counts = ", ".join(f"{count} {name}" for name, count in manifest.counts.items())
    size = sum(part.size for part in manifest.parts)
    parts = f"{len(manifest.parts)} parts, {size} bytes, made {manifest.made}"
    print_lines(sentence, f"    {counts}", f"    {parts}")
