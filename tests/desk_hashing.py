"""Passwords hashed in little time, for tests that sign in and test no hashing."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from argon2 import PasswordHasher

from nouvelles.run.desk import passwords


@pytest.fixture
def light_hashing(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The same argon2id with the least memory: 64 MiB a guess take a second where
    others work."""
    least = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    monkeypatch.setattr(passwords, "_hasher", lambda: least)
    passwords._nobody.cache_clear()
    yield
    passwords._nobody.cache_clear()
