"""`nouvelles group`: anyone's own articles into stories, with no paper."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

import click
import msgspec

from nouvelles.cli.paper import counted, print_json, print_lines
from nouvelles.config import StoriesSettings
from nouvelles.records import Telling
from nouvelles.run.grouping.encode import Encoding
from nouvelles.run.grouping.lines import BadLine, as_stories, tellings_in
from nouvelles.run.grouping.lines import group as group_tellings


@click.command(
    epilog="Examples:\n\n\b\n  nouvelles group articles.jsonl > stories.jsonl\n"
    "  nouvelles group articles.jsonl --format table\n"
    "  zcat day.jsonl.gz | nouvelles group - --format json"
)
@click.argument("file", metavar="FILE.jsonl", type=click.File("rb"))
@click.option(
    "--format",
    "form",
    type=click.Choice(["jsonl", "table", "json"]),
    default="jsonl",
    show_default=True,
    help="A line an article, or the stories with their articles.",
)
@click.option(
    "--encoder",
    default=StoriesSettings().encoder,
    help="As the setting `stories.encoder`: none, or the folder of an ONNX model.",
)
@click.pass_context
def group(context: click.Context, file: BinaryIO, form: str, encoder: str) -> None:
    """Put the articles in FILE.jsonl into stories: one event, all its tellings.

    Each line is a JSON object with `id`, and as far as known `title`, `text`, `lang`
    (BCP 47), `date` (ISO 8601) and `source`; other fields are ignored. They are read in
    their order, as they would arrive. Printed is {"id", "story"} a line. A line of which
    no article can be made is told on standard error, the others are grouped, and the
    exit code is 1. FILE.jsonl may be - for standard input.
    """
    lines = _Lines(file)
    with Encoding(encoder) as encoding:
        grouped = group_tellings(lines, encoding)
    if form == "jsonl":
        for one in grouped:
            click.echo(
                msgspec.json.encode({"id": one.telling.article, "story": one.story})
            )
    else:
        found = as_stories(grouped)
        if form == "json":
            print_json([_document(*pair) for pair in found.items()])
        else:
            print_lines(*(line for pair in found.items() for line in _table(*pair)))
    if lines.bad:
        said = counted(lines.bad, "line")
        click.echo(f"nouvelles: {file.name}: {said} left out", err=True)
        context.exit(1)


class _Lines:
    """The articles of a file; a bad line is told at once, and counted."""

    def __init__(self, file: BinaryIO) -> None:
        self.file = file
        self.bad = 0

    def __iter__(self) -> Iterator[Telling]:
        for one in tellings_in(self.file):
            if isinstance(one, BadLine):
                self.bad += 1
                about = f"{self.file.name}, line {one.number}"
                click.echo(f"nouvelles: {about}: {one.reason}", err=True)
            else:
                yield one


def _document(story: str, tellings: list[Telling]) -> dict[str, object]:
    return {
        "story": story,
        "articles": [
            {
                "id": one.article,
                "title": one.headline,
                "lang": one.language,
                "date": one.at,
                "source": one.outlet,
            }
            for one in tellings
        ],
    }


def _table(story: str, tellings: list[Telling]) -> Iterator[str]:
    yield f"{story}: {counted(len(tellings), 'article')}"
    for one in tellings:
        at = one.at.isoformat(sep=" ", timespec="minutes") if one.at else "undated"
        said = " ".join(one.headline.split()) or " ".join(one.text.split())[:80]
        yield f"    {one.article}  {at}  {one.language}  {one.outlet}  {said}"
