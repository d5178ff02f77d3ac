"""Reading one TOML table with a complaint for every surprise.

A `Table` hands out typed values and remembers which keys were asked for, so that a
misspelled key is reported instead of being ignored.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from .records import Problem


class Table:
    """A TOML table with its place in the files and a list for its problems."""

    def __init__(
        self, data: Mapping[str, Any], file: str, where: str, problems: list[Problem]
    ) -> None:
        self.data = data
        self.file = file
        self.where = where
        self.problems = problems
        self.asked: set[str] = set()

    def complain(self, message: str) -> None:
        """Note a problem of this table."""
        self.problems.append(Problem(file=self.file, where=self.where, message=message))

    def _value(self, key: str, kind: type, default: Any, wanted: str) -> Any:
        self.asked.add(key)
        if key not in self.data:
            if default is None:
                self.complain(f"`{key}` is missing: add {wanted}")
                return kind()
            return default
        value = self.data[key]
        if not isinstance(value, kind):
            self.complain(f"`{key}` must be {wanted}, not {value!r}")
            return kind()
        return value

    def text(self, key: str, default: str | None = None) -> str:
        """A string; without a default the key is required and not empty."""
        value = str(self._value(key, str, default, "a string"))
        if default is None and key in self.data and not value:
            self.complain(f"`{key}` is empty: write it")
        return value

    def choice(self, key: str, allowed: frozenset[str], default: str = "") -> str:
        """One word of a closed vocabulary."""
        value = self.text(key, default or None)
        if value not in allowed:
            self.complain(f"`{key}` is {value!r}: use one of {sorted(allowed)}")
        return value

    def flag(self, key: str, default: bool = False) -> bool:
        """True or false."""
        return bool(self._value(key, bool, default, "true or false"))

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of strings, empty when it is not there."""
        value = self._value(key, list, [], "a list of strings")
        if not all(isinstance(item, str) and item for item in value):
            self.complain(f"`{key}` must hold non-empty strings only")
        return tuple(str(item) for item in value)

    def time(self, key: str) -> datetime | None:
        """An ISO time with its offset, or None when it is empty."""
        text = self.text(key, "")
        if not text:
            return None
        try:
            value = datetime.fromisoformat(text)
        except ValueError:
            self.complain(f"`{key}` is {text!r}: write 2026-03-12T03:05:00-03:00")
            return None
        if value.tzinfo is None:
            self.complain(f"`{key}` has no offset: add that of the outlet's country")
            return None
        return value

    def table(self, key: str) -> Table:
        """A table within this one, empty when it is not there."""
        value = self._value(key, dict, {}, "a table")
        return Table(value, self.file, f"{self.where}.{key}", self.problems)

    def tables(self, key: str) -> list[Table]:
        """The tables of an array, each with its number as place."""
        value = self._value(key, list, [], "an array of tables")
        found = []
        for number, item in enumerate(value):
            where = f"{self.where}.{key}[{number}]"
            if not isinstance(item, dict):
                self.complain(f"`{key}[{number}]` must be a table")
                item = {}
            found.append(Table(item, self.file, where, self.problems))
        return found

    def strings(self, key: str) -> dict[str, str]:
        """A table of strings."""
        inner = self.table(key)
        return {name: inner.text(name) for name in inner.data}

    def finish(self) -> None:
        """Complain about the keys that nobody asked for."""
        for key in sorted(set(self.data) - self.asked):
            self.complain(f"`{key}` is not part of the format: remove or rename it")
