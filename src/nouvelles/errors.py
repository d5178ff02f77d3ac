"""Every error that nouvelles raises on purpose.

    NouvellesError
    ├── ConfigError       a setting is unknown, missing or impossible
    ├── StoreError        the paper's database or archive cannot be used as asked
    ├── InputError        a file or address given by a person cannot be read
    ├── GuardError        an address must not be contacted
    ├── EngineError       a translation engine failed, or answered what cannot be used
    └── StageError        what a room may raise about the item in its hands
        ├── Reject        the item ends here, for a reason that is kept and counted
        └── Retry         the same input may succeed later

Each carries what it is about (`about`), the reason and the advice as attributes, prints
them as one sentence, and survives pickling between processes.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Any


class NouvellesError(Exception):
    """Something a person can act on went wrong."""

    def __init__(self, about: str, reason: str, advice: str = "") -> None:
        self.about = about
        self.reason = reason
        self.advice = advice
        super().__init__(about, reason, advice)

    def __str__(self) -> str:
        said = f"{self.about}: {self.reason}"
        return f"{said}. {self.advice}" if self.advice else said


class ConfigError(NouvellesError):
    """A setting is unknown, missing or impossible."""


class StoreError(NouvellesError):
    """The paper's database or archive cannot be used as asked."""


class InputError(NouvellesError):
    """A file or address given by a person cannot be read."""


class GuardError(NouvellesError):
    """An address must not be contacted."""


class EngineTrouble(StrEnum):
    """How an engine of translation fails; counted for each engine."""

    MISSING = "missing"
    CRASHED = "crashed"
    HUNG = "hung"
    ENDLESS = "endless"
    WRONG_COUNT = "wrong count"
    EMPTY = "empty"
    OTHER_LANGUAGE = "another language"
    UNREADABLE = "unreadable"
    REFUSED = "refused"
    UNREACHABLE = "unreachable"
    TOO_LONG = "too long"
    BUSY = "busy"
    BUDGET = "budget spent"


class EngineError(NouvellesError):
    """A translation engine failed, or answered what cannot be used."""

    def __init__(
        self,
        about: str,
        reason: str,
        advice: str = "",
        trouble: EngineTrouble = EngineTrouble.CRASHED,
    ) -> None:
        super().__init__(about, reason, advice)
        self.trouble = trouble
        self.args = (about, reason, advice, trouble)


class StageError(Exception):
    """What a room may raise about the item in its hands."""

    def __init__(self, reason: str, detail: str = "") -> None:
        self.reason = reason
        self.detail = detail
        super().__init__(reason, detail)

    def __str__(self) -> str:
        return f"{self.reason}: {self.detail}" if self.detail else self.reason


class Reject(StageError):
    """The item ends here; `reason` is a word of the room's list, kept and counted."""


class Retry(StageError):
    """The same input may succeed later, after `after_s` seconds."""

    def __init__(self, reason: str, detail: str = "", after_s: float = 60.0) -> None:
        super().__init__(reason, detail)
        self.after_s = after_s

    def __reduce__(self) -> tuple[type[Retry], tuple[Any, ...]]:
        return (type(self), (self.reason, self.detail, self.after_s))
