"""A stage: plain data about one step in the making of the paper.

The function is pure: records in, one record out. It may raise `Reject` or `Retry`;
anything else that escapes is a bug and is kept as one.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

#: The name under which a stage takes the capture itself.
CAPTURE = "capture"

ItemKind = Literal["page", "picture"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """One step: its name, its version, what it takes and gives, and its function.

    `version` is raised by hand whenever outputs change; it names the engine, its version
    and our own revision. `takes` are `CAPTURE` or names of earlier stages; the function
    receives them in that order. `setup` runs once in each worker, before the first batch
    (to load a model); the function finds what it loaded by itself. The function must be
    found by its module and name, so that a stage travels between processes.
    """

    name: str
    version: str
    takes: tuple[str, ...]
    gives: type
    function: Callable[..., Any]
    setup: Callable[[], object] | None = None
    batch: int = 16
    time_limit_s: float = 60.0
    kind: ItemKind = "page"
