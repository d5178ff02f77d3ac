"""Tokens of the desk: what a cookie holds, what is kept of it, what a form must bring.

A session's cookie holds 32 random bytes; the database has their digest only, so that
nobody who reads it can sit down at the desk. The token of forms is made from the same
bytes, so it is good for one session and needs no table (OWASP, HMAC-based token).
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import re
import secrets

_BYTES = 32
_TOKEN = re.compile(r"[A-Za-z0-9_-]{43}\Z")


def new_token() -> str:
    """A token that nobody can guess: 43 letters of base64url."""
    return secrets.token_urlsafe(_BYTES)


def is_token(given: str) -> bool:
    """Whether something has the form of a token."""
    return bool(_TOKEN.match(given))


def digest_of(token: str) -> bytes:
    """What is kept of a token. It is random enough to need no salt."""
    return hashlib.sha256(token.encode("utf-8", errors="replace")).digest()


def form_token(token: str) -> str:
    """What each form of a session carries."""
    made = hmac.digest(token.encode(), b"nouvelles desk form", hashlib.sha256)
    return base64.urlsafe_b64encode(made).decode().rstrip("=")


def is_form_token(token: str, given: str) -> bool:
    """Whether a form comes from this session; takes the same time for each answer."""
    return hmac.compare_digest(form_token(token).encode(), given.encode("utf-8", "replace"))
