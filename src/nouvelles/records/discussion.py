"""What readers say below articles and stories, and what becomes of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


class CommentState(StrEnum):
    """Where a comment stands. Only what is shown is seen by readers."""

    SHOWN = "shown"
    QUEUED = "queued"  # a person looks first
    SPAM = "spam"  # out of sight; a person may look
    REMOVED = "removed"  # by a moderator, with a reason
    DELETED = "deleted"  # by its author; words and name are gone


@dataclass(frozen=True, slots=True, kw_only=True)
class Comment:
    """A comment as its author wrote it.

    `page` is "article:ID" or "story:ID", the one it was written for. `text` is light
    Markdown; "" once it was deleted or its time was over. `quote` is a passage of the
    article that it is about, word for word. `home` is the author's address as an import
    brought it: never shown. A `question` is put to the newsroom; `featured` is an answer
    that stands above the rest. `imported` is the number it had elsewhere.
    `html` is what readers see of the text, as it was made when it was kept; "" where that
    is still to be made.
    """

    id: int
    page: str
    name: str
    text: str
    at: datetime
    state: CommentState = CommentState.SHOWN
    parent: int | None = None
    language: str = ""  # BCP 47, "" where it is not known
    quote: str = ""
    edited: datetime | None = None
    home: str = ""
    staff: bool = False
    question: bool = False
    featured: bool = False
    imported: str = ""
    html: str = field(default="", compare=False, repr=False)


class PageMode(StrEnum):
    """When comments on a page are read by a moderator."""

    AFTER = "after"  # published first, as the filter sees fit
    BEFORE = "before"  # every comment waits
