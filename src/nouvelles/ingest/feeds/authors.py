"""Who wrote an entry: names only; an address of electronic mail is nobody's business."""

from __future__ import annotations

import re
from functools import lru_cache

from nouvelles.ingest.feeds.text import plain_text

#: The author of RSS: "mail (Name)", "Name <mail>", or the mail address alone.
RSS_AUTHOR = re.compile(
    r"[^\s@]+@[^\s@()<>]+(?:\s+\(([^@]*)\))?|([^@<>]*)<[^\s@]+@[^\s@]+>"
)

#: A mail address in the middle of other words, with what is written around it.
_MAIL = re.compile(r"[<(\[]?(?:mailto:)?[^\s@<>()\[\],;]+@[^\s@<>()\[\],;]+[>)\]]?")

#: No list of authors is longer; patterns need time square in the length of a word.
_LONGEST = 500


@lru_cache(maxsize=1024)
def author_name(text: str) -> str:
    """The name in an author's statement, or ""; remembered, as feeds repeat them."""
    text = text[:_LONGEST].strip()
    if "@" in text:
        match = RSS_AUTHOR.fullmatch(text)
        text = (match[1] or match[2] or "") if match else _MAIL.sub(" ", text)
    name = plain_text(text, markup=True).strip(" ,;()<>")
    return "" if "@" in name else name
