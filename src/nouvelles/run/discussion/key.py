"""The paper's own secret: one file of 32 bytes, and the keys that are made of it.

Beside the database, never in it: whoever has a copy of the database alone reads no e-mail
address, and makes no form.
"""

from __future__ import annotations

import base64
import os
import secrets
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from nouvelles.discussion import Gate, address_prefix, keyed, today_of
from nouvelles.errors import StoreError

if TYPE_CHECKING:
    from cryptography.fernet import Fernet

NAME = "comments.key"
SIZE = 32


@dataclass(frozen=True, kw_only=True)
class PaperKey:
    """The secret of a paper, and what is made of it."""

    secret: bytes

    def derived(self, purpose: str) -> bytes:
        """A key of 32 bytes for a purpose."""
        return keyed(self.secret, purpose, "1") + keyed(self.secret, purpose, "2")

    @cached_property
    def gate(self) -> Gate:
        return Gate(secret=self.derived("gate"))

    def author(self, address: str, now: float) -> bytes:
        """What stands for the network of an address, today."""
        prefix = address_prefix(address)
        return keyed(self.derived("author"), today_of(now), prefix)

    def encrypt(self, words: str) -> bytes:
        """Words that only this paper reads again (Fernet: AES-128-CBC with HMAC)."""
        return self._fernet.encrypt(words.encode("utf-8", "replace"))

    def decrypt(self, data: bytes) -> str:
        """What was encrypted; "" where it was with another key."""
        from cryptography.fernet import InvalidToken

        try:
            return self._fernet.decrypt(data).decode("utf-8")
        except InvalidToken:
            return ""

    @cached_property
    def _fernet(self) -> Fernet:
        # Imported here: 7 MB, and few readers leave an e-mail address (2026-11).
        from cryptography.fernet import Fernet

        return Fernet(base64.urlsafe_b64encode(self.derived("email")))


def load_key(folder: Path) -> PaperKey:
    """The secret of the paper in a folder; made at first need, for its owner alone.

    Raises:
        StoreError: the file cannot be read or made, or holds no key.
    """
    path = folder / NAME
    try:
        if not path.exists():
            _make(path)
        secret = path.read_bytes()
    except OSError as error:
        raise StoreError(
            str(path),
            f"the key of comments cannot be used: {error.strerror}",
            "Let this user read and write the paper's folder.",
        ) from error
    if len(secret) != SIZE:
        raise StoreError(
            str(path),
            f"it has {len(secret)} bytes in place of {SIZE}",
            "Restore it from a backup; without it e-mail addresses cannot be read.",
        )
    return PaperKey(secret=secret)


def _make(path: Path) -> None:
    """Written whole beside its place, then linked: two processes make one key."""
    beside = path.with_name(f"{NAME}.{secrets.token_hex(4)}")
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL
    with os.fdopen(os.open(beside, flags, 0o600), "wb") as file:
        file.write(secrets.token_bytes(SIZE))
        file.flush()
        os.fsync(file.fileno())
    try:
        os.link(beside, path)
    except FileExistsError:
        pass  # another process was first: its key is the paper's
    finally:
        beside.unlink()
