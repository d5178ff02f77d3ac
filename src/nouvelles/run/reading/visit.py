"""What a visit to a page came to: a capture or none, and what its row says from now on.

Pure: the answer, or why there is none, and the row in; captures, row and troubles out.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from urllib.parse import urlsplit

from nouvelles.ingest.network.fetched import Fetched
from nouvelles.ingest.pace.patience import after_failure
from nouvelles.ingest.pace.revisit import next_revisit, withdrawal
from nouvelles.ingest.pace.rhythm import Bounds
from nouvelles.ingest.troubles import NotRead, Word
from nouvelles.records import Capture
from nouvelles.run.reading.found import Trouble
from nouvelles.store.alone import url_key
from nouvelles.store.codec import digest16
from nouvelles.store.fetches import FetchRow

#: Visits in vain after which a page that was never had is given up, and one that we
#: have is left as it is.
MOST_TRIES = 10

#: Seconds between visits in vain to a page: from a quarter of an hour to a day.
_TRYING = Bounds(shortest_s=900.0, longest_s=86_400.0)

#: Faults that another visit may be spared: they stay.
_FINAL = frozenset(
    {
        Word.ROBOTS,
        Word.REFUSED,
        Word.BAD_ADDRESS,
        Word.BOMB,
        Word.TOO_LARGE,
        Word.REDIRECT_LOOP,
        Word.BAD_REDIRECT,
    }
)

_MISSING = frozenset({Word.NOT_FOUND, Word.GONE})

#: Encodings whose name says little: every byte means something in them.
_VAGUE = ("iso-8859", "windows-125", "latin", "us-ascii", "cp125")


@dataclass(frozen=True, slots=True, kw_only=True)
class Visited:
    """One page after a visit. `gone` and `back` say that its mark has changed.

    `after_s` is how long the host asked to be left alone, None when it said nothing.
    """

    row: FetchRow
    captures: tuple[Capture, ...] = ()
    troubles: tuple[Trouble, ...] = ()
    gone: bool = False
    back: bool = False
    after_s: float | None = None

    @property
    def asked_host(self) -> str:
        """The host that was asked."""
        return self.row.host


def read_page(row: FetchRow, answer: Fetched, *, now: float, days: int) -> Visited:
    """A page that was had, or had not changed (304)."""
    if answer.status == 200 and _sent_home(row.url, answer.final):
        miss = NotRead(Word.NOT_FOUND, row.url, "it leads to the home page now")
        return page_not_read(row, miss, now=now)
    digest = row.digest if answer.status == 304 else digest16(answer.body)
    changed = digest != row.digest
    first = row.visits == 0
    captured = row.captured if row.captured is not None else int(now)
    due = next_revisit(
        published=None if row.published is None else float(row.published),
        captured=float(captured),
        visits=row.visits + 1,
        changed_last=changed and not first,
        now=now,
        days=days,
    )
    after = replace(
        row,
        due=None if due is None else int(due),
        tries=0,
        visits=row.visits + 1,
        misses=0,
        captured=captured,
        changed=changed and not first,
        digest=digest,
        etag=answer.validators.etag,
        modified=answer.validators.last_modified,
        final_key=url_key(answer.final),
        word="",
        withdrawn=None,
    )
    troubles: list[Trouble] = []
    if answer.slow:
        troubles.append((Word.SLOW, answer.slow))
    if charset := _wrong_charset(answer):
        troubles.append((Word.WRONG_CHARSET, f"says {charset}, is utf-8"))
    return Visited(
        row=after,
        captures=_captures(row, answer, now) if changed else (),
        troubles=tuple(troubles),
        back=row.withdrawn is not None,
    )


def page_not_read(row: FetchRow, trouble: NotRead, *, now: float) -> Visited:
    """A page that could not be had: asked for again, given up, or marked as withdrawn."""
    detail = (trouble.word, trouble.detail)
    if trouble.word in _MISSING or trouble.status == 451:
        status = 410 if trouble.word is Word.GONE else 404
        verdict = withdrawal(misses=row.misses, status=status, now=now)
        gone = verdict.presence == "withdrawn" and row.withdrawn is None
        after = replace(
            row,
            due=None if verdict.ask_at is None else int(verdict.ask_at),
            misses=row.misses + 1,
            word=trouble.word.value,
            withdrawn=int(now) if gone else row.withdrawn,
        )
        new = after.withdrawn is not None and row.withdrawn is None
        return Visited(row=after, troubles=(detail,), gone=new)
    tries = row.tries + 1
    over = trouble.word in _FINAL or tries >= MOST_TRIES
    after_s = trouble.after_s
    if trouble.word is Word.RATE_LIMITED and after_s is None:
        after_s = _TRYING.shortest_s  # it wants less haste
    due_s = after_failure(
        tries, now=now, bounds=_TRYING, after_s=after_s, usual_s=_TRYING.shortest_s
    )
    after = replace(
        row, due=None if over else int(due_s), tries=tries, word=trouble.word.value
    )
    return Visited(row=after, troubles=(detail,), after_s=after_s)


def put_off(row: FetchRow, due: int | None, trouble: NotRead) -> Visited:
    """A page that was not asked for, because its host cannot be asked now."""
    after = replace(row, word=trouble.word.value)
    return Visited(
        row=after if due is None else replace(after, due=due), after_s=trouble.after_s
    )


def _captures(row: FetchRow, answer: Fetched, now: float) -> tuple[Capture, ...]:
    """The page; and where it was announced elsewhere, the way from there."""
    at = datetime.fromtimestamp(now, UTC)
    page = Capture(
        url=answer.final,
        at=at,
        status=answer.status,
        headers=answer.headers,
        body=answer.body,
    )
    if url_key(answer.final) == row.key:
        return (page,)
    way = Capture(
        url=row.url,
        at=at,
        status=302,
        headers=(("location", answer.final),),
        body=b"",
    )
    return (way, page)


def _sent_home(asked: str, final: str) -> bool:
    """Outlets send those who ask for what they took away to their home page."""
    return urlsplit(final).path in ("", "/") and urlsplit(asked).path not in ("", "/")


def _wrong_charset(answer: Fetched) -> str:
    """The encoding that the answer names where its bytes are UTF-8, else ""."""
    if answer.status != 200:
        return ""
    stated = next((v for name, v in answer.headers if name == "content-type"), "")
    charset = stated.lower().partition("charset=")[2].strip(" \"'")
    if not charset.startswith(_VAGUE) or answer.body.isascii():
        return ""
    try:
        answer.body.decode("utf-8")
    except UnicodeDecodeError:
        return ""
    return charset
