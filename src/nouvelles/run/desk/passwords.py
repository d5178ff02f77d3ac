"""Passwords as they are kept: argon2id hashes (RFC 9106), never the words themselves."""

from __future__ import annotations

import threading
import unicodedata
from functools import cache
from typing import TYPE_CHECKING

from nouvelles.errors import InputError

if TYPE_CHECKING:
    from argon2 import PasswordHasher

#: Fewer characters are guessed; there is no other rule (NIST SP 800-63B, 5.1.1.2).
SHORTEST = 12
#: More would only make work.
LONGEST = 256

#: Each hashing takes 64 MiB for a while: whoever floods the door waits, memory does not.
_turn = threading.BoundedSemaphore(2)


@cache
def _hasher() -> PasswordHasher:
    # Imported here: people sign in seldom.
    from argon2 import PasswordHasher
    from argon2.profiles import RFC_9106_LOW_MEMORY

    return PasswordHasher.from_parameters(RFC_9106_LOW_MEMORY)


@cache
def _nobody() -> str:
    """What is compared with when no account has the name: as much work, never equal."""
    return _hasher().hash("\0")


def hash_password(password: str) -> str:
    """The argon2id hash of a new password, with parameters and salt in it.

    Raises:
        InputError: it is too short, too long, or one character over and over.
    """
    plain = _normalised(password)
    if not SHORTEST <= len(plain) <= LONGEST:
        raise InputError(
            "password",
            f"it has {len(plain)} characters",
            f"Choose one of {SHORTEST} to {LONGEST}: four words that do not belong "
            "together are easy to keep in mind.",
        )
    if len(set(plain)) < 4:
        raise InputError("password", "it is too plain", "Choose words, not a pattern.")
    with _turn:
        return _hasher().hash(plain)


def is_password(kept: str | None, password: str) -> bool:
    """Whether this password was hashed so; None, for no account, takes as long."""
    from argon2.exceptions import InvalidHashError, VerificationError

    plain = _normalised(password)[:LONGEST]
    with _turn:
        try:
            return _hasher().verify(kept or _nobody(), plain) and kept is not None
        except (VerificationError, InvalidHashError):
            return False


def is_outdated(kept: str) -> bool:
    """Whether a hash was made with weaker parameters than those of now."""
    return _hasher().check_needs_rehash(kept)


def _normalised(password: str) -> str:
    """The same password from each keyboard (RFC 8265, OpaqueString, in short)."""
    return unicodedata.normalize("NFC", password)
