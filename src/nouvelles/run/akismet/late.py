"""Verdicts that came too late for their answers, told to the sites that asked."""

from __future__ import annotations

from concurrent.futures import CancelledError, Future
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

from nouvelles.akismet import Answer, SiteKey, same_site, write_result
from nouvelles.errors import InputError, NouvellesError
from nouvelles.ingest.network.service import JSON, Service
from nouvelles.ingest.troubles import NotRead
from nouvelles.run.clock import Clock

#: Seconds for one site to take its verdict.
_LIMIT_S: Final = 5.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Late:
    """A check that was put off: where its verdict is wanted, and the answer to come."""

    key: str
    callback: str
    guid: str
    answer: Future[Answer]


def verdict_of(late: Late) -> bool | None:
    """Whether it is spam, None where there is no verdict. Waits for it.

    Raises:
        StoreError: judging ended in it.
    """
    try:
        body = late.answer.result().body
    except CancelledError:
        return None
    return {b"true": True, b"false": False}.get(body)


def tell_site(
    late: Late, site: SiteKey, *, spam: bool, clock: Clock, allow_private: bool
) -> str:
    """Tell a site; why it could not be told, or "".

    The address is the site's own word: it has to be of the site that the key is for, and
    leads nowhere that the guard would not let anything else go.
    """
    if not same_site(late.callback, site.site):
        return f"its address is not of {site.site}"
    parts = urlsplit(late.callback)
    path = parts.path + (f"?{parts.query}" if parts.query else "")
    try:
        service = Service(
            f"{parts.scheme}://{parts.netloc}",
            clock,
            _LIMIT_S,
            allow_private=allow_private,
        )
        reply = service.post(path, write_result(late.key, late.guid, spam=spam), JSON)
    except (InputError, NotRead) as error:
        return error.reason if isinstance(error, NouvellesError) else str(error)
    return "" if reply.status < 300 else f"it answers {reply.status}"
