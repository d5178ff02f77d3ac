"""The HTML of comments, made once when they are written and kept with them.

What makes HTML of Markdown takes 3 MB for as long as a process lives, and up to 25 ms for
a text made to be slow (2026-11): neither is asked of whoever only serves pages.
"""

from __future__ import annotations

from typing import Final

#: Which rules made it; to be raised with every change of them (`markdown`), and of the
#: libraries that they rest on where that changes what is safe.
RULES: Final = "1"


def made_html(text: str) -> str:
    """The HTML of a text, with the rules that made it before it."""
    from nouvelles.discussion.markdown import to_html

    return f"{RULES} {to_html(text)}"


def shown_html(text: str, made: str) -> str:
    """The HTML of a text: what was made of it, where today's rules made that."""
    rules, _, html = made.partition(" ")
    if rules == RULES:
        return html
    from nouvelles.discussion.markdown import to_html

    return to_html(text)
