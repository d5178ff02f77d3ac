"""`nouvelles extract`: the articles of local pages, with no paper."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import click

from nouvelles.cli.explain import explain
from nouvelles.errors import InputError, StageError
from nouvelles.extract import Reason
from nouvelles.extract.colour import coloured
from nouvelles.extract.decode import decode
from nouvelles.extract.render import to_document, to_json, to_markdown, to_text
from nouvelles.extract.ruled import extract_ruled
from nouvelles.extract.sites import SiteRules
from nouvelles.records import Article, Capture
from nouvelles.run.one import page_of
from nouvelles.run.sites import rules_in

_FORMS = ("markdown", "text", "json", "html")

#: Between articles that are printed for people.
_BETWEEN = "\n---\n"

#: What to do about a page of which no article can be made.
_ADVICE: dict[str, str] = {
    Reason.EMPTY_PAGE: "Save the page again.",
    Reason.NOT_HTML: "Give an HTML page.",
    Reason.REDIRECT: "Save the page that it leads to.",
    Reason.NO_TEXT: "If a browser shows text there, a program made it: save the page "
    "from the browser.",
    Reason.INDEX_PAGE: "Give one of the articles that it lists.",
}


@click.command(
    epilog="Examples:\n\n\b\n  nouvelles extract page.html\n"
    "  nouvelles extract page.html --explain --html coloured.html\n"
    "  nouvelles extract saved/*.html.gz --format json > articles.jsonl\n"
    "  curl -s https://outlet.example/article | nouvelles extract - "
    "--url https://outlet.example/article"
)
@click.argument("pages", nargs=-1, required=True, metavar="PAGE...")
@click.option(
    "--format",
    "form",
    type=click.Choice(_FORMS),
    default="markdown",
    help="What is printed (default: markdown).",
)
@click.option("--json", "form", flag_value="json", help="Short for --format json.")
@click.option("--url", default="", help="The page's address, where it names none.")
@click.option(
    "--content-type", default="", help="Its content-type header, for the encoding."
)
@click.option(
    "--rules",
    "files",
    type=click.Path(path_type=Path, dir_okay=False),
    multiple=True,
    help="Rules for a site, HOST.toml; may be given several times.",
)
@click.option(
    "--explain",
    "explained",
    is_flag=True,
    help="Print instead what was found, what was left out and why.",
)
@click.option(
    "--html",
    "picture",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Write the page too, what was kept and left out in colours.",
)
@click.pass_context
def extract(
    context: click.Context,
    pages: tuple[str, ...],
    form: str,
    url: str,
    content_type: str,
    files: tuple[Path, ...],
    explained: bool,
    picture: Path | None,
) -> None:
    """Take the articles out of local pages and print them.

    A PAGE is an HTML file, also packed by gzip; a web archive, of which the first page is
    taken; or - for standard input. Several pages as JSON come one a line. A page that is
    no article is told on standard error, the others are printed, and the exit code is 1.
    """
    if len(pages) > 1 and (url or picture):
        raise click.UsageError("--url and --html are for one page.")
    taken = _Taken(pages, url, content_type, rules_in([*files]))
    if explained:
        for name, capture, article in taken:
            explain(name, article)
            _paint(capture, article, picture)
    elif form == "html":
        found = [*taken]
        click.echo(to_document(article for _, _, article in found))
        for _, capture, article in found:
            _paint(capture, article, picture)
    else:
        for index, (_, capture, article) in enumerate(taken):
            if index and form != "json":
                click.echo(_BETWEEN)
            click.echo(_written(article, form, alone=len(pages) == 1))
            _paint(capture, article, picture)
    if taken.failed:
        context.exit(1)


class _Taken:
    """The articles of pages, one after the other; what is none is told at once."""

    def __init__(
        self,
        names: Sequence[str],
        url: str,
        content_type: str,
        sites: Mapping[str, SiteRules],
    ) -> None:
        self.names, self.url, self.content_type = names, url, content_type
        self.sites = sites
        self.failed = False

    def __iter__(self) -> Iterator[tuple[str, Capture, Article]]:
        for name in self.names:
            try:
                capture = page_of(name, url=self.url, content_type=self.content_type)
                article = article_of(name, capture, self.sites)
            except InputError as error:
                click.echo(f"nouvelles: {error}", err=True)
                self.failed = True
            else:
                yield name, capture, article


def article_of(name: str, capture: Capture, sites: Mapping[str, SiteRules]) -> Article:
    """The article of a page that a person named.

    Raises:
        InputError: there is none, with what to do about it.
    """
    try:
        return extract_ruled(capture, sites)
    except StageError as error:
        advice = _ADVICE.get(error.reason, "")
        raise InputError(name, f"no article: {error}", advice) from error


def _written(article: Article, form: str, *, alone: bool) -> str:
    if form == "json":
        return to_json(article, indent=2 if alone else None)
    return to_text(article) if form == "text" else to_markdown(article)


def _paint(capture: Capture, article: Article, picture: Path | None) -> None:
    if picture is not None:
        text = decode(capture.body, capture.header("content-type")).text
        picture.write_text(coloured(text, article), encoding="utf-8")
