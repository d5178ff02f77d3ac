"""The editor's hand on stories: merge, split, move, pin, lead, hide, sensitive."""

from __future__ import annotations

import getpass
from collections.abc import Callable, Sequence
from typing import Any

import click

from nouvelles.cli.paper import counted, json_option, opened, print_json, print_lines
from nouvelles.errors import InputError
from nouvelles.records import ActKind, StoryAct
from nouvelles.run.clock import system_clock
from nouvelles.run.grouping.asked import find_article, find_story, story_of
from nouvelles.run.grouping.desk import Wish, decide
from nouvelles.store import Store

by_option = click.option(
    "--by",
    "--who",
    "who",
    default=getpass.getuser,
    help="Who decides (default: your user name).",
)
why_option = click.option("--why", default="", help="Why; kept with the decision.")


def _edits(function: Callable[..., Any]) -> Callable[..., Any]:
    """What every command that decides something takes besides."""
    for option in (click.pass_obj, json_option, by_option, why_option):
        function = option(function)
    return function


def _do(store: Store, wish: Wish, said: str, *, as_json: bool) -> None:
    done = decide(store, wish, system_clock)
    if as_json:
        print_json(done)
    else:
        print_lines(said, *_further(done[1:]))


def _further(acts: Sequence[StoryAct]) -> list[str]:
    """What followed from a decision."""
    return [f"    and {act.kind} {act.story} {act.into}".rstrip() for act in acts]


@click.command(
    epilog="Example:\n\n\b\n  nouvelles story merge 3k9d0a7x p2m4v8qz --why 'one crash'"
)
@click.argument("name", metavar="STORY")
@click.argument("into", metavar="INTO")
@_edits
def merge(paper: str, name: str, into: str, who: str, why: str, as_json: bool) -> None:
    """Put all articles of STORY into the story INTO; the id of STORY leads there."""
    with opened(paper) as store:
        one, other = find_story(store, name), find_story(store, into)
        if one.id == other.id:
            raise InputError(into, "is the same story", "Name two.")
        wish = Wish(kind="merge", story=one.id, into=other.id, who=who, why=why)
        said = (
            f"{one.id} is in {other.id} now, with {counted(len(one.told), 'article')}."
        )
        _do(store, wish, said, as_json=as_json)


@click.command(
    epilog="Example:\n\n\b\n  nouvelles story split 3k9d0a7x 0a1b2c3d4e5f6 "
    "https://outlet.example/other --why 'another fire'"
)
@click.argument("name", metavar="STORY")
@click.argument("articles", nargs=-1, required=True, metavar="ARTICLE...")
@_edits
def split(
    paper: str, name: str, articles: tuple[str, ...], who: str, why: str, as_json: bool
) -> None:
    """Take ARTICLEs out of STORY, into a new story of their own."""
    with opened(paper) as store:
        one = find_story(store, name)
        ids = dict.fromkeys(find_article(store, each).listed.id for each in articles)
        wish = Wish(kind="split", story=one.id, articles=tuple(ids), who=who, why=why)
        said = f"{counted(len(ids), 'article')} taken out of {one.id}."
        _do(store, wish, said, as_json=as_json)


@click.command(epilog="Example:\n\n\b\n  nouvelles story move 0a1b2c3d4e5f6 3k9d0a7x")
@click.argument("article")
@click.argument("into", metavar="STORY")
@_edits
def move(
    paper: str, article: str, into: str, who: str, why: str, as_json: bool
) -> None:
    """Put ARTICLE into STORY, where it stays."""
    with opened(paper) as store:
        shown, other = find_article(store, article), find_story(store, into)
        one, id = story_of(store, shown), shown.listed.id
        wish = Wish(
            kind="move", story=one.id, article=id, into=other.id, who=who, why=why
        )
        said = f"{id} is in {other.id} now."
        _do(store, wish, said, as_json=as_json)


def _about_article(kind: ActKind, sentence: str, said: str) -> click.Command:
    @_edits
    def command(paper: str, article: str, who: str, why: str, as_json: bool) -> None:
        with opened(paper) as store:
            shown = find_article(store, article)
            one, id = story_of(store, shown), shown.listed.id
            wish = Wish(kind=kind, story=one.id, article=id, who=who, why=why)
            _do(store, wish, said.format(id, one.id), as_json=as_json)

    example = f"Example:\n\n\b\n  nouvelles story {kind} 0a1b2c3d4e5f6"
    made = click.argument("article")(command)
    return click.command(kind, help=sentence, epilog=example)(made)


def _about_story(kind: ActKind, sentence: str, said: str) -> click.Command:
    @_edits
    def command(paper: str, name: str, who: str, why: str, as_json: bool) -> None:
        with opened(paper) as store:
            one = find_story(store, name)
            wish = Wish(kind=kind, story=one.id, who=who, why=why)
            _do(store, wish, said.format(one.id), as_json=as_json)

    example = f"Example:\n\n\b\n  nouvelles story {kind} 3k9d0a7x"
    made = click.argument("name", metavar="STORY")(command)
    return click.command(kind, help=sentence, epilog=example)(made)


COMMANDS: tuple[click.Command, ...] = (
    merge,
    split,
    move,
    _about_article(
        "pin",
        "Keep ARTICLE in its story, whatever the engine thinks later.",
        "{0} stays in {1}.",
    ),
    _about_article(
        "unpin",
        "Leave ARTICLE to the engine again.",
        "{0} is left to the engine, in {1} for now.",
    ),
    _about_article("lead", "Have ARTICLE lead its story's page.", "{0} leads {1}."),
    _about_story(
        "unlead",
        "Have the lead of STORY chosen by rule again.",
        "The lead of {0} is chosen by rule.",
    ),
    _about_story(
        "hide",
        "Keep STORY off the front page and out of lists; its articles stay.",
        "{0} is kept off the paper.",
    ),
    _about_story("unhide", "Show STORY again.", "{0} is shown."),
    _about_story(
        "sensitive",
        "Keep advertisement away from STORY.",
        "No advertisement stands beside {0}.",
    ),
    _about_story(
        "unsensitive",
        "Let advertisement stand beside STORY again.",
        "Advertisement may stand beside {0}.",
    ),
)
