"""Where redirects lead (RFC 9110, 15.4)."""

from __future__ import annotations

from urllib.parse import urljoin

from nouvelles.ingest.network.visit import Answer, header
from nouvelles.ingest.troubles import NotRead, Word

MAX_REDIRECTS = 5

REDIRECTS = frozenset((301, 302, 303, 307, 308))

#: Those that give a new address for good.
PERMANENT = frozenset((301, 308))


def location(url: str, answer: Answer) -> str:
    """The address that a redirect from `url` names, made absolute.

    Raises:
        NotRead: BAD_REDIRECT when it names none.
    """
    to = header(answer, "Location")
    try:
        if to:
            return urljoin(url, to)
    except ValueError as error:
        detail = f"{to[:200]!r} is no address ({error})"
        raise NotRead(Word.BAD_REDIRECT, url, detail, status=answer.status) from None
    detail = f"answers {answer.status} without saying where to go"
    raise NotRead(Word.BAD_REDIRECT, url, detail, status=answer.status)
