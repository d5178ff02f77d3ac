"""Before any text is judged: did a form come as a person's does?

A form carries a token: when it was made and a number drawn for it, signed together with
its page. Whoever has none, or a forged or old one, is shown the form again with all that
was written; nothing is lost. Whoever was faster than a person reads, or filled in the
field that is to stay empty, is queued for a person.
"""

from __future__ import annotations

import hmac
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256
from typing import Final

from nouvelles.discussion.keys import keyed

#: Seconds between the making of a form and its sending: too fast, too late.
FASTEST_S: Final = 3
LATEST_S: Final = 12 * 3600

#: Hexadecimal digits of the number that is drawn for a form.
NONCE: Final = 24


class Trip(StrEnum):
    """What the gate found; the first three show the form again, the others queue."""

    MISSING = "no token"
    FORGED = "forged token"
    OLD = "old token"
    FAST = "too fast"
    TRAP = "trap"
    AUTHOR_RATE = "many from one network"
    PAGE_RATE = "many on one page"
    SITE_RATE = "many on the site"
    REPEATED = "said before"


#: Where the form is shown again, and nothing is taken.
AGAIN = frozenset((Trip.MISSING, Trip.FORGED, Trip.OLD))


@dataclass(frozen=True, slots=True, kw_only=True)
class Gate:
    """Makes tokens and reads them. `secret` has 32 bytes that nobody else knows."""

    secret: bytes

    def issue(self, page: str, now: int, nonce: str) -> str:
        """A token for a form about a page; `nonce` are `NONCE` hexadecimal digits."""
        return f"{now:x}.{nonce}.{self._sign(page, f'{now:x}', nonce)}"

    def check(self, token: str, page: str, now: int) -> tuple[Trip | None, int, str]:
        """What is wrong with a token, how old it is in seconds, and its nonce."""
        if not token:
            return Trip.MISSING, 0, ""
        made, _, rest = token[:200].partition(".")
        nonce, _, sign = rest.partition(".")
        wanted = self._sign(page, made, nonce)
        same = hmac.compare_digest(wanted.encode(), sign.encode("utf-8", "replace"))
        if not same or len(nonce) != NONCE:
            return Trip.FORGED, 0, ""
        age = now - int(made, 16)
        if age > LATEST_S:
            return Trip.OLD, age, nonce
        return (Trip.FAST if age < FASTEST_S else None), age, nonce

    def trap(self, day: str) -> str:
        """The name of the field that is to stay empty, another each day."""
        return f"site_{keyed(self.secret, 'trap', day).hex()[:6]}"

    def own_token(self, nonce: str) -> str:
        """The secret by which an author comes back to what a form brought.

        Made of the form's nonce: a form that is sent twice leads to the same place.
        """
        return keyed(self.secret, "own", nonce).hex()

    def _sign(self, page: str, made: str, nonce: str) -> str:
        message = "\0".join((page, made, nonce)).encode("utf-8", "replace")
        return hmac.new(self.secret, message, sha256).hexdigest()[:32]
