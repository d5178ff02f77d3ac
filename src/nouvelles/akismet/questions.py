"""The question that we ask of somebody else's server: no more in it than is allowed."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Final
from urllib.parse import urlencode

from nouvelles.akismet.records import Comment

#: What may be sent besides the text, by our name for it and by Akismet's.
FIELDS: Final[Mapping[str, str]] = {
    "name": "comment_author",
    "email": "comment_author_email",
    "address": "user_ip",
}

#: Sent in the place of a reader's address, which the protocol asks for (RFC 5737).
DOCUMENTATION_ADDRESS: Final = "192.0.2.1"


def write_question(
    comment: Comment,
    key: str,
    blog: str,
    send: Collection[str],
    *,
    address: str = "",
) -> bytes:
    """The form of a question. `send` are names of `FIELDS`: what is not among them is left
    out, whatever is known of it."""
    known = {"name": comment.author, "email": comment.email, "address": address}
    fields = {
        "api_key": key,
        "blog": blog,
        "blog_charset": "UTF-8",
        "comment_type": comment.kind or "comment",
        "comment_content": comment.text,
        FIELDS["address"]: DOCUMENTATION_ADDRESS,
    }
    if comment.language:
        fields["blog_lang"] = comment.language
    for name, theirs in FIELDS.items():
        if name in send and known[name]:
            fields[theirs] = known[name]
    return urlencode(fields, errors="replace").encode("ascii")
