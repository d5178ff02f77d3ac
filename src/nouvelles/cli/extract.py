"""`nouvelles extract`: the article of one local page, with no paper."""

from __future__ import annotations

from pathlib import Path

import click

from nouvelles.cli.paper import print_json, print_lines
from nouvelles.errors import InputError, StageError
from nouvelles.extract import extract_capture
from nouvelles.records import Article, Block
from nouvelles.run.one import capture_of


@click.command(
    epilog="Examples:\n\n\b\n  nouvelles extract page.html\n"
    "  nouvelles extract page.html --json --url https://outlet.example/article"
)
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--url", default="", help="The page's address, where it names none.")
@click.option("--json", "as_json", is_flag=True, help="Print the whole record as JSON.")
def extract(file: Path, url: str, as_json: bool) -> None:
    """Take the article out of one local page and print it as Markdown."""
    try:
        article = extract_capture(capture_of(file, url))
    except StageError as error:
        raise InputError(str(file), f"no article: {error}") from error
    if as_json:
        print_json(article)
    else:
        print_lines(*_markdown(article))


def _markdown(article: Article) -> list[str]:
    """Headline, a line of facts, the blocks."""
    published = article.published.isoformat() if article.published else "undated"
    facts = [", ".join(article.byline), article.site_name, published, article.language]
    lines = [
        f"# {article.headline}",
        "",
        " · ".join(fact for fact in facts if fact),
        "",
    ]
    if article.standfirst:
        lines += [f"**{article.standfirst}**", ""]
    for block in article.body:
        lines += [_block(block), ""]
    return lines


def _block(block: Block) -> str:
    if block.kind == "heading":
        return f"{'#' * max(2, block.level)} {block.text}"
    if block.kind == "quote":
        return f"> {block.text}"
    if block.kind in ("list", "table"):
        return "\n".join(f"- {item}" for item in block.items)
    if block.kind == "code":
        return f"```\n{block.text}\n```"
    if block.kind == "image":
        return f"![{block.text}]({block.url})"
    return block.text
