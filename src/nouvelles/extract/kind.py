"""What kind of article a page holds: news, opinion, a live blog, a film, a gallery."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from importlib.resources import files
from typing import Final
from urllib.parse import unquote, urlsplit

from nouvelles.extract.page import Page, types_of
from nouvelles.language import tokens
from nouvelles.records import ArticleKind, Block

#: schema.org types that say it, and Open Graph's.
_TYPES: Final[dict[str, ArticleKind]] = {
    "LiveBlogPosting": "live",
    "OpinionNewsArticle": "opinion",
    "VideoObject": "video",
    "MediaGallery": "gallery",
    "ImageGallery": "gallery",
}

#: Kinds that are told by words (`data/kinds.toml`).
_KINDS: Final[tuple[ArticleKind, ...]] = ("opinion", "live", "video", "gallery")
#: Parts of an address that are sections: the first ones, before the article's own name.
_SECTION_PARTS: Final = 3
#: A film's or a gallery's page has less text than an article with one.
_SHORT_TEXT: Final = 1_500


@lru_cache(maxsize=1)
def _kinds() -> dict[str, ArticleKind]:
    path = files("nouvelles.extract").joinpath("data/kinds.toml")
    raw = tomllib.loads(path.read_text(encoding="utf-8"))
    return {_key(word): kind for kind in _KINDS for word in raw[kind]}


def _key(word: str) -> str:
    return " ".join(tokens(word))


def find_kind(
    page: Page, section: str, kicker: str, blocks: tuple[Block, ...]
) -> ArticleKind:
    """The kind as structured data, section, kicker or address name it, else "news".

    A page is a film's or a gallery's only if its text is short: articles have films, too.
    """
    if any(block.kind == "live" for block in blocks):
        return "live"
    stated = {_TYPES[t] for t in types_of(page.article) if t in _TYPES}
    if "live" in stated:
        return "live"
    short = sum(len(b.text) for b in blocks) < _SHORT_TEXT
    words = [page.meta("og:type").split(".")[0], section, kicker, *_parts(page.url)]
    for word in words:
        kind = _kinds().get(_key(word)) if word else None
        if kind == "opinion" or (kind == "live" and word is not words[0]):
            return kind
        if kind in ("video", "gallery") and short:
            return kind
    if stated:
        return next(iter(sorted(stated)))
    return "news"


def _parts(url: str) -> list[str]:
    """The parts of an address that name a section: "/de/meinung/a-title" has two."""
    try:
        parts = unquote(urlsplit(url).path).split("/")
    except ValueError:
        return []
    return [part for part in parts[1:-1] if part][:_SECTION_PARTS]
