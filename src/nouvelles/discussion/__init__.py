"""The room of discussion: what readers write, before anybody judges it, and how it stands.

Pure: keys, times and chance are given. `draft` reads a form, `gate` says whether it came
as a person's does, `limits` counts, `markdown` makes safe HTML of text, `kept_html` what
is kept of that, `threads` puts comments in order, `quoting` finds what of an article they
quote, `wxr` reads and writes WordPress's export.
"""

from typing import TYPE_CHECKING

from nouvelles.door import door

if TYPE_CHECKING:
    from nouvelles.discussion.draft import Draft, DraftFault, clean_draft, find_faults
    from nouvelles.discussion.gate import Gate, Trip
    from nouvelles.discussion.kept_html import made_html, shown_html
    from nouvelles.discussion.keys import address_prefix, keyed, today_of
    from nouvelles.discussion.limits import Limiter, Rate
    from nouvelles.discussion.markdown import plain_text, to_html
    from nouvelles.discussion.quoting import fragment, quotes
    from nouvelles.discussion.threads import Thread, arrange

__all__ = [
    "Draft",
    "DraftFault",
    "Gate",
    "Limiter",
    "Rate",
    "Thread",
    "Trip",
    "address_prefix",
    "arrange",
    "clean_draft",
    "find_faults",
    "fragment",
    "keyed",
    "made_html",
    "plain_text",
    "quotes",
    "shown_html",
    "to_html",
    "today_of",
]

__getattr__ = door(
    __name__,
    {
        "draft": ["Draft", "DraftFault", "clean_draft", "find_faults"],
        "gate": ["Gate", "Trip"],
        "keys": ["address_prefix", "keyed", "today_of"],
        "limits": ["Limiter", "Rate"],
        "kept_html": ["made_html", "shown_html"],
        "markdown": ["plain_text", "to_html"],
        "quoting": ["fragment", "quotes"],
        "threads": ["Thread", "arrange"],
    },
)
