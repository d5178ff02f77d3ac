"""Write the letters that are taken for Latin ones, from Unicode's confusables.

    python -m tools.learning.confusables

Writes `data/confusables.txt` of the comments. The table is Unicode's (UTS 39,
confusables.txt, as the package `confusable-homoglyphs` carries it: Unicode License v3).
Kept are single letters of scripts that people mix into Latin words, small as words are
folded; what NFKC already resolves (mathematical letters, full width) is left out.
"""

from __future__ import annotations

import unicodedata
from pathlib import Path
from typing import Final

from confusable_homoglyphs import confusables

_DATA: Final = Path("src/nouvelles/comments/data/confusables.txt")
#: First words of the Unicode names of the scripts kept.
_SCRIPTS: Final = frozenset(
    {"CYRILLIC", "GREEK", "ARMENIAN", "CHEROKEE", "COPTIC", "LISU", "LATIN"}
)
_HEAD: Final = (
    "# Letters taken for the Latin one in front: Unicode's confusables.txt (UTS 39),\n"
    "# by tools/learning/confusables.py. Unicode License v3.\n"
)


def main() -> None:
    alike: dict[str, set[str]] = {}
    for letter, others in confusables.confusables_data.items():
        for other in (one["c"] for one in others):
            _note(alike, letter, other)
    lines = [f"{latin} {''.join(sorted(alike[latin]))}" for latin in sorted(alike)]
    _DATA.write_text(_HEAD + "\n".join(lines) + "\n", encoding="utf-8")


def _note(alike: dict[str, set[str]], letter: str, other: str) -> None:
    if len(letter) != 1 or len(other) != 1 or not other.isascii():
        return
    small = letter.lower()
    if not other.isalpha() or letter.isascii() or len(small) != 1 or small.isascii():
        return
    name = unicodedata.name(small, "?").split()[0]
    plain = unicodedata.normalize("NFKC", small)
    if name not in _SCRIPTS or plain != small:
        return
    # A capital that looks like one says more than a small letter that looks like another.
    if any(small in known for known in alike.values()) and letter != small:
        return
    for known in alike.values():
        known.discard(small)
    alike.setdefault(other.lower(), set()).add(small)


if __name__ == "__main__":
    main()
