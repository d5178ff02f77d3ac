"""`nouvelles comments`: what readers say, in lists, out of other programs and into them."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import click
import msgspec

from nouvelles.cli.paper import json_option, opened, print_json, print_lines
from nouvelles.cli.remove import who_option
from nouvelles.config import Settings
from nouvelles.errors import InputError
from nouvelles.records import CommentState
from nouvelles.run.clock import system_clock
from nouvelles.run.discussion.answering import answer_as_newsroom
from nouvelles.run.discussion.key import PaperKey, load_key
from nouvelles.run.discussion.wordpress import exported_json, import_wxr, wxr_lines
from nouvelles.run.writing import write_whole
from nouvelles.store import Store, readtables
from nouvelles.store.comment_lists import KeptComment, counts_by_state, each_comment
from nouvelles.web.addresses import Addresses, path_words, split_name

_STATES = [state.value for state in CommentState]


@click.group(
    epilog="Examples:\n\n\b\n  nouvelles comments list --state queued\n"
    "  nouvelles comments import wordpress.xml\n"
    "  nouvelles comments export --format json --output comments.jsonl\n"
    "  nouvelles comments answer 12 --name 'Claire, rédaction' --text 'Voici …'"
)
def comments() -> None:
    """What readers say about articles and stories."""


@comments.command(
    "list",
    epilog="Examples:\n\n\b\n  nouvelles comments list\n"
    "  nouvelles comments list --state queued --json",
)
@click.option("--state", type=click.Choice(_STATES), help="Only those in this state.")
@click.option("--page", default="", help="Only of this page: article:ID or story:ID.")
@json_option
@click.pass_obj
def list_comments(paper: str, state: str | None, page: str, as_json: bool) -> None:
    """Show comments with their states, by page, and how many there are of each."""
    chosen = CommentState(state) if state else None
    with opened(paper) as store:
        readtables.ensure(store)
        with store.read() as connection:
            found = list(each_comment(connection, state=chosen, page=page))
            counts = counts_by_state(connection)
        if as_json:
            key = load_key(store.folder)
            print_json([exported_json(one, key) for one in found])
            return
    print_lines(*map(_line, found))
    said = ", ".join(f"{counts[name]} {name}" for name in _STATES if name in counts)
    print_lines(said or "No comments yet.")


@comments.command(
    "import",
    epilog="Examples:\n\n\b\n  nouvelles comments import wordpress.xml\n"
    "  nouvelles comments import wordpress.xml --page article:0a1b2c3d4e5f6",
)
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.option(
    "--page",
    default="",
    help="Where all go: article:ID or story:ID (default: the article of each address).",
)
@click.pass_obj
def import_file(paper: str, file: Path, page: str) -> None:
    """Take in the comments of an export of WordPress (WXR FILE).

    A comment that was taken in before is not taken twice. Pingbacks and trackbacks are
    left out, and so are network addresses.
    """
    with opened(paper) as store:
        readtables.ensure(store)
        own = partial(_own_page, store.settings)
        tally = import_wxr(store, load_key(store.folder), file, page, own)
    print_lines(
        f"{tally.taken} taken in, {tally.known} known before, {tally.pings} pingbacks "
        f"and trackbacks left out, {tally.empty} without words."
    )
    for link, count in tally.unknown.most_common():
        print_lines(
            f"{count} left out: the paper has no article of {link or 'no link'}"
        )


@comments.command(
    epilog="Examples:\n\n\b\n  nouvelles comments export --output comments.xml\n"
    "  nouvelles comments export --format json > comments.jsonl"
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["wxr", "json"]),
    default="wxr",
    show_default=True,
    help="For WordPress, or one JSON object a line.",
)
@click.option(
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    help="A file that is not there yet (default: standard output).",
)
@click.pass_obj
def export(paper: str, form: str, output: Path | None) -> None:
    """Write all comments, with the e-mail addresses of their authors in plain."""
    with opened(paper) as store:
        readtables.ensure(store)
        key = load_key(store.folder)
        with store.read() as connection:
            found = each_comment(connection)
            write_whole(output, _written(store, key, found, form))


def _written(
    store: Store, key: PaperKey, found: Iterator[KeptComment], form: str
) -> Iterator[bytes]:
    if form == "wxr":
        paper = store.settings.paper
        at = Addresses(base=paper.address.rstrip("/"), edition=paper.editions[0])
        link_of = partial(_link_of, at)
        yield from wxr_lines(found, key, paper.name, at.base, link_of)
        return
    for one in found:
        yield msgspec.json.encode(exported_json(one, key)) + b"\n"


def _link_of(at: Addresses, page: str) -> str:
    """The address of a page by what comments are kept under."""
    kind, _, id = page.partition(":")
    return at.absolute(at.article(id, "") if kind == "article" else at.story(id, ""))


def _own_page(settings: Settings, link: str) -> str:
    """What comments on a page of ours are kept under; "" for another's address."""
    rest = link.removeprefix(settings.paper.address.rstrip("/") + "/")
    edition, _, path = rest.partition("/")
    if rest == link or edition not in settings.paper.editions:
        return ""
    word, _, name = path.partition("/")
    parts = split_name(name.partition("/")[0])
    for kind in ("article", "story"):
        if parts and word == path_words(edition)[kind]:
            return f"{kind}:{parts[1]}"
    return ""


@comments.command(
    epilog="Example:\n\n\b\n  nouvelles comments answer 12 --name 'Claire, rédaction' "
    "\\\n    --text 'Le barrage relève de la province.' --feature"
)
@click.argument("number", type=int)
@click.option("--name", required=True, help="Who answers, as readers see it.")
@click.option("--text", required=True, help="The answer, in light Markdown.")
@click.option("--feature", is_flag=True, help="Put it before all other answers.")
@who_option
@click.pass_obj
def answer(
    paper: str, number: int, name: str, text: str, feature: bool, who: str
) -> None:
    """Answer comment NUMBER for the newsroom, with its badge."""
    with opened(paper) as store:
        made = answer_as_newsroom(
            store, number, name, text, featured=feature, who=who, clock=system_clock
        )
    if made is None:
        raise InputError(
            f"comment {number}",
            "there is none of this number that readers see",
            "`nouvelles comments list --state shown` shows them.",
        )
    print_lines(f"Answered as comment {made.id}.")


def _line(one: KeptComment) -> str:
    comment = one.comment
    score = "" if one.score is None else f" {one.score:.2f}"
    words = " ".join(comment.text.split())
    return (
        f"{comment.id:>6}  {comment.at:%Y-%m-%d %H:%M}  {comment.state.value:<8}{score:>5}"
        f"  {comment.page}  {comment.name}: {words[:60]}"
    )
