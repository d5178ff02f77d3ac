"""`nouvelles translate review`: a person reads a translation, mends it, answers for it."""

from __future__ import annotations

from pathlib import Path

import click

from nouvelles.cli.paper import counted, opened, print_lines
from nouvelles.cli.remove import who_option
from nouvelles.errors import InputError
from nouvelles.language.identify import known_primary
from nouvelles.records import Translation
from nouvelles.run.clock import system_clock
from nouvelles.run.translating.review import (
    accept,
    keep,
    look,
    open_review,
    read_review,
    review_file,
    said_of,
)
from nouvelles.run.writing import write_whole
from nouvelles.store import Store, readtables
from nouvelles.translate import Holding


@click.command(
    epilog="Examples:\n\n\b\n  nouvelles translate review 5mf50vtqjfd80 --to fr\n"
    "  nouvelles translate review 5mf50vtqjfd80 --to fr --export review.txt\n"
    "  nouvelles translate review 5mf50vtqjfd80 --to fr --take review.txt --who Ada"
)
@click.argument("article")
@click.option("--to", "target", required=True, help="The language, as fr.")
@click.option(
    "--export",
    "exported",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Write a file to mend, which is not there yet, and end.",
)
@click.option(
    "--take",
    "taken",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Take a mended file back.",
)
@who_option
@click.pass_obj
def review(
    paper: str,
    article: str,
    target: str,
    exported: Path | None,
    taken: Path | None,
    who: str,
) -> None:
    """Read and mend the translation of ARTICLE (its id, or its address in the paper).

    Without --export or --take each sentence is asked for: Enter keeps what stands there,
    a text takes its place, “-” shows the original. What was accepted goes into the memory
    before every engine, and the page says who answers for it. Checks are remarks: people
    decide. Who breaks off (Ctrl-C) keeps what was given until then.
    """
    language = known_primary(target)
    if not language:
        raise InputError(f"--to {target}", "is no language", "Give a tag, as fr.")
    if exported and taken:
        raise click.UsageError("give --export or --take, not both")
    with opened(paper) as store:
        readtables.ensure(store)
        found = open_review(store, system_clock, article, language)
        if exported:
            write_whole(exported, [review_file(found).encode()])
            print_lines(f"{exported}: {counted(len(found.sentences), 'sentence')}")
            return
        texts = _taken(taken, found) if taken else _asked(store, found, who)
        _finish(store, found, texts, who)
        if len(texts) < len(found.sentences):
            click.get_current_context().exit(1)


def _taken(path: Path, found: Translation) -> list[str]:
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(str(path), f"cannot be read: {error}") from error
    return read_review(text, str(path), found)


def _asked(store: Store, found: Translation, who: str) -> list[str]:
    """What a person gives for each sentence at the terminal, kept as it is given; fewer
    where they break off."""
    texts: list[str] = []
    for number, one in enumerate(found.sentences, 1):
        print_lines(
            f"\n[{number}/{len(found.sentences)}] {one.field} ({said_of(one)})",
            one.original,
        )
        stands = "" if one.is_original else one.shown
        try:
            given = click.prompt(">", default=stands, show_default=bool(stands))
        except click.Abort:  # the end of input, or Ctrl-C
            print_lines("", f"Broken off at sentence {number}.")
            break
        texts.append("" if given.strip() == "-" else given.strip())
        keep(store, system_clock, found, {number: texts[-1]}, who)
    return texts


def _finish(store: Store, found: Translation, texts: list[str], who: str) -> None:
    for remark in look(found, texts):
        flag = remark.flag
        detail = f" ({flag.detail})" if flag.detail else ""
        print_lines(f"[{remark.number}] {flag.check}: {flag.fault.value}{detail}")
    if not texts:
        print_lines("Nothing was kept.")
        return
    made = accept(store, system_clock, found, texts, who)
    kept = sum(one.step == "reviewed" for one in made.sentences)
    print_lines(
        f"{kept} of {len(made.sentences)} sentences stand as {who or 'somebody'} "
        "wrote or accepted them."
    )
    for reason in made.held:
        said = Holding[reason.reason].value
        print_lines(f"Held: {said} ({reason.words})")
