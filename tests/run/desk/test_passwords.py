"""Passwords: hashed with argon2id, in any keyboard's form; nonsense is refused."""

from __future__ import annotations

import unicodedata

import pytest

from nouvelles.errors import InputError
from nouvelles.run.desk.passwords import hash_password, is_outdated, is_password


def test_a_password_is_known_again_and_no_other() -> None:
    kept = hash_password("élan vers la rivière")
    assert kept.startswith("$argon2id$")
    assert is_password(kept, "élan vers la rivière")
    assert is_password(kept, unicodedata.normalize("NFD", "élan vers la rivière"))
    assert not is_password(kept, "elan vers la riviere")
    assert not is_password(kept, "")
    assert not is_outdated(kept)


def test_nobody_has_no_password() -> None:
    assert not is_password(None, "\0")
    assert not is_password("not a hash", "not a hash")
    assert not is_password("", "")


@pytest.mark.parametrize(
    "password", ["", "short", "a" * 40, "ababababababab", "x" * 257]
)
def test_what_is_guessed_at_once_is_refused(password: str) -> None:
    with pytest.raises(InputError, match="password"):
        hash_password(password)
