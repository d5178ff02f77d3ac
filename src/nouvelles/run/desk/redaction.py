"""Personal data edited out of a comment: words may go, none may be put in.

A moderator who could write into a reader's mouth would; so what is left must be the
author's own, in order, with a mark for each place where something was taken out.
"""

from __future__ import annotations

#: What stands for the words that were taken out; the same in every language.
MARK = "[…]"


def is_redaction(author: str, edited: str) -> bool:
    """Whether a text is the author's own with marks in the place of some words."""
    pieces = edited.split(MARK)
    if len(pieces) == 1:
        return edited == author
    first, last = pieces[0], pieces[-1]
    if not author.startswith(first):
        return False
    place = len(first)
    for piece in pieces[1:-1]:
        # Something was taken out before it, one character at the least.
        found = author.find(piece, place + 1)
        if found < 0:
            return False
        place = found + len(piece)
    return len(author) - len(last) > place and author.endswith(last)
