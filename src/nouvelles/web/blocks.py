"""The words of a text's blocks as markup: marks kept, links of the web only."""

from __future__ import annotations

from typing import Final

from markupsafe import Markup

from nouvelles.extract.render.html import inline
from nouvelles.extract.render.spans import web_address
from nouvelles.records import Block
from nouvelles.records.parts import Marked, cells_of, items_of
from nouvelles.web.set_translation import SetBlock
from nouvelles.web.typesetting import hold_letters

#: The services of which the extractor knows the word, as they write themselves.
_NAMES: Final = {
    "youtube": "YouTube", "vimeo": "Vimeo", "dailymotion": "Dailymotion", "x": "X",
    "instagram": "Instagram", "facebook": "Facebook", "tiktok": "TikTok",
    "telegram": "Telegram", "bluesky": "Bluesky", "soundcloud": "SoundCloud",
    "spotify": "Spotify", "apple-podcasts": "Apple Podcasts",
    "datawrapper": "Datawrapper", "flourish": "Flourish", "infogram": "Infogram",
    "google": "Google", "openstreetmap": "OpenStreetMap",
    "documentcloud": "DocumentCloud", "rumble": "Rumble", "reddit": "Reddit",
}  # fmt: skip


def words_of(block: Block | SetBlock) -> Markup:
    """The text of a block with its marks."""
    if isinstance(block, SetBlock):
        return block.words
    return _words((block.text, block.marks))


def set_items(block: Block | SetBlock) -> list[Markup]:
    """The items of a list with their marks."""
    if isinstance(block, SetBlock):
        return [Markup("").join(line) for line in block.lines]
    return [_words(item) for item in items_of(block)]


def set_rows(block: Block | SetBlock) -> list[list[Markup]]:
    """The rows of a table, each with its cells, with their marks."""
    if isinstance(block, SetBlock):
        return [list(line) for line in block.lines]
    return [[_words(cell) for cell in cells_of(row)] for row in items_of(block)]


def _words(marked: Marked) -> Markup:
    return hold_letters(Markup(inline(marked)))  # noqa: S704 - escaped there


def embedded(block: Block | SetBlock) -> str:
    """The address of what is embedded, "" for none of the web: it is linked to, not shown.

    A reader who does not follow the link is unknown to whoever runs the service.
    """
    return web_address(block.url)


def service_name(block: Block | SetBlock) -> str:
    """The name of the service of an embed; of others than the best known, the host."""
    return _NAMES.get(block.text, block.text)
