"""`nouvelles translate FILE`: a text or a saved page in another language, with no paper."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import click

from nouvelles.cli.engines import engine_options
from nouvelles.cli.explain import open_console, print_table
from nouvelles.cli.extract import article_of
from nouvelles.engines import Engines, Options, Route, Routed, routes
from nouvelles.errors import InputError
from nouvelles.extract.render import to_text
from nouvelles.language import identify
from nouvelles.language.identify import known_primary
from nouvelles.records import Article
from nouvelles.run.one import page_of, plain_text_of
from nouvelles.translate import (
    Ladder,
    Rendered,
    check_named,
    held_of,
    render,
    rendered_article,
    words,
)

#: Routes that a sentence may try.
_ROUTES = 3
#: How sure its words must make of another language than --from says, and how many.
_CERTAIN = 0.99
_ENOUGH = 8


@click.command(
    "file",
    epilog="Examples:\n\n\b\n  nouvelles translate article.html --to pt\n"
    "  nouvelles translate letter.txt --from pt --to en --explain\n"
    "  nouvelles translate letter.txt --to fr --models ~/models --engine bergamot",
)
@click.argument("file")
@click.option("--to", "target", required=True, help="The language wanted, as fr.")
@click.option("--from", "language", default="", help="The language of FILE, if known.")
@click.option("--engine", default="", help="This engine only (see `engines`).")
@engine_options
@click.option(
    "--explain",
    "explained",
    is_flag=True,
    help="Print instead each sentence, by which step it came, and what was wrong.",
)
@click.pass_context
def translate_file(
    context: click.Context,
    file: str,
    target: str,
    language: str,
    engine: str,
    options: Options,
    explained: bool,
) -> None:
    """Translate FILE, plain text in UTF-8 or a saved HTML page, and print it.

    Every sentence is checked. One that no engine translates well stands in its own
    language, marked as [en: …]. How it was made, and why a paper would not publish it, is
    told on standard error. The exit code is 1 if nothing was translated, unless that was
    asked for by --engine none.
    """
    article = _article(file, _tag(language, "--from") if language else "")
    if language and (doubt := _doubt(article)):
        click.echo(f"nouvelles: {file}: {doubt}", err=True)
    wanted = _tag(target, "--to")
    if known_primary(article.language) == wanted:
        raise InputError(file, f"is in {wanted} already", "Give another --to.")
    with Engines(options) as engines:
        found = routes(engines.models(engine), article.language, wanted)[:_ROUTES]
        ladder = Ladder(
            engines=[Routed(route, engines.by_name) for route in found],
            look=check_named,
        )
        rendered = render(article, ladder, wanted)
        if explained:
            _explain(rendered)
        else:
            click.echo(to_text(_marked(article, rendered, wanted)))
        for said in _told(article, wanted, found, rendered):
            click.echo(f"nouvelles: {file}: {said}", err=True)
        for one in engines.by_name.values():
            for note in one.notes():
                click.echo(f"nouvelles: {one.name}: {note}", err=True)
        for line in engines.tally.lines():
            click.echo(f"nouvelles: {line}", err=True)
    if engine != "none" and all(one.is_original for one in rendered):
        context.exit(1)


def _tag(given: str, option: str) -> str:
    if not (tag := known_primary(given)):
        raise InputError(f"{option} {given}", "is no language", "Give a tag, as fr.")
    return tag


def _article(name: str, language: str) -> Article:
    """The text or page, in a language that is known.

    Raises:
        InputError: it cannot be read, or tells no language.
    """
    article = plain_text_of(name)
    if article is None:
        article = article_of(name, page_of(name), {})
    if language:
        return replace(article, language=language)
    if not known_primary(article.language):
        text = "\n".join(block.text for block in article.body)
        article = replace(article, language=identify(text)[0])
    if not known_primary(article.language):
        raise InputError(name, "its language is not certain", "Give --from.")
    return article


def _doubt(article: Article) -> str:
    """What speaks against the language that a person gave: the words do, by far."""
    text = "\n".join(block.text for block in article.body)
    given = known_primary(article.language)
    found, confidence = identify(text, expected=(given,))
    if found == given or confidence < _CERTAIN or len(words(text)) < _ENOUGH:
        return ""
    return f"reads as {found}, not as {given}, which --from says. Is --from right?"


def _marked(article: Article, rendered: Sequence[Rendered], target: str) -> Article:
    tag = known_primary(article.language)
    return rendered_article(
        article, rendered, target, original=lambda text: f"[{tag}: {text}]"
    )


def _told(
    article: Article,
    target: str,
    found: Sequence[Route],
    rendered: Sequence[Rendered],
) -> list[str]:
    """How the translation was made, and what is the matter with it."""
    pair = f"from {known_primary(article.language)} to {target}"
    if not found:
        return [f"no engine leads {pair}. `nouvelles engines` tells how to add one."]
    by = dict.fromkeys(one.outcome.engine for one in rendered if one.outcome.engine)
    own = sum(one.is_original for one in rendered)
    said = [
        f"machine translation {pair} by {'; '.join(by) or 'none of the engines'}",
        f"{own} of {len(rendered)} sentences stand in their own language",
    ]
    if any(route.is_gist and route.name in by for route in found):
        said.append("a gist only: it tells what the text is about, no more")
    said += dict.fromkeys(
        failure for one in rendered for failure in one.outcome.failures
    )
    said += [
        f"would be held: {one.reason.value} ({one.words})"
        for one in held_of(rendered, target)
    ]
    return said


def _explain(rendered: Sequence[Rendered]) -> None:
    columns = ("sentence", "shown", "step", "by", "why")
    rows = [
        (
            one.sentence.text,
            one.shown.text,
            one.outcome.step,
            one.outcome.engine,
            "; ".join(
                [
                    *(
                        f"{flag.check}: {flag.fault.value} {flag.detail}".strip()
                        for flag in one.outcome.flags
                    ),
                    *one.outcome.failures,
                ]
            ),
        )
        for one in rendered
    ]
    print_table(open_console(), "Sentences", columns, rows)
