"""Where that stands now what is kept under the page of a story.

Comments and rules of moderation keep the page that they were given for. A story that was
merged into another is read with it, by the redirects that the merge left; one that comes
back (an article was split off into it) has its own again.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

from sqlalchemy import Connection

from nouvelles.store.asking import ask

_STORY = "story:"
_INTO = "SELECT id, story FROM story_redirects WHERE id IN {}"
_TAKEN_IN = "SELECT id FROM story_redirects WHERE story IN {} ORDER BY id"

AnyConnection = Connection | sqlite3.Connection


def standing(connection: AnyConnection, pages: Iterable[str]) -> dict[str, str]:
    """Each page by its name ("article:ID", "story:ID"), with the one on which is read
    what is kept under it: itself, or the story that took it in."""
    found = {page: page for page in pages}
    ids = [page.removeprefix(_STORY) for page in found if page.startswith(_STORY)]
    if ids:
        for row in ask(connection, _INTO, ids):
            found[_STORY + row.id] = _STORY + row.story
    return found


def read_with(connection: AnyConnection, page: str) -> list[str]:
    """The pages of which is read together what is kept: that on which this one is read
    first, then those of the stories that it took in."""
    if not page.startswith(_STORY):
        return [page]
    now = standing(connection, [page])[page]
    taken_in = ask(connection, _TAKEN_IN, [now.removeprefix(_STORY)])
    return [now, *(_STORY + row.id for row in taken_in)]
