"""Names that an editor hides: whether a text or a query mentions one of them."""

from __future__ import annotations

from collections.abc import Iterable

from nouvelles.language import tokens


def mentions(text: str, names: Iterable[str]) -> bool:
    """Whether one of the names occurs in the text, as whole words, in any script.

    Both are folded, so case, accents and widths do not matter, and the words of a name
    must stand together in its order. Inflected forms ("Петрова" for "Петров") do not
    count: an editor lists them. In scripts without spaces a name is found inside a run
    of two letters or more; a name of a single such letter only where it stands alone.
    """
    words = tokens(text)
    places: dict[str, list[int]] = {}
    for position, word in enumerate(words):
        places.setdefault(word, []).append(position)
    for name in names:
        wanted = tokens(name)
        if not wanted:
            continue
        for start in places.get(wanted[0], ()):
            if words[start : start + len(wanted)] == wanted:
                return True
    return False
