"""What the paper shows: articles, their revisions, lists of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from nouvelles.records.incoming import Source
from nouvelles.records.made import Article, ArticleKind, Picture
from nouvelles.records.rights import RightsItem
from nouvelles.records.translation import Head


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One passage that differs between two revisions of an article.

    `before` is "" for what was added, `after` is "" for what was taken out.
    """

    field: Literal["headline", "standfirst", "body"]
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Revision:
    """One capture of an article that differs from the one before it."""

    at: datetime
    digest: str  # hexadecimal SHA-256 of the captured bytes
    headline: str
    changes: tuple[Change, ...] = ()  # against the revision before it


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """An article as lists show it. `id` is its public name, stable for ever.

    `summary` is what the outlet's own feed says of it. `rights` is what the rights room
    asks about; nothing of the article is shown without its answer.
    """

    id: str
    url: str
    source: Source
    headline: str
    standfirst: str
    lede: str  # the first words of the body, for the extract
    summary: str
    language: str
    published: datetime | None
    day_only: bool
    captured: datetime | None
    rights: RightsItem
    kind: ArticleKind = "news"
    picture: str = ""  # name of the picture that we hold, "" for none
    withdrawn: datetime | None = None  # since when its outlet has it no more
    heads: tuple[Head, ...] = ()  # in other languages; laid over when it is read

    def head_in(self, language: str) -> Head | None:
        """The headline in a language (primary subtag), where it stands for the one that
        the article has now."""
        found = (
            head
            for head in self.heads
            if head.language == language and head.original == self.headline
        )
        return next(found, None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """An article as its own page shows it; `article` is None when only an entry is held.

    `extracted_by` names the extractor with its version, as the ledger does.
    """

    listed: Listed
    article: Article | None
    authors: tuple[str, ...] = ()
    revisions: tuple[Revision, ...] = ()
    stale: bool = False
    extracted_by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tombstone:
    """What stands where a removed article was."""

    status: Literal[410, 451]
    reason: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceCount:
    """A source with how much of it the paper holds."""

    source: Source
    articles: int
    newest: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceReading:
    """How a source is read, and how often it was seen to change what it had published.

    `feeds`, `sitemaps` and `sections` are those that are read now. `captured` are the
    articles of which more than an entry is held, `changed` those among them whose
    headline or text the outlet changed after the first capture.
    """

    feeds: int = 0
    sitemaps: int = 0
    sections: int = 0
    captured: int = 0
    changed: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One page of a list, and whether more follow."""

    items: tuple[Listed, ...]
    total: int
    number: int = 1
    size: int = 30
    more: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """An article that a search found.

    `text` is plain text of the article round the place where the words were found (some
    hundred characters are enough), from which the page cuts the snippet that the rights
    allow; "" where the words stand in the headline alone.
    """

    listed: Listed
    text: str = ""


#: Hits that are counted and can be paged through; who seeks more narrows the search.
MOST_HITS = 1_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """What a search is narrowed to; "" or None: to nothing.

    `language` is a primary tag, `country` a code in lower case, `outlet` a source's host.
    `since` is the first moment (aware) that counts, `until` the first that does not.
    """

    language: str = ""
    country: str = ""
    outlet: str = ""
    since: datetime | None = None
    until: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Hits:
    """One page of a search's hits, newest first; `total` counts all pages.

    Where there are more than `MOST_HITS`, the newest of them are all there is:
    `is_least` says so.
    """

    items: tuple[Hit, ...]
    total: int
    is_least: bool = False
    number: int = 1
    size: int = 30
    more: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldPicture:
    """A picture that we hold, with the rights of the article that it belongs to."""

    picture: Picture
    rights: RightsItem
