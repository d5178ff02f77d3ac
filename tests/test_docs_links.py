"""Relative links in Markdown files lead somewhere: to files, folders and headings."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from markdown_it import MarkdownIt
from markdown_it.token import Token

ROOT = Path(__file__).parents[1]

#: Folders of tools and of what is made; hidden ones are left out as well.
NOT_OURS = {"build", "paper", "shots", "node_modules"}


def markdown_files() -> list[Path]:
    """Every Markdown file of the repository."""
    found = []
    for path in sorted(ROOT.rglob("*.md")):
        folders = path.relative_to(ROOT).parts[:-1]
        hidden = any(name.startswith(".") for name in folders)
        if not hidden and not NOT_OURS & set(folders):
            found.append(path)
    return found


def links(path: Path) -> Iterator[str]:
    """Addresses of links and pictures."""
    for token in _inline(path):
        for name in ("href", "src"):
            address = token.attrGet(name)
            if isinstance(address, str):
                yield address


def _inline(path: Path) -> Iterator[Token]:
    for token in MarkdownIt().parse(path.read_text(encoding="utf-8")):
        yield from token.children or ()


def anchors(path: Path) -> set[str]:
    """Names of headings as GitHub makes them: lower case, words joined by hyphens."""
    tokens = MarkdownIt().parse(path.read_text(encoding="utf-8"))
    found = set()
    for opening, inline in pairwise(tokens):
        if opening.type == "heading_open":
            words = re.sub(r"[^\w\- ]", "", inline.content.lower())
            found.add(words.replace(" ", "-"))
    return found


def broken(path: Path) -> Iterator[str]:
    """Relative links of a file that lead nowhere."""
    for address in links(path):
        parts = urlsplit(address)
        if parts.scheme or parts.netloc:
            continue
        target = (path.parent / unquote(parts.path)) if parts.path else path
        is_there = target.exists()
        if is_there and parts.fragment:
            is_there = parts.fragment in anchors(target)
        if not is_there:
            yield address


@pytest.mark.parametrize(
    "path", markdown_files(), ids=lambda path: str(path.relative_to(ROOT))
)
def test_relative_links_lead_somewhere(path: Path) -> None:
    assert list(broken(path)) == []


def test_every_page_of_the_documentation_is_on_the_map() -> None:
    docs = ROOT / "docs"
    listed = {
        (docs / unquote(urlsplit(address).path)).resolve()
        for address in links(docs / "index.md")
    }
    decisions = docs / "decisions"
    pages = {
        p for p in markdown_files() if docs in p.parents and decisions not in p.parents
    }
    assert pages - listed - {docs / "index.md"} == set()
    assert decisions in listed


def test_a_broken_link_is_found(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text(
        "# A Title: of two\n[a](#a-title-of-two) [b](#b) ![c](c.png) [d](.)"
    )
    assert list(broken(page)) == ["#b", "c.png"]
