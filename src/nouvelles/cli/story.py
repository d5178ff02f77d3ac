"""`nouvelles story`: the stories of a paper, what is in them, and why."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

import click
from rich.console import Console
from rich.table import Table
from rich.text import Text

from nouvelles.cli.paper import json_option, opened, print_json, print_lines
from nouvelles.cli.story_edit import COMMANDS
from nouvelles.edition.strength import count_origins
from nouvelles.records import Reason, Story, StoryAct, Told
from nouvelles.run.clock import moment_of, system_clock
from nouvelles.run.grouping.asked import (
    LogLine,
    Why,
    find_story,
    history,
    why,
)
from nouvelles.store import readtables
from nouvelles.store.read import ReadTables

#: Columns where there is no terminal: no line is broken, so that `grep` finds it whole.
_UNBROKEN = 100_000


@click.group(
    epilog="Examples:\n\n\b\n  nouvelles story list\n  nouvelles story show 3k9d0a7x\n"
    "  nouvelles story why https://outlet.example/article\n"
    "  nouvelles story merge 3k9d0a7x p2m4v8qz --why 'the same accident'"
)
def story() -> None:
    """See the stories, ask why an article is in one, and put right what is wrong."""


for _command in COMMANDS:
    story.add_command(_command)


@story.command(
    "list",
    epilog="Examples:\n\n\b\n  nouvelles story list --limit 100\n"
    "  nouvelles story list --tellings 2 --json",
)
@click.option(
    "--limit",
    type=click.IntRange(1),
    default=30,
    show_default=True,
    help="So many stories, those with the newest telling first.",
)
@click.option(
    "--tellings",
    type=click.IntRange(1),
    default=1,
    show_default=True,
    help="Only stories of so many articles or more.",
)
@click.option("--hidden", is_flag=True, help="Those that are kept off the paper.")
@json_option
@click.pass_obj
def list_stories(
    paper: str, limit: int, tellings: int, hidden: bool, as_json: bool
) -> None:
    """Show the stories: articles, origins, countries, languages, the newest time."""
    with opened(paper) as store:
        readtables.ensure(store)
        found = ReadTables(store).newest_stories(limit, tellings, hidden=hidden)
    if as_json:
        print_json(found)
    elif found:
        _print_table(
            ("story", "articles", "origins", "countries", "languages", "newest", ""),
            [(*_figures(one), headline_of(one)) for one in found],
        )
    else:
        print_lines("There is no such story.")


def _figures(one: Story) -> tuple[str, ...]:
    told = one.told
    return (
        one.id,
        str(len(told)),
        str(count_origins(told)),
        str(len({each.country for each in told} - {""})),
        str(len({each.listed.language for each in told})),
        _time(max(filter(None, map(_at, told)), default=None)),
    )


def headline_of(one: Story) -> str:
    """The headline by which a list names a story: an editor's lead, else the first."""
    lead = next((t for t in one.told if t.listed.id == one.lead), one.told[0])
    return lead.listed.headline


def _at(told: Told) -> datetime | None:
    return told.listed.published or told.listed.captured


def _time(at: datetime | None) -> str:
    return at.isoformat(sep=" ", timespec="minutes") if at else "undated"


@story.command(epilog="Example:\n\n\b\n  nouvelles story show 3k9d0a7x --json")
@click.argument("name", metavar="STORY")
@json_option
@click.pass_obj
def show(paper: str, name: str, as_json: bool) -> None:
    """Show STORY: its tellings, earliest first, and what was decided about it.

    STORY is its id, one that leads to it, or the address of its page.
    """
    with opened(paper) as store:
        found = find_story(store, name)
        lines = history(store, found)
    if as_json:
        print_json({"story": found, "log": lines})
        return
    print_lines(f"story {found.id}: {headline_of(found)}", *_marks(found))
    columns = ("article", "time", "outlet", "country", "language", "text of", "by", "")
    _print_table(columns, [_telling(one) for one in found.told])
    print_lines("", "What was decided:", *(f"  {_log_line(one)}" for one in lines))


