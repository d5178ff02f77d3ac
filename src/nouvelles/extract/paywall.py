"""Whether an article is behind a paywall, and how much of it stands before the wall."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

import regex

from nouvelles.extract.page import Json, Page, listed
from nouvelles.records import Block

#: Values of meta elements by which outlets say that an article must be paid for.
_CLOSED: Final = {
    "article:content_tier": frozenset({"locked", "metered-locked", "premium", "paid"}),
    "isaccessibleforfree": frozenset({"false", "no", "0"}),
    "og:article:content_tier": frozenset({"locked"}),
    "content-tier": frozenset({"locked", "premium", "paid"}),
    "lp.type": frozenset({"premium", "paid"}),
}  # fmt: skip
#: A selector that names one class or identifier: ".paywall", "#wall", "div.premium".
_SIMPLE = regex.compile(r"^[\w-]*(?P<kind>[.#])(?P<name>[\w-]+)$")


def find_paywall(page: Page, blocks: tuple[Block, ...]) -> tuple[bool, int | None]:
    """Whether a page says that its article must be paid for, and the free blocks.

    The blocks before the wall are known where JSON-LD names the closed part by a class
    or identifier (Google's paywalled content markup) and the page has it.
    """
    if not (_is_closed(page.article.get("isAccessibleForFree")) or _says_closed(page)):
        return False, None
    names = set(_closed_parts(page.article))
    return True, _blocks_before(page, names, blocks) if names else None


def _is_closed(value: Any) -> bool:
    return str(value).strip().rsplit("/", 1)[-1].lower() == "false"


def _says_closed(page: Page) -> bool:
    return any(
        page.meta(name).rsplit("/", 1)[-1].lower() in values
        for name, values in _CLOSED.items()
        if name in page.metas
    )


def _closed_parts(article: Json) -> Iterator[str]:
    """The class names and identifiers of the parts that are not free."""
    for part in listed(article.get("hasPart")):
        if not isinstance(part, dict) or not _is_closed(
            part.get("isAccessibleForFree")
        ):
            continue
        for selector in listed(part.get("cssSelector")):
            for one in str(selector).split(","):
                if match := _SIMPLE.match(one.strip()):
                    yield match["name"]


def _blocks_before(
    page: Page, names: set[str], blocks: tuple[Block, ...]
) -> int | None:
    """The number of blocks whose lines stand before the closed part begins."""
    closed = next((b for b in page.boxes if names.intersection(b.names.split())), None)
    if closed is None:
        return None
    inside = [line.text for line in page.lines[closed.first : closed.end]]
    for number, block in enumerate(blocks):
        if block.text and any(block.text[:40] in text for text in inside):
            return number
    return len(blocks) if blocks else None
