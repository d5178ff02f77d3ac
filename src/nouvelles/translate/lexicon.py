"""Lists of words by language, from readable files: found in a text by one pattern.

A list holds words and phrases in lower case, written as `plain` gives them. A `*` stands
for any letters: `presunt*`, `in*able`, `*n't`; a space for any run of spaces.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from functools import lru_cache
from importlib.resources import files
from typing import Any, Final

import regex

from nouvelles.language import UNSPACED, primary

_NO_BEGINNING: Final = regex.compile(rf"^[{UNSPACED}]")
_LETTER: Final = r"[\p{L}\p{M}\p{N}]"
_LETTERS: Final = r"[\p{L}\p{M}]*"
_NEVER: Final = regex.compile(r"(?!)")


@lru_cache(maxsize=64)
def table(name: str) -> dict[str, Any]:
    """The file `data/<name>.toml`, read once."""
    path = files("nouvelles.translate").joinpath(f"data/{name}.toml")
    return tomllib.loads(path.read_text(encoding="utf-8"))


def pattern(entries: Iterable[str]) -> regex.Pattern[str]:
    """One pattern for a list, longest entries first; it finds nothing for an empty one."""
    parts = [_entry(one) for one in sorted(set(entries), key=len, reverse=True)]
    if not parts:
        return _NEVER
    return regex.compile("|".join(parts), regex.IGNORECASE)


@lru_cache(maxsize=256)
def cues(name: str, language: str, key: str) -> regex.Pattern[str] | None:
    """The pattern of one list of a file, or None for a language that it does not have."""
    found = table(name).get(primary(language), {}).get(key)
    return None if found is None else pattern(found)


def _entry(entry: str) -> str:
    parts = [regex.escape(part, literal_spaces=True) for part in entry.split("*")]
    body = _LETTERS.join(parts).replace(" ", r"\s+")
    if _NO_BEGINNING.match(entry):  # written without spaces: found inside a run
        return body
    # An elided word has the next one right behind its apostrophe.
    end = "" if entry.endswith(("*", "'")) else rf"(?!{_LETTER})"
    return rf"(?<!{_LETTER}){body}{end}"