def _marks(found: Story) -> Iterator[str]:
    if found.former:
        yield f"    {', '.join(found.former)} lead here"
    if found.lead:
        yield f"    {found.lead} leads, by an editor's choice"
    if found.hidden:
        yield "    hidden: it is kept off the paper"
    if found.sensitive:
        yield "    sensitive: no advertisement stands beside it"


def _telling(told: Told) -> tuple[str, ...]:
    copy = told.copy
    listed = told.listed
    return (
        listed.id,
        _time(_at(told)),
        listed.source.host,
        told.country,
        listed.language,
        f"{copy.kind} of {told.origin}" if copy else "",
        told.by or "engine",
        listed.headline,
    )


def _log_line(line: LogLine) -> str:
    act = line.act
    what = [act.kind, act.story]
    what += [f"→ {act.into}"] if act.into else []
    what += [act.article] if act.article else []
    what += list(act.articles)
    said = f" ({act.why})" if act.why else ""
    odds = f" {_odds(act)}" if act.odds else ""
    who = act.by or "engine"
    return f"{line.number:>6}  {_time(act.at)}  {who}: {' '.join(what)}{odds}{said}"


def _odds(act: StoryAct) -> str:
    return f"log-odds {act.odds:+.2f}"


@story.command(
    "why",
    epilog="Examples:\n\n\b\n  nouvelles story why https://outlet.example/article\n"
    "  nouvelles story why 0a1b2c3d4e5f6 --json",
)
@click.argument("name", metavar="ARTICLE")
@json_option
@click.pass_obj
def why_here(paper: str, name: str, as_json: bool) -> None:
    """Tell why ARTICLE is in its story: each reason with its weight and words.

    ARTICLE is the outlet's address, that of the paper's own page, or its public id. A
    weight above zero speaks for the decision, one below against it; they are compared
    with what any two articles start from.
    """
    with opened(paper) as store:
        found = why(store, name, moment_of(system_clock))
    if as_json:
        print_json(found)
        return
    print_lines(*_why_lines(found))
    for line in found.lines:
        print_lines("", _log_line(line).strip())
        weighed = [one for one in line.act.reasons if one.code not in _BESIDE]
        if weighed:
            columns = ("weight", "reason", "found in both")
            _print_table(columns, [_reason(one) for one in weighed])
        print_lines(*_beside(line.act))


#: Reasons that are none, but tell what was compared.
_BESIDE = ("closest", "second", "many")


def _beside(act: StoryAct) -> Iterator[str]:
    for one in act.reasons:
        if one.code == "closest":
            yield f"closest telling: {', '.join(one.words)}"
        elif one.code == "second":
            yield f"next best story: {', '.join(one.words)} (log-odds {one.weight:+.2f})"
        elif one.code == "many":
            yield f"a round-up, likely in {', '.join(one.words)} too: compared no more"


def _why_lines(found: Why) -> Iterable[str]:
    yield f"article {found.article}: {found.headline}"
    yield f"    {found.url}"
    yield f"story {found.story}" + (f" ({found.slug})" if found.slug else "")
    compared = found.encoder or "nothing: names, numbers and terms alone decided"
    yield f"    meanings compared by {compared}"
    if found.changed:
        yield "    its outlet has changed the text since it came in"


def _reason(one: Reason) -> tuple[str, ...]:
    return (f"{one.weight:+.2f}", one.code, ", ".join(one.words))


def _print_table(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    width = None if sys.stdout.isatty() else _UNBROKEN
    console = Console(width=width, highlight=False, emoji=False, markup=False)
    table = Table()
    for column in columns:
        table.add_column(column, overflow="fold")
    for row in rows:
        table.add_row(*(Text(cell) for cell in row))
    console.print(table)
