"""`nouvelles translate`: what the paper translates, and a file of anyone's own."""

from __future__ import annotations

import click

from nouvelles.cli.translate_file import translate_file
from nouvelles.cli.translate_memory import memory
from nouvelles.cli.translate_paper import held, run, status
from nouvelles.cli.translate_review import review


class FileFirst(click.Group):
    """A group in which what is no command is a file to translate."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        if args and args[0] not in self.commands and args[0] not in ("-h", "--help"):
            args = ["file", *args]
        return super().parse_args(ctx, args)


@click.group(
    cls=FileFirst,
    epilog="Examples:\n\n\b\n  nouvelles translate article.html --to fr\n"
    "  nouvelles translate status\n  nouvelles translate held\n"
    "  nouvelles translate review qu3tsdlx2a --to fr\n"
    "  nouvelles translate memory export memory.tmx",
)
def translate() -> None:
    """Translate a file (`translate FILE --to fr`), or look after the paper's translations.

    A file that has the name of a command is written with its folder: ./memory.
    """


for command in (translate_file, memory, run, status, held, review):
    translate.add_command(command)
