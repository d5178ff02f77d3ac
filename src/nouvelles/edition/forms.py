"""The forms in which a feed can be had."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from nouvelles.edition import atom, jsonfeed, rss
from nouvelles.edition.feed import Feed


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """A form of feeds: its name, its media type, and who writes it."""

    name: str
    media_type: str
    write: Callable[[Feed], bytes]


#: The forms by the ends of their addresses. RSS first: what most readers look for.
FORMS: Final[Mapping[str, Form]] = {
    "rss": Form(name="RSS", media_type=rss.MEDIA_TYPE, write=rss.write_rss),
    "atom": Form(name="Atom", media_type=atom.MEDIA_TYPE, write=atom.write_atom),
    "json": Form(
        name="JSON Feed",
        media_type=jsonfeed.MEDIA_TYPE,
        write=jsonfeed.write_json_feed,
    ),
}
