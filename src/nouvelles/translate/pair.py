"""What checks take and give: a sentence with its translation; what is wrong with it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from nouvelles.translate.reasons import Fault


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """One line of a glossary: a word of the source, and what stands for it."""

    source: str
    target: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """A sentence (or a short text that is translated whole) and its translation.

    Languages are BCP 47 tags, of which the primary subtag counts. `terms` are the lines
    of the glossary that hold for this pair of languages and this source.
    """

    source: str
    target: str
    source_language: str
    target_language: str
    terms: tuple[Term, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Flag:
    """One fault of a translation: which check found it, what it is, where to look.

    `detail` holds words of the texts themselves ("12 / 21", "Kyiv"), never prose: the
    sentence for a reader is that of `fault`, in the language of the page.
    """

    check: str
    fault: Fault
    detail: str = ""


#: Looks at a pair and tells what is wrong, or None.
Check = Callable[[Pair], Flag | None]
