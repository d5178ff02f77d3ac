"""What waits to be told to the engine, looked at: which articles are new, which are not."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from nouvelles.records import Shown
from nouvelles.store import fetches, story_tables
from nouvelles.store.held import articles_at
from nouvelles.store.names import public_id
from nouvelles.store.untold import Mark


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """One article that waits: `shown` is None where nothing of it is held any more.

    `story` is the one that it is in, "" for none; `awaited` says that its page may
    still come, of which the outlet's feed is all that is held.
    """

    mark: Mark
    shown: Shown | None
    story: str = ""
    awaited: bool = False

    @property
    def id(self) -> str:
        return public_id(self.mark.number)


def look_at(connection: Connection, marks: Sequence[Mark]) -> list[Waiting]:
    """What is held of the articles of marks, in their order."""
    numbers = [mark.number for mark in marks]
    shown = articles_at(connection, numbers)
    stories = story_tables.stories_of(connection, numbers)
    keys = _announced(shown)
    awaited = fetches.expected(connection, sorted(keys)) if keys else set()
    waits = {number for key in awaited for number in keys[key]}
    return [
        Waiting(
            mark=mark,
            shown=shown.get(mark.number),
            story=stories.get(mark.number, ""),
            awaited=mark.number in waits,
        )
        for mark in marks
    ]


def _announced(shown: Mapping[int, Shown]) -> dict[bytes, list[int]]:
    """The address keys of what is only announced, and may be more one day."""
    found: dict[bytes, list[int]] = {}
    for number, one in shown.items():
        if one.article is None and not one.listed.rights.opted_out:
            found.setdefault(fetches.key_of(one.listed.url), []).append(number)
    return found
