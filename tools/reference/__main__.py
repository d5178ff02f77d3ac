"""`python -m tools.reference [--check]`: write the pages, or say which are stale."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

from tools.reference.akismet import akismet_page
from tools.reference.answers import answers_page
from tools.reference.article import article_page
from tools.reference.commands import commands_page
from tools.reference.licences import licences_page
from tools.reference.reasons import reasons_page
from tools.reference.schema import schema_page
from tools.reference.settings import settings_page

DOCS = Path(__file__).parents[2] / "docs"

HOW = "python -m tools.reference"

NOTE = f"<!-- Written by `{HOW}` from the code. Do not edit. -->\n\n"

#: Pages that are made as a whole.
WHOLE: dict[str, Callable[[], str]] = {
    "reference/akismet.md": akismet_page,
    "reference/article.md": article_page,
    "reference/commands.md": commands_page,
    "reference/licences.md": licences_page,
    "reference/reasons.md": reasons_page,
    "reference/schema.md": schema_page,
    "reference/settings.md": settings_page,
}

#: Pages written by hand with a part that is made: it takes the text of now.
PARTLY: dict[str, Callable[[str], str]] = {
    "explanation/rights.md": answers_page,
}


def pages(docs: Path = DOCS) -> dict[Path, str]:
    """Every page with the text that it should have."""
    made = {docs / name: NOTE + make() for name, make in WHOLE.items()}
    for name, make in PARTLY.items():
        path = docs / name
        made[path] = make(path.read_text(encoding="utf-8"))
    return made


def stale(docs: Path = DOCS) -> list[Path]:
    """Pages that are missing or have another text."""
    return [
        path
        for path, text in pages(docs).items()
        if not path.exists() or path.read_text(encoding="utf-8") != text
    ]


def main(arguments: list[str]) -> int:
    """Write, or check; the exit code."""
    if arguments not in ([], ["--check"]):
        sys.stderr.write(f"usage: {HOW} [--check]\n")
        return 2
    if arguments:
        found = stale()
        for path in found:
            sys.stdout.write(f"stale: {path.relative_to(DOCS.parent)} (run {HOW})\n")
        return 1 if found else 0
    for path, text in pages().items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
