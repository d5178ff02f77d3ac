"""What goes wrong when the press is read: a word, what it means, and what to do.

Every fault of a source is counted under one of these words and shown with the two
sentences. Some faults are got over (`mended`): what can be read is read, and the source
is not held back for them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Word(StrEnum):
    """The reasons under which faults of reading are counted."""

    # The way there
    DNS = "dns"
    UNREACHABLE = "unreachable"
    TIMEOUT = "timeout"
    TLS = "tls"
    REFUSED = "refused"
    BAD_HTTP = "bad-http"
    BAD_ADDRESS = "bad-address"
    # The answer
    NOT_FOUND = "not-found"
    GONE = "gone"
    FORBIDDEN = "forbidden"
    RATE_LIMITED = "rate-limited"
    SERVER_ERROR = "server-error"
    REDIRECT_LOOP = "redirect-loop"
    BAD_REDIRECT = "bad-redirect"
    MOVED = "moved"
    ROBOTS = "robots"
    ROBOTS_UNREACHABLE = "robots-unreachable"
    # The body
    TOO_LARGE = "too-large"
    BOMB = "bomb"
    CUT = "cut"
    BAD_ENCODING = "bad-encoding"
    SLOW = "slow"
    WRONG_CHARSET = "wrong-charset"
    # The feed
    HTML_NOT_FEED = "html-not-feed"
    NO_FEED = "no-feed"
    EMPTY = "empty"
    TOO_DEEP = "too-deep"
    MALFORMED = "malformed"
    NO_LINK = "no-link"
    BAD_DATE = "bad-date"
    ODD_DATES = "odd-dates"
    REPEATED_ID = "repeated-id"
    CHANGING_IDS = "changing-ids"
    TOO_MANY_ENTRIES = "too-many-entries"
    NO_LINKS_FOUND = "no-links-found"
    WEBSUB = "websub"
    INTERNAL = "internal"


@dataclass(frozen=True, slots=True, kw_only=True)
class Trouble:
    """What a word means, what to do, and whether reading goes on in spite of it.

    `passes`: there is nothing for anyone to do but wait, or it was got over already.
    """

    sentence: str
    advice: str
    mended: bool = False
    passes: bool = False


TROUBLES: Mapping[Word, Trouble] = {
    Word.DNS: Trouble(
        sentence="The name of the host is not known.",
        advice="Check the address; the outlet may have given up its name.",
    ),
    Word.UNREACHABLE: Trouble(
        sentence="The host cannot be reached or broke off.",
        advice="Nothing to do at first: it is tried again, ever less often.",
        passes=True,
    ),
    Word.TIMEOUT: Trouble(
        sentence="The host did not answer in time.",
        advice="Nothing to do at first; raise `network.timeout_s` for a slow outlet.",
        passes=True,
    ),
    Word.TLS: Trouble(
        sentence="Its certificate is not trusted.",
        advice="Tell the outlet; nothing is read past a bad certificate.",
    ),
    Word.REFUSED: Trouble(
        sentence="The address is one that must not be visited.",
        advice="Set `network.allow_private` or `network.ports` if it is yours.",
    ),
    Word.BAD_HTTP: Trouble(
        sentence="The answer is not sound HTTP.",
        advice="Check that a web server stands at this address.",
    ),
    Word.BAD_ADDRESS: Trouble(
        sentence="The address cannot be one of a page.",
        advice="Correct it with `nouvelles source add` and remove this one.",
    ),
    Word.NOT_FOUND: Trouble(
        sentence="There is nothing at this address (404).",
        advice="Look for its new place with `nouvelles source add` and the home page.",
    ),
    Word.GONE: Trouble(
        sentence="The outlet says that this is gone for good (410).",
        advice="It is not asked for again. Remove it, or add the outlet's new feed.",
    ),
    Word.FORBIDDEN: Trouble(
        sentence="The outlet does not let us in (401, 403 or 451).",
        advice="Respect it, or ask the outlet; give a contact in `network.contact`.",
    ),
    Word.RATE_LIMITED: Trouble(
        sentence="The outlet asks us to come less often (429).",
        advice="Nothing to do: its Retry-After is kept and the pace is lowered.",
        passes=True,
    ),
    Word.SERVER_ERROR: Trouble(
        sentence="The outlet's server fails (5xx).",
        advice="Nothing to do: it is tried again, ever less often.",
        passes=True,
    ),
    Word.REDIRECT_LOOP: Trouble(
        sentence="The address leads in a circle, or through too many others.",
        advice="Look for the feed's address with the outlet's home page.",
    ),
    Word.BAD_REDIRECT: Trouble(
        sentence="The address leads to one that cannot be visited.",
        advice="Look for the feed's address with the outlet's home page.",
    ),
    Word.MOVED: Trouble(
        sentence="It has moved for good (301 or 308).",
        advice="Nothing to do: the new address is kept.",
        mended=True,
        passes=True,
    ),
    Word.ROBOTS: Trouble(
        sentence="The outlet's robots.txt closes this address.",
        advice="Respect it; remove the feed, or ask the outlet to open it to us.",
    ),
    Word.ROBOTS_UNREACHABLE: Trouble(
        sentence="Its robots.txt cannot be had, so nothing is asked of the host.",
        advice="Nothing to do: it is tried again, ever less often.",
        passes=True,
    ),
    Word.TOO_LARGE: Trouble(
        sentence="The answer is larger than the limit, or does not end.",
        advice="No page of text is: leave it alone, or raise `limits.page_bytes` or "
        "`reading.feed_bytes`.",
    ),
    Word.BOMB: Trouble(
        sentence="The answer unpacks to far more than it weighs.",
        advice="Leave this address alone: no honest page does so.",
    ),
    Word.CUT: Trouble(
        sentence="The answer broke off before its end.",
        advice="Nothing to do: it is tried again, ever less often.",
        passes=True,
    ),
    Word.BAD_ENCODING: Trouble(
        sentence="The answer is packed in a way that cannot be undone.",
        advice="Tell the outlet that its Content-Encoding is damaged.",
    ),
    Word.SLOW: Trouble(
        sentence="The answers are slow to come: in drops, or late.",
        advice="Nothing to do: others do not wait; what takes longer than "
        "`network.timeout_s` is lost.",
        mended=True,
        passes=True,
    ),
    Word.WRONG_CHARSET: Trouble(
        sentence="It names an encoding in which its text makes no sense.",
        advice="Nothing to do: the encoding was found out.",
        mended=True,
        passes=True,
    ),
    Word.HTML_NOT_FEED: Trouble(
        sentence="This is a web page that says it is a feed.",
        advice="Give the home page to `nouvelles source add` to find its feeds.",
    ),
    Word.NO_FEED: Trouble(
        sentence="No feed can be read in it.",
        advice="Give the home page to `nouvelles source add` to find its feeds.",
    ),
    Word.EMPTY: Trouble(
        sentence="The answer is empty.",
        advice="Nothing to do: it is tried again, ever less often.",
        passes=True,
    ),
    Word.TOO_DEEP: Trouble(
        sentence="Its elements are nested too deep to be honest.",
        advice="Leave this address alone.",
    ),
    Word.MALFORMED: Trouble(
        sentence="The feed is broken; what can be read of it is read.",
        advice="Tell the outlet; a feed validator shows the place.",
        mended=True,
    ),
    Word.NO_LINK: Trouble(
        sentence="Some entries lead to no page.",
        advice="Nothing to do: they are left out.",
        mended=True,
        passes=True,
    ),
    Word.BAD_DATE: Trouble(
        sentence="Some dates cannot be read.",
        advice="Nothing to do: the date of the page or of our visit is taken.",
        mended=True,
        passes=True,
    ),
    Word.ODD_DATES: Trouble(
        sentence="Some dates cannot be true (long ago, or in the future).",
        advice="Nothing to do: the date of the page or of our visit is taken.",
        mended=True,
        passes=True,
    ),
    Word.REPEATED_ID: Trouble(
        sentence="Several entries share one id.",
        advice="Nothing to do: they are told apart by their addresses.",
        mended=True,
        passes=True,
    ),
    Word.CHANGING_IDS: Trouble(
        sentence="The ids of the same entries change from one look to the next.",
        advice="Nothing to do: entries are known by their addresses.",
        mended=True,
        passes=True,
    ),
    Word.TOO_MANY_ENTRIES: Trouble(
        sentence="The feed holds more entries than are taken at once.",
        advice="Nothing to do for news; `reading.feed_entries` sets the number.",
        mended=True,
        passes=True,
    ),
    Word.NO_LINKS_FOUND: Trouble(
        sentence="No links of articles were found on the section page.",
        advice="Correct its rule: `nouvelles source add --links`.",
    ),
    Word.WEBSUB: Trouble(
        sentence="The hub that should announce news does not.",
        advice="Nothing to do: the feed is looked at as any other.",
        mended=True,
        passes=True,
    ),
    Word.INTERNAL: Trouble(
        sentence="nouvelles itself failed at this answer.",
        advice="Report it with the line of the log; it is tried again.",
    ),
}


class NotRead(Exception):
    """Something could not be had or read, under a word of the list.

    `after_s` is how long the host asked us to wait; None when it said nothing. `status`
    is that of the answer, 0 without one.
    """

    def __init__(
        self,
        word: Word,
        about: str,
        detail: str = "",
        *,
        after_s: float | None = None,
        status: int = 0,
    ) -> None:
        super().__init__(word, about, detail)
        self.word = word
        self.about = about
        self.detail = detail
        self.after_s = after_s
        self.status = status

    def __str__(self) -> str:
        said = f"{self.about}: {TROUBLES[self.word].sentence}"
        return f"{said} ({self.detail})" if self.detail else said
