"""Errors say what, why and what to do, and survive the way between processes."""

from __future__ import annotations

import pickle

import pytest

from nouvelles.errors import (
    ConfigError,
    GuardError,
    InputError,
    NouvellesError,
    Reject,
    Retry,
    StoreError,
)


@pytest.mark.parametrize("kind", [ConfigError, StoreError, InputError, GuardError])
def test_errors_survive_pickling(kind: type[NouvellesError]) -> None:
    error = kind("page.html", "is empty", "Give another.")
    again = pickle.loads(pickle.dumps(error))
    assert type(again) is kind
    assert (again.about, again.reason, again.advice) == (
        "page.html",
        "is empty",
        "Give another.",
    )
    assert str(again) == "page.html: is empty. Give another."


def test_stage_errors_survive_pickling() -> None:
    reject = pickle.loads(pickle.dumps(Reject("too-short", "12 characters")))
    assert (reject.reason, reject.detail) == ("too-short", "12 characters")
    retry = pickle.loads(pickle.dumps(Retry("busy", "503", after_s=30.0)))
    assert (retry.reason, retry.detail, retry.after_s) == ("busy", "503", 30.0)
