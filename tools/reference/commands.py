"""`commands.md`: the help of every command."""

from __future__ import annotations

from collections.abc import Iterator

import click

from nouvelles.cli.main import cli

HEAD = """\
# Commands

All commands but `init`, `restore`, `extract` and `run` act on the paper in the current
folder, or in the one that `--paper DIR` names: `nouvelles --paper DIR COMMAND`.

Exit codes: 0 done; 1 failed, with one sentence on standard error that names the input,
the reason and what to do; 2 wrong usage or wrong settings. Progress bars appear on
standard error, and only on a terminal. `--json` prints one JSON document on standard
output.
"""

#: Columns of the help texts.
WIDTH = 88


def commands_page() -> str:
    """The whole page."""
    return "\n".join([HEAD, *_sections(cli, "nouvelles", None)])


def command_names() -> list[str]:
    """Every command as it is typed: `nouvelles names add` …"""
    return [name for name, _ in _walk(cli, "nouvelles", None)]


def _sections(
    command: click.Command, name: str, parent: click.Context | None
) -> Iterator[str]:
    for full, context in _walk(command, name, parent):
        level = "#" * min(4, 1 + len(full.split()))
        yield f"{level} {full}\n"
        yield f"```text\n{context.get_help().rstrip()}\n```\n"


def _walk(
    command: click.Command, name: str, parent: click.Context | None
) -> Iterator[tuple[str, click.Context]]:
    context = click.Context(
        command,
        info_name=name,
        parent=parent,
        terminal_width=WIDTH,
        help_option_names=["-h", "--help"],
    )
    yield context.command_path, context
    if isinstance(command, click.Group):
        for word in command.list_commands(context):
            inner = command.get_command(context, word)
            assert inner is not None, f"{word} is listed and not there"
            yield from _walk(inner, word, context)
