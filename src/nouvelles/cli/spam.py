"""`nouvelles spam`: anyone's own comments, with no paper and no site."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

import click
import msgspec

from nouvelles.cli.paper import counted, print_json, print_lines
from nouvelles.comments import Before, Filter, Rings, Sketch, Verdict, sketch
from nouvelles.comments.figures import Judged, figures
from nouvelles.comments.lines import BadLine, Given, given_in
from nouvelles.comments.site import ENOUGH
from nouvelles.errors import InputError
from nouvelles.run.lessons import append, read_site, take_back
from nouvelles.web.verdicts import why
from nouvelles.web.words import KNOWN, load_words

_FILE = click.argument("file", metavar="FILE.jsonl", type=click.File("rb"))
_SITE = click.option(
    "--site",
    type=click.Path(path_type=Path, dir_okay=False),
    help="The file of your decisions, as `spam learn` writes it.",
)
_RINGS = click.option(
    "--rings", is_flag=True, help="Count texts and hosts that come again in the file."
)
_CIVILITY = click.option(
    "--civility", is_flag=True, help="Queue insults too, by a short list of words."
)


@click.group(
    epilog="Examples:\n\n\b\n  nouvelles spam check comments.jsonl\n"
    "  nouvelles spam explain comments.jsonl --language fr\n"
    "  nouvelles spam learn decided.jsonl --site decisions.jsonl\n"
    "  nouvelles spam eval decided.jsonl"
)
def spam() -> None:
    """Tell spam from comments, in files of one JSON object a line.

    Of each line are read `text`, and as far as known `id`, `author`, `author_url`,
    `page_title`, `lang` (BCP 47), `seconds` (from form to sending), and for learn and eval
    `label` (1 or "spam", 0 or "ham"). FILE.jsonl may be - for standard input. A line that
    cannot be read is told on standard error, the others are done, and the exit code is 1.
    """


@spam.command(
    epilog="Example:\n\n\b\n  nouvelles spam check comments.jsonl --site decisions.jsonl"
)
@_FILE
@_SITE
@_RINGS
@_CIVILITY
@click.pass_context
def check(
    context: click.Context,
    file: BinaryIO,
    site: Path | None,
    rings: bool,
    civility: bool,
) -> None:
    """Print {"id", "score", "band"} of each comment: publish, queue or spam."""
    lines = _Lines(file)
    for given, verdict in _judged(lines, site, rings=rings, civility=civility):
        row = {"id": given.id, "score": verdict.score, "band": verdict.band}
        click.echo(msgspec.json.encode(row))
    lines.end(context)


@spam.command(
    epilog="Example:\n\n\b\n  nouvelles spam explain comments.jsonl --language fr --rings"
)
@_FILE
@_SITE
@_RINGS
@_CIVILITY
@click.option(
    "--language",
    type=click.Choice(KNOWN),
    default="en",
    show_default=True,
    help="The language of the reasons.",
)
@click.pass_context
def explain(
    context: click.Context,
    file: BinaryIO,
    site: Path | None,
    rings: bool,
    civility: bool,
    language: str,
) -> None:
    """Print why each comment is judged as it is: + speaks for spam, - against."""
    words = load_words(language)
    lines = _Lines(file)
    for given, verdict in _judged(lines, site, rings=rings, civility=civility):
        said = " ".join(given.remark.text.split())[:60]
        print_lines(f"{given.id}  {verdict.band}  {verdict.score:.3f}  {said}")
        for one in verdict.reasons:
            print_lines(f"    {one.weight:+.2f}  {why(one, words)}")
    lines.end(context)


@spam.command(
    epilog="Examples:\n\n\b\n  nouvelles spam learn decided.jsonl --site decisions.jsonl\n"
    "  nouvelles spam learn --undo 4711 --site decisions.jsonl"
)
@click.argument("file", metavar="[FILE.jsonl]", type=click.File("rb"), required=False)
@click.option(
    "--site",
    type=click.Path(path_type=Path, dir_okay=False),
    required=True,
    help="The file of decisions; it is begun, or added to.",
)
@click.option("--undo", metavar="ID", help="Take back the decision about this comment.")
@click.pass_context
def learn(
    context: click.Context, file: BinaryIO | None, site: Path, undo: str | None
) -> None:
    """Add decisions (lines with `label`) to what a site teaches its filter."""
    if (file is None) == (undo is None):
        raise click.UsageError("Give FILE.jsonl, or --undo ID.")
    if undo is not None:
        if undo not in {lesson.key for lesson in read_site(site).lessons}:
            raise InputError(str(site), f"no decision about `{undo}`")
        take_back(site, undo)
        _tell_site(site)
    elif file is not None:
        lines = _Lines(file)
        append(site, lines.labelled())
        _tell_site(site)
        lines.end(context)


@spam.command(
    "eval",
    epilog="Example:\n\n\b\n  nouvelles spam eval labelled.jsonl --site decisions.jsonl",
)
@_FILE
@_SITE
@click.option("--json", "as_json", is_flag=True, help="Print JSON for machines.")
@click.pass_context
def evaluate(
    context: click.Context, file: BinaryIO, site: Path | None, as_json: bool
) -> None:
    """Say how well comments with `label` are judged: found, hidden, queued.

    Of comments that the filter has learned from, figures say nothing.
    """
    lines = _Lines(file)
    judging = Filter(read_site(site))
    judged = []
    for given in lines.labelled():
        score, band = judging.score(given.remark)
        judged.append(Judged(spam=bool(given.spam), score=score, band=band))
    found = figures(judged)
    if as_json:
        print_json(found)
    else:
        print_lines(
            f"{counted(found.genuine, 'genuine comment')}: {found.hidden:.1%} hidden, "
            f"{found.queued:.1%} queued",
            f"{found.spam} of spam: {found.caught:.1%} hidden, {found.published:.1%} "
            "published, the rest queued",
        )
        for allowed, recall in found.recall.items():
            few = "" if found.genuine * float(allowed) >= 1 else " (too few comments)"
            print_lines(
                f"found where {float(allowed):.1%} of genuine ones may be flagged: "
                f"{recall:.1%}{few}"
            )
    lines.end(context)


def _judged(
    lines: _Lines, site: Path | None, *, rings: bool, civility: bool
) -> Iterator[tuple[Given, Verdict]]:
    judging = Filter(read_site(site), civility=civility)
    seen = Rings() if rings else None
    for given in lines:
        look = sketch(given.remark)
        before = _before(seen, look) if seen else None
        yield given, judging.judge(given.remark, look=look, before=before)


def _before(rings: Rings, look: Sketch) -> Before:
    copies, hosts = rings.note(look, at=0.0)
    return Before(copies=copies, hosts=hosts)


def _tell_site(path: Path) -> None:
    site = read_site(path)
    spam, genuine = site.count(spam=True), site.count(spam=False)
    said = f"{counted(spam, 'decision')} of spam, {genuine} of genuine comments"
    if site.share < 1:
        said += f"; from {ENOUGH} of each the filter goes by them alone"
    click.echo(f"{path}: {said}")


class _Lines:
    """The comments of a file; a bad line is told at once, and counted."""

    def __init__(self, file: BinaryIO) -> None:
        self.file = file
        self.bad = 0

    def __iter__(self) -> Iterator[Given]:
        for one in given_in(self.file):
            if isinstance(one, BadLine):
                self._tell(one.number, one.reason)
            else:
                yield one

    def labelled(self) -> Iterator[Given]:
        """Those with a label; one without is told."""
        for given in self:
            if given.spam is None:
                self._tell(given.number, "no `label`")
            else:
                yield given

    def _tell(self, number: int, reason: str) -> None:
        self.bad += 1
        click.echo(f"nouvelles: {self.file.name}, line {number}: {reason}", err=True)

    def end(self, context: click.Context) -> None:
        """Say how many lines were left out, and end so."""
        if self.bad:
            said = counted(self.bad, "line")
            click.echo(f"nouvelles: {self.file.name}: {said} left out", err=True)
            context.exit(1)
