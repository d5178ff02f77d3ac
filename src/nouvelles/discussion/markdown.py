"""Light Markdown made into safe HTML: emphasis, links, quotations, lists, code.

CommonMark without headings, pictures, tables and HTML; bare addresses become links. What
markdown-it writes goes through nh3 all the same, so that a fault in one is no hole.
"""

from __future__ import annotations

from typing import Final

import nh3
from linkify_it import LinkifyIt
from markdown_it import MarkdownIt
from markdown_it.token import Token

from nouvelles.forgetting import remembered

TAGS: Final = {"p", "br", "em", "strong", "a", "blockquote", "ul", "ol", "li", "code"}
#: Nobody is paid for a link here, and where it leads learns nothing of the page.
REL: Final = "nofollow ugc noopener"
#: Quotations within quotations, lists within lists.
DEEPEST: Final = 20

_BLOCKS = ["blockquote", "list", "fence"]
_INLINE = ["backticks", "emphasis", "link", "autolink", "escape", "newline", "linkify"]


def _parser() -> MarkdownIt:
    made = MarkdownIt("zero", {"breaks": True, "linkify": True, "maxNesting": DEEPEST})
    made.enable([*_BLOCKS, *_INLINE, "balance_pairs", "fragments_join"])
    made.enable("linkify")
    # Only addresses that say so: « fin.Le » is no domain, and neither is an e-mail.
    made.linkify = LinkifyIt(options={"fuzzy_link": False, "fuzzy_email": False})
    for schema in ("ftp:", "//", "mailto:"):
        made.linkify.add(schema, None)
    made.validateLink = _is_outward  # type: ignore[assignment, method-assign]
    return made


def _is_outward(address: str) -> bool:
    return address.lower().startswith(("https://", "http://"))


_made = _parser()


# Up to 25 ms for a text made to be slow, and a page has many.
@remembered(2048)
def to_html(text: str) -> str:
    """The HTML of a text; never more than `TAGS`, links with `REL`."""
    made: str = _made.render(text)
    return nh3.clean(
        made.replace("<pre>", "<p>").replace("</pre>", "</p>"),
        tags=TAGS,
        attributes={"a": {"href"}, "*": set()},
        url_schemes={"http", "https"},
        link_rel=REL,
        strip_comments=True,
    ).strip()


def plain_text(text: str) -> str:
    """The words of a text without their marks, in one line."""
    return " ".join(_words(_made.parse(text)).split())


def _words(tokens: list[Token]) -> str:
    parts: list[str] = []
    for token in tokens:
        if token.children:
            parts.append(_words(token.children))
        elif token.type in ("text", "code_inline", "fence"):
            parts.append(token.content)
        elif token.type in ("softbreak", "hardbreak", "paragraph_close"):
            parts.append(" ")
    return "".join(parts)
