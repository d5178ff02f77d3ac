"""What the rooms of copies and stories are told, and what they say."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from nouvelles.records.made import ArticleKind
from nouvelles.records.shown import Listed, Shown
from nouvelles.records.translation import Translation

#: What a copy is: the same article at another address; a later version of it by its own
#: outlet; an agency's report; a part of another outlet's text; the text in another
#: language.
CopyKind = Literal["same", "revision", "wire", "excerpt", "translation"]

#: What another story is to one: a step of the same affair, or what explains it.
BondKind = Literal["episode", "background"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """An article as the rooms of copies and stories look at it.

    `text` is its standfirst and paragraphs, one a line; what an outlet's feed says of it
    where no more is held; "" for a bare headline. `at` is when it was published, else
    when it was first seen; None where neither is known.
    """

    article: str
    headline: str
    text: str = ""
    language: str = "und"  # BCP 47
    outlet: str = ""  # host
    country: str = ""
    at: datetime | None = None
    kind: ArticleKind = "news"
    agencies: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """An article that has the text of an earlier one.

    `jaccard` is the share of shingles that both have among those that either has,
    `containment` the same among those of the shorter of both; of a translation, which
    has none in common, both are 0. `agency` is who wrote a wire copy, where it says so.
    """

    article: str
    of: str  # the first article with this text that was seen
    kind: CopyKind
    jaccard: float = 0.0
    containment: float = 0.0
    agency: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """One part of a decision: what spoke for it (or, below 0, against it).

    `code` is a word of a list ("vector", "names", "numbers", "terms", "time", "outlet",
    "copy", "editor" …), `weight` its part in log-odds, `words` what was found in both.
    """

    code: str
    weight: float = 0.0
    words: tuple[str, ...] = ()


#: `begin`: a story of one article. `join`: an article comes into a story. `move`: from
#: one story (or none) into another. `merge`: all of `story` goes into `into`, and its id
#: leads there. `split`: `articles` leave `story` for the new one `into`. The rest are an
#: editor's only: `pin` keeps an article in its story, `lead` makes it the story's lead,
#: `hide` keeps a story off the paper, `sensitive` keeps advertisement away from it; the
#: word with `un` before it takes it back.
ActKind = Literal[
    "begin",
    "join",
    "move",
    "merge",
    "split",
    "pin",
    "unpin",
    "lead",
    "unlead",
    "hide",
    "unhide",
    "sensitive",
    "unsensitive",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryAct:
    """One line of the log of stories; the state of stories is these lines, one by one.

    `by` is "" for the engine and a person's name for an editor. `odds` is the decision's
    log-odds, `reasons` its parts, heaviest first.
    """

    kind: ActKind
    story: str
    at: datetime
    by: str = ""
    article: str = ""
    into: str = ""
    articles: tuple[str, ...] = ()
    odds: float = 0.0
    reasons: tuple[Reason, ...] = ()
    why: str = ""  # an editor's words


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One telling of a story, as its page shows it.

    `origin` is the article whose text this one has: itself, unless it is a copy.
    """

    listed: Listed
    origin: str
    copy: Copy | None = None
    country: str = ""
    odds: float = 0.0
    reasons: tuple[Reason, ...] = ()
    by: str = ""  # who placed it here: "" the engine


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """One event with all its tellings, earliest first.

    `id` and `slug` never change; `former` are ids that lead here now. `lead` is the
    article that an editor chose to lead, "" for none.
    """

    id: str
    slug: str
    told: tuple[Told, ...]
    former: tuple[str, ...] = ()
    lead: str = ""
    hidden: bool = False
    sensitive: bool = False
    topics: tuple[str, ...] = ()  # IPTC Media Topics, first level: "medtop:11000000" …


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadAlso:
    """An article of another story that may be shown beside one.

    `odds` are log-odds of a bond above those from which it is shown.
    """

    listed: Listed
    kind: BondKind
    odds: float


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleInStory:
    """An article with the story that it is told in, and what may stand beside that.

    `translations` are those that may be shown, by language. `story` may be hidden, and is
    None for an article in none. `hidden` are the names that related links never resolve.
    """

    shown: Shown
    translations: tuple[Translation, ...] = ()
    story: Story | None = None
    beside: tuple[ReadAlso, ...] = ()
    hidden: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """What stands in the place of a story that was merged: `id` is where it went."""

    id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryPage:
    """One page of a list of stories, and whether more follow."""

    items: tuple[Story, ...]
    total: int
    number: int = 1
    size: int = 30
    more: bool = False
