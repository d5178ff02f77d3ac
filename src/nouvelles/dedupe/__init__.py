"""Copies: which articles have the text of an earlier one, so that origins can be counted.

Takes tellings one by one, in any order and any language; gives for each the `Copy` that
it is, or None, and remembers it. Nothing is rejected: what is too short to judge is no
copy. There is no clock inside: `tidy` is told the time.

    copies = Copies()
    copy = copies.look(telling)              # Copy(kind="wire", agency="AFP", …) or None
    len({copies.origin(a) for a in story})   # "14 outlets, 2 origins"
"""

from nouvelles.dedupe.copies import Copies

__all__ = ["Copies"]
