"""Pages that stand where an article should: robot checks, consent, sign-in, errors.

The words are data (`data/walls.toml`, `data/missing.toml`), each with who prints it. They
are compared with what a page says, folded; callers ask for short pages only.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any, Final

from nouvelles.extract.page import Page, text_of
from nouvelles.extract.reasons import Reason
from nouvelles.language import fold
from nouvelles.records import Block

#: Characters of a page's text in which a wall's words are looked for.
_SAID: Final = 4_000
#: Longer titles are headlines of articles about such pages.
_TITLE: Final = 80
#: A site's name after a title.
_SITE: Final = 40
_SEPARATORS: Final = (" | ", " - ", " – ", " — ", " · ", " • ", " :: ")

#: Words of which a text has one where it speaks of consent at all; folded.
_OF_CONSENT: Final = (
    "cookie", "consent", "partner", "werbung", "datenschutz", "privacy", "privat",
    "tracking", "donnees", "publicit", "datos", "dati ", "dados", "gegevens", "dane ",
    "einwillig", "zustimm", "abo", "personal data", "iab ", "tcf",
)  # fmt: skip
#: One of these stands in the beginning of all such texts that were seen.
_HINTS: Final = (
    "cookie", "partner", "consent", "privacy", "datenschutz", "werbung", "evaste", "eväste",
    "çerez", "партн", "συνεργ", "socios", "partenaires", "クッキー", "쿠키",
)  # fmt: skip
#: Other text than that, in characters, with which a page is more than a wall.
_LITTLE: Final = 600


@dataclass(frozen=True, slots=True, kw_only=True)
class Wall:
    """Who shows a page instead of an article, why, and how it is known (folded words)."""

    reason: Reason
    by: str
    title: tuple[str, ...]
    whole: tuple[str, ...]
    text: tuple[str, ...]
    names: tuple[str, ...]


@lru_cache(maxsize=1)
def walls() -> tuple[Wall, ...]:
    """All walls that are known, in the order of the file."""
    return tuple(
        Wall(
            reason=Reason(raw["reason"]),
            by=raw["by"],
            title=_folded(raw.get("title", ())),
            whole=_folded(raw.get("whole", ())),
            text=_folded(raw.get("text", ())),
            names=tuple(raw.get("names", ())),
        )
        for raw in _data("walls")["wall"]
    )


@lru_cache(maxsize=1)
def missing() -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Words that a headline holds, and those it begins with, where there is no page."""
    raw = _data("missing")
    held = [words for language in raw["headline"].values() for words in language]
    begins = [words for group in raw["begins"].values() for words in group]
    return _folded(held), _folded(begins)


def find_wall(page: Page, headline: str) -> Wall | None:
    """The wall that a page is, if it is one that shows before the reader may pass.

    Pages that only want programs or consent are not told here: their words stand beside
    articles, too.
    """
    titles, said, names = _titles(page, headline), _said(page), _names(page)
    for wall in walls():
        if wall.reason == Reason.SCRIPT_ONLY:
            continue
        if any(_is_titled(title, wall) for title in titles):
            return wall
        if any(name in names for name in wall.names):
            return wall
        if wall.reason != Reason.CONSENT_WALL and any(w in said for w in wall.text):
            return wall
    return None


def wants_scripts(page: Page) -> bool:
    """Whether a page says that it shows nothing without its programs."""
    aside = " ".join(text_of(node) for node in page.tree.css("noscript")[:10])
    said = f"{_said(page)} {fold(aside[:_SAID])}"
    return any(
        words in said
        for wall in walls()
        if wall.reason == Reason.SCRIPT_ONLY
        for words in wall.text
    )


def asks_consent(blocks: tuple[Block, ...]) -> bool:
    """Whether a text is little more than a request to be tracked or to pay."""
    texts = [block.text for block in blocks if block.kind != "image"]
    beginning = " ".join(texts)[:_SAID].lower()
    if not any(word in beginning for word in _HINTS):
        return False
    texts = [fold(text) for text in texts]
    whole = " ".join(texts)
    asked = sum(
        words in whole
        for wall in walls()
        if wall.reason == Reason.CONSENT_WALL
        for words in wall.text
    )
    if not asked:
        return False
    others = [one for one in texts if not any(word in one for word in _OF_CONSENT)]
    return sum(map(len, others)) < _LITTLE


def says_missing(page: Page, headline: str) -> bool:
    """Whether a page's title says that there is nothing here."""
    held, begins = missing()
    return any(
        title.startswith(begins) or any(words in title for words in held)
        for title in _titles(page, headline)
    )


def _titles(page: Page, headline: str) -> list[str]:
    """The folded texts under which a page goes, those that are short."""
    texts = (headline, page.title)
    found = [fold(text).replace("’", "'").strip() for text in texts]
    return [text for text in dict.fromkeys(found) if 0 < len(text) <= _TITLE]


def _is_titled(title: str, wall: Wall) -> bool:
    if title.startswith(wall.title):
        return True
    for words in wall.whole:
        rest = title.removeprefix(words)
        if rest != title and (
            not rest.strip(" .!")
            or (rest.startswith(_SEPARATORS) and len(rest) <= _SITE)
        ):
            return True
    return False


def _said(page: Page) -> str:
    """The beginning of a page's text, folded."""
    parts: list[str] = []
    length = 0
    for line in page.lines:
        if length > _SAID:
            break
        parts.append(line.text)
        length += len(line.text)
    return fold(" ".join(parts)[:_SAID]).replace("’", "'")


def _names(page: Page) -> str:
    """Addresses of a page's programs and frames, and the names of its elements."""
    nodes = page.tree.css("script[src], iframe[src], script[id]")[:100]
    found = [
        f"{node.attributes.get('src') or ''} {node.attributes.get('id') or ''}"
        for node in nodes
    ]
    return " ".join([*found, *(box.names for box in page.boxes[:200] if box.names)])


def _data(name: str) -> dict[str, Any]:
    path = files("nouvelles.extract").joinpath(f"data/{name}.toml")
    return tomllib.loads(path.read_text(encoding="utf-8"))


def _folded(words: Any) -> tuple[str, ...]:
    return tuple(fold(one) for one in words)
