"""The language of an article: what its page declares, and what its text says."""

from __future__ import annotations

from typing import Final

from nouvelles.extract.page import Page, first_text
from nouvelles.language import identify
from nouvelles.language.confirm import CONFIRMED, confirms
from nouvelles.language.identify import primary
from nouvelles.records import Block, Doubt

#: Read beyond which a language is what the text says, whatever the page declares.
_SURE: Final = 0.9
#: Characters of the text that are read.
_READ: Final = 600


def declared_language(page: Page) -> str:
    """The primary tag of the language that a page declares for its article, or ""."""
    root = page.tree.root
    stated = (
        (root.attributes.get("lang") or "") if root else "",
        first_text(page.article.get("inLanguage")),
        page.meta("content-language", "og:locale", "dc.language", "language"),
    )
    return next((primary(tag) for tag in stated if 2 <= len(primary(tag)) <= 3), "")


def find_language(
    declared: str, headline: str, blocks: tuple[Block, ...]
) -> tuple[str, float, tuple[Doubt, ...]]:
    """Tag, confidence and doubt: the text's language, with what the page declares."""
    text = headline
    for block in blocks:
        if len(text) > _READ:
            break
        if block.kind != "image":
            text = f"{text} {block.text}"
    if declared and confirms(text, declared):
        return declared, CONFIRMED, ()
    read, confidence = identify(text[:_READ], expected=(declared,) if declared else ())
    if not declared or read == declared:
        return read, confidence, ()
    if read == "und":
        return declared, confidence, ()
    doubt = Doubt(code="language-differs", detail=f"{declared} declared, {read} read")
    return (read if confidence >= _SURE else declared), confidence, (doubt,)
